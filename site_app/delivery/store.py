"""The store of rendered pages: a WSGI layer around Django that answers with finished bytes.

A reader's page is the same for everybody until somebody publishes. It is made once for each generation of the
site and kept in every encoding, in memory for those read most and on the disk for all. Every other request
goes to Django untouched. When a page cannot be made, its last good bytes are sent with their age.
"""

import logging
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import BoundedSemaphore

from site_app.delivery.addresses import GATEWAY, Address, Door, address_of
from site_app.delivery.ahead import Ahead
from site_app.delivery.encodings import IDENTITY, chosen, quickly_compressed
from site_app.delivery.files import Files
from site_app.delivery.headers import REVALIDATE
from site_app.delivery.health import LIVES, READY, health
from site_app.delivery.known import NO_GENERATION, Known, Ledger
from site_app.delivery.memory import Memory
from site_app.delivery.pages import Page
from site_app.delivery.rendering import DATABASE_IS_DOWN, Rendered, render
from site_app.delivery.watch import Watch

NO_CACHE = {"Cache-Control": REVALIDATE}
Answer = tuple[str, list[tuple[str, str]], bytes]  # status, headers, body

FAILED_FOR = 1.0  # seconds for which a page that could not be made is not tried again
FOR_A_PLACE = 3.0  # seconds that a request waits for its place inside Django; a page takes 15 ms, on a busy machine 200
FAILURES = 1000  # of them are remembered

logger = logging.getLogger(__name__)


class Store:
    def __init__(
        self,
        site: Callable,
        *,
        folder: Path,
        release: str,
        look: Callable[[str], dict | None],
        likely: Callable[[str, Collection[str]], str],
        let_go: Callable[[], None] = lambda: None,
        memory: int,
        at_once: int = 1000,
        everything_ahead: bool = False,
        caching: Mapping[str, str] = NO_CACHE,
    ):
        """site: Django. release: fingerprint of what pages are made with. look, let_go: see `Watch`. likely: the
        language that the gateway puts first, from an Accept-Language header and the open ones. memory: bytes for each
        process. everything_ahead: make every page before anybody asks. caching: headers of what is kept.
        at_once: requests inside Django, fewer than there are threads."""
        self._site, self._likely, self._caching = site, likely, caching
        self._files, self._memory, self._door = Files(folder), Memory(memory), Door()
        self._ahead = Ahead(self._files, self._memory.most_read, self.refresh, everything=everything_ahead)
        self._watch = Watch(look, Ledger(folder, release), self._ahead.hear, self._files.clear, let_go)
        self._places = BoundedSemaphore(at_once)
        self._failed: dict[Address, float] = {}  # when; monotonic

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self._site(environ, start_response)
        try:
            answer = self._answer(environ)
        except Exception as error:  # a server's own log would quote the request, and with it who reads what (P4)
            logger.error("The store of pages failed: %s", type(error).__name__)
            answer = self._answer_in_spite_of_it(environ)
        if answer is None:
            return self._passed_on(environ, start_response)
        status, headers, body = answer
        start_response(status, headers)
        return [body] if body and environ["REQUEST_METHOD"] == "GET" else []

    def _answer(self, environ) -> Answer | None:
        """None: Django's."""
        path = environ["PATH_INFO"]
        if path in (LIVES, READY):
            return health(path, self._watch, self._files)
        if not self._door.lets_in(environ):
            return None
        known = self._watch.current()
        address = address_of(environ, self._likely, known.languages)
        page = self._memory.get(address, known)
        if page is None:
            if not address.is_storable:
                return None
            page = self._found(address, known) or self._page(address)
            if isinstance(page, Rendered):
                return self._of_rendered(environ, page)
        return self._of_page(environ, page, is_old=page.edition != known.edition)

    def _answer_in_spite_of_it(self, environ) -> Answer | None:
        with suppress(Exception):
            known = self._watch.known
            page = self._last_good(address_of(environ, self._likely, known.languages), known)
            if page and self._door.lets_in(environ):
                return self._of_page(environ, page, is_old=True)
        return None

    def _passed_on(self, environ, start_response):
        with self._place() as has_place:
            if self._watch.failing or not has_place:
                environ[DATABASE_IS_DOWN] = True
            return self._site(environ, start_response)

    @contextmanager
    def _place(self) -> Iterator[bool]:
        """Inside Django, for a request that may wait for the database. Always one thread is left for stored pages."""
        has_place = self._places.acquire(timeout=FOR_A_PLACE)
        try:
            yield has_place
        finally:
            if has_place:
                self._places.release()

    # --- finding a page ---

    def _found(self, address: Address, known: Known) -> Page | None:
        """If it is of this generation."""
        page = self._memory.get(address, known) or self._files.read(address)
        if page is None or page.edition != known.edition or known.forbids(page):
            return None
        self._memory.put(address, page, known)
        return page

    def _last_good(self, address: Address, known: Known) -> Page | None:
        """Of whatever generation, if nothing that it shows was taken away since. None while that is not known."""
        if known.generation == NO_GENERATION:
            return None
        page = self._files.read(address) or self._memory.whatever(address)
        return page if page and not known.forbids(page) else None

    def refresh(self, address: Address) -> None:
        """Makes the page if it is out of date. Memory is for what is read, and left alone."""
        known, page = self._watch.current(), self._files.read(address)
        if not self._watch.failing and (page is None or page.edition != known.edition):
            self._page_in_turn(address)

    def _page(self, address: Address) -> Page | Rendered:
        """Makes it, or finds the last good one while it cannot be made."""
        failed_just_now = time.monotonic() < self._failed.get(address, 0) + FAILED_FOR
        if failed_just_now and (page := self._last_good(address, self._watch.current())):
            return page
        if self._watch.failing:
            return self._page_without_database(address)
        with self._place() as has_place:
            return self._page_in_turn(address) if has_place else self._page_without_database(address)

    def _page_in_turn(self, address: Address) -> Page | Rendered:
        with self._files.turn(address, given_up=lambda: self._watch.failing) as mine:
            known = self._watch.current()
            if page := self._found(address, known):
                return page  # somebody else has made it meanwhile
            if not mine and (page := self._last_good(address, known)):
                return page
            if self._watch.failing:
                return self._page_without_database(address)
            return self._made(address)

    def _made(self, address: Address) -> Page | Rendered:
        """Makes it; once more if something was changed meanwhile. Kept if nothing was."""
        for _ in range(2):
            known = self._watch.current()
            rendered = render(self._site, address)
            if rendered.failed:
                self._note_failure(address)
                return self._last_good(address, self._watch.current()) or rendered
            self._failed.pop(address, None)
            if not rendered.is_for_everybody and not self._files.has(address):
                return rendered
            if (latest := self._watch.latest()) is known:
                return self._keep(rendered, known)
            if latest is None:
                break
        return self._unkept(rendered, known)

    def _page_without_database(self, address: Address) -> Page | Rendered:
        return self._last_good(address, self._watch.current()) or render(self._site, address, database_is_down=True)

    def _keep(self, rendered: Rendered, known: Known) -> Page | Rendered:
        address = rendered.address
        if not rendered.is_for_everybody:
            self._files.forget(address)
            return rendered
        caching = NO_CACHE if address.path == GATEWAY else self._caching
        page = Page.made(address, known, rendered.headers, rendered.body, rendered.shown, caching)
        if not self._files.write(page):
            self._memory.put(address, page, known)  # better than nothing; otherwise who reads it next puts it there
        return page

    def _unkept(self, rendered: Rendered, known: Known) -> Page | Rendered:
        """It may be out of date: for this one reader and for no cache, and not if it shows what was taken away."""
        if not rendered.is_for_everybody:
            return rendered
        page = Page.made(rendered.address, known, rendered.headers, rendered.body, rendered.shown, NO_CACHE)
        return self._page_without_database(rendered.address) if self._watch.current().forbids(page) else page

    def _note_failure(self, address: Address) -> None:
        if len(self._failed) >= FAILURES:
            self._failed.clear()
        self._failed[address] = time.monotonic()
        self._files.note_failure()

    # --- answering with it ---

    def _of_page(self, environ, page: Page, *, is_old: bool) -> Answer:
        encoding = chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        status, headers, body = page.answer(encoding, environ.get("HTTP_IF_NONE_MATCH", ""))
        if is_old or self._watch.failing:
            headers.append(("Age", str(self._age(page))))
        return status, headers, body

    def _age(self, page: Page) -> int:
        """Seconds since it was certainly up to date (RFC 9111, section 5.1)."""
        answered_at = self._watch.answered_at
        if answered_at is not None and page.edition == self._watch.known.edition:
            return int(time.monotonic() - answered_at)
        return max(0, int(time.time() - page.since))

    @staticmethod
    def _of_rendered(environ, rendered: Rendered) -> Answer:
        """A page that is not there, a redirect, a failure. Django was asked for it without a reader's headers."""
        headers, body = rendered.headers, rendered.body
        encoding = chosen(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if body and encoding != IDENTITY:
            body = quickly_compressed(body, encoding)
            headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
            headers += [("Content-Encoding", encoding), ("Content-Length", str(len(body)))]
        return rendered.status, headers, body


def kept_by_a_cdn(seconds: int, after_errors: int) -> dict[str, str]:
    """For a cache between readers and the site; browsers still ask every time.

    `s-maxage` forbids what `stale-if-error` allows (RFC 9111, 5.2.2.10), so the latter stands where only CDNs look,
    and instead of the former (RFC 9213, RFC 5861).
    """
    return {
        "Cache-Control": f"public, max-age=0, s-maxage={seconds}",
        "CDN-Cache-Control": f"max-age={seconds}, stale-if-error={after_errors}",
    }
