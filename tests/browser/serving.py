"""The site as `make run` serves it: a process of its own, on a free port, with its data in a folder of its own."""

import http.client
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

# What the tests' own environment sets, and what a developer may have exported.
OUR_SETTINGS = {
    "ALLOWED_HOSTS", "BEHIND_PROXY", "DATABASE_URL", "DEBUG", "DJANGO_SETTINGS_MODULE", "EXIT_ADDRESS", "HOST",
    "HTTPS", "PAGES_AHEAD", "PAGES_MEMORY", "CDN_SECONDS", "PORT", "SECRET_KEY", "SERVER", "SITE_ANNOUNCES", "VAR",
    "WEB_CONCURRENCY",
}  # fmt: skip
ANNOUNCED = re.compile(r"^\s+(https?://[^/\s]+)/$")  # an address alone; links to the desk have a path
PATIENCE = 180  # seconds until something that should have happened is given up


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(var: Path, port) -> dict:
    """What `make run` starts, as arguments for subprocess."""
    inherited = {name: value for name, value in os.environ.items() if name not in OUR_SETTINGS}
    return {
        "args": [sys.executable, "-m", "site_app.operations.run"],
        # Every page is asked for here sooner or later, so none is made ahead: that is tried in tests/delivery.
        "env": inherited | {"VAR": str(var), "PORT": str(port), "PAGES_AHEAD": "0"},
        "cwd": Path(__file__).resolve().parent.parent.parent,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "text": True,
        "start_new_session": True,  # so that its workers end with it
    }


@dataclass
class Site:
    var: Path
    port: int
    address: str = ""  # http://localhost:8000
    output: list[str] = field(default_factory=list)  # lines so far


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]  # by lower-case name
    body: bytes  # as it was sent


@contextmanager
def serving(var: Path) -> Iterator[Site]:
    """The site, from the moment it prints its address until the end of the block."""
    site = Site(var, free_port())
    announced = threading.Event()

    def listen(stdout):
        for line in stdout:
            site.output.append(line)
            if found := ANNOUNCED.search(line):
                site.address = found[1]
                announced.set()
        announced.set()  # it ended

    with subprocess.Popen(**command(var, site.port)) as process:
        listener = threading.Thread(target=listen, args=[process.stdout])
        listener.start()
        try:
            announced.wait(PATIENCE)
            assert site.address, f"The site did not start:\n{''.join(site.output)}"
            yield site
        finally:
            _end(process)
            listener.join()


def copied(var: Path, to: Path) -> Path:
    """The data of a site that is being served, for another: a tenth of the time that preparing it anew takes."""
    shutil.copytree(var, to, ignore=shutil.ignore_patterns("*.sqlite3*"))
    with (
        closing(sqlite3.connect(var / "site.sqlite3")) as before,
        closing(sqlite3.connect(to / "site.sqlite3")) as copy,
    ):
        before.backup(copy)
    return to


def _end(process: subprocess.Popen) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
            process.wait(10)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue


def fetch(address: str, method: str = "GET", **headers: str) -> Answer:
    """One request, following nothing and unpacking nothing. `Accept_Language="ar"` is a header."""
    where = urlsplit(address)
    with closing(http.client.HTTPConnection(where.hostname, where.port, timeout=PATIENCE)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, where._replace(scheme="", netloc="").geturl() or "/", headers=named)
        response = connection.getresponse()
        got = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, got, response.read())
