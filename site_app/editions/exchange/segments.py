"""One text in one language as segments, each a block of the English text and what is said for it. Knows no database.

A file says for each text which document it is of and which English text it was made from, by the fingerprint of its
words. What comes back is held against that English text: a segment that is missing, twice there, of another text or
with another English is told and nothing of the file is taken.
"""

import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from site_app import languages
from site_app.editions.alignment import placed
from site_app.editions.blocks import Block, blocks_of, join, split

TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*?(/?)>")
VOID = {"br"}
CODES = {one.tag.lower(): one.code for one in languages.ALL}


class Unreadable(Exception):
    """The file is not one of ours, or not whole. The message is for whoever sent it."""


@dataclass(frozen=True)
class Segment:
    name: str  # "body-3": field, and place of the block in the English text
    source: str  # inline HTML
    target: str = ""  # inline HTML; empty: nothing is said for it yet


@dataclass(frozen=True)
class Sheet:
    """One text as it stands in a file."""

    kind: str
    slug: str
    language: str
    english: str  # fingerprint of the English texts
    segments: list[Segment] = field(default_factory=list)
    is_checked: bool = False
    is_machines: bool = False  # nobody has saved it since a machine wrote it
    title: str = ""  # for people

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.slug}"


def fingerprint(texts: Mapping[str, str]) -> str:
    """Tells one English text from another; sixteen hexadecimal digits."""
    return hashlib.sha256(json.dumps(dict(texts), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def language_of(tag: str) -> str:
    """The site's code of a language tag in a file, "" if it has no such language."""
    return CODES.get(tag.lower().replace("_", "-"), "")


def segments(english: Mapping[str, str], translation: Mapping[str, str], html_fields: Iterable[str]) -> list[Segment]:
    """Of a text whose translation follows this English text."""
    html_fields = set(html_fields)
    ours = blocks_of(dict(translation), html_fields)
    found = []
    for name, blocks in blocks_of(dict(english), html_fields).items():
        places = placed(blocks, ours.get(name, []))
        for place, block in enumerate(blocks):
            if block.html:
                target = ours[name][places[place]].html if place in places else ""
                found.append(Segment(f"{name}-{place}", block.html, target))
    return found


def texts_of(
    sheet: Sheet, english: Mapping[str, str], before: Mapping[str, str], html_fields: Iterable[str]
) -> dict[str, str]:
    """{field: text} of what came back. before: the translation until now, of which more than English says is kept.

    Raises Unreadable where the segments are not those of this English text, or the signs inside one do not close.
    """
    html_fields = set(html_fields)
    said = _held_against(sheet, segments(english, {}, html_fields))
    texts = {}
    for name, blocks in blocks_of(dict(english), html_fields).items():
        words = [one.saying(said.get(f"{name}-{place}", "")) for place, one in enumerate(blocks)]
        if not any(one.html for one in words):
            texts[name] = ""
        elif name in html_fields:
            texts[name] = join(words, _added(blocks, before.get(name, "")))
        else:
            texts[name] = html.unescape(words[0].html)
    return texts


def _held_against(sheet: Sheet, wanted: list[Segment]) -> dict[str, str]:
    sources = {one.name: one.source for one in wanted}
    said: dict[str, str] = {}
    for one in sheet.segments:
        if one.name not in sources:
            raise Unreadable(f"{sheet.name}: the text has no part {one.name}.")
        if one.name in said:
            raise Unreadable(f"{sheet.name}: part {one.name} is there twice.")
        if one.source != sources[one.name]:
            raise Unreadable(f"{sheet.name}: the English of part {one.name} was changed in the file.")
        if not closes(one.target):
            raise Unreadable(f"{sheet.name}: in part {one.name} a sign is open that does not close.")
        said[one.name] = one.target
    if absent := [name for name in sources if name not in said]:
        raise Unreadable(f"{sheet.name}: part {absent[0]} is missing.")
    return said


def closes(inline: str) -> bool:
    """Whether every tag that opens closes, in order."""
    opened: list[str] = []
    for tag in TAG.finditer(inline):
        if tag[2] in VOID or tag[3]:
            continue
        if not tag[1]:
            opened.append(tag[2])
        elif not opened or opened.pop() != tag[2]:
            return False
    return not opened


def _added(english: list[Block], before: str) -> dict[int, list[str]]:
    """The paragraphs that the translation says besides, by the place of the English block that they come behind."""
    blocks = split(before)
    of_ours = {ours: then for then, ours in placed(english, blocks).items()}
    added: dict[int, list[str]] = {}
    place = -1
    for number, block in enumerate(blocks):
        if number in of_ours:
            place = of_ours[number]
        elif block.html:
            added.setdefault(place, []).append(block.html)
    return added


def escaped(words: str) -> str:
    """Words as they stand in clean HTML: `nh3` writes these four so, and nothing else."""
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\u00a0", "&nbsp;")):
        words = words.replace(sign, name)
    return words


def pieces(inline: str) -> list[tuple[str, str]]:
    """Inline HTML as ("text", words), ("open", tag), ("close", tag) and ("alone", tag), words unescaped."""
    found, end = [], 0
    for tag in TAG.finditer(inline):
        if tag.start() > end:
            found.append(("text", html.unescape(inline[end : tag.start()])))
        kind = "alone" if tag[2] in VOID or tag[3] else "close" if tag[1] else "open"
        found.append((kind, tag[0]))
        end = tag.end()
    if end < len(inline):
        found.append(("text", html.unescape(inline[end:])))
    return found
