"""For `make run`, which has no timer of a system beside it: what is planned goes live at its time there, too.

Each worker looks every half minute. Two at once do no harm: `publish_due` does everything once.
"""

import logging
import threading
import time

from django.db import DatabaseError, connection

from site_app.editions.desk import scheduling

EVERY = 30  # seconds


def start() -> threading.Thread:
    thread = threading.Thread(target=_for_ever, name="clock", daemon=True)
    thread.start()
    return thread


def _for_ever() -> None:
    while True:
        tick()
        time.sleep(EVERY)


def tick() -> None:
    """Never ends the clock: a database that is away for a moment is asked again."""
    try:
        scheduling.publish_due()
    except DatabaseError:
        logging.getLogger(__name__).exception("What is planned could not be looked at.")
    finally:
        connection.close()
