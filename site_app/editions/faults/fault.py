"""What a fault is, and what the checks look at: a block of the English text and the block that stands for it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from site_app import markup
from site_app.editions.blocks import Block

FIELDS = {"title": "Title", "summary": "The answer in short", "caution": "What to know first", "body": "The whole text"}
ERROR, WARNING = "error", "warning"
IN_ENGLISH = re.compile(r'<(span|bdi|q|abbr|cite|em|strong|p|li)\b[^>]*\blang="en"[^>]*>.*?</\1>', re.DOTALL)
ELSEWHERE = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?")  # addresses are no words


@dataclass(frozen=True)
class Fault:
    kind: str
    severity: str  # "error": not handed in like this; "warning": somebody says that it is right as it is
    field: str
    block: int | None  # of the English field, in document order; None: the field as a whole
    words: str  # a sentence for the person who writes
    fingerprint: str  # the same as long as the same is wrong at the same English words

    @property
    def place(self) -> str:
        """Where it is, for a list."""
        field = FIELDS.get(self.field, self.field)
        return field if self.block is None or self.field != "body" else f"{field}, part {self.block + 1}"


@dataclass(frozen=True)
class Pair:
    """One English block and its translation. Checks yield `fault`s of it."""

    field: str
    index: int
    english: Block
    translation: Block
    language: str

    @cached_property
    def own_words(self) -> str:
        """The translation without what is marked as English."""
        return plain(markup.to_text(IN_ENGLISH.sub(" ", self.translation.html)))

    def fault(self, kind: str, severity: str, words: str, about: str = "") -> Fault:
        """about: the words that are wrong; empty: the translated block as it is."""
        about = about or self.translation.text
        return Fault(
            kind, severity, self.field, self.index, words, fingerprint(kind, self.field, self.english.text, about)
        )


def fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(" ".join(part.split()) for part in parts).encode()).hexdigest()[:32]


def plain(text: str) -> str:
    """In one line, composed, without the vowel signs that Arabic script may or may not have."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(one for one in composed if not "\u064b" <= one <= "\u065f" and one not in "\u0670\u0640")


def without(text: str, names) -> str:
    """The text without these names, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text
