"""Keeps readers out of the log."""

import logging

WITH_REQUESTS = ("django.request", "django.security", "django.server")


class NoReaders(logging.Filter):
    """From loggers that quote requests, lets only failures of ours through, and of those only what failed.

    "Internal Server Error: /ar/guides/…" with a request attached becomes "A page failed", with the traceback.
    What strangers send (unknown hosts, bad requests) is not a failure of ours.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(WITH_REQUESTS):
            return True
        if record.levelno < logging.ERROR or record.name.startswith("django.security"):
            return False
        record.msg, record.args = "A page failed", ()
        record.__dict__.pop("request", None)
        return True
