"""The safe subset of HTML that texts are made of, and ways into and out of it.

Headings, paragraphs, lists, links, emphasis, quotations, call-outs, and fragments in another language.
Nothing else survives: no style, script, image, form, id, class or event. Cleaning what is already clean
changes nothing.
"""

import html
import re
import unicodedata

import nh3
from markdown_it import MarkdownIt

from site_app import languages

TAGS = {
    "a", "abbr", "aside", "bdi", "blockquote", "br", "cite", "em", "h2", "h3",
    "li", "ol", "p", "q", "span", "strong", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "*": {"lang", "dir"}}
SCHEMES = {"https", "http", "tel", "mailto", "sms"}
# Addresses are told by their shape, because a browser's idea of a scheme is wider than a parser's.
ADDRESS = re.compile(r"(?:https?://[^\s]+|mailto:[^\s]+|(?:tel|sms):\+?[0-9]+|/(?!/)[^\s\\]*|#[\w-]+)\Z")
# The zero-width joiners stay: Persian, Kurdish and Pashto spelling needs them.
JOINERS = "\u200c\u200d"
PHONE_LINK = re.compile(r'(<a(?=[^>]*\shref="(?:tel|sms):)[^>]*>)(.*?)(</a>)', re.DOTALL)
BLOCK = re.compile(r"</?(?:p|li|ul|ol|h[23]|blockquote|aside|br)\b[^>]*>")

_markdown = MarkdownIt("commonmark", {"html": True})


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        value = without_controls(value)
        value = value.replace(" ", "") if value.startswith("tel:") else value
        return value if ADDRESS.match(value) else None
    if name == "lang":
        return value if value.lower() in languages.BY_TAG else None
    if name == "dir":
        return value if value in {"ltr", "rtl"} else None
    return value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    attribute_filter=_attribute,
    clean_content_tags={"script", "style", "template", "iframe", "svg", "math", "title"},
    link_rel=None,
)


class _Kept(dict):
    """For `str.translate`: each character is looked up once, however many texts it stands in."""

    def __missing__(self, code: int) -> int | None:
        character = chr(code)
        stays = character in JOINERS + "\n\t" or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
        stays = stays and code not in {0xFFFE, 0xFFFF}  # which XML cannot hold
        self[code] = code if stays else None
        return self[code]


_kept = _Kept()


def without_controls(text: str) -> str:
    """Without the characters that hide or reorder text: <bdi> and dir="" do their work. Line ends are one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_kept)


def clean_html(text: str) -> str:
    """HTML from an editor or a file, reduced to the safe subset. Phone numbers read left to right everywhere."""
    clean = _cleaned(without_controls(text))
    # Until nothing changes: where a forbidden tag stood between two allowed ones, these now parse differently.
    while clean != (again := _cleaned(clean)):
        clean = again
    return clean


def _cleaned(text: str) -> str:
    # Controls go after the parser too: it turns &#x202e; into the character itself.
    return PHONE_LINK.sub(_left_to_right, without_controls(_cleaner.clean(text)).strip())


def _left_to_right(link: re.Match) -> str:
    start, label, end = link.groups()
    return link[0] if "<bdi" in label else f'{start}<bdi dir="ltr">{label}</bdi>{end}'


def clean_text(text: str) -> str:
    """Plain text: no controls, single spaces, no space around it."""
    return re.sub(r"\s+", " ", without_controls(text)).strip()


def from_markdown(text: str) -> str:
    """A library file's Markdown (CommonMark with HTML for call-outs and language fragments) as clean HTML."""
    return clean_html(_markdown.render(text))


def from_markdown_line(text: str) -> str:
    """One line of the same, for what stands inside a block."""
    return clean_line(_markdown.renderInline(text))


def clean_line(text: str) -> str:
    """The safe subset without blocks, in one line."""
    clean = clean_html(text)
    while (again := BLOCK.sub(_unless_break, clean)) != clean:
        clean = clean_html(again)
    return " ".join(clean.split())


def _unless_break(tag: re.Match) -> str:
    return tag[0] if tag[0].startswith("<br") else " "


def to_text(clean: str) -> str:
    """The words of clean HTML, for search, differences and measuring: one line per block."""
    lines = html.unescape(re.sub(r"<[^<>]+>", "", BLOCK.sub("\n", clean))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
