"""Every safety fact carries its warning, in English and in each of the twelve languages, wherever a text stands on it.

Words of a glossary say what a word means, and organisations what they do: what a reader could do stands elsewhere.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_app.content.library_files import TextFile, read_library
from site_app.content.loading import LIBRARY
from site_app.editions.alignment import placed
from site_app.editions.blocks import Block, blocks_of
from site_app.editions.starting_rows import OPEN_AT_FIRST

pytestmark = pytest.mark.anywhere

TABLE = tomllib.loads((Path(__file__).parent / "warnings.toml").read_text("utf-8"))
LIBRARY_READ = read_library(LIBRARY)
TEXTS = {(text.kind, text.slug, text.language): text for text in LIBRARY_READ.texts}
SAFETY = [entry.key for entry in LIBRARY_READ.facts if "safety" in entry.values["flags"]]
HTML = {"body"}
KINDS = {"explainer", "update", "position", "page"}


def words_of(warning: str, language: str) -> list[re.Pattern]:
    said = TABLE["warnings"][warning]
    return [re.compile(one, re.IGNORECASE | re.DOTALL) for one in said.get(language) or said["all"]]


def is_in(warning: str, language: str, block: Block) -> bool:
    return all(one.search(block.text) for one in words_of(warning, language))


def standing_on(fact: str) -> Iterator[TextFile]:
    for text in TEXTS.values():
        if text.is_source and text.kind in KINDS and fact in text.about.get("facts", []):
            yield text


def warned(text: TextFile, fact: str) -> Iterator[tuple[str, str, int, Block]]:
    """Where an English text says one of the warnings of a fact: (warning, field, place, block)."""
    for field, blocks in blocks_of(text.texts, HTML).items():
        for place, block in enumerate(blocks):
            yield from ((one, field, place, block) for one in TABLE["facts"][fact] if is_in(one, "en", block))


def test_every_safety_fact_has_a_warning_in_the_table_and_every_warning_in_every_language():
    assert sorted(TABLE["facts"], key=lambda code: int(code[1:])) == SAFETY
    for warning in {one for ones in TABLE["facts"].values() for one in ones} - {"no reassurance"}:
        for language in OPEN_AT_FIRST:
            assert words_of(warning, language)


@pytest.mark.parametrize("fact", SAFETY)
def test_a_text_that_stands_on_a_safety_fact_says_its_warning(fact):
    assert [text.path for text in standing_on(fact) if not list(warned(text, fact))] == []


@pytest.mark.parametrize("language", [code for code in OPEN_AT_FIRST if code != "en"])
@pytest.mark.parametrize("fact", SAFETY)
def test_a_translation_says_the_warning_in_the_same_place(fact, language):
    silent = []
    for text in standing_on(fact):
        ours = blocks_of(TEXTS[text.kind, text.slug, language].texts, HTML)
        for warning, field, place, block in warned(text, fact):
            there = placed(blocks_of(text.texts, HTML)[field], ours[field])
            translated = ours[field][there[place]] if place in there else None
            if translated is None or not is_in(warning, language, translated):
                silent.append((text.slug, warning, block.text, translated and translated.text))
    assert silent == []


def test_a_translation_without_its_warning_is_found():
    text = TEXTS["explainer", "hate-crime", "en"]
    places = {(warning, field, place) for warning, field, place, _block in warned(text, "F18")}
    assert places
    assert not is_in("exceptions", "pl", Block("p", "PSNI nie przekazuje informacji."))
    assert not is_in("exceptions", "pl", Block("p", "Tylko w wyjątkowych okolicznościach."))
