"""Each reader's own language: marked as what it is, set in its own direction, and for nobody else's eyes to guess."""

import re
from functools import cache

import pytest
from lingua import IsoCode639_1, Language, LanguageDetectorBuilder

from site_app import languages
from tests.browser import pages
from tests.browser.serving import fetch

FOUR_LATIN_WORDS = re.compile(r"(?:[A-Za-zÀ-ž'’.,&:-]+ ){3}[A-Za-zÀ-ž]+")
WITHIN_NAMES = {"and", "for", "in", "of", "on", "the", "to"}
TWO_LATIN_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
ARABIC = re.compile(r"[\u0621-\u064a]")
NOT_LATIN_LETTER = re.compile(r"[\u0400-\u04ff\u0621-\u064a\u4e00-\u9fff]")
SCRIPT = {one.tag: one.script for one in languages.ALL}
NOT_LATIN = {tag for tag, script in SCRIPT.items() if script != "Latn"}

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

# The first line of an element, whichever way its words run.
BEGINS_AT_THE_RIGHT = """element => {
  const words = document.createRange(), style = getComputedStyle(element);
  words.selectNodeContents(element);
  const boxes = [...words.getClientRects()], top = Math.min(...boxes.map(box => box.top));
  const right = Math.max(...boxes.filter(box => box.top < top + 10).map(box => box.right));
  const inset = parseFloat(style.paddingRight) + parseFloat(style.borderRightWidth);
  return Math.abs(right - (element.getBoundingClientRect().right - inset)) < 2;
}"""


def test_a_page_says_which_language_and_direction_it_has(opened):
    said = opened.page.evaluate("[document.documentElement.lang, getComputedStyle(document.body).direction]")
    language = pages.language_of(opened.address)  # English for an address in a closed language
    tag = languages.BY_CODE[language].tag
    assert said == [tag, "rtl" if language in pages.RIGHT_TO_LEFT else "ltr"]


@pytest.mark.parametrize("kind", ["guide", "update"])
def test_an_arabic_text_is_arabic_and_begins_at_the_right(visit, kind):
    reader = visit(viewport=pages.PHONE)
    reader.go(f"/ar/{pages.KINDS[kind]}")
    for part in ("h1", ".answer"):
        first = reader.page.locator(part).first
        assert ARABIC.search(first.inner_text())
        assert first.evaluate("element => getComputedStyle(element).direction") == "rtl"
        assert first.evaluate(BEGINS_AT_THE_RIGHT)


@pytest.mark.parametrize("kind", pages.KINDS)
def test_a_polish_page_has_polish_words(visit, kind):
    reader = visit(viewport=pages.PHONE)
    reader.go(f"/pl/{pages.KINDS[kind]}")
    words = " ".join(found["words"] for found in reader.page.evaluate(pages.WORDS) if found["language"] == "pl")
    assert len(re.findall("[ąćęłńóśźż]", words)) > 20


@pytest.fixture(scope="package", params=pages.LANGUAGES)
def fetched(request, site, phone):
    """Every page of one language and the addresses that lead nowhere: {address: its words}, none of them opened."""
    addresses = [one for one in pages.PREFIXED if one.startswith(f"/{request.param}/")]
    if request.param == "ar":
        addresses += pages.MISSING
    return {one: phone.page.evaluate(pages.WORDS, fetch(site + one).body.decode()) for one in addresses}


def _wrong(fetched: dict, is_wrong) -> list[str]:
    return [f"{address}: {one}" for address, words in fetched.items() for one in words if is_wrong(one)]


def test_words_in_another_script_are_marked_as_another_language(fetched):
    assert _wrong(fetched, _is_in_another_script) == []


def _is_in_another_script(found: dict) -> bool:
    if found["language"] in NOT_LATIN and _is_english(found["words"]):
        return True
    return SCRIPT[found["language"]] != "Arab" and bool(ARABIC.search(found["words"]))


def _is_english(words: str) -> bool:
    """Four words of it in a row, unless they are a name within another sentence (WCAG 3.1.2 lets names be)."""
    runs = [run[0].split() for run in FOUR_LATIN_WORDS.finditer(words)]
    if NOT_LATIN_LETTER.search(words):
        runs = [run for run in runs if any(word[0].islower() and word not in WITHIN_NAMES for word in run)]
    return bool(runs)


# Names stay English within a sentence of another language (WCAG 3.1.2 lets names be).
NAMES = re.compile("|".join(sorted(map(re.escape, pages.names()), key=len, reverse=True)))
ADDRESS = re.compile(r"\S+(?:://|@)\S+|\b(?:[\w-]+\.)+(?:uk|org)\b\S*")
PLACE = re.compile(r"\b(?:[A-Z][a-z]+ )+(?:Street|Buildings?)\b|\bBT\d+ ?\d\w+\b")  # as a letter is addressed
SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
ENOUGH = 4  # words, below which nobody can tell a language


@cache
def _detector(language: str):
    code = language.partition("-")[0]  # of "zh-Hans", what this library knows
    return LanguageDetectorBuilder.from_iso_codes_639_1(IsoCode639_1.EN, IsoCode639_1.from_str(code)).build()


def _english_sentences(language: str, words: str) -> list[str]:
    english = _detector(language)
    return [one for one in _long_sentences(words) if english.detect_language_of(one) == Language.ENGLISH]


def _long_sentences(words: str) -> list[str]:
    """Those of which the language can be told, without names and addresses."""
    sentences = [PLACE.sub("", NAMES.sub("", ADDRESS.sub("", sentence))) for sentence in SENTENCE_END.split(words)]
    return [sentence for sentence in sentences if len(re.findall(r"[^\W\d]{2,}", sentence)) >= ENOUGH]


def test_no_english_sentence_stands_on_a_page_in_another_language(fetched):
    def has_english(found):
        return found["language"] != "en" and _english_sentences(found["language"], found["words"])

    assert _wrong(fetched, has_english) == []


@pytest.mark.parametrize("language", [code for code in pages.LANGUAGES if code != "en"])
def test_english_sentences_are_told_from_others(site, visit, language):
    """What the test above can see: nearly every sentence of the English guide, put under another label."""
    reader = visit(viewport=pages.PHONE)
    reader.go(f"/en/{pages.GUIDE}")
    words = " ".join(one["words"] for one in reader.page.evaluate(pages.WORDS) if one["language"] == "en")
    told, long = _english_sentences(language, words), _long_sentences(words)
    assert len(long) > 50
    assert len(told) > 0.95 * len(long)


def test_words_that_stayed_english_are_marked_as_english(fetched, site, phone):
    """Whatever is word for word the same as on the English page has not been translated."""
    wrong = []
    for address, words in fetched.items():
        rest = address.split("/", 2)[-1] if address not in pages.MISSING else pages.NOWHERE
        in_english = phone.page.evaluate(pages.WORDS, fetch(f"{site}/en/{rest}").body.decode())
        english = {found["words"] for found in in_english if found["language"] == "en"}
        wrong += _wrong({address: words}, lambda found, english=english: _stayed(found, english))
    assert wrong == []


def _stayed(found: dict, english: set[str]) -> bool:
    is_words = found["words"] in english and TWO_LATIN_WORDS.search(found["words"])
    return bool(is_words) and found["language"] != "en" and not found["name"]


def test_phone_numbers_read_left_to_right_and_can_be_dialled(opened):
    phones = opened.page.evaluate(PHONES)
    assert "tel:999" in [phone["href"] for phone in phones]
    for phone in phones:
        assert phone["isolated"], phone
        assert re.fullmatch(r"tel:\+?[0-9]+", phone["href"])
        assert re.sub("[^+0-9]", "", phone["words"]) == phone["href"].removeprefix("tel:")
        assert phone["places"] == sorted(phone["places"]), phone


@pytest.mark.parametrize("address", pages.ONE_OF_EACH[1:])
def test_everybody_gets_the_same_bytes_from_an_address(site, address):
    def without_time(answer):
        return answer.status, answer.body, {name: value for name, value in answer.headers.items() if name != "date"}

    plain = fetch(site + address)
    assert "accept-language" not in plain.headers.get("vary", "").lower()
    for header in ("ar", "pl-PL,pl;q=0.9,lt;q=0.8", "*"):
        assert without_time(fetch(site + address, Accept_Language=header)) == without_time(plain)


@pytest.mark.parametrize(
    ("header", "first"),
    [("ar", "ar"), ("pl-PL", "pl"), ("pl-PL,en;q=0.5", "pl"), ("en-IE,ar;q=0.5", "en"), ("ru", "en"), ("ru,ar", "ar")],
)
def test_the_gateway_puts_the_likely_language_first_and_leaves_none_out(site, header, first):
    answer = fetch(f"{site}/", Accept_Language=header)
    assert "accept-language" in answer.headers["vary"].lower()
    offered = re.findall(r'hreflang="([^"]+)"', answer.body.decode().partition("<main")[2])
    assert offered[0] == first
    assert {languages.BY_CODE[code].tag for code in pages.LANGUAGES} <= set(offered)
    assert "ru" not in offered


ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')


@pytest.mark.parametrize("path", pages.PATHS)
def test_a_page_and_its_translations_name_each_other_and_a_default(site, path):
    named = {code: dict(ALTERNATE.findall(fetch(f"{site}/{code}/{path}").body.decode())) for code in pages.LANGUAGES}
    tags = {code: languages.BY_CODE[code].tag for code in pages.LANGUAGES}
    expected = {tag: f"{site}/{code}/{path}" for code, tag in tags.items()} | {"x-default": f"{site}/en/{path}"}
    assert named == dict.fromkeys(pages.LANGUAGES, expected)
