"""Two texts word by word."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_app.editions.comparing import ADDED, REMOVED, SAME, Piece, compare

pytestmark = pytest.mark.anywhere

texts = st.lists(
    st.sampled_from(["police", "may", "not", "يتصل", "字", " ", "\n", ".", "tell "]) | st.text(max_size=4)
).map("".join)


@given(texts, texts)
@example("a\nb", "a\r\nb")
@example("", "\n")
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old, new):
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == new
    assert all(piece.text for piece in pieces)


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert compare(text, text) == ([Piece(SAME, text)] if text else [])


def test_a_changed_word_is_told_and_not_the_sentence():
    assert compare("The police may tell.", "The police must tell.") == [
        Piece(SAME, "The police "), Piece(REMOVED, "may"), Piece(ADDED, "must"), Piece(SAME, " tell.")
    ]  # fmt: skip


def test_changes_with_nothing_but_a_space_between_them_are_one():
    assert [(piece.kind, piece.text) for piece in compare("It is not so", "It was never so")] == [
        (SAME, "It "), (REMOVED, "is not"), (ADDED, "was never"), (SAME, " so")
    ]  # fmt: skip


def test_a_word_in_arabic_is_a_word():
    assert [piece.text for piece in compare("الشرطة قد تتصل", "الشرطة لن تتصل")] == ["الشرطة ", "قد", "لن", " تتصل"]


def test_the_longest_text_that_may_be_saved_takes_no_more_than_a_moment():
    words = ["The", "police", "may", "ask", "who", "you", "are", "and", "where", "you", "live", ".", ""]
    long = " ".join(words * 1100)[:60_000]
    started = time.monotonic()
    compare(long, long.replace("police", "Home Office"))
    assert time.monotonic() - started < 5
