"""A text in blocks: nothing is lost on the way there and back, whatever stands in it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app import markup
from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY
from site_app.editions.blocks import join, split

pytestmark = pytest.mark.anywhere

WORDS = st.text("aZ0 żß ابت 漢字 \u0301\u200c\u200d<&>\"'\n", min_size=1, max_size=20)
INLINE = st.sampled_from(["{}", "<strong>{}</strong>", "<em>{}</em>", '<a href="tel:999">{}</a>', "<br>{}",
                          '<span lang="en" dir="ltr">{}</span>'])  # fmt: skip
OUTER = st.sampled_from(["p", "h2", "h3", "li", "ul", "ol", "blockquote", "aside"])


@st.composite
def documents(draw, depth=3):
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        inner = draw(INLINE).format(draw(WORDS)) if depth == 0 or draw(st.booleans()) else draw(documents(depth - 1))
        tag = draw(OUTER)
        parts.append(f"<{tag}>{inner}</{tag}>" if draw(st.integers(0, 5)) else inner)
    return draw(st.sampled_from(["", "\n"])).join(parts)


@given(documents())
def test_a_text_is_the_same_after_it_was_split_and_joined(written):
    clean = markup.clean_html(written)
    assert join(split(clean)) == clean


@given(documents())
def test_blocks_have_every_word_and_no_structure(written):
    clean = markup.clean_html(written)
    blocks = split(clean)
    assert not any(re.search(r"</?(?:p|h2|h3|ul|ol|li|blockquote|aside)\b", one.html) for one in blocks)
    assert " ".join(one.text for one in blocks).split() == markup.to_text(clean).split() or "<br>" in clean


@given(documents(), documents())
def test_other_words_keep_the_structure(written, other):
    blocks = split(markup.clean_html(written))
    words = [one.html for one in split(markup.clean_html(other))] or ["x"]
    said = [one.saying(words[place % len(words)] or "x") for place, one in enumerate(blocks) if one.html]
    if said and len(said) == len(blocks):
        assert [one.path for one in split(join(said))] == [one.path for one in blocks]


def test_a_text_of_the_library_is_the_same_after_it_was_split_and_joined():
    for text in read_library(LIBRARY).texts:
        body = text.texts.get("body", "")
        assert join(split(body)) == body, text.path


@given(documents(), st.data())
def test_what_a_translation_adds_comes_back_as_a_paragraph_behind_its_place(written, data):
    blocks = split(markup.clean_html(written))
    places = data.draw(st.sets(st.integers(-1, len(blocks) - 1))) if blocks else set()
    added = {place: [f"added {place}"] for place in places}
    again = split(join(blocks, added))
    ours = [one for one in again if one.html.startswith("added ")]
    assert [one.html for one in ours] == [words for place in sorted(added) for words in added[place]]
    assert {one.path for one in ours} <= {"p"}
    assert [one.html for one in again if one not in ours] == [one.html for one in blocks]


def test_an_empty_block_keeps_its_place():
    clean = "<h2></h2><ul><li>one</li><li></li></ul>"
    assert [(one.path, one.html) for one in split(clean)] == [("h2", ""), ("ul/li", "one"), ("ul/li", "")]
    assert join(split(clean)) == clean
