"""The one interface of all of them."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

AT_ONCE = 20  # passages in one request
CHARACTERS_AT_ONCE = 4000  # of them together; LibreTranslate is often set to refuse more than 5,000


class Failed(Exception):
    """There is no translation. The message says why, for the person who asked."""


class Machine(Protocol):
    name: str  # as its makers write it
    host: str  # where the texts go

    def translate(self, passages: Sequence[str], language: str, *, within: float) -> list[str]:
        """As many passages as there were, at most AT_ONCE. They are inline HTML, from English, and may keep English
        elements marked translate="no". language: the site's code. within: seconds. Raises Failed."""
        ...


def as_many(found: object, passages: Sequence[str]) -> list[str]:
    """What a machine says it found, if it is one text for each passage. Raises Failed."""
    if not isinstance(found, list) or len(found) != len(passages) or not all(isinstance(one, str) for one in found):
        raise Failed("The machine answered with something else than a translation.")
    return found


def host_of(address: str) -> str:
    return urlsplit(address).netloc


def batches(passages: Sequence[str]) -> list[list[int]]:
    """The places of passages that fit into one request each, in order. One that is too long goes alone."""
    found: list[list[int]] = []
    room = 0
    for place, passage in enumerate(passages):
        if not found or len(found[-1]) == AT_ONCE or len(passage) > room:
            found.append([])
            room = CHARACTERS_AT_ONCE
        found[-1].append(place)
        room -= len(passage)
    return found
