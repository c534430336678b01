"""Side by side: each block of a translation stands beside the English it says, and none is ever lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY
from site_app.editions.alignment import beside
from site_app.editions.blocks import Block, split

pytestmark = pytest.mark.anywhere

TEXTS = read_library(LIBRARY).texts
ENGLISH = {(one.kind, one.slug): split(one.texts.get("body", "")) for one in TEXTS if one.is_source}
TRANSLATIONS = [one for one in TEXTS if not one.is_source and "body" in one.texts]
LONG = sorted((blocks for blocks in ENGLISH.values() if len(blocks) > 25), key=len)[0]
BLOCKS = st.lists(
    st.builds(Block, st.sampled_from(["p", "h2", "ul/li", "aside/p"]), st.text("ab 19", min_size=1, max_size=9)),
    max_size=8,
)


@given(BLOCKS, BLOCKS, BLOCKS)
def test_no_block_of_today_or_of_the_translation_is_lost_or_moved(english, followed, translation):
    rows = beside(english, followed, translation)
    assert [row.english for row in rows if row.english] == english
    assert sorted(map(repr, (row.translation for row in rows if row.translation))) == sorted(map(repr, translation))


def test_a_translation_of_the_library_stands_beside_its_english_block_by_block():
    for text in TRANSLATIONS:
        english = ENGLISH[text.kind, text.slug]
        rows = beside(english, english, split(text.texts["body"]))
        assert {row.state for row in rows} <= {"same", "added"}, text.path
        assert all(row.translation.path == row.english.path for row in rows if row.english), text.path
        assert sum(row.state == "added" for row in rows) <= 1  # a sentence to send in English, explained


@given(place=st.integers(0, len(LONG) - 1), act=st.sampled_from(["changed", "new", "gone"]))
def test_exactly_the_block_that_english_changed_is_to_do(place, act):
    translation = [one.saying(f"{number} {one.html}") for number, one in enumerate(LONG)]
    now = list(LONG)
    if act == "changed":
        now[place] = now[place].saying(f"{now[place].html} Now it says <strong>more</strong>.")
    elif act == "new":
        now.insert(place, Block("p", "Something that nobody could have known about yesterday morning."))
    else:
        del now[place]
    rows = beside(now, LONG, translation)
    (to_do,) = [row for row in rows if row.is_to_do]
    assert to_do.state == act
    assert to_do.translation == (None if act == "new" else translation[place])
    assert [row.translation for row in rows if row.state == "same"] == [
        one for number, one in enumerate(translation) if act == "new" or number != place
    ]
