"""The safe subset of HTML that texts are made of, and ways into and out of it.

Headings, paragraphs, lists, links, emphasis, quotations, call-outs, and fragments in another language.
Nothing else survives: no style, script, image, form, id, class or event. Cleaning what is already clean
changes nothing.
"""

import html
import re

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
# Controls that reorder or hide text have no business in a saved text; <bdi> and dir="" do their work. The
# zero-width joiners stay: Persian and Kurdish spelling needs them.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
BARE_PHONE_LINK = re.compile(r'(<a href="(?:tel|sms):[^>]*>)([^<]+)(</a>)')

_markdown = MarkdownIt("commonmark", {"html": True})


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
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


def clean_html(text: str) -> str:
    """HTML from an editor or a file, reduced to the safe subset. Phone numbers read left to right everywhere."""
    clean = _cleaner.clean(INVISIBLE.sub("", text)).strip()
    return BARE_PHONE_LINK.sub(r'\1<bdi dir="ltr">\2</bdi>\3', clean)


def clean_text(text: str) -> str:
    """Plain text: no controls, single spaces, no space around it."""
    return re.sub(r"\s+", " ", INVISIBLE.sub("", text)).strip()


def from_markdown(text: str) -> str:
    """A library file's Markdown (CommonMark with HTML for call-outs and language fragments) as clean HTML."""
    return clean_html(_markdown.render(text))


def to_text(clean: str) -> str:
    """The words of clean HTML, for search, differences and measuring: one line per block."""
    blocks = re.sub(r"<(?:br|/(?:p|li|h[23]|blockquote|aside))>", "\n", clean)
    lines = html.unescape(re.sub(r"<[^>]+>", "", blocks)).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
