"""The pages that the promises in this folder are tried on, and what is looked at in them."""

LANGUAGES = ("en", "ar", "pl")
RIGHT_TO_LEFT = {"ar"}

GATEWAY = "/"
GUIDE = "guides/will-the-police-tell-the-home-office/"
UPDATE = "updates/tens-of-thousands-reported/"
NOWHERE = "no-such-page/"
CLOSED = "/hu/"  # a language that has no reader yet

KINDS = {"home": "", "guide": GUIDE, "update": UPDATE, "positions": "positions/"}
PREFIXED = [f"/{language}/{path}" for language in LANGUAGES for path in KINDS.values()]
# In one language each, the one that is hardest to set; the crawl visits them in all.
OTHERS = [f"/ar/{path}" for path in ("guides/", "updates/", "help/", "words/", "safety/")]
MISSING = [*(f"/{language}/{NOWHERE}" for language in LANGUAGES), f"/{NOWHERE}", CLOSED]
EVERY = [GATEWAY, *PREFIXED, *OTHERS, *MISSING]

PHONE = {"width": 320, "height": 568}  # the smallest that is still used
DESK = {"width": 1280, "height": 800}


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
