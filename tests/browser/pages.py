"""The pages that every promise in this folder is tried on, and what is looked at in them."""

import pytest

LANGUAGES = ("en", "ar", "pl")
RIGHT_TO_LEFT = {"ar"}

GATEWAY = "/"
GUIDE = "guides/will-the-police-tell-the-home-office/"
UPDATE = "updates/tens-of-thousands-reported/"
POSITIONS = "positions/"
NOWHERE = "no-such-page/"
CLOSED = "/lt/"  # a language that no reader has yet


# What is at these addresses in each language, by name.
KINDS = {"home": "", "guide": GUIDE, "update": UPDATE, "positions": POSITIONS}
PREFIXED = [f"/{language}/{path}" for language in LANGUAGES for path in KINDS.values()]
MISSING = [*(f"/{language}/{NOWHERE}" for language in LANGUAGES), f"/{NOWHERE}", CLOSED]
EVERY = [GATEWAY, *PREFIXED, *MISSING]

PHONE = {"width": 320, "height": 568}  # the smallest that is still sold and used
DESK = {"width": 1280, "height": 800}

every_page = pytest.mark.parametrize("address", EVERY)
every_language = pytest.mark.parametrize("language", LANGUAGES)


def language_of(address: str) -> str:
    """The language that an address promises."""
    first = address.split("/")[1]
    return first if first in LANGUAGES else "en"


# Everything a reader sees, as (words, language they are marked with, direction they are set in).
WORDS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const words = walker.currentNode.data.replace(/\\s+/g, " ").trim(), parent = walker.currentNode.parentElement;
    if (words && !parent.closest("script, style"))
      found.push({words, name: Boolean(parent.closest("strong, em, cite")), language: parent.closest("[lang]").lang});
  }
  return found;
}"""
