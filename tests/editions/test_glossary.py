"""Words of the glossary are found in English texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.editions.glossary import Agreed, Glossary
from site_app.markup import clean_html, to_text

pytestmark = pytest.mark.anywhere

GLOSSARY = Glossary(
    [
        Agreed("Hate crime", "جريمة كراهية"),
        Agreed("Crime", "جريمة"),
        Agreed("Witness", "شاهد"),
        Agreed("Solicitor", ""),
        Agreed("Information Commissioner's Office (ICO)", "مكتب مفوض المعلومات"),
    ]
)


def found(text):
    return [one.english for one in GLOSSARY.found_in(text)]


def test_whole_words_in_any_case_with_their_plural_and_the_longest_first():
    assert found("HATE CRIMES and witnesses of a crime") == ["Hate crime", "Witness", "Crime"]
    assert found("Criminals, witnessed, acrime") == []


def test_a_word_without_an_agreed_translation_is_not_shown():
    assert found("a solicitor") == []


def test_a_name_is_found_by_its_abbreviation_and_without_it():
    assert found("Write to the ICO.") == found("The Information Commissioner's Office") != []


def test_links_and_tags_are_left_alone():
    html = '<strong>Crime</strong> <a href="https://x.org/crime">a witness</a>'
    assert GLOSSARY.marked(html) == (
        '<strong><mark>Crime</mark></strong> <a href="https://x.org/crime">a <mark>witness</mark></a>'
    )


@given(
    st.lists(st.sampled_from(["crime", "hate", "witness", " ", "s", "é", "\u0301", "&", "<b>", "سلام"])).map("".join)
)
def test_marking_changes_no_word(text):
    clean = clean_html(text)
    assert to_text(GLOSSARY.marked(clean)) == to_text(clean)
