"""Everything that is wrong in a translation as far as a machine can tell. Knows no database.

    find_faults(english, translation, language="ar", names=[…])     texts as revisions hold them: {field: text}

Errors are what nobody means: a number, a link, a block that is gone. Warnings are what somebody has to look at.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from site_app.editions.blocks import Block, blocks_of_field
from site_app.editions.faults.beside import pairs
from site_app.editions.faults.fault import ERROR, WARNING, Fault, Pair, fingerprint
from site_app.editions.faults.leftover import check_leftover, check_length
from site_app.editions.faults.links import check_links
from site_app.editions.faults.names import check_names
from site_app.editions.faults.numbers import check_numbers, check_phones, numbers_in
from site_app.editions.faults.saying import check_saying, words_of
from site_app.editions.faults.signs import check_signs

HTML = ("body",)  # fields of safe HTML; the others are plain


class Protected(NamedTuple):
    names: list[str]
    agreed: dict[str, str]


def find_faults(
    english: Mapping[str, str],
    translation: Mapping[str, str],
    *,
    language: str,
    names: Iterable[str],
    agreed: Mapping[str, str] | None = None,
) -> list[Fault]:
    """In the order of the English text.

    names: what stays as it is, besides the names that every text protects. agreed: {English name: its words in this
    language}, where the glossary has some; they may stand for the name.
    """
    protected = Protected(list(names), dict(agreed or {}))
    everywhere = words_of(translation, HTML)
    return [
        fault
        for field, text in english.items()
        for fault in _in_field(field, text, translation.get(field, ""), language, protected, everywhere)
    ]


def _in_field(field: str, english: str, translation: str, language: str, protected: Protected, everywhere: str):
    is_html = field in HTML
    blocks = blocks_of_field(english, is_html=is_html)
    own = blocks_of_field(translation, is_html=is_html)
    beside = pairs(blocks, own)
    for index, (block, other) in enumerate(zip(blocks, beside, strict=True)):
        if not block.text:
            continue
        if other is None or not other.text:
            yield _missing(field, index, block)
        else:
            yield from _in_pair(Pair(field, index, block, other, language), protected, everywhere)
    yield from _in_more(field, blocks, [block for block in own if block not in beside])


def _in_more(field: str, english: list[Block], more: list[Block]) -> Iterator[Fault]:
    """In what has no English block beside it: figures that the English text has nowhere."""
    known = {number for block in english for number in numbers_in(block.text)}
    for number in sorted({number for block in more for number in numbers_in(block.text)} - known):
        words = f"The number {number} is not in the English text."
        yield Fault("number", WARNING, field, None, words, fingerprint("number", field, number))


def _missing(field: str, index: int, block: Block) -> Fault:
    start = block.text if len(block.text) <= 60 else block.text[:60].rsplit(" ", 1)[0] + " …"
    return Fault(
        "missing", ERROR, field, index, f"Not translated: “{start}”", fingerprint("missing", field, block.text)
    )


def _in_pair(pair: Pair, protected: Protected, everywhere: str) -> Iterator[Fault]:
    yield from check_numbers(pair)
    yield from check_phones(pair)
    yield from check_links(pair)
    yield from check_names(pair, protected.names, protected.agreed, everywhere)
    yield from check_saying(pair, protected.names)
    yield from check_leftover(pair, protected.names)
    yield from check_length(pair)
    yield from check_signs(pair)
