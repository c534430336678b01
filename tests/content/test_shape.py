"""How the library's texts are built, in every language: short answers, warnings before steps, nothing lost."""

import re
from collections import Counter

import pytest

from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY

pytestmark = pytest.mark.anywhere

TEXTS = read_library(LIBRARY).texts
IN_ENGLISH = {(text.kind, text.slug): text for text in TEXTS if text.is_source}
GUIDES = [text for text in TEXTS if text.kind == "explainer"]
TRANSLATIONS = [text for text in TEXTS if not text.is_source]
SENTENCE_END = re.compile(r"[.!?؟۔።](?=\s|$)|。")
BLOCKS = ("<h2", "<h3", "<li", "<ol", "<ul", "<aside", "<blockquote")
# Digits of any script, as one number however its thousands and decimals are written.
NUMBER = re.compile(r"\d[\d., ]*\d|\d")


def named(text) -> str:
    return f"{text.slug} {text.language}"


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_the_short_answer_of_a_guide_has_at_most_three_sentences(guide):
    assert 1 <= len(SENTENCE_END.findall(guide.texts["summary"])) <= 3


@pytest.mark.parametrize("guide", GUIDES, ids=named)
def test_a_guide_has_steps_a_warning_before_the_first_and_says_what_cannot_be_done(guide):
    body = guide.texts["body"]
    assert -1 < body.find("<aside") < body.find("<ol")
    if guide.is_source:
        assert "What they cannot do</h2>" in body


@pytest.mark.parametrize("text", TRANSLATIONS, ids=lambda text: f"{text.kind} {named(text)}")
def test_a_translation_has_every_block_link_and_telephone_of_the_english(text):
    english, body = IN_ENGLISH[text.kind, text.slug].texts.get("body", ""), text.texts.get("body", "")
    assert {block: body.count(block) for block in BLOCKS} == {block: english.count(block) for block in BLOCKS}
    ours = re.compile(rf'href="/{text.language}/')
    assert Counter(re.findall(r'href="([^"]*)"', ours.sub('href="/en/', body))) == Counter(
        re.findall(r'href="([^"]*)"', english)
    )


@pytest.mark.parametrize("text", TRANSLATIONS, ids=lambda text: f"{text.kind} {named(text)}")
def test_a_translation_has_every_number_of_the_english(text):
    english = IN_ENGLISH[text.kind, text.slug]
    for field, words in text.texts.items():
        assert _numbers(words) == _numbers(english.texts[field]), field


CHINESE_MONTH = re.compile(r"(?<=年) ?\d{1,2} ?月")  # a figure there, a word in English


def _numbers(words: str) -> list[str]:
    words = CHINESE_MONTH.sub(" ", words)
    found = NUMBER.findall(re.sub(r"<[^>]+>", " ", words))
    return sorted({re.sub(r"\D", "", one) for one in found} - {""})
