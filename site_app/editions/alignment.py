"""Which block of a translation says what which English block says. Knows no database.

A translation has the blocks of the English text it was made from, mostly one for one. English may have moved on
since, and a translation may say more: a sentence that readers have to send in English is also explained to them.
No block of either is ever lost: what has no counterpart gets a row of its own.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from site_app.editions.blocks import Block

GAP = -1.5  # what it costs to leave a block without a counterpart
NUMBER = re.compile(r"\d+")
ADDRESS = re.compile(r'href="(?:/[a-z-]+)?([^"]*)"')
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Traits:
    """What a block is told by, looked up once: it is held against every block of the other text."""

    path: str
    kind: str
    html: str
    words: frozenset[str]
    numbers: frozenset[str]
    links: frozenset[str]
    length: int

    @classmethod
    def of(cls, block: Block) -> "Traits":
        text = block.text
        return cls(
            block.path,
            block.kind,
            block.html,
            frozenset(WORD.findall(block.html.lower())),
            frozenset(str(int(one)) for one in NUMBER.findall(text)),
            frozenset(ADDRESS.findall(block.html)),
            len(text),
        )


@dataclass(frozen=True)
class Row:
    """What stands side by side."""

    english: Block | None  # of today
    followed: Block | None  # the English that the translation was made from
    translation: Block | None

    @property
    def state(self) -> str:
        """ "same", "changed" or "new" of an English block; "gone" or "added" where there is none today."""
        if self.english is None:
            return "gone" if self.followed else "added"
        if self.followed is None:
            return "new"
        return "same" if self.followed.html == self.english.html else "changed"

    @property
    def is_to_do(self) -> bool:
        """Somebody has to look at it: English says something else, or nothing is written yet."""
        return self.state in {"changed", "new", "gone"} or (self.state == "same" and self.translation is None)


def beside(english: Sequence[Block], followed: Sequence[Block], translation: Sequence[Block]) -> list[Row]:
    """english: of today. followed: what the translation was made from. Rows in the order of today's English."""
    # What a translation added comes after the block before it.
    of_followed: dict[int, Block | None] = {}
    added: dict[int, list[Block]] = {}
    last = -1
    for then, ours in align(followed, translation, _across_languages):
        if then is None:
            added.setdefault(last, []).append(translation[ours])
        else:
            last = then
            of_followed[then] = None if ours is None else translation[ours]
    rows = [Row(None, None, one) for one in added.get(-1, [])]
    for now, then in align(english, followed, _in_one_language):
        today = None if now is None else english[now]
        before = None if then is None else followed[then]
        ours = None if then is None else of_followed[then]
        if today or ours:  # what was English once, and never translated, is nobody's business now
            rows.append(Row(today, before, ours))
        rows += [Row(None, None, one) for one in added.get(-1 if then is None else then, []) if then is not None]
    return rows


def placed(english: Sequence[Block], translation: Sequence[Block]) -> dict[int, int]:
    """{place of an English block: place of the block that says it}, of those that have one."""
    pairs = align(english, translation, _across_languages)
    return {then: ours for then, ours in pairs if then is not None and ours is not None}


def align(
    blocks: Sequence[Block], others: Sequence[Block], likeness: Callable[[Traits, Traits], float]
) -> list[tuple[int | None, int | None]]:
    """Pairs of places in order, every place once: the pairing that is alike most (Needleman and Wunsch, 1970)."""
    left, right = [Traits.of(one) for one in blocks], [Traits.of(one) for one in others]
    best = [[place * GAP for place in range(len(right) + 1)]]
    for row, one in enumerate(left, start=1):
        above, here = best[-1], [row * GAP]
        for column, other in enumerate(right, start=1):
            paired = above[column - 1] + likeness(one, other)
            here.append(max(paired, above[column] + GAP, here[-1] + GAP))
        best.append(here)
    pairs: list[tuple[int | None, int | None]] = []
    row, column = len(left), len(right)
    while row or column:
        score = best[row][column]
        if row and column and score == best[row - 1][column - 1] + likeness(left[row - 1], right[column - 1]):
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif row and score == best[row - 1][column] + GAP:
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return pairs[::-1]


def _across_languages(one: Traits, other: Traits) -> float:
    """By place, numbers, links and length: the words themselves cannot be compared."""
    score = _of_paths(one, other) + _of_sets(one.numbers, other.numbers) + _of_sets(one.links, other.links)
    shorter, longer = sorted([one.length + 1, other.length + 1])
    return score - 2 * (1 - shorter / longer)


def _in_one_language(one: Traits, other: Traits) -> float:
    if one.html == other.html:
        return 6 + _of_paths(one, other)
    alike = len(one.words & other.words) / (len(one.words | other.words) or 1)
    if alike < 0.25:  # a new sentence in the old one's place, rather than one gone and one new; elsewhere neither
        return 2 * GAP + 1 if one.path == other.path else 2 * GAP - 1
    return 4 * alike + _of_paths(one, other) / 2


def _of_paths(one: Traits, other: Traits) -> float:
    if one.path == other.path:
        return 2
    return 0 if one.kind == other.kind else -2


def _of_sets(some: frozenset, others: frozenset) -> float:
    if not some and not others:
        return 0
    return 3 if some == others else -1
