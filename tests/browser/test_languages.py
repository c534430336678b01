"""Each reader's own language: marked as what it is, set in its own direction, and for nobody else's eyes to guess."""

import re

import pytest

from tests.browser import pages
from tests.browser.serving import fetch

FOUR_LATIN_WORDS = re.compile(r"(?:[A-Za-zÀ-ž'’.,&:-]+ ){3}[A-Za-zÀ-ž]+")
TWO_LATIN_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
ARABIC = re.compile(r"[\u0621-\u064a]")

PHONES = """() => [...document.querySelectorAll('a[href^="tel:"]')].map(link => {
  const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT), places = [], range = document.createRange();
  while (walker.nextNode())
    for (let at = 0; at < walker.currentNode.length; at++) {
      if (!walker.currentNode.data[at].trim()) continue;
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + 1);
      { const box = range.getBoundingClientRect(); places.push([Math.round(box.top), box.left]); }
    }
  return {href: link.getAttribute("href"), words: link.textContent.trim(), places,
    isolated: Boolean(link.closest('bdi[dir="ltr"]') || link.querySelector('bdi[dir="ltr"]'))};
})"""


@pages.every_page
def test_a_page_says_which_language_and_direction_it_has(visit, address):
    reader = visit()
    reader.go(address)
    said = reader.page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]")
    if address == pages.CLOSED:  # its own words or English ones: which, see below
        assert said in (["lt", "ltr"], ["en", "ltr"])
    else:
        language = pages.language_of(address)
        assert said == [language, "rtl" if language in pages.RIGHT_TO_LEFT else "ltr"]


@pytest.mark.parametrize("kind", ["guide", "update"])
def test_an_arabic_text_is_arabic_and_begins_at_the_right(visit, kind):
    reader = visit(viewport=pages.PHONE)
    reader.go(f"/ar/{pages.KINDS[kind]}")
    for part in ("h1", "main article p"):
        first = reader.page.locator(part).first
        assert ARABIC.search(first.inner_text())
        assert first.evaluate("element => getComputedStyle(element).direction") == "rtl"
        assert first.evaluate("""element => {
          const words = document.createRange(), box = element.getBoundingClientRect();
          words.selectNodeContents(element);
          const line = words.getClientRects()[0], inset = parseFloat(getComputedStyle(element).paddingRight)
            + parseFloat(getComputedStyle(element).borderRightWidth);
          return Math.abs(line.right - (box.right - inset)) < 2;
        }""")


@pytest.mark.parametrize("kind", ["home", *(kind for kind in pages.KINDS if kind != "home")])
def test_a_polish_page_has_polish_words(visit, kind):
    reader = visit()
    reader.go(f"/pl/{pages.KINDS[kind]}")
    words = " ".join(found["words"] for found in reader.page.evaluate(pages.WORDS) if found["language"] == "pl")
    assert len(re.findall("[ąćęłńóśźż]", words)) > 20


@pages.every_page
def test_words_in_another_script_are_marked_as_another_language(visit, address):
    reader = visit()
    reader.go(address)
    wrong = []
    for found in reader.page.evaluate(pages.WORDS):
        if found["language"] == "ar" and FOUR_LATIN_WORDS.search(found["words"]):
            wrong.append(found)
        if found["language"] not in {"ar", "fa", "ps", "ckb", "ur", "fa-AF"} and ARABIC.search(found["words"]):
            wrong.append(found)
    assert wrong == []


@pytest.mark.parametrize("address", [a for a in pages.EVERY if pages.language_of(a) != "en" or a == pages.CLOSED])
def test_words_that_stayed_english_are_marked_as_english(visit, address):
    """Whatever is word for word the same as on the English page has not been translated."""
    reader = visit()
    language, rest = address.split("/", 2)[1:]
    reader.go(f"/en/{rest}" if address != pages.CLOSED else f"/en/{pages.NOWHERE}")
    english = {found["words"] for found in reader.page.evaluate(pages.WORDS) if found["language"].startswith("en")}
    reader.go(address)
    wrong = [
        found["words"]
        for found in reader.page.evaluate(pages.WORDS)
        if found["words"] in english
        and TWO_LATIN_WORDS.search(found["words"])
        and not found["name"]
        and found["language"] == language
    ]
    assert wrong == []


@pages.every_page
def test_phone_numbers_read_left_to_right_and_can_be_dialled(visit, address):
    reader = visit(viewport=pages.DESK)
    reader.go(address)
    phones = reader.page.evaluate(PHONES)
    assert "tel:999" in [phone["href"] for phone in phones]
    for phone in phones:
        assert phone["isolated"], phone
        assert re.fullmatch(r"tel:\+?[0-9]+", phone["href"])
        assert re.sub("[^+0-9]", "", phone["words"]) == phone["href"].removeprefix("tel:")
        assert phone["places"] == sorted(phone["places"]), phone


@pages.every_page
def test_a_page_has_the_same_words_without_javascript(visit, address):
    with_script, without = visit(), visit(java_script_enabled=False)
    words = []
    for reader in (with_script, without):
        reader.go(address)
        words.append(reader.page.locator("body").inner_text())
    assert words[0] == words[1]
    assert words[0].strip()


@pytest.mark.parametrize("address", [*pages.PREFIXED, *pages.MISSING])
def test_everybody_gets_the_same_bytes_from_an_address(site, address):
    def without_time(answer):
        return answer.status, answer.body, {name: value for name, value in answer.headers.items() if name != "date"}

    plain = fetch(site + address)
    assert "accept-language" not in plain.headers.get("vary", "").lower()
    for header in ("ar", "pl-PL,pl;q=0.9", "lt", "*", "en-GB", "x" * 300):
        assert without_time(fetch(site + address, Accept_Language=header)) == without_time(plain)


@pytest.mark.parametrize(
    ("header", "first"),
    [("ar", "ar"), ("pl-PL", "pl"), ("pl-PL,en;q=0.5", "pl"), ("en-IE,ar;q=0.5", "en"), ("lt", "en"), ("lt,ar", "ar")],
)
def test_the_gateway_puts_the_likely_language_first_and_leaves_none_out(visit, header, first):
    reader = visit(extra_http_headers={"Accept-Language": header})
    response = reader.go("/")
    assert "accept-language" in response.header_value("vary").lower()
    offered = reader.page.locator("main a[hreflang]").evaluate_all("links => links.map(link => link.hreflang)")
    assert offered[0] == first
    assert set(pages.LANGUAGES) <= set(offered)
    assert "lt" not in offered
