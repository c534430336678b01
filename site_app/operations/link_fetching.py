"""One polite look at one address: HEAD, then GET if that says nothing, a few bytes, a few redirects, a deadline.

A name is resolved once, its addresses are judged (`link_addresses`), and the connection goes to the very
address that was judged: asking again while connecting would let a name answer differently the second time. The
same for every redirect.
"""

import http.client
import os
import socket
import ssl
import threading
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from site_app.operations.link_addresses import NoSuchHost, Refused, Rule, is_public, resolve

REDIRECTS = {301, 302, 303, 307, 308}
MAX_REDIRECTS = 5
TIMEOUT = 10  # seconds, of each silence
DEADLINE = 30  # seconds, of one request from beginning to end
FEW_BYTES = 2048
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Answer:
    """status: of the last page; 0 if there was none. trouble: "refused", "no host", "time-out", "failed" or ""."""

    status: int
    trouble: str = ""
    address: str = ""  # where it ended


class Looker:
    """Looks at addresses. `allows` and `ports` are the rule about where to; only tests have others."""

    def __init__(
        self,
        *,
        agent: str,
        allows: Rule = is_public,
        ports: Container[int] = tuple(PORTS.values()),
        timeout: float = TIMEOUT,
        deadline: float = DEADLINE,
    ):
        self.agent, self.allows, self.ports = agent, allows, ports
        self.timeout, self.deadline = timeout, deadline

    def look(self, address: str) -> Answer:
        """Follows redirects, each of them judged like the first address."""
        for _redirect in range(MAX_REDIRECTS + 1):
            try:
                where = _parsed(address)
                status, leads_to = self._ask(where)
            except Refused:
                return Answer(0, "refused", address)
            except NoSuchHost:
                return Answer(0, "no host", address)
            except TimeoutError:
                return Answer(0, "time-out", address)
            except (OSError, http.client.HTTPException, ValueError):
                return Answer(0, "failed", address)
            if status not in REDIRECTS or not leads_to:
                return Answer(status, "", address)
            address = urljoin(address, leads_to)
        return Answer(0, "failed", address)

    def _ask(self, where: SplitResult) -> tuple[int, str]:
        """Some servers answer HEAD with an error and GET with the page, so an error is asked about twice."""
        port = where.port or PORTS[where.scheme]
        if port not in self.ports:
            raise Refused(where.hostname)
        addresses = resolve(where.hostname, port, self.allows)
        status, leads_to = self._request("HEAD", where, addresses[0], port)
        if status >= 400:
            status, leads_to = self._request("GET", where, addresses[0], port)
        return status, leads_to

    def _request(self, method: str, where: SplitResult, address: str, port: int) -> tuple[int, str]:
        with self._connected(where, address, port) as connection:
            path = where._replace(scheme="", netloc="", fragment="").geturl() or "/"
            headers = {"User-Agent": self.agent, "Accept": "text/html,*/*;q=0.5", "Connection": "close"}
            connection.request(method, _ascii(path), headers=headers)
            response = connection.getresponse()
            response.read(FEW_BYTES)
            return response.status, response.getheader("Location", "")

    @contextmanager
    def _connected(self, where: SplitResult, address: str, port: int) -> Iterator[http.client.HTTPConnection]:
        """A connection to the address that was judged, under the name that was asked for."""
        connection = http.client.HTTPConnection(where.hostname, port, timeout=self.timeout)
        connection.default_port = PORTS[where.scheme]  # so that the name alone stands in the Host header
        connection.sock = socket.create_connection((address, port), timeout=self.timeout)
        late = threading.Event()
        # A time-out counts silence only; a server that sends a byte now and then would hold us for ever.
        clock = threading.Timer(self.deadline, _cut, (connection.sock.fileno(), late))
        clock.daemon = True
        clock.start()
        try:
            if where.scheme == "https":
                connection.sock = ssl.create_default_context().wrap_socket(
                    connection.sock, server_hostname=where.hostname
                )
            yield connection
        except (OSError, http.client.HTTPException):
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            clock.cancel()
            connection.close()


def _cut(descriptor: int, late: threading.Event) -> None:
    """Ends a connection under the hands of whoever waits for it, secured or not."""
    late.set()
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as same:
        same.shutdown(socket.SHUT_RDWR)


def _parsed(address: str) -> SplitResult:
    where = urlsplit(address)
    if where.scheme not in PORTS or not where.hostname or where.username or where.password:
        raise Refused(address)
    return where


def _ascii(path: str) -> str:
    """Whatever is no ASCII, percent-encoded, as browsers do; no line break can end the line early."""
    return "".join(
        part if "!" <= part <= "~" else "".join(f"%{byte:02X}" for byte in part.encode("utf-8", "replace"))
        for part in path
    )
