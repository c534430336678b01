"""Keeps readers out of the log."""

import logging

WITH_REQUESTS = ("django.request", "django.security", "django.server")


class NoReaders(logging.Filter):
    """From loggers that quote requests, lets only errors through, and of those only what failed.

    "Internal Server Error: /ar/guides/…" with a request attached becomes "A page failed", with the traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(WITH_REQUESTS):
            return True
        if record.levelno < logging.ERROR:
            return False
        record.msg, record.args = "A page failed", ()
        record.__dict__.pop("request", None)
        return True
