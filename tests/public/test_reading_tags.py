"""Plain words: what is English within another script is marked, and nothing is ever let through as HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app import languages
from site_app.public.templatetags.reading_tags import plain, without_english

pytestmark = pytest.mark.anywhere
NOT_LATIN = [one for one in languages.ALL if one.script != "Latn"]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("اسأل: «Are you regulated by the IAA?» (هل؟)", ["Are you regulated by the IAA?"]),
        ("العنوان: New Cathedral Buildings, 11 Church Street, Belfast BT1 1PG.", [
            "New Cathedral Buildings, 11 Church Street, Belfast BT1"
        ]),
        ("نقول PSNI فقط.", []),  # one word is a name
        ("公共资金（no recourse to public funds）的人", ["no recourse to public funds"]),
    ],
)  # fmt: skip
def test_english_within_another_script_is_marked_and_runs_from_the_left(words, marked):
    html = plain(words, languages.BY_CODE["ar"])
    assert re.findall(r'<span lang="en" dir="ltr">(.*?)</span>', html) == marked
    assert re.sub(r"</?span[^>]*>", "", html) == words


@given(st.text(), st.sampled_from(NOT_LATIN))
def test_every_sign_is_there_and_none_is_html(words, language):
    html = plain(words, language)
    bare = re.sub(r'<span lang="en" dir="ltr">|</span>', "", html)
    for sign, name in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        assert name == "&" or name not in bare
        bare = bare.replace(sign, name)
    assert bare == words


def test_a_language_in_latin_letters_is_left_as_it_is():
    assert plain("Ask: “Are you <b>regulated</b>?”", languages.BY_CODE["pl"]) == "Ask: “Are you <b>regulated</b>?”"
    assert not hasattr(plain("<b>", languages.BY_CODE["pl"]), "__html__")


@pytest.mark.parametrize(
    ("title", "english", "left"),
    [
        ("协助员（advocate）", "Advocate", "协助员"),
        ("پشتیبان (advocate)", "Advocate", "پشتیبان"),
        ("Violência doméstica (domestic abuse)", "Domestic abuse", "Violência doméstica"),
        ("Information Commissioner's Office (ICO)", "Information Commissioner's Office (ICO)", None),
        ("Advocate", "Advocate", None),
        ("Rzecznik (advocate)", None, None),
        ("(advocate)", "Advocate", None),
        ("Program (NRM)", "National Referral Mechanism (NRM)", None),
    ],
)
def test_the_english_name_of_a_word_is_not_said_twice(title, english, left):
    assert without_english(title, english) == (left or title)
