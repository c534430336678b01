"""A block as a person types it: without addresses and tags where English tells them, and the same again afterwards."""

import pytest

from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY
from site_app.editions.alignment import placed
from site_app.editions.blocks import Block, split
from site_app.editions.lines import inline, typed

pytestmark = pytest.mark.anywhere
TEXTS = read_library(LIBRARY).texts
ENGLISH = {(one.kind, one.slug): split(one.texts.get("body", "")) for one in TEXTS if one.is_source}
CALL = Block("p", 'Call <a href="tel:999"><bdi dir="ltr">999</bdi></a> or read <a href="/en/help/">who can help</a>.')


CODES = sorted({one.language for one in TEXTS} - {"en"})


@pytest.mark.parametrize("code", CODES)
def test_what_the_library_says_is_the_same_after_it_was_shown_in_a_form_and_sent_back(code):
    texts = [one for one in TEXTS if one.language == code and "body" in one.texts]
    for text in texts:
        english, blocks = ENGLISH[text.kind, text.slug], split(text.texts["body"])
        for then, ours in placed(english, blocks).items():
            words = blocks[ours].html
            assert inline(typed(words, english[then], code), english[then], code).split() == words.split()


def test_nobody_reads_an_address_or_a_tag_that_english_tells():
    words = 'اتصل بالرقم <a href="tel:999"><bdi dir="ltr">999</bdi></a> أو <a href="/ar/help/">اقرأ</a>.'
    assert typed(words, CALL, "ar") == "اتصل بالرقم [999] أو [اقرأ]."
    assert (
        inline("[اقرأ] أو [999]", CALL, "ar")
        == '<a href="/ar/help/">اقرأ</a> أو <a href="tel:999"><bdi dir="ltr">999</bdi></a>'
    )


def test_a_link_into_the_english_site_leads_into_the_language_and_a_mistyped_one_where_english_leads():
    assert 'href="/pl/help/"' in inline("[pomoc](/en/help/)", CALL, "pl")
    assert 'href="/pl/help/"' in inline("[999](tel:999) [pomoc](/pl/hlep/)", CALL, "pl")


def test_signs_at_the_start_of_a_line_are_only_signs():
    assert inline("# 1. - no list", Block("p", "x"), "pl") == "# 1. - no list"
