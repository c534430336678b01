"""No number, date, time limit, telephone or address in an English text that none of its facts or organisations has."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.content.library_grounds import MONTHS, WORDS, groundless, said
from site_app.content.loading import LIBRARY

pytestmark = pytest.mark.anywhere
GUIDE = "explainers/hate-crime/en.md"


def test_every_english_text_of_the_library_stands_on_its_facts_and_organisations():
    assert [str(one) for one in groundless(LIBRARY)] == []


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("There were 4711 crimes.", "number 4711"),
        ("Wait for nineteen days, or 19 days.", "limit 19 day"),
        ("You have eleven weeks.", "limit 11 week"),
        ("It began on 3 July 2019.", "month July"),
        ("Call 0800 111 222 333.", "number 800111222333"),
        ("Write to help@elsewhere.example.org.", "email help@elsewhere.example.org"),
        ("It is in Castle Street.", "address Castle Street"),
        ("Go to BT48 6HQ.", "address BT48 6HQ"),
        ("Read [this](https://elsewhere.org/page/).", "page elsewhere.org/page"),
    ],
)
def test_a_sentence_that_nothing_stands_behind_is_found(tmp_path, sentence, what):
    library = shutil.copytree(LIBRARY, tmp_path / "library")
    guide = library / GUIDE
    guide.write_text(f"{guide.read_text('utf-8')}\n{sentence}\n", "utf-8")
    found = [str(one) for one in groundless(library)]
    assert f"explainer hate-crime: {what}" in found
    assert all(one.startswith("explainer hate-crime:") for one in found)


def test_a_fact_that_a_text_stops_naming_no_longer_carries_its_numbers(tmp_path):
    library = shutil.copytree(LIBRARY, tmp_path / "library")
    update = library / "updates/complain-about-your-data/en.md"
    words = update.read_text("utf-8")
    assert '"F92"' in words
    update.write_text(words.replace('"F92"', '"F1"', 1), "utf-8")
    assert "update complain-about-your-data: limit 30 day" in [str(one) for one in groundless(library)]


@given(st.integers(0, 11), st.sampled_from(["day", "week", "month", "year"]), st.sampled_from(["", "s"]))
def test_a_time_limit_is_the_same_in_words_and_in_figures(place, unit, plural):
    in_words, in_figures = said(f"in {WORDS[place]} {unit}{plural}."), said(f"in {place + 1} {unit}{plural}.")
    assert in_words == in_figures - {f"number {place + 1}"}


@given(st.dates())
def test_a_date_is_the_same_however_it_is_written(date):
    spelt = said(f"on {date.day} {MONTHS[date.month - 1]} {date.year:04}.")
    assert spelt <= said(date.isoformat())
