"""`make bench`: what a page from the store costs, beside what a file costs.

A filled database, a bounded load from this machine alone, and rounds that alternate, so that whatever else
the machine does falls on all. Read the ratios: the numbers are this machine's. BENCH_TEXTS says how many
texts there are in 24 languages (500); what is made stays under var/bench.
"""

import gzip
import importlib.util
import os
import re
import secrets
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from site_app.operations import serving as servers
from tests.benchmark.processes import BASE, Server, free_port, require_wrk, serving
from tests.delivery.real_site import Desk

ROUNDS = int(os.environ.get("BENCH_ROUNDS") or "7")
TEXTS = int(os.environ.get("BENCH_TEXTS") or "500")
FEW = 10
GUIDE = "/ar/guides/will-the-police-tell-the-home-office/"
UNCACHED = (
    GUIDE,
    "/ar/",
    "/ar/guides/",
    "/ar/guides/?page=2",
    "/ar/updates/",
    "/ar/positions/",
    "/ar/help/",
    "/ar/words/",
)
WHITENOISE = "same bytes, WhiteNoise"


def main() -> None:
    require_wrk()
    many, few = _filled(TEXTS), _filled(FEW)
    with ExitStack() as running:
        run = []
        for server in _servers(many, few):
            run.append(running.enter_context(server))
            if len(run) == 1:
                _keep_its_bytes(run[0], Path(many["FOLDER"]))
        for number in range(1, ROUNDS + 1):
            print(f"Round {number} of {ROUNDS}", end="\r", flush=True)
            for server in run:
                server.loaded()
        _print(run)
        print(f"\nPublished, and seen by every worker after {_until_seen(run[1].address, few):.2f} s.")
    print(f"\nMade anew, with {TEXTS} texts in 24 languages:")
    subprocess.run([sys.executable, "-m", "tests.benchmark.uncached", *UNCACHED], cwd=BASE, env=many, check=True)


def _filled(texts: int) -> dict:
    """The environment of a site with so many texts, which is made if it is not there."""
    var = BASE / "var" / "bench" / str(texts)
    var.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "site_app.settings",
        "VAR": str(var),
        "DATABASE_URL": "",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "PAGES_AHEAD": "0",
        "FOLDER": str(_same_bytes_folder()),
    }
    done = var / "filled"
    if not done.exists():
        (var / "site.sqlite3").unlink(missing_ok=True)
        print(f"Filling a database with {texts} texts in 24 languages.", flush=True)
        for command in (["prepare"], ["make_demo", "--texts", str(texts)]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=BASE, env=environment, check=True)
        done.touch()
    else:
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=BASE, env=environment, check=True)
    return environment


def _same_bytes_folder() -> Path:
    folder = BASE / "var" / "bench" / "file"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _servers(many: dict, few: dict):
    yield _gunicorn("our guide, store", "site_app.wsgi:application", GUIDE, many)
    yield _gunicorn(f"the same with {FEW} texts", "site_app.wsgi:application", GUIDE, few)
    yield _gunicorn(WHITENOISE, "tests.benchmark.beside:whitenoise()", "/guide.html", many)
    yield _gunicorn("same bytes, Django view", "tests.benchmark.beside:bare_django()", "/guide.html", many)
    yield _gunicorn("our guide, no store", "site_app.wsgi:site", GUIDE, many)
    if importlib.util.find_spec("granian"):
        port = free_port()
        command = servers.command([f"127.0.0.1:{port}"], servers.GRANIAN, workers=2)
        yield serving("our guide, store, granian", command, port, GUIDE, many)
    else:
        print("granian is not installed and is left out: pip install --require-hashes -r requirements-granian.txt")


def _gunicorn(name: str, application: str, page: str, environment: dict):
    port = free_port()
    command = servers.command([f"127.0.0.1:{port}"], servers.GUNICORN, workers=2)
    command[command.index(servers.APPLICATION)] = application
    return serving(name, command, port, page, environment)


def _keep_its_bytes(server: Server, folder: Path) -> None:
    """As a file, for those that serve the same bytes."""
    asked = urllib.request.Request(server.address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 — our own loopback address
        body = answer.read()
    (folder / "guide.html.gz").write_bytes(body)
    (folder / "guide.html").write_bytes(gzip.decompress(body))


def _until_seen(address: str, environment: dict) -> float:
    """Seconds from a publication to the last answer of any worker with what was there before: the longest of three."""
    list_of_guides = address.partition(GUIDE)[0] + "/en/guides/"
    slug = re.search(r"demonstration-\d+-\d+", _page(list_of_guides))[0]
    desk, longest = Desk(environment), 0.0
    try:
        for _ in range(3):
            words = f"measured {secrets.token_hex(4)}"
            desk.does("publish", slug, words)
            committed, new = time.monotonic(), 0
            while new < 24:  # connections one after the other reach every worker
                asked = time.monotonic()
                new = new + 1 if words in _page(f"{list_of_guides}{slug}/") else 0
                longest = max(longest, 0 if new else asked - committed)
    finally:
        desk.leaves()
    return longest


def _page(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 — our own loopback address
        return answer.read().decode()


def _print(run: list[Server]) -> None:
    def median(server: Server, what: str) -> float:
        return statistics.median(getattr(one, what) for one in server.rounds)

    [beside] = [server for server in run if server.name == WHITENOISE]
    print(f"{'':28}{'per s':>9}{'ratio':>8}{'CPU µs':>9}{'ratio':>8}{'p99 ms':>9}{'MB':>7}")
    for server in run:
        # The ratio of each round to the round beside it: what the machine did meanwhile falls on both.
        pairs = list(zip(server.rounds, beside.rounds, strict=True))
        speed = statistics.median(one.requests_per_second / other.requests_per_second for one, other in pairs)
        cpu = statistics.median(one.cpu / other.cpu for one, other in pairs)
        print(
            f"{server.name:28}{median(server, 'requests_per_second'):9,.0f}{speed:8.2f}"
            f"{median(server, 'cpu'):9.0f}{cpu:8.2f}{median(server, 'p99'):9.2f}{server.memory:7.0f}"
        )


if __name__ == "__main__":
    main()
