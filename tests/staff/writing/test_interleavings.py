"""Two people at two browsers, on the same text and on different ones, at the same moment: nobody loses a word.

Each has a connection of their own to the real database. What one sent and was told is saved is a text of the
history; what was not saved is in their working copy, whole.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from site_app.editions.models import Edition, Revision, WorkingCopy
from tests import make
from tests.staff.writing.forms import fields_of

INTERLEAVINGS = 200
LANGUAGES = ("en", "ar")


class Browser:
    """One person's browser with a form open. Remembers what was typed last."""

    def __init__(self, name: str):
        self.person = make.person(name, roles=["author", ("translator", "ar")])
        self.client = make.at_the_desk(self.person)
        self.where, self.form, self.forms = "", {}, {}

    def open(self, document, language):
        """The form as it would be now. It is asked for once: then only the newest text in it is another."""
        self.where = f"/staff/texts/{document.pk}/{language}/"
        if language not in self.forms:
            self.forms[language] = fields_of(self.client.get(self.where))
        latest = Edition.objects.get(document=document, language=language).latest_id
        self.form = self.forms[language] | {"after": latest}

    def act(self, what: str, words: str):
        """Types and saves, or types and has it kept."""
        typed = {"title": words, "summary": f"S {words}", "body": f"<p>{words}</p>"}
        if not self.where.endswith("/en/"):
            typed = {"title-0": words, "summary-0": f"S {words}", "body-0": words}
        sent = self.form | typed | {"act": "save"}
        return self.client.post(self.where + ("keep/" if what == "keep" else ""), sent)


@pytest.fixture
def two(committed_db):
    return Browser("aoife"), Browser("boris")


def at_once(barrier, browser, what, words):
    barrier.wait()
    try:
        return browser.act(what, words)
    finally:
        connection.close()


def test_two_browsers_200_times_on_the_same_and_different_languages_lose_nothing(two):
    chance, barrier = random.Random(5), Barrier(2)
    document = make.explainer()
    make.live(document, "ar", based_on=make.live(document))
    outcomes = {"saved": 0, "stale": 0, "kept": 0}
    with ThreadPoolExecutor(2) as threads:
        for turn in range(INTERLEAVINGS):
            plans = [(chance.choice(LANGUAGES), chance.choice(["save", "save", "keep"])) for _ in two]
            for browser, (language, _what) in zip(two, plans, strict=True):
                browser.open(document, language)
            words = [f"turn {turn} of {browser.person.username}" for browser in two]
            ends = list(threads.map(at_once, [barrier] * 2, two, [what for _, what in plans], words))
            _judge(document, two, plans, words, ends, outcomes)
    print(outcomes)
    assert all(count > INTERLEAVINGS // 10 for count in outcomes.values()), "every case has to occur"
    numbers = Revision.objects.filter(edition__document=document).values_list("edition", "number")
    assert len(set(numbers)) == len(numbers)


def _judge(document, two, plans, words, ends, outcomes):
    saved_in = []
    for browser, (language, what), typed, end in zip(two, plans, words, ends, strict=True):
        whole = {"title": typed, "summary": f"S {typed}", "body": f"<p>{typed}</p>"}
        copy = WorkingCopy.objects.filter(
            person=browser.person, edition__document=document, edition__language=language
        ).first()
        if what == "keep":
            assert end.status_code == 200
            assert copy.texts == whole
            outcomes["kept"] += 1
        elif end["Location"].endswith("/both/"):
            assert copy.texts == whole, "what was not saved is whole where its writer finds it"
            outcomes["stale"] += 1
        else:
            assert Revision.objects.get(edition__document=document, texts__title=typed).texts == whole
            saved_in.append(language)
            outcomes["saved"] += 1
    WorkingCopy.objects.all().delete()  # they begin anew
    assert len(saved_in) == len(set(saved_in)), "two saves on one text at once: the second is shown both"
    both_save = [what for _, what in plans] == ["save", "save"]
    if both_save and plans[0][0] != plans[1][0]:
        assert len(saved_in) == 2, "different languages disturb nobody"
    for language in saved_in:
        assert Edition.objects.get(document=document, language=language).latest.texts["title"] in words
