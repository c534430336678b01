"""Makes pages before somebody asks for them, in the background of a worker.

After every change: first what must not stay on the disk is removed and made anew, then the pages that were
read most, and then one worker of this machine follows the links of the site from its front door, so that
there is something of every page to give when the database goes. It takes a fifth of one core at most.
"""

import fcntl
import logging
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import urljoin

from django.db import connections

from site_app.delivery.addresses import GATEWAY, Address
from site_app.delivery.encodings import IDENTITY
from site_app.delivery.files import Files
from site_app.delivery.known import Known

MOST_READ = 50  # pages
REST = 4  # times as long as it took to make a page, before the next
LINK = re.compile(rb'href="([/?][^"#]*)')

logger = logging.getLogger(__name__)


class Interrupted(Exception):
    """Something has changed again: begin again."""


class Ahead:
    def __init__(
        self,
        files: Files,
        most_read: Callable[[int], list[Address]],
        refresh: Callable[[Address], None],
        *,
        everything: bool,
    ):
        """refresh: makes a page if it is out of date. everything: also what nobody has read."""
        self._files, self._most_read, self._refresh, self._everything = files, most_read, refresh, everything
        self._thread: threading.Thread | None = None
        self._lock, self._news = threading.Lock(), threading.Event()
        self._known: Known | None = None
        self._swept: Mapping[str, int] | None = None  # the retractions that were seen to
        self._owed: deque[Address] = deque()  # what was removed and has to be made again

    def hear(self, now: Known) -> None:
        """Something has changed. Returns at once."""
        with self._lock:
            self._known = now
            self._news.set()
            if self._thread is None or not self._thread.is_alive():
                thread = threading.Thread(target=self._run, name="ahead", daemon=True)
                with suppress(RuntimeError):  # no more threads; the next change wakes this again
                    thread.start()
                    self._thread = thread

    def _run(self) -> None:
        while True:
            with self._lock:
                if not self._news.is_set():
                    self._thread = None
                    return
                self._news.clear()
            try:
                self._work(self._known)
            except Interrupted:
                continue
            except Exception as error:  # the database may go at any moment; the next change wakes this again
                logger.error("Pages could not be made ahead: %s", type(error).__name__)
            finally:
                connections.close_all()  # this thread's

    def _work(self, known: Known) -> None:
        if known.retracted != self._swept:
            self._owed += self._files.sweep_once(known)
            self._swept = known.retracted
        while self._owed:
            self._make(self._owed[0])
            self._owed.popleft()
        for address in self._most_read(MOST_READ):
            self._make(address)
        if self._everything:
            with self._alone() as mine:
                if mine:
                    self._follow_links(known.languages, self._make_if_missing)
                    self._follow_links(known.languages, self._make)

    def _follow_links(self, languages: Collection[str], make: Callable[[Address], None]) -> None:
        doors = [Address("/robots.txt"), Address("/sitemap.xml"), *(Address(GATEWAY, code) for code in languages)]
        doors += [Address(f"/feeds/{code}/updates.atom") for code in languages]
        waiting, seen = deque(doors), {hash(door) for door in doors}  # their hashes, because there may be many
        while waiting:
            address = waiting.popleft()
            make(address)
            for link in self._links(address):
                if hash(link) not in seen and link.is_storable:
                    seen.add(hash(link))
                    waiting.append(link)

    def _links(self, address: Address) -> Iterator[Address]:
        page = self._files.read(address)
        for link in LINK.findall(page.bodies[IDENTITY]) if page else ():
            yield Address(urljoin(address.path, link.decode("latin-1")))

    def _make_if_missing(self, address: Address) -> None:
        """What there is no page of comes first: with one change after the other, the rest may never be reached."""
        if not self._files.has(address):
            self._make(address)

    def _make(self, address: Address) -> None:
        if self._news.is_set():
            raise Interrupted
        started = time.monotonic()
        self._refresh(address)
        self._news.wait(REST * (time.monotonic() - started))

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        with (self._files.folder / "ahead.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
