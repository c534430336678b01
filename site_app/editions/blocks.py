"""Clean HTML as a row of blocks, each of which is translated by itself, and back. Knows no database.

A block is what stands in one heading, paragraph or item: words with emphasis, links and fragments of other
languages. What holds the blocks together (lists, call-outs, quotations) is not translated, so no translation can
break it.

    split("<h2>Now</h2><ul><li>Call <b>999</b></li></ul>")    two blocks: h2 "Now", li "Call …"
    join(split(html)) == html                                 for every HTML that `markup` lets through
    join([one.saying(words) for one, words in …])             the same structure with other words
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

STRUCTURE = ("p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside")
TAG = re.compile(rf"<(/?)({'|'.join(sorted(STRUCTURE, key=len, reverse=True))})\b[^>]*>")
ANY_TAG = re.compile(r"<[^>]*>")
ITEM_NUMBERED = "ol/li"


@dataclass(frozen=True)
class Block:
    """Words with their inline HTML, and the structure around them."""

    path: str  # the elements around the words, outermost first: "aside/p", "ol/li", "h2"; "" for plain text
    html: str
    before: str = ""  # structure and space between the words of the block before and these
    after: str = ""  # behind the last block alone

    @property
    def kind(self) -> str:
        """The innermost element: "h2", "p", "li" …"""
        return self.path.rpartition("/")[2]

    @property
    def text(self) -> str:
        """The words alone."""
        return " ".join(html.unescape(ANY_TAG.sub("", self.html.replace("<br>", " "))).split())

    def saying(self, words: str) -> "Block":
        """The same place in the same structure with other words, which are clean inline HTML."""
        return replace(self, html=words)


def split(clean: str) -> list[Block]:
    """Every run of words between two structural tags, in order. Structure without any words is one empty block."""
    found: list[Block] = []
    path: list[str] = []
    before, place = "", 0
    for tag in [*TAG.finditer(clean), None]:
        run = clean[place : tag.start()] if tag else clean[place:]
        words = run.strip()
        if words:
            lead = run[: run.index(words)]
            found.append(Block("/".join(path), words, before + lead))
            before = run[len(lead) + len(words) :]
        else:
            before += run
        if tag is not None:
            before += tag[0]
            place = tag.end()
            _follow(path, closes=bool(tag[1]), name=tag[2])
    if not found:
        return [Block("", "", before)] if before else []
    found[-1] = replace(found[-1], after=before)
    return found


def _follow(path: list[str], *, closes: bool, name: str) -> None:
    if not closes:
        path.append(name)
    elif name in path:
        while path.pop() != name:
            pass


def join(blocks: Iterable[Block]) -> str:
    return "".join(one.before + one.html + one.after for one in blocks)


def blocks_of(texts: dict[str, str], html_fields: Iterable[str]) -> dict[str, list[Block]]:
    """Every field of a text as blocks: plain text is one block, and its words are escaped like those of HTML."""
    html_fields = set(html_fields)
    return {
        name: split(words) if name in html_fields else [Block("", html.escape(words, quote=False))]
        for name, words in texts.items()
        if words
    }
