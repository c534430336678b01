"""Which block of a translation stands for which block of the English text."""

from site_app.editions.alignment import placed
from site_app.editions.blocks import Block


def pairs(english: list[Block], translation: list[Block]) -> list[Block | None]:
    """For each English block its translation, in order; None where there is none."""
    places = placed(english, translation)
    return [translation[places[place]] if place in places else None for place in range(len(english))]
