"""What was translated before is offered again: the same words and nearly the same, and where they are from."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from site_app.editions import lifecycle
from site_app.editions.blocks import split
from site_app.editions.memory import ALIKE, MOST, NEWEST, Seeker, offers
from site_app.editions.models import Mark
from tests import make

pytestmark = pytest.mark.django_db

ENGLISH = "You can report a crime at any police station."
NEAR = "You can report a crime at any PSNI station."


def translated(english, words, language="ar", *, slug="", title="T"):
    """A document with one paragraph and its translation."""
    document = make.explainer(**({"slug": slug} if slug else {}))
    source = make.revision(document, text={"title": title, "summary": "S", "body": f"<p>{english}</p>"})
    return make.revision(document, language, text={"title": "ع", "body": f"<p>{words}</p>"}, based_on=source)


def offered(english, language="ar"):
    return offers(language, {"body-0": split(f"<p>{english}</p>")[0]}).get("body-0", [])


def test_the_same_words_come_first_and_then_nearly_the_same():
    translated(NEAR, "قريب")
    translated(ENGLISH, "نفسه", slug="first-guide")
    translated("Something else entirely is said here, at length.", "غير ذلك")
    found = offered(ENGLISH)
    assert [one.block.text for one in found] == ["نفسه", "قريب"]
    assert (found[0].alike, found[0].where, found[0].checked) == (1.0, "first-guide", False)
    assert 0.75 <= found[1].alike < 1
    assert found[1].english == NEAR


def test_a_text_that_somebody_has_checked_says_so():
    lifecycle.mark(translated(ENGLISH, "نفسه"), Mark.Kind.CHECKED, by=make.person())
    assert offered(ENGLISH)[0].checked


def test_words_that_were_removed_are_offered_to_nobody():
    one, other = translated(ENGLISH, "اسم", slug="one"), translated(ENGLISH, "باق", slug="two")
    lifecycle.redact(one, by=make.person())
    assert [offer.block.text for offer in offered(ENGLISH)] == ["باق"]
    lifecycle.redact(other.based_on, by=make.person())
    assert offered(ENGLISH) == []


def test_other_languages_are_not_looked_at():
    translated(ENGLISH, "Polskie", "pl")
    assert offered(ENGLISH) == []


def test_the_same_translation_is_offered_once_and_no_more_than_a_few():
    for words in ("أ", "أ", "ب", "ج", "د"):
        translated(ENGLISH, words)
    assert [one.block.text for one in offered(ENGLISH)] == ["د", "ج", "ب"]
    assert MOST == 3


def test_it_is_a_few_queries_over_a_bounded_number_of_texts():
    for number in range(3):
        translated(ENGLISH, f"ن {number}")
    with CaptureQueriesContext(connection) as queries:
        offered(ENGLISH)
    assert len(queries) == 5
    assert f"LIMIT {NEWEST}" in queries[0]["sql"]
    assert "texts" not in queries[0]["sql"], "words are not carried through a sorting"


def test_what_a_machine_made_is_nobodys_translation():
    source = translated(ENGLISH, "كلام إنسان").based_on
    other = make.explainer()
    english = make.revision(other, text=source.texts)
    made = make.revision(other, "ar", {"title": "ع", "body": "<p>آلة</p>"}, based_on=english, machine=True)
    assert [one.block.text for one in offered(ENGLISH)] == ["كلام إنسان"]
    make.revision(other, "ar", made.texts, based_on=english, by=make.person())
    assert {one.block.text for one in offered(ENGLISH)} == {"كلام إنسان", "آلة"}


def test_nothing_wanted_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert offers("ar", {}) == {}


WORDS = st.lists(
    st.sampled_from(["police", "tell", "999", "\u200fPSNI", "e\u0301té", "سلام", "(a)"]), min_size=1, max_size=8
)


@given(WORDS, WORDS)
def test_what_is_offered_is_like_enough_and_the_same_words_always_are(one, other):
    """Without the database: what the seeker says of two blocks."""
    a, b = (split(f"<p>{' '.join(words)}</p>")[0] for words in (one, other))
    hits = dict(Seeker({"x": a}).hits(b))
    assert all(alike >= ALIKE for alike in hits.values())
    if one == other:
        assert hits == {"x": 1.0}
