"""Words of the glossary in an English text, and what was agreed for them in another language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TAG = re.compile(r"(<[^<>]*>)")
ABBREVIATED = re.compile(r"(.+) \((\w+)\)\Z")


@dataclass(frozen=True)
class Agreed:
    english: str
    words: str  # in the other language


class Glossary:
    def __init__(self, terms: Iterable[Agreed]):
        agreed = [one for one in terms if one.english and one.words]
        self._terms = {name.casefold(): one for one in agreed for name in _names(one.english)}
        longest_first = sorted(self._terms, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(rf"(?<!\w)({words})(?:e?s)?(?!\w)", re.IGNORECASE) if words else None

    def found_in(self, text: str) -> list[Agreed]:
        """Each once, in the order of the text. The longest one counts; so does its plural with an s."""
        if self._pattern is None:
            return []
        found = (self._terms[term[1].casefold()] for term in self._pattern.finditer(text))
        return list(dict.fromkeys(found))

    def marked(self, html: str) -> str:
        """Clean HTML with <mark> around these words."""
        if self._pattern is None:
            return html
        pieces = TAG.split(html)  # words at even places, tags at odd ones
        pieces[::2] = [self._pattern.sub(r"<mark>\g<0></mark>", words) for words in pieces[::2]]
        return "".join(pieces)


def _names(english: str) -> list[str]:
    """All that "National Referral Mechanism (NRM)" is called."""
    abbreviated = ABBREVIATED.match(english)
    return [english, abbreviated[1], abbreviated[2]] if abbreviated else [english]
