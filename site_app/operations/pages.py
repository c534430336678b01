"""Puts the store of rendered pages around the site: what delivery may not know by itself, it is given here."""

from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connections

from site_app.delivery.store import NO_CACHE, Store, kept_by_a_cdn
from site_app.editions.current import look
from site_app.operations.release import fingerprint
from site_app.operations.serving import THREADS
from site_app.public.negotiation import likely_language

FOLDER = settings.VAR / "pages"
AFTER_ERRORS = 3600  # seconds for which a CDN may send a page while the site itself answers with errors, or not


def _look(token: str) -> dict | None:
    """By a thread that serves no requests, so nobody else lets go of connections that have died."""
    close_old_connections()
    return look(token)


def around(site: Callable) -> Store:
    return Store(
        site,
        folder=FOLDER,
        release=fingerprint(),
        look=_look,
        let_go=connections.close_all,
        likely=likely_language,
        memory=settings.PAGES_MEMORY * 1_000_000,
        at_once=THREADS - 1,
        everything_ahead=settings.PAGES_AHEAD,
        caching=kept_by_a_cdn(settings.CDN_SECONDS, AFTER_ERRORS) if settings.CDN_SECONDS else NO_CACHE,
    )
