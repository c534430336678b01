"""Clean HTML as plain text that a person can read and change, and back: for who writes without JavaScript.

It is the Markdown of the library files: an empty line between paragraphs, `## ` before a heading, `- ` before
an item of a list, `**` around what matters, `[words](address)` for a link. What Markdown cannot say stays HTML.
It also shows every address and every heading, so it is what differences are taken from.
"""

import html
import re
from html.parser import HTMLParser

from site_app import markup

SPACE = " \t\n\r\f\v"  # what HTML makes one space of; French keeps another before its question marks
SPACES = re.compile(f"[{SPACE}]+")
SPECIAL = re.compile(r"([\\`*_\[\]])")
LEADING = re.compile(r"^(\d*)([#+=~-]|(?<=\d)[.)])(?!\d)")  # would start a heading, a list, a line or a block of code
AS_HTML = "<!-- HTML -->\n"
# Cleaning puts the <bdi> back, so nobody has to read it.
STANDARD_NUMBER = re.compile(r'(<a href="(?:tel|sms):[^"]*">)<bdi dir="ltr">([^<]*)</bdi>(?=</a>)')
ENGLISH = re.compile(r'<(bdi|span) lang="en" dir="ltr">([^<>{}]+)</\1>')
BRACE = re.compile(r"([{}])")
BRACED = re.compile(r"(?<!\\)((?:\\\\)*)(\{\{?)([^<>{}]+)\}\}?")
BRACES = {"bdi": "{", "span": "{{"}
ELEMENTS = {braces: element for element, braces in BRACES.items()}
BLOCKS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "aside"}


def to_simple(clean: str) -> str:
    """Text that `from_simple` turns into the same HTML again; the HTML itself, marked so, where there is none."""
    writer = _Writer()
    writer.feed(clean)
    writer.close()
    simple = writer.finished()
    return simple if same_html(from_simple(simple), clean) else AS_HTML + clean


def from_simple(text: str) -> str:
    if text.startswith(AS_HTML):
        return markup.clean_html(text.removeprefix(AS_HTML))
    return markup.from_markdown(text)


def to_line(inline: str) -> str:
    """What one block says, clean and without the tags of the block, as one line that `from_line` takes back.

    {PSNI} is a name that stays English and {{these words}} are English ones, both marked so for browsers. Around
    words where stars would not be understood, because of a space or a sign beside them, stand tags.
    """
    bare = STANDARD_NUMBER.sub(r"\1\2", inline)
    for stars in (True, False):
        writer = _Writer(stars=stars)
        writer.feed(bare)
        writer.close()
        line = ENGLISH.sub(_in_braces, BRACE.sub(r"\\\1", writer.line.strip(SPACE)))
        if from_line(line) == " ".join(inline.split()):
            return line
    return AS_HTML.strip() + inline


def from_line(text: str) -> str:
    """A line of simple text as clean HTML without blocks: a sign at its beginning, or a line end, is only a sign."""
    if text.startswith(AS_HTML.strip()):
        return markup.clean_line(text.removeprefix(AS_HTML.strip()))
    return markup.from_markdown_line(BRACED.sub(_without_braces, SPACES.sub(" ", text).strip(SPACE)))


def _in_braces(english: re.Match) -> str:
    braces = BRACES[english[1]]
    return braces + english[2] + "}" * len(braces)


def _without_braces(braced: re.Match) -> str:
    element = ELEMENTS[braced[2]]
    return f'{braced[1]}<{element} lang="en" dir="ltr">{braced[3]}</{element}>'


def same_html(one: str, other: str) -> bool:
    """The same HTML but for line ends between blocks, which mean nothing."""
    return _tight(one) == _tight(other)


def _tight(clean: str) -> str:
    names = "|".join(sorted(BLOCKS, key=len, reverse=True))
    tight = re.sub(rf"\s*(</?(?:{names})\b[^>]*>)\s*", r"\1", clean)
    return re.sub(r"<br>\s*", "<br>", tight).strip()


class _Writer(HTMLParser):
    """Collects lines; a block inside a list item or quotation is written with its margin."""

    def __init__(self, *, stars: bool = True):
        super().__init__(convert_charrefs=True)
        self.stars = {"strong": "**", "em": "*"} if stars else {}
        self.blocks: list[list[str]] = [[]]  # finished blocks of each open container, outermost first
        self.line = ""
        self.numbers: list[int | None] = []  # of open lists: the next number, None of bullets
        self.links: list[str] = []

    # --- blocks ---

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in BLOCKS:
            self._flush()
            if tag in {"ul", "ol"}:
                self.numbers.append(None if tag == "ul" else int(attributes.get("start") or 1))
            if tag in {"ul", "ol", "li", "blockquote", "aside"}:
                self.blocks.append([])
        elif tag == "a":
            self.links.append(attributes.get("href") or "")
            self.line += "[" if self.links[-1] else "<a>"
        elif tag in self.stars and not attributes:
            self.line += self.stars[tag]
        elif tag == "br":
            self.line += "<br>"
        else:
            self.line += self.get_starttag_text()

    def handle_endtag(self, tag):
        if tag == "a":
            address = self.links.pop() if self.links else ""
            self.line += f"](<{address}>)" if re.search(r"[()\s]", address) else f"]({address})" if address else "</a>"
        elif tag in self.stars:
            self.line += self.stars[tag]
        elif tag not in BLOCKS:
            self.line += f"</{tag}>"
        elif tag in {"h2", "h3"}:
            self._flush("#" * int(tag[1]) + " ")
        elif tag == "p":
            self._flush()
        else:
            self._close(tag)

    def handle_data(self, data):
        text = SPECIAL.sub(r"\\\1", html.escape(SPACES.sub(" ", data), quote=False))
        self.line += text

    def _close(self, tag):
        self._flush()
        inside = self.blocks.pop() if len(self.blocks) > 1 else []
        if tag == "li":
            self._add(self._item(inside))
        elif tag in {"ul", "ol"}:
            if self.numbers:
                self.numbers.pop()
            self._add("\n".join(inside))
        elif tag == "blockquote":
            self._add("\n".join(f"> {line}".rstrip() for line in "\n\n".join(inside).split("\n")))
        else:
            self._add("\n\n".join([f"<{tag}>", *inside, f"</{tag}>"]))

    def _item(self, inside: list[str]) -> str:
        sign = "- "
        if self.numbers and self.numbers[-1] is not None:
            sign = f"{self.numbers[-1]}. "
            self.numbers[-1] += 1
        text = "\n".join(inside)
        return sign + text.replace("\n", "\n" + " " * len(sign))

    def _flush(self, sign: str = "") -> None:
        line, self.line = self.line.strip(SPACE), ""
        if line:
            self._add(sign + (line if sign else LEADING.sub(r"\1\\\2", line)))

    def _add(self, block: str) -> None:
        self.blocks[-1].append(block)

    def finished(self) -> str:
        self._flush()
        return "\n\n".join(block for blocks in self.blocks for block in blocks)
