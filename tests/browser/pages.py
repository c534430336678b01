"""The pages that the promises in this folder are tried on, and what is looked at in them.

What can be told from a page's bytes is told of every page in every language. What needs a browser to look at it is
tried on each page in a few of the languages, and on a few pages of each language; `make everything` tries it on all.
"""

import os
import tomllib
from itertools import cycle

from site_app.content.loading import LIBRARY
from site_app.editions.starting_rows import OPEN_AT_FIRST as LANGUAGES

RIGHT_TO_LEFT = {"ar", "fa"}
ALL = "EVERYTHING" in os.environ
HARDEST = ("en", "ar", "pl")  # to set, and to read


def _all(folder: str, address: str) -> list[str]:
    """The addresses of the library's documents of one kind that readers get."""
    english = {path.parent.name: path.read_text("utf-8") for path in sorted((LIBRARY / folder).glob("*/en.md"))}
    live = [name for name, text in english.items() if not tomllib.loads(text.split("+++")[1]).get("hold")]
    return [f"{address}{name}/" for name in live]


GUIDES, UPDATES, FIXED = _all("explainers", "guides/"), _all("updates", "updates/"), _all("pages", "")
LISTS = ["guides/", "updates/", "positions/", "help/", "words/"]
PATHS = ["", *GUIDES, *UPDATES, *LISTS, *FIXED]

GATEWAY = "/"
GUIDE = "guides/will-the-police-tell-the-home-office/"
UPDATE = "updates/tens-of-thousands-reported/"
NOWHERE = "no-such-page/"
CLOSED = "/ru/"  # a language that has no reader yet

KINDS = {"home": "", "guide": GUIDE, "update": UPDATE, "positions": "positions/"}
PREFIXED = [f"/{language}/{path}" for language in LANGUAGES for path in PATHS]
MISSING = [f"/ar/{NOWHERE}", f"/{NOWHERE}", CLOSED]


def _in_turn(each: int) -> list[str]:
    """Every path in so many of the languages, the next ones for the next path."""
    language = cycle(LANGUAGES)
    return [f"/{next(language)}/{path}" for path in PATHS for _ in range(each)]


OPENED = [GATEWAY, *(PREFIXED if ALL else _in_turn(2)), *MISSING]
CRAWLED = LANGUAGES if ALL else HARDEST
# What takes longer is tried on one page of each kind, in the languages that are hardest to set.
ONE_OF_EACH = [
    GATEWAY,
    *(f"/{language}/{path}" for language in HARDEST for path in KINDS.values()),
    *(f"/ar/{path}" for path in ("guides/", "updates/", "help/", "words/", "safety/")),
    *(f"/{language}/{GUIDE}" for language in ("lt", "pt", "ro")),
    *MISSING,
]

PHONE = {"width": 320, "height": 568}  # the smallest that is still used
DESK = {"width": 1280, "height": 800}

OTHER_NAMES = ("North West Migrants Forum", "Police Service of Northern Ireland", "Derry~Londonderry")


def names() -> set[str]:
    """The names of the library's organisations and the English names of its terms."""
    organisations = tomllib.loads((LIBRARY / "organisations.toml").read_text("utf-8"))
    terms = [path.read_text("utf-8") for path in (LIBRARY / "terms").glob("*/en.md")]
    titles = {tomllib.loads(text.split("+++")[1])["title"] for text in terms}
    return {one["name"] for one in organisations.values()} | titles | set(OTHER_NAMES)


def language_of(address: str) -> str:
    """The language that a page has to have. Nowhere has none, and is answered in English."""
    first = address.split("/")[1]
    return first if first in LANGUAGES and address not in MISSING else "en"


# Every piece of text of this page, or of the page in `html`, with the language it is marked with.
WORDS = """(html) => {
  const page = html ? new DOMParser().parseFromString(html, "text/html") : document;
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const words = walker.currentNode.data.replace(/\\s+/g, " ").trim(), parent = walker.currentNode.parentElement;
    if (words && !parent.closest("script, style"))
      found.push({words, name: Boolean(parent.closest("strong, em, cite")), language: parent.closest("[lang]").lang});
  }
  return found;
}"""
