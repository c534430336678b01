"""Two addresses for those who run the site. They say what works and nothing about why.

`/healthz`: this process lives. A load balancer asks this one: a site whose database is down still answers its
readers. `/readyz`: everything works. Whoever has to get up at night is woken by this one.
"""

import time

from site_app.delivery.files import Files
from site_app.delivery.headers import HEADERS
from site_app.delivery.watch import Watch

LIVES, READY = "/healthz", "/readyz"
POLICY = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


def health(path: str, watch: Watch, files: Files) -> tuple[str, list[tuple[str, str]], bytes]:
    """(status, headers, body). Looks, so that a machine that nobody reads from learns what was withdrawn."""
    watch.current()
    well, lines = (True, ["ok"]) if path == LIVES else _readiness(watch, files)
    body = "".join(f"{line}\n" for line in lines).encode()
    headers = [
        *HEADERS.items(),
        ("Content-Security-Policy", POLICY),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    return "200 OK" if well else "503 Service Unavailable", headers, body


def _readiness(watch: Watch, files: Files) -> tuple[bool, list[str]]:
    """No older than a second, however often anybody asks."""
    works = {
        "database": not watch.failing,
        "store": files.takes_pages(),
        "pages": not files.failed_lately(),  # within the last minute one could not be made
    }
    lines = [f"{what}: {'ok' if well else 'failing'}" for what, well in works.items()]
    if watch.answered_at is not None:
        lines.append(f"generation: seen {time.monotonic() - watch.answered_at:.0f} s ago")
    return all(works.values()), lines
