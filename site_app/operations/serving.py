"""Starts the server that `SERVER` names, for `make run` and for production.

    python -m site_app.operations.serving 127.0.0.1:8000

gunicorn unless the setting says `granian`, which is for busier sites and in a lock of its own
(requirements-granian.txt). Neither keeps an access log, and neither writes down what strangers send.
"""

import importlib.util
import os
import sys

GUNICORN, GRANIAN = "gunicorn", "granian"
THREADS = 4  # of a worker
APPLICATION = "site_app.wsgi:application"


class NoServer(Exception):
    """The message says what to do."""


def command(addresses: list[str], server: str, workers: int) -> list[str]:
    """What to run to listen on these addresses ("127.0.0.1:8000"). Raises NoServer."""
    if server == GUNICORN:
        bind = [part for address in addresses for part in ("--bind", address)]
        return [sys.executable, "-m", "gunicorn", "-c", "python:site_app.operations.server", APPLICATION, *bind]
    if server != GRANIAN:
        raise NoServer(f"SERVER is {server!r}. Write {GUNICORN} or {GRANIAN}.")
    if importlib.util.find_spec("granian") is None:
        raise NoServer("SERVER=granian needs granian: pip install --require-hashes -r requirements-granian.txt")
    host, _, port = addresses[0].rpartition(":")  # granian listens on one
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1"),
        *("--host", host.strip("[]"), "--port", port),
        *("--workers", str(workers), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--no-access-log", "--log-level", "error"),
        APPLICATION,
    ]


def chosen(addresses: list[str]) -> list[str]:
    """From the environment: SERVER, WEB_CONCURRENCY. Raises NoServer."""
    workers = int(os.environ.get("WEB_CONCURRENCY") or "2")
    return command(addresses, os.environ.get("SERVER") or GUNICORN, workers)


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("On which address? python -m site_app.operations.serving 127.0.0.1:8000")
    try:
        run = chosen(sys.argv[1:])
    except NoServer as problem:
        sys.exit(str(problem))
    os.execv(run[0], run)


if __name__ == "__main__":
    main()
