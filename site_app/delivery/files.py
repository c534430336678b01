"""Finished pages on the disk: one file for each address, holding the newest bytes that were good.

A page of an older generation stays until the new one takes its place by a rename. So a crash leaves the old
page or the new one, whatever has not been read since a publication is still there if the database goes, and
there are never more files than there are pages. Files are not flushed to the disk: one that a power cut
spoils reads as missing.

File times are those of the generation and not of the moment somebody read the page: not of having made it, and
not of having looked at it either.
"""

import fcntl
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from site_app.delivery.addresses import Address
from site_app.delivery.known import Known
from site_app.delivery.pages import Page, without_a_trace

TURNS = 64  # lock files; two pages that share one are made after each other
LONGEST_TURN = 5.0  # seconds; who waits longer makes the page too
ABANDONED = 3600  # seconds after which an unfinished file is nobody's any more
FAILING = 60  # seconds for which a page that could not be made is news
PROBE = 1.0  # seconds between two files that are written to see whether the disk takes them

logger = logging.getLogger(__name__)


class Files:
    def __init__(self, folder: Path):
        self.folder = folder
        self._complained = False
        self._took_it, self._probed = False, -PROBE

    def _path(self, address: Address) -> Path:
        name = sha256("\n".join(address).encode()).hexdigest()[:40]
        return self.folder / name[:2] / name[2:]

    def _make_folder(self, folder: Path) -> None:
        """For this account alone: which pages are there may tell what people read."""
        for one in (self.folder, folder):
            one.mkdir(mode=0o700, parents=True, exist_ok=True)

    def read(self, address: Address) -> Page | None:
        """The page, of whatever generation; None if there is none that is whole."""
        try:
            with without_a_trace(self._path(address)) as file:
                page = Page.from_bytes(file.read())
        except OSError:
            return None
        return page if page and page.address == address else None

    def write(self, page: Page) -> bool:
        """False if the disk did not take it. Says so once, until it works again."""
        path = self._path(page.address)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            self._make_folder(path.parent)
            unfinished.write_bytes(page.to_bytes())
            os.utime(unfinished, (page.since, page.since))
            unfinished.replace(path)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            if not self._complained:
                logger.error("Pages cannot be kept on the disk: %s", error.strerror)
            self._complained = True
            return False
        self._complained = False
        return True

    def has(self, address: Address) -> bool:
        return self._path(address).exists()

    def forget(self, address: Address) -> None:
        with suppress(OSError):
            self._path(address).unlink()

    @contextmanager
    def turn(self, address: Address, given_up: Callable[[], bool] = lambda: False) -> Iterator[bool]:
        """One worker at a time makes a page. True if it is this one's turn, False if it is not worth waiting longer.

        A worker that dies loses its turn by dying.
        """
        number = int(self._path(address).name[:4], 16) % TURNS
        try:
            place = self.folder / "turns"
            self._make_folder(place)
            lock = (place / f"{number:02}").open("w")
        except OSError:  # no turns on a disk that takes nothing
            yield True
            return
        with lock:
            yield _mine(lock, given_up)

    def sweep(self, known: Known) -> list[Address]:
        """Removes every page that shows what was taken away, and what crashes left behind. Returns their addresses."""
        removed = []
        for path in self._all():
            with suppress(OSError):  # somebody else has removed it meanwhile
                if path.name.startswith("."):
                    unwanted = path.stat().st_ctime < time.time() - ABANDONED
                else:
                    about = Page.about_file(path)
                    unwanted = about is None or known.forbids(about)
                    if about and unwanted:
                        removed.append(about.address)
                if unwanted:
                    path.unlink()
        return removed

    def sweep_once(self, known: Known) -> list[Address]:
        """The same, unless another worker of this machine has done it or is about to end it. Waits for that one."""
        # A server that starts sweeps once too, because of what crashes left behind: its workers have one parent.
        what = sha256(json.dumps([os.getppid(), sorted(known.retracted.items())]).encode()).hexdigest()
        try:
            self._make_folder(self.folder)
            lock = (self.folder / "swept").open("a+")
        except OSError:  # a disk that takes nothing may still let go of something
            return self.sweep(known)
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.seek(0)
            if lock.read() == what:
                return []
            removed = self.sweep(known)
            with suppress(OSError):
                lock.truncate(0)
                lock.write(what)
                lock.flush()
            return removed

    def clear(self) -> None:
        for path in self._all():
            with suppress(OSError):
                path.unlink()

    def _all(self) -> Iterator[Path]:
        return self.folder.glob("[0-9a-f][0-9a-f]/*")

    # --- what `/readyz` asks ---

    def takes_pages(self) -> bool:
        """A file can be written now, or could a second ago."""
        if time.monotonic() >= self._probed + PROBE:
            self._took_it, self._probed = self._takes_a_file(), time.monotonic()
        return self._took_it

    def _takes_a_file(self) -> bool:
        unfinished = self.folder / f".probe.{os.getpid()}.{threading.get_ident()}"
        try:
            self._make_folder(self.folder)
            unfinished.write_bytes(b"x" * 4096)
            unfinished.unlink()
        except OSError:
            with suppress(OSError):
                unfinished.unlink()
            return False
        return True

    def note_failure(self) -> None:
        """A page could not be made. For every worker to know, because any of them may be asked."""
        with suppress(OSError):
            (self.folder / "failed").touch()

    def failed_lately(self) -> bool:
        try:
            return (self.folder / "failed").stat().st_mtime > time.time() - FAILING
        except OSError:
            return False


def _mine(lock, given_up: Callable[[], bool]) -> bool:
    until = time.monotonic() + LONGEST_TURN
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until or given_up():
                return False
            time.sleep(0.005)
        else:
            return True
