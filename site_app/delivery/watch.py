"""Looks whether readers' pages have changed: at most once a second, and only while somebody asks.

Looking is done by a thread of its own. When the database hangs, the thread hangs, and readers get what was
known last. It starts with the first question, so that a process that is forked afterwards starts its own.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from site_app.delivery.known import Known, Ledger, merged

EVERY = 1.0  # seconds between two looks that readers cause
PATIENCE = 0.25  # seconds that a reader waits for a look if the last one is RECENT; once, nobody else does meanwhile
RECENT = 2 * EVERY
LONG_PATIENCE = 3.0  # the same for who has made a page and wants to keep it
HANGS = 2.0  # seconds after which a look that has no answer counts as failed
IDLE = 30.0  # seconds without a question after which the thread ends, and its connection with it

logger = logging.getLogger(__name__)


class Watch:
    def __init__(
        self,
        look: Callable[[str], dict | None],
        ledger: Ledger,
        when_changed: Callable[[Known], None] = lambda known: None,
        when_gone_back: Callable[[], None] = lambda: None,
        let_go: Callable[[], None] = lambda: None,
    ):
        """look(token): "generation", "since", "token", "identity", "languages" and "retracted" of the site, or None if
        the token is still the same. Raises when the database does not answer. let_go: closes what looking has opened
        in its thread."""
        self._look, self._ledger = look, ledger
        self._when_changed, self._when_gone_back, self._let_go = when_changed, when_gone_back, let_go
        self.known = ledger.read()  # so far; `current` sees to it that it is no older than a second
        self._stamp = ledger.stamp()
        self._told, self._told_stamp = self.known, self._stamp  # by the ledger before the last look
        self._sure = False  # that what is known is the word of the database, and not of the ledger
        self.answered_at: float | None = None  # when the database last answered; monotonic
        self._failed = False  # the last look
        self._turn, self._learning = threading.Condition(), threading.Lock()
        self._thread: threading.Thread | None = None
        self._asked = self._done = 0  # looks wanted so far, and which of them have been seen to
        self._looking_since: float | None = None
        self._looked_at = -HANGS - RECENT  # when the last look ended, with or without an answer
        self._due = 0.0

    def current(self) -> Known:
        """No older than a second, or what was known last if the database takes its time."""
        if time.monotonic() >= self._due:
            self._wait_while_it_is_worth_it()
        return self.known

    def _wait_while_it_is_worth_it(self) -> None:
        """A moment; after a quiet time longer, because what is known may be of any age."""
        now = time.monotonic()
        began = self._looking_since or now
        left = began - now + PATIENCE + (0 if began - self._looked_at < RECENT else HANGS)
        if left <= 0 or not self._wait_for_a_look(left, may_join=True):
            self._rely_on_the_ledger()

    @property
    def failing(self) -> bool:
        """The database did not answer the last look, or has not yet."""
        since = self._looking_since
        return self._failed or (since is not None and time.monotonic() - since > HANGS)

    def latest(self) -> Known | None:
        """From a look that begins after this call; None if the database did not answer it."""
        return self.known if self._wait_for_a_look(LONG_PATIENCE) and not self._failed else None

    def _wait_for_a_look(self, patience: float, *, may_join: bool = False) -> bool:
        with self._turn:
            if not (may_join and self._asked > self._done):
                self._asked += 1
            mine = self._asked
            if not self._is_looked_after():
                return False
            self._turn.notify_all()
            return self._turn.wait_for(lambda: self._done >= mine, patience)

    def _is_looked_after(self) -> bool:
        if self._thread is not None and self._thread.is_alive():
            return True
        self._rely_on_the_ledger()  # this process may be a fork of one that knew less, or have slept
        thread = threading.Thread(target=self._run, name="watch", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:  # no more threads: the next second may have one
            self._note_failure(error)
            self._looked_at = time.monotonic()
            self._due = self._looked_at + EVERY
            return False
        self._thread = thread
        return True

    def _run(self) -> None:
        try:
            self._look_as_long_as_anybody_asks()
        finally:
            self._let_go()

    def _look_as_long_as_anybody_asks(self) -> None:
        while True:
            with self._turn:
                if not self._turn.wait_for(lambda: self._asked > self._done, IDLE):
                    self._thread = None
                    return
                mine = self._asked
                self._looking_since = time.monotonic()
            try:
                self._look_once()
            finally:
                with self._turn:
                    self._looked_at = time.monotonic()
                    self._done = mine
                    self._due = self._looking_since + EVERY
                    self._looking_since = None
                    self._turn.notify_all()

    def _look_once(self) -> None:
        before = self.known, self._told_by_others()
        try:
            seen = self._look(self.known.token if self._sure else "")
        except Exception as error:  # whatever a driver raises: none of it may reach a reader
            self._note_failure(error)
            return
        if self._failed:
            logger.info("The database answers again.")
        self.answered_at, self._failed = time.monotonic(), False
        if seen is not None:
            with self._learning:
                self._learn(seen, before)

    def _note_failure(self, error: Exception) -> None:
        if not self._failed:
            logger.error("The database does not answer (%s). Pages come from the store.", type(error).__name__)
        self._failed, self._sure = True, False
        self._rely_on_the_ledger()

    def _told_by_others(self) -> Known:
        """What the ledger says. Read before the look, so that a database that then says less is an older one."""
        if (stamp := self._ledger.stamp()) != self._told_stamp:
            self._told, self._told_stamp = self._ledger.read(), stamp
        return self._told

    def _learn(self, seen: dict, before: tuple[Known, ...]) -> None:
        was_sure, self._sure = self._sure, True
        known = Known(
            release=self.known.release,
            generation=seen["generation"],
            token=seen["token"],
            identity=seen["identity"],
            languages=frozenset(seen["languages"]),
            retracted=dict(seen["retracted"]),
            since=seen["since"],
        )
        if known == self.known and was_sure:
            return
        went_back = not all(map(known.may_follow, before))
        if went_back:
            logger.warning("The database was restored or exchanged. All stored pages are forgotten.")
            self._when_gone_back()
        try:
            self._ledger.learn(known, went_back=went_back)
        except OSError as error:
            logger.error("What is known of the site could not be written down: %s", error.strerror)
        self._become(known)

    def _rely_on_the_ledger(self) -> None:
        """Other workers, or who took something away, may have seen more before the database went."""
        if (stamp := self._ledger.stamp()) == self._stamp:
            return
        with self._learning:
            self._stamp = stamp
            told, known = self._ledger.read(), self.known
            newest = told if told.generation > known.generation else known
            retracted = merged(known.retracted, told.retracted)
            if (newest, retracted) != (known, known.retracted):
                self._sure = False
                self._become(replace(newest, retracted=retracted))

    def _become(self, known: Known) -> None:
        self.known = known
        self._when_changed(known)
