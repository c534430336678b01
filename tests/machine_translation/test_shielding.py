"""Links, English words to say aloud and names come through a machine as they were, or its answer is not used."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.machine_translation.shielding import shield, unshield
from site_app.markup import clean_line
from tests.machine_translation.speaking import said_for

pytestmark = pytest.mark.anywhere
PSNI = {"PSNI", "Home Office"}
EXAMPLE = (
    'Call <a href="tel:999">999</a> &amp; say: <span lang="en" dir="ltr">Police, please</span>.<br>'
    "<strong>PSNI</strong> is not the Home Office."
)


def test_what_a_machine_gets_has_no_addresses_and_marks_what_is_not_to_be_translated():
    sent, _kept = shield(EXAMPLE, PSNI)
    assert "tel:" not in sent
    assert "lang=" not in sent
    assert sent.count('translate="no"') == 3
    assert '<span id="k2" translate="no">Police, please</span>' in sent


def test_everything_that_was_kept_is_back_in_its_place():
    sent, kept = shield(EXAMPLE, PSNI)
    assert unshield(said_for(sent), kept) == (
        'CALL <a href="tel:999">999</a> &amp; SAY: <span lang="en" dir="ltr">Police, please</span>.<br>'
        "<strong>PSNI</strong> IS NOT THE Home Office."
    )


def test_a_machine_may_move_elements_and_write_them_its_own_way():
    _sent, kept = shield('Read <a href="/en/help/">this</a>. PSNI says so.', PSNI)
    assert unshield("<SPAN translate='no' id='k2'>psni</SPAN> dit: <A ID=k1>lire</A>", kept) == (
        'PSNI dit: <a href="/en/help/">lire</a>'
    )


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "   ",
        '<a id="k1"></a><span id="k2"></span>',  # no words
        "Lire ceci.",  # the link is lost, and the name
        'Lire <a id="k1">ceci. <span id="k2">PSNI</span>',  # never closed
        'Lire <a id="k1">ceci</a> <a id="k1">cela</a> <span id="k2">PSNI</span>',  # twice
        'Lire <a id="k1">ceci</b> <span id="k2">PSNI</span>',
        'Lire <a id="k1">ceci</a> <span id="k2">PSNI</span> <b>gras</b>',  # its own emphasis
        'Lire <a id="k1">ceci</a> <span id="k2">PSNI</span> <script>alert(1)</script>',
        'Lire <a id="k1">ceci</a> <span id="k2">PSNI</span> <img src="https://elsewhere.example/x">',
        'Lire <a id="k9">ceci</a> <span id="k2">PSNI</span>',
        'Lire <a href="https://elsewhere.example/">ceci</a> <span id="k2">PSNI</span>',
    ],
)
def test_of_an_answer_with_other_elements_nothing_is_used(answer):
    _sent, kept = shield('Read <a href="/en/help/">this</a>. PSNI says so.', PSNI)
    assert unshield(answer, kept) == ""


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="<>&\u200f\u0301"), min_size=1)
pieces = st.one_of(
    words.map(html.escape),
    words.map(lambda one: f"<strong>{html.escape(one)}</strong>"),
    words.map(lambda one: f'<a href="/en/help/">{html.escape(one)} PSNI</a>'),
    words.map(lambda one: f'<span lang="en" dir="ltr">{html.escape(one)}</span>'),
    st.just("<br>"),
    st.just(" the Home Office "),
)


@given(st.lists(pieces, min_size=1))
def test_a_machine_that_repeats_what_it_was_sent_gives_the_same_words_back(parts):
    clean = clean_line("a " + "".join(parts) + " z")
    sent, kept = shield(clean, PSNI)
    assert clean_line(unshield(sent, kept)) == clean_line(clean)


@given(st.lists(pieces, min_size=1), st.text())
def test_whatever_a_machine_says_what_is_used_is_clean_or_nothing(parts, answer):
    _sent, kept = shield(clean_line("a " + "".join(parts)), PSNI)
    said = unshield(answer, kept)
    assert said == "" or clean_line(said) == said
