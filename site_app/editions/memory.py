"""Translation memory: what was made before of the same or nearly the same English words.

Nothing is stored for it. It reads the newest texts in the language with the English texts they were made from, so
it knows what anybody wrote here; words that were removed are left out. `NEWEST` bounds what it costs.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from site_app.editions.alignment import placed
from site_app.editions.blocks import Block, blocks_of
from site_app.editions.models import Document, Mark, Revision

NEWEST = 60  # texts in the language that are looked through
ALIKE = 0.75  # how much two English blocks must have in common
MOST = 3  # offers for a block
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Offer:
    english: str
    block: Block  # what was made of it
    alike: float  # 1.0: the same English words
    where: str  # address of the document it is from
    checked: bool  # a second speaker has confirmed that text

    @property
    def percent(self) -> int:
        return int(100 * self.alike)


def offers(language: str, wanted: dict[str, Block]) -> dict[str, list[Offer]]:
    """For each wanted English block, by the key it has, the best of what was made before. One query."""
    if not wanted:
        return {}
    seeker = Seeker(wanted)
    found: dict[str, list[Offer]] = {}
    for revision in _texts(language):
        all_english = blocks_of(revision["based_on__texts"], Document.html_texts)
        for name, words in blocks_of(revision["texts"], Document.html_texts).items():
            english = all_english.get(name, [])
            hits = [(at, key, alike) for at, block in enumerate(english) for key, alike in seeker.hits(block)]
            if not hits:
                continue
            places = placed(english, words)
            for at, key, alike in hits:
                if (place := places.get(at)) is not None and words[place].text:
                    where, checked = revision["edition__document__slug"], revision["checked"]
                    found.setdefault(key, []).append(Offer(english[at].text, words[place], alike, where, checked))
    return {key: _best(one) for key, one in found.items()}


def _texts(language: str):
    """The newest first, which have both sides."""
    checks = Mark.objects.filter(kind=Mark.Kind.CHECKED).alias(
        words=Coalesce("revision__copy_of_id", "revision_id"),
    )
    texts = Revision.objects.filter(edition__language=language, redacted_at=None, based_on__redacted_at=None)
    return (
        texts.exclude(based_on=None)
        .annotate(checked=Exists(checks.filter(words=Coalesce(OuterRef("copy_of_id"), OuterRef("pk")))))
        .order_by("-pk")
        .values("texts", "based_on__texts", "edition__document__slug", "checked")[:NEWEST]
    )


def _best(found: list[Offer]) -> list[Offer]:
    """Each translation once; the nearest, then the checked, then the newest first."""
    ordered = sorted(found, key=lambda offer: (-offer.alike, not offer.checked))
    return list({offer.block.html: offer for offer in reversed(ordered)}.values())[::-1][:MOST]


class Seeker:
    """Which wanted blocks an English block is the same as, or near to. Cheap for the many that are near to none."""

    def __init__(self, wanted: dict[str, Block]):
        self.words = {key: WORD.findall(block.text.lower()) for key, block in wanted.items()}
        self.known: dict[str, list[tuple[str, float]]] = {}  # texts share blocks with their earlier revisions
        self.keys_with: dict[str, list[str]] = {}
        for key, words in self.words.items():
            for word in set(words):
                self.keys_with.setdefault(word, []).append(key)

    def hits(self, block: Block) -> list[tuple[str, float]]:
        if block.html not in self.known:
            self.known[block.html] = self._hits(WORD.findall(block.text.lower()))
        return self.known[block.html]

    def _hits(self, words: list[str]) -> list[tuple[str, float]]:
        shared = Counter(key for word in set(words) for key in self.keys_with.get(word, ()))
        near = [(key, count) for key, count in shared.items() if 2 * count >= ALIKE * len(set(words + self.words[key]))]
        found = [(key, self._alike(words, self.words[key])) for key, _count in near]
        return [(key, alike) for key, alike in found if alike >= ALIKE]

    @staticmethod
    def _alike(words: list[str], others: list[str]) -> float:
        if words == others:
            return 1.0
        matcher = SequenceMatcher(None, words, others, autojunk=False)
        return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
