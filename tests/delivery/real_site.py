"""A site as it is deployed: gunicorn with two workers, a database of its own, and people at its desk."""

import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.delivery.desk import LISTENING

BASE = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds until something that should have happened is given up
POSTGRES = os.environ.get("DATABASE_URL", "")
GUIDE, OTHER, ARABIC, LIST, HOME = (
    "/en/guides/question/", "/en/guides/other/", "/ar/guides/other/", "/en/guides/", "/en/",
)  # fmt: skip
READ = (GUIDE, OTHER, ARABIC, LIST, HOME, "/", "/ar/", "/ar/guides/question/", "/en/updates/news/", "/pl/safety/")


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def versions(self) -> set[str]:
        """Which texts of "question" are on it: {"question3"}. Two of them would be a mixture."""
        return set(re.findall(r"question\d+", self.text))


class Desk:
    def __init__(self, environment: dict):
        command = [sys.executable, "-m", "tests.delivery.desk"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(command, cwd=BASE, env=environment, **pipes)
        assert self.process.stdout.readline().strip() == LISTENING

    def does(self, *act) -> str:
        self.begins(*act)
        return self.ends()

    def begins(self, *act) -> None:
        self.process.stdin.write(json.dumps(act) + "\n")
        self.process.stdin.flush()

    def ends(self) -> str:
        said = self.process.stdout.readline().strip()
        assert said, "the act failed"
        return said

    def leaves(self, how=signal.SIGTERM) -> None:
        self.process.send_signal(how)
        self.process.wait(PATIENCE)
        self.process.stdin.close()
        self.process.stdout.close()


class RealSite:
    def __init__(self, var: Path, like: "RealSite | None" = None):
        """like: one whose database is copied, and which nobody uses meanwhile."""
        self.var, self.port, self.server, self.desks = var, _free_port(), None, []
        self.name = f"site_{uuid4().hex[:10]}"
        var.mkdir()
        (var / "static").mkdir()
        if POSTGRES:
            self._ask(f"CREATE DATABASE {self.name} TEMPLATE {like.name if like else 'template1'}")
        elif like:
            for path in (like.var / "site.sqlite3", *like.var.glob("site.sqlite3-wal")):
                shutil.copy(path, var)
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "site_app.settings",
            "VAR": str(var),
            "DATABASE_URL": POSTGRES.rpartition("/")[0] + f"/{self.name}" if POSTGRES else "",
            "HTTPS": "0",
            "ALLOWED_HOSTS": "localhost",
        }

    def desk(self) -> Desk:
        self.desks.append(Desk(self.environment))
        return self.desks[-1]

    def opens(self, *, largest_file: int | None = None) -> None:
        """largest_file: bytes after which every write fails, as on a disk that is full."""
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file,) * 2)) if largest_file else None
        command = [sys.executable, "-m", "gunicorn", "-c", "python:site_app.operations.server", "site_app.wsgi"]
        with (self.var / "log").open("a") as log:
            self.server = subprocess.Popen(
                [*command, "--bind", f"127.0.0.1:{self.port}"],
                cwd=BASE, env=self.environment, stdout=log, stderr=log, start_new_session=True, preexec_fn=limit,
            )  # fmt: skip
        self._wait_until(lambda: self.get("/healthz").status == 200)

    def ends(self, how=signal.SIGTERM) -> None:
        if self.server:
            with suppress(ProcessLookupError):
                os.killpg(self.server.pid, how)
            self.server.wait(PATIENCE)
            self.server = None

    def get(self, path: str) -> Answer:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("GET", path, headers={"Host": "localhost"})
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, headers, response.read().decode())

    def has_every_page(self) -> None:
        """Waits until every page that the tests read has been made in the background, and none is out of date."""
        for path in READ:
            self._wait_until(lambda path=path: self.get(path).status == 200)

    def shows(self, path: str, words: str) -> None:
        self._wait_until(lambda: words in self.get(path).text)

    def loses_its_database(self) -> None:
        for desk in self.desks:
            desk.leaves()
        self.desks = []
        if POSTGRES:
            self._ask(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false")
            self._ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'")
        else:
            # The index in shared memory is overwritten and not cut short, which would kill whoever has it mapped.
            # Without it SQLite would go on to answer from its own memory.
            for path in (self.var / "site.sqlite3", *self.var.glob("site.sqlite3-wal")):
                os.truncate(path, 0)
            for path in self.var.glob("site.sqlite3-shm"):
                with path.open("r+b") as index:
                    index.write(bytes(path.stat().st_size))

    def is_cleared_away(self) -> None:
        self.ends(signal.SIGKILL)
        for desk in self.desks:
            desk.leaves(signal.SIGKILL)
        if POSTGRES:
            self._ask(f"DROP DATABASE {self.name} WITH (FORCE)")
        shutil.rmtree(self.var)

    @staticmethod
    def _ask(statement: str) -> None:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(statement)

    @staticmethod
    def _wait_until(happened) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OSError, http.client.HTTPException):
                if happened():
                    return
            time.sleep(0.05)
        raise AssertionError("It did not happen.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
