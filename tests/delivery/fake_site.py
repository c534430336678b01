"""A site of a few lines behind the real store, so that a test can say what fails and when."""

import threading
import time
from io import BytesIO

from site_app.delivery.headers import REVALIDATE
from site_app.delivery.rendering import DATABASE_IS_DOWN, SHOWN
from site_app.delivery.store import Store
from site_app.public.negotiation import likely_language


class FakeSite:
    """What Django and the database are to the store. Every page shows its path and how often any was made."""

    def __init__(self):
        self.generation, self.languages, self.retracted = 1, ["en", "ar"], {}
        self.identity, self.past = "ours", ""  # past: another one in a database restored from a copy
        self.database_works, self.pages_work = True, True
        self.made: list[str] = []  # paths, in the order they were asked for
        self.environs: list[dict] = []
        self.looks = 0
        self.takes = 0.0  # seconds to make a page
        self.shown: dict[str, set[str]] = {}  # by path
        self.links: dict[str, list[str]] = {}  # by path
        self.answers: dict[str, tuple] = {}  # by path: (status, headers), instead of a page
        self.while_making = lambda: None
        self._lock = threading.Lock()

    def look(self, token: str) -> dict | None:
        self.looks += 1
        if not self.database_works:
            raise ConnectionError("the database is gone")
        if token == f"token {self.past}{self.generation}":
            return None
        return {
            "generation": self.generation,
            "since": self.generation + 1_000_000_000.0,
            "token": f"token {self.past}{self.generation}",
            "identity": self.identity,
            "languages": self.languages,
            "retracted": dict(self.retracted),
        }

    def retract(self, subject: str) -> None:
        self.generation += 1
        self.retracted[subject] = self.generation

    def __call__(self, environ, start_response):
        path = environ["PATH_INFO"]
        with self._lock:
            self.made.append(path)
            self.environs.append(environ)
        time.sleep(self.takes)
        works = self.pages_work and self.database_works and not environ.get(DATABASE_IS_DOWN)
        shown = self.shown.get(path, set())
        body = (
            f"<p>{path} {environ['QUERY_STRING']} in generation {self.generation}</p><p>{' '.join(sorted(shown))}</p>"
        )
        body += "".join(f'<a href="{link}">' for link in self.links.get(path, [])) + "text " * 200
        self.while_making()
        environ[SHOWN] = shown
        failed = "503 Service Unavailable" if environ.get(DATABASE_IS_DOWN) else "500 Internal Server Error"
        status, headers = self.answers.get(path, ("200 OK", [])) if works else (failed, [])
        headers = [
            ("Content-Type", "text/html"),
            ("Cache-Control", REVALIDATE),
            ("X-Frame-Options", "DENY"),
            ("Content-Length", str(len(body))),
            *headers,
        ]
        start_response(status, headers)
        return [body.encode()]


class Reader:
    """Asks a store as a server does."""

    def __init__(self, site: FakeSite, folder, **options):
        options = {"release": "r1", "memory": 10_000_000} | options
        self.store = Store(site, folder=folder, look=site.look, likely=likely_language, **options)

    def get(self, path: str, method: str = "GET", **environ) -> "Answer":
        path, _, query = path.partition("?")
        asked = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
        }
        answer = Answer()
        answer.body = b"".join(self.store(asked | environ, answer.start))
        return answer

    def learns(self) -> None:
        """A second passes."""
        assert self.store._watch._wait_for_a_look(20)


class Answer:
    def start(self, status, headers, exc_info=None):
        self.status, self.all_headers = int(status.split()[0]), headers
        self.headers = {name.lower(): value for name, value in headers}
        assert len(self.headers) == len(headers), "a header came twice"

    @property
    def text(self) -> str:
        return self.body.decode()
