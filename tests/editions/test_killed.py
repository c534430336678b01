"""Killed at any moment of saving and publishing (SIGKILL, so nothing is tidied up): the old text or the new one."""

import os
import random
import subprocess
import sys
from itertools import pairwise

import pytest
from django.db import connection

from site_app.content.models import Explainer
from site_app.editions.models import Edition, Publication, Revision, Site
from tests import make

pytestmark = pytest.mark.drill

KILLS = 8  # of one document's work
DOCUMENTS = 1 * (50 if os.environ.get("HYPOTHESIS_PROFILE") == "drill" else 1)
LONGEST = 6  # turns of work before the end


def new_document():
    document = make.explainer()
    make.live(document, "ar", based_on=make.live(document))
    return document


@pytest.fixture
def work_on(committed_db):
    """Works on a document for as long as it is told, and is killed then."""
    command = [sys.executable, "-m", "tests.editions.killing", str(connection.settings_dict["NAME"])]
    arguments = [str(new_document().pk), str(make.person().pk)]
    with subprocess.Popen([*command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"

        def work_on(document, turns: float) -> None:
            process.stdin.write(f"{document.pk} {turns}\n")
            process.stdin.flush()
            assert process.stdout.readline() == "killed\n"

        yield work_on
        process.stdin.close()


def test_a_process_that_is_killed_leaves_the_old_text_or_the_new_and_a_trail_that_agrees(work_on):
    chance, published = random.Random(2), [Publication.objects.count()]
    for _document in range(DOCUMENTS):
        document = new_document()
        for _kill in range(KILLS):
            work_on(document, chance.uniform(0.1, LONGEST))
            _no_mixture(document)
            _trail_agrees(document)
            published.append(Publication.objects.count())
    worked = sum(before < after for before, after in pairwise(published))
    assert worked > len(published) // 4, "it has to have published in between"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _no_mixture(document) -> None:
    """Each column holds what is live; a text is whole; English and Arabic that went live together are a pair."""
    row = Explainer.objects.get(pk=document.pk)
    for edition in Edition.objects.filter(document=document).select_related("live"):
        columns = {name: getattr(row, row.text_column(name, edition.language_id)) for name in row.text_fields()}
        assert columns == edition.live.texts
        assert len({text.split(" ")[0] for text in edition.live.texts.values()} - {"Title", "Summary"}) == 1
    english, arabic = (Edition.objects.get(document=document, language=code).live for code in ("en", "ar"))
    assert arabic.based_on.words_id == english.words_id


def _trail_agrees(document) -> None:
    for edition in Edition.objects.filter(document=document):
        numbers = list(edition.revisions.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert edition.latest.number == len(numbers)
        assert edition.publications.order_by("pk").last().revision == edition.live
    of_document = Publication.objects.filter(edition__document=document)
    pairs = list(of_document.filter(significance="meaning").values_list("edition__language", flat=True))
    assert pairs.count("en") == pairs.count("ar"), "both, or neither"
    assert Site.objects.get().generation >= Publication.objects.filter(edition__language="en").count()
    assert not Revision.objects.filter(texts={}).exists()
