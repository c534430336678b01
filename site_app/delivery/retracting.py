"""Keeps what was taken away from readers, whatever happens next."""

import logging
import threading
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from site_app.delivery.files import Files
from site_app.delivery.known import Ledger

logger = logging.getLogger(__name__)


class KeptBack:
    """Call it with {subject: generation} inside the transaction that takes something away.

    The note is on the disk before the transaction is committed. If that is rolled back, or the process dies
    first, the note does no harm: while the database answers, its word counts. Files go after the commit.
    """

    def __init__(self, folder: Path):
        self._ledger, self._files = Ledger(folder), Files(folder)

    def __call__(self, retracted: Mapping[str, int]) -> None:
        try:
            self._ledger.retract(retracted)
        except OSError as error:  # the workers learn it from the database within a second
            logger.error("What was taken away could not be noted on the disk: %s", error.strerror)
        transaction.on_commit(self._sweep)

    def _sweep(self) -> None:
        known = self._ledger.read()
        threading.Thread(target=self._files.sweep, args=[known], name="sweep").start()
