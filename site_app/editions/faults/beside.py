"""Which block of a translation stands for which block of the English text."""

import html

from site_app.editions.alignment import placed
from site_app.editions.blocks import Block, split


def blocks_of(text: str, *, is_html: bool) -> list[Block]:
    """Of a plain field there is one. Their places are those of `blocks.split`; some may hold no words."""
    if is_html:
        return split(text)
    return [Block("", html.escape(text, quote=False))] if text.strip() else []


def pairs(english: list[Block], translation: list[Block]) -> list[Block | None]:
    """For each English block its translation, in order; None where there is none."""
    places = placed(english, translation)
    return [translation[places[place]] if place in places else None for place in range(len(english))]
