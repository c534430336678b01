"""A process that saves and publishes without end, in a child that is killed when the test says so.

Run as `python -m tests.editions.killing NAME-OF-DATABASE DOCUMENT PERSON`. Each line on its input is a document and a
number: a child works on it for so many times as long as a turn takes on this machine, and is killed with SIGKILL,
wherever it is. "killed" is the answer.
"""

import os
import signal
import sys
import time

import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from site_app.accounts.models import User  # noqa: E402 (models are ready only now)
from site_app.content.models import Explainer  # noqa: E402
from site_app.editions import lifecycle  # noqa: E402
from site_app.editions.models import Edition  # noqa: E402

HOW_MANY = 10**9


def work(document: int, person: int, first: int, turns: int = HOW_MANY) -> None:
    """English and Arabic of each turn go live together; now and then one of them is rolled back."""
    document, person = Explainer.objects.get(pk=document), User.objects.get(pk=person)
    for turn in range(first, first + turns):
        made = []
        for language in ("en", "ar"):
            edition = Edition.objects.select_related("latest").get(document=document, language=language)
            texts = {name: f"{turn} {language} {name}" for name in ("title", "summary", "body")}
            lifecycle.keep_working_copy(document, language, texts=texts, by=person, after=edition.latest)
            based_on = made[0] if made else None
            made.append(
                lifecycle.save_revision(
                    document, language, texts=texts, by=person, after=edition.latest, based_on=based_on
                )
            )
        lifecycle.publish(*made, seen=lifecycle.live_now(*made), significance="meaning", by=person)
        if turn % 3 == 0:
            edition = made[0].edition
            seen = lifecycle.live_now(made[0])
            lifecycle.roll_back(edition, to=made[0], seen=seen, significance="minor", by=person)


def child_that_works(*arguments) -> int:
    child = os.fork()
    if child == 0:
        work(*arguments)
        os._exit(0)
    return child


def main() -> None:
    document, person = int(sys.argv[2]), int(sys.argv[3])
    started = time.monotonic()
    os.waitpid(child_that_works(document, person, 100_000, 2), 0)
    turn = (time.monotonic() - started) / 2
    print("ready", flush=True)
    for round_, line in enumerate(sys.stdin):
        document, turns = line.split()
        child = child_that_works(int(document), person, (round_ + 2) * 100_000)
        time.sleep(float(turns) * turn)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print("killed", flush=True)


if __name__ == "__main__":
    main()
