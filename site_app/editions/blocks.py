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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

STRUCTURE = ("p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside")
TAG = re.compile(rf"<(/?)({'|'.join(sorted(STRUCTURE, key=len, reverse=True))})\b[^>]*>")
ADDRESS = re.compile(r'\bhref="([^"]*)"')
ANY_TAG = re.compile(r"<[^>]*>")


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

    @property
    def links(self) -> list[str]:
        """The addresses in it, in order."""
        return [html.unescape(one) for one in ADDRESS.findall(self.html)]

    def saying(self, words: str) -> "Block":
        """The same place in the same structure with other words, which are clean inline HTML."""
        return replace(self, html=words)


def split(clean: str) -> list[Block]:
    """Every run of words between two structural tags, in order. An element with nothing in it is an empty block."""
    found: list[Block] = []
    path: list[str] = []
    before, place, is_empty = "", 0, False
    for tag in [*TAG.finditer(clean), None]:
        run = clean[place : tag.start()] if tag else clean[place:]
        words = run.strip()
        if words or (is_empty and tag and tag[1]):
            lead = run[: run.index(words)] if words else run
            found.append(Block("/".join(path), words, before + lead))
            before = run[len(lead) + len(words) :]
        else:
            before += run
        if tag is not None:
            before += tag[0]
            place, is_empty = tag.end(), not tag[1]
            _follow(path, closes=bool(tag[1]), name=tag[2])
    if not found:
        return [Block("", "", before)] if before else []  # a text that is nothing but space or broken structure
    found[-1] = replace(found[-1], after=before)
    return found


def _follow(path: list[str], *, closes: bool, name: str) -> None:
    if not closes:
        path.append(name)
    elif name in path:
        while path.pop() != name:
            pass


def join(blocks: Iterable[Block], added: Mapping[int, list[str]] | None = None) -> str:
    """added: paragraphs of a translation's own, by the place of the block behind whose outermost element they come."""
    written, ends = "", []
    for one in blocks:
        written += one.before + one.html
        ends.append((len(written), len(one.path.split("/")) if one.path else 0))
        written += one.after
    gap = "\n" if "\n" in written else ""  # as between the others
    for place in sorted(added or {}, reverse=True):
        end = _end_of_outermost(written, *ends[place]) if place >= 0 else 0
        paragraphs = "".join(f"<p>{words}</p>{gap}" if place < 0 else f"{gap}<p>{words}</p>" for words in added[place])
        written = written[:end] + paragraphs + written[end:]
    return written


def _end_of_outermost(written: str, end: int, depth: int) -> int:
    for tag in TAG.finditer(written, end):
        if depth == 0:
            break
        depth += -1 if tag[1] else 1
        end = tag.end()
    return end


def blocks_of_field(words: str, *, is_html: bool) -> list[Block]:
    """A field of a text as blocks: plain text is one block, and its words are escaped like those of HTML."""
    if is_html:
        return split(words)
    return [Block("", html.escape(words, quote=False))] if words.strip() else []


def blocks_of(texts: Mapping[str, str], html_fields: Iterable[str]) -> dict[str, list[Block]]:
    """Every field of a text that says something."""
    html_fields = set(html_fields)
    return {name: blocks_of_field(words, is_html=name in html_fields) for name, words in texts.items() if words}
