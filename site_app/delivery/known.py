"""What this machine knows of the site: its generation, its open languages, what was taken away.

Kept in one small file beside the pages, so that every worker knows it, also one that starts while the
database is down.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from errno import ETIMEDOUT
from functools import cached_property
from pathlib import Path
from typing import Protocol

NO_GENERATION = -1
LONGEST_WAIT = 3.0  # seconds for the ledger, within a transaction; after that the database alone knows


class MadePage(Protocol):
    generation: int
    shown: frozenset[str] | None


@dataclass(frozen=True)
class Known:
    """Replaced when something changes and never changed, so that `is` tells whether anything is new."""

    release: str  # of the code, templates and settings that pages are made with
    generation: int = NO_GENERATION
    token: str = ""  # new with each generation
    identity: str = ""  # of the database
    languages: frozenset[str] = frozenset()
    retracted: Mapping[str, int] = field(default_factory=dict)  # subject: no older generation may show it
    # Small and always another one: for who remembers that nothing is new, and not what was known.
    mark: object = field(default_factory=object, init=False, compare=False, repr=False)
    since: float = 0.0  # when this generation began; seconds since 1970

    @cached_property
    def edition(self) -> str:
        """A page of another edition has to be made anew."""
        return f"{self.generation} {self.token} {self.release}"

    def may_follow(self, before: "Known") -> bool:
        """Whether one database can have said both, this one later. Otherwise it was restored or exchanged."""
        if before.generation == NO_GENERATION:
            return True
        if self.identity != before.identity or self.generation < before.generation:
            return False
        return self.generation > before.generation or self.token == before.token

    def forbids(self, page: MadePage) -> bool:
        """The page is older than the retraction of something it shows. One that does not say is taken to show it."""
        subjects = self.retracted if page.shown is None else page.shown & self.retracted.keys()
        return any(self.retracted[subject] > page.generation for subject in subjects)


class Ledger:
    """The file. Written to a temporary name and renamed, by one process at a time."""

    def __init__(self, folder: Path, release: str = ""):
        self._path, self._release = folder / "known.json", release

    def stamp(self) -> tuple:
        """Another one whenever the file has changed."""
        try:
            told = self._path.stat()
        except OSError:
            return ()
        return told.st_ino, told.st_mtime_ns, told.st_size

    def read(self) -> Known:
        try:
            told = json.loads(self._path.read_bytes())
            return Known(
                release=self._release,
                generation=told["generation"],
                token=told["token"],
                identity=told["identity"],
                languages=frozenset(told["languages"]),
                retracted=told["retracted"],
                since=told["since"],
            )
        except (OSError, ValueError, KeyError, TypeError):
            return Known(self._release)

    def retract(self, retracted: Mapping[str, int]) -> None:
        """Adds to what is forbidden. On the disk when this returns. Raises OSError."""
        with self._alone():
            known = self.read()
            self._write(known, merged(known.retracted, retracted))

    def learn(self, known: Known, *, went_back: bool = False) -> None:
        """Raises OSError. went_back: the database is another one, and what the file says is of no use."""
        with self._alone():
            before = self.read()
            others_know_more = not went_back and before.generation > known.generation
            newest = before if others_know_more else known
            retracted = known.retracted if went_back else merged(before.retracted, known.retracted)
            if (newest, retracted) != (before, before.retracted):  # a new file would be news to everybody
                self._write(newest, retracted)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._path.with_suffix(".lock").open("w") as lock:
            until = time.monotonic() + LONGEST_WAIT
            while not _locked(lock):
                if time.monotonic() > until:
                    raise TimeoutError(ETIMEDOUT, "The ledger is locked by another process")
                time.sleep(0.005)
            yield

    def _write(self, known: Known, retracted: Mapping[str, int]) -> None:
        told = {
            "generation": known.generation,
            "token": known.token,
            "identity": known.identity,
            "languages": sorted(known.languages),
            "retracted": retracted,
            "since": known.since,
        }
        unfinished = self._path.with_suffix(".new")
        with unfinished.open("w") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._path)
        _flush(self._path.parent)


def _locked(file) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _flush(folder: Path) -> None:
    """Otherwise a power cut may undo a rename in it."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def merged(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {subject: max(one.get(subject, 0), other.get(subject, 0)) for subject in {*one, *other}}
