"""Translation memory: what was made before of the same or nearly the same English words.

Nothing is stored for it. It reads the newest texts in the language with the English texts they were made from, so
it knows what anybody wrote here; words that were removed are left out. `NEWEST` bounds what it costs.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q

from site_app.editions.alignment import placed
from site_app.editions.blocks import Block, blocks_of
from site_app.editions.models import Document, Mark, Revision

NEWEST = 200  # texts in the language that are looked through
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
    """For each wanted English block, by the key it has, the best of what was made before. At most five queries."""
    if not wanted:
        return {}
    seeker = Seeker(wanted)
    followed = _newest(language)
    english = _blocks(followed.values())
    hits = {pk: _hits(blocks, seeker) for pk, blocks in english.items()}
    like = {pk: based_on for pk, based_on in followed.items() if hits[based_on]}
    texts = Revision.objects.filter(pk__in=like).select_related("edition__document").order_by("-pk")
    checked = _checked({one.words_id for one in texts})
    found: dict[str, list[Offer]] = {}
    for one in texts:
        ours = blocks_of(one.texts, Document.html_texts)
        for name, of_field in hits[like[one.pk]].items():
            blocks, words = english[like[one.pk]][name], ours.get(name, [])
            places = placed(blocks, words)
            for at, key, alike in of_field:
                if (place := places.get(at)) is not None and words[place].text:
                    is_checked = one.words_id in checked
                    offer = Offer(blocks[at].text, words[place], alike, one.edition.document.slug, is_checked)
                    found.setdefault(key, []).append(offer)
    return {key: _best(one) for key, one in found.items()}


def _newest(language: str) -> dict[int, int]:
    """{text: English text} of what people wrote, as far as both have their words. Carries no words along."""
    by_people = Revision.objects.filter(edition__language=language, machine=False)
    with_both = by_people.filter(redacted_at=None, based_on__isnull=False, based_on__redacted_at=None)
    return dict(with_both.order_by("-pk").values_list("pk", "based_on")[:NEWEST])


def _blocks(revisions: Collection[int]) -> dict[int, dict[str, list[Block]]]:
    texts = Revision.objects.filter(pk__in=set(revisions)).values_list("pk", "texts")
    return {pk: blocks_of(words, Document.html_texts) for pk, words in texts}


def _hits(english: dict[str, list[Block]], seeker: "Seeker") -> dict[str, list[tuple[int, str, float]]]:
    """By field: (place of an English block, key of the wanted one that it is like, how much)."""
    found = {
        name: [(at, key, alike) for at, block in enumerate(blocks) for key, alike in seeker.hits(block)]
        for name, blocks in english.items()
    }
    return {name: of_field for name, of_field in found.items() if of_field}


def _checked(words: Collection[int]) -> set[int]:
    """Of these words, which a second speaker has confirmed, whichever copy of them they looked at."""
    same = Revision.objects.filter(Q(pk__in=words) | Q(copy_of__in=words))
    copies = {one: copy_of or one for one, copy_of in same.values_list("pk", "copy_of")}
    checks = Mark.objects.filter(kind=Mark.Kind.CHECKED, revision__in=copies)
    return {copies[one] for one in checks.values_list("revision", flat=True)}


def _best(found: list[Offer]) -> list[Offer]:
    """Each translation once; the nearest, then the checked, then the newest first."""
    ordered = sorted(found, key=lambda offer: (-offer.alike, not offer.checked))
    return list({offer.block.html: offer for offer in reversed(ordered)}.values())[::-1][:MOST]


class Seeker:
    """Which wanted blocks an English block is the same as, or near to. Cheap for the many that are near to none."""

    def __init__(self, wanted: dict[str, Block]):
        self.words = {key: WORD.findall(block.text.lower()) for key, block in wanted.items()}
        self.vocabulary = {key: len(set(words)) for key, words in self.words.items()}
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
        own = set(words)
        shared = Counter(key for word in own for key in self.keys_with.get(word, ()))
        near = [key for key, count in shared.items() if 2 * count >= ALIKE * (len(own) + self.vocabulary[key] - count)]
        found = [(key, self._alike(words, self.words[key])) for key in near]
        return [(key, alike) for key, alike in found if alike >= ALIKE]

    @staticmethod
    def _alike(words: list[str], others: list[str]) -> float:
        if words == others:
            return 1.0
        matcher = SequenceMatcher(None, words, others, autojunk=False)
        return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
