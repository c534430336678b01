"""Asks Django for a page on behalf of nobody, and tells whether the answer is the same for everybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from sys import stderr

from site_app.delivery.addresses import GATEWAY, Address
from site_app.delivery.headers import REVALIDATE

LARGEST = 8_000_000  # bytes; nothing larger is kept
# Words between the store and the site, in the environment of a request; see public/middleware.py.
SHOWN = "site.shown"  # the site says whose words a page shows
DATABASE_IS_DOWN = "site.database_is_down"  # the store says that there is no use in asking


@dataclass(frozen=True)
class Rendered:
    address: Address
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    shown: set[str] | None

    @property
    def failed(self) -> bool:
        return self.status >= "500"

    @property
    def is_for_everybody(self) -> bool:
        named = {name.lower(): value for name, value in self.headers}
        varies = {name.strip().lower() for name in named.get("vary", "").split(",") if name.strip()}
        allowed = {"accept-encoding"} | ({"accept-language"} if self.address.path == GATEWAY else set())
        return (
            self.status.startswith("200 ")
            and named.get("cache-control") == REVALIDATE  # a view that wants something else says something else
            and "set-cookie" not in named
            and "content-encoding" not in named
            and varies <= allowed
            and len(self.body) <= LARGEST
        )


def render(site, address: Address, *, database_is_down: bool = False) -> Rendered:
    """Never raises for what goes wrong inside Django: that is an answer with status 500.

    database_is_down: gives the page that says so, at once. A page for which nobody waits until a dead database
    is given up keeps no thread from those who can be served.
    """
    environ = address.environ() | {
        DATABASE_IS_DOWN: database_is_down,
        "wsgi.version": (1, 0),
        "wsgi.input": BytesIO(),
        "wsgi.errors": stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    started = []
    response: Iterable[bytes] = site(environ, lambda status, headers, exc_info=None: started.append((status, headers)))
    try:
        body = b"".join(response)
    finally:
        if close := getattr(response, "close", None):
            close()
    status, headers = started[-1]
    return Rendered(address, status, headers, body, environ.get(SHOWN))
