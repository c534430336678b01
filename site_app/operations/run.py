"""`make run`: everything between a fresh checkout and a site that answers, on this machine only.

    python -m site_app.operations.run

Each step looks first and does only what is missing, so the second time is quick. What it makes is under
var/. Environment: PORT (8000), HOST (an address of this machine alone), DATABASE_URL (SQLite under var/).
"""

import errno
import ipaddress
import os
import secrets
import socket
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connections

from site_app.operations import catalogues, serving

ROOT = Path(__file__).resolve().parent.parent.parent


NOT_PLAINLY = (
    "HOST is {host}: others could read what is sent without HTTPS. Leave HOST out, or use localhost. "
    "To show the site to others, see docs/running.md."
)


def say(line: str) -> None:
    print(line, flush=True)


def main() -> None:
    port = os.environ.get("PORT") or "8000"
    host = os.environ.get("HOST") or "localhost"
    if (os.environ.get("HTTPS") or "0") == "0" and not _is_this_machine(host):
        sys.exit(NOT_PLAINLY.format(host=host))
    var = Path(_default("VAR", str(ROOT / "var")))
    addresses = _free_addresses(host, port)
    _default("DJANGO_SETTINGS_MODULE", "site_app.settings")
    _default("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
    _default("HTTPS", "0")
    _default("SECRET_KEY", _secret(var))
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    _default("SITE_ADDRESS", address)
    if compiled := catalogues.compile_changed():
        say(f"Interface catalogues: compiled {len(compiled)}.")
    try:
        django.setup()  # reads the settings, and they what stands above
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
    try:
        server = serving.chosen(addresses)
    except serving.NoServer as problem:
        sys.exit(str(problem))
    call_command("prepare")
    call_command("first_administrator", if_none=True)
    connections.close_all()
    os.environ["SITE_ANNOUNCES"] = f"{address}/"
    say("Starting. Stop with Ctrl+C.")
    if serving.GRANIAN in server:
        say(f"\n    {address}/\n")  # it has nobody to ask when it is ready
    os.execv(server[0], server)


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _default(name: str, value: str) -> str:
    """Sets a variable that is not set, or set to nothing, as make does for those it passes on."""
    os.environ[name] = os.environ.get(name) or value
    return os.environ[name]


def _free_addresses(host: str, port: str) -> list[str]:
    """What to listen on: "localhost" is both 127.0.0.1 and, where there is IPv6, ::1."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"PORT is {port!r}. Write a number between 1 and 65535.")
    names = ["127.0.0.1", "::1"] if host == "localhost" else [host]
    free = []
    for name in names:
        family = socket.AF_INET6 if ":" in name else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((name, int(port)))
        except OSError as error:
            if name == "::1" and error.errno != errno.EADDRINUSE:
                continue  # a machine without IPv6
            sys.exit(f"Cannot listen on {name}, port {port}: {error.strerror}. Try another: make run PORT=8001")
        free.append(f"[{name}]:{port}" if ":" in name else f"{name}:{port}")
    return free


def _secret(var: Path) -> str:
    """Made once, readable by this account alone, never in the project."""
    path = var / "secret"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
        say(f"Secret: made, kept in {path}.")
    return path.read_text()


if __name__ == "__main__":
    main()
