"""Keeps what was taken away from readers, whatever happens next."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Thread

from django.db import transaction

from site_app.delivery.files import Files
from site_app.delivery.known import Ledger, merged

logger = logging.getLogger(__name__)


class KeptBack:
    """Call it with {subject: generation} inside the transaction that takes something away.

    The note is on the disk before the transaction is committed. If that is rolled back, or the process dies
    first, the note does no harm: while the database answers, its word counts. Files go after the commit, but at
    once where there is no note, as on a full disk: they are made anew if nothing comes of it.
    """

    def __init__(self, folder: Path):
        self._ledger, self._files = Ledger(folder), Files(folder)

    def __call__(self, retracted: Mapping[str, int]) -> None:
        try:
            self._ledger.retract(retracted)
        except OSError as error:  # the workers learn it from the database within a second
            logger.error("What was taken away could not be noted on the disk: %s", error.strerror)
            self._sweep(retracted)
        transaction.on_commit(lambda: self._sweep_in_the_background(retracted), robust=True)

    def _sweep(self, retracted: Mapping[str, int]) -> None:
        noted = self._ledger.read()
        self._files.sweep(replace(noted, retracted=merged(noted.retracted, retracted)))

    def _sweep_in_the_background(self, retracted: Mapping[str, int]) -> None:
        try:
            Thread(target=self._sweep, args=[retracted], name="sweep").start()
        except RuntimeError:  # no more threads; what is committed must not look as if it had failed
            self._sweep(retracted)
