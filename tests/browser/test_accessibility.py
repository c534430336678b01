"""Everybody can read it and get around in it: WCAG 2.2, with some of its stricter rules."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser import pages

ASKED_FOR = ("target-size", "color-contrast-enhanced", "label-content-name-mismatch")  # off unless asked for
ALL_RULES = {"resultTypes": ["violations"], "rules": {rule: {"enabled": True} for rule in ASKED_FOR}}
LOOKS_ALONE = {
    "resultTypes": ["violations"],
    "runOnly": ["target-size", "color-contrast", "color-contrast-enhanced"],
}
FIRST_LOOK = ("light", pages.PHONE, ALL_RULES)
OTHER_LOOKS = [("light", pages.DESK, LOOKS_ALONE), ("dark", pages.PHONE, LOOKS_ALONE), ("dark", pages.DESK, ALL_RULES)]
one_of_each = pytest.mark.parametrize("opened", pages.ONE_OF_EACH, indirect=True)

VIOLATIONS = """async (options) => (await axe.run(options)).violations.flatMap(
  violation => violation.nodes.map(node => [violation.id, node.html.slice(0, 150)]))"""

# What reaches past the sides of the page, and what is cut off inside a box of its own.
SPILLED = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide) found.push("the page scrolls sideways");
  for (const element of document.body.querySelectorAll("*:not(.skip)")) {
    if (element.closest(".frame")) continue;  // a wide table of the desk, which scrolls by itself (WCAG 1.4.10)
    const box = element.getBoundingClientRect(), name = element.tagName + "." + element.className;
    if (box.left < -0.5 || box.right > wide + 0.5) found.push(`${name} reaches past the side`);
    if (getComputedStyle(element).overflow !== "visible" &&
        (element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight))
      found.push(`${name} is cut off`);
  }
  return found;
}"""
TWICE_AS_LARGE = "() => { document.documentElement.style.fontSize = '200%'; }"
# WCAG 1.4.12, to the letter.
SPACED = """() => {
  document.documentElement.style.fontSize = "";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
AS_IT_WAS = """() => {
  document.documentElement.style.fontSize = "";
  document.adoptedStyleSheets = [];
}"""

FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]"
# Where the focus is, and what is wrong with it. Each line of a link counts, unless it has more of them than the
# screen: then one will do (WCAG 2.4.11).
FOCUSED = """(focusable) => {
  const element = document.activeElement, style = getComputedStyle(element), wrong = [];
  const bar = document.querySelector(".exit").closest("nav"), below = bar.getBoundingClientRect().bottom;
  const lines = [...element.getClientRects()].filter(line => line.width), whole = element.getBoundingClientRect();
  const covered = lines.filter(line => {
    const top = document.elementFromPoint(line.x + line.width / 2, line.y + line.height / 2);
    return !element.contains(top);
  });
  const page = getComputedStyle(document.documentElement), room = innerHeight - parseFloat(page.scrollPaddingBlockEnd)
    - Math.max(below, parseFloat(page.scrollPaddingBlockStart));
  if (covered.length === lines.length || (covered.length && whole.height < room))
    wrong.push(`${covered.length} of ${lines.length} lines covered`);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) wrong.push("no outline");
  const place = [...document.querySelectorAll(focusable)].indexOf(element);
  return {place, exit: element.matches(".exit"), words: element.textContent.trim().slice(0, 40), wrong};
}"""


def violations_in(page, looks) -> list[str]:
    """What axe finds in each of these looks. Leaves the page as a phone has it by day."""
    found = set()
    page.evaluate(AXE_SCRIPT)
    for scheme, size, options in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        for rule, element in page.evaluate(VIOLATIONS, options):
            found.add(f"{scheme}, {size['width']}: {rule}: {element}")
    page.set_viewport_size(pages.PHONE)
    page.emulate_media(color_scheme="light")
    return sorted(found)


def test_axe_finds_nothing_wrong(opened):
    assert violations_in(opened.page, [FIRST_LOOK]) == []


@one_of_each
def test_axe_finds_nothing_wrong_in_the_dark_or_on_a_wide_screen(opened):
    assert violations_in(opened.page, OTHER_LOOKS) == []


def test_nothing_is_lost_sideways_on_the_narrowest_screen(opened):
    lost = {}
    for what, change in {"200 %": TWICE_AS_LARGE, "text spacing": SPACED, "as it is": AS_IT_WAS}.items():
        opened.page.evaluate(change)
        if found := opened.page.evaluate(SPILLED):
            lost[what] = found
    assert lost == {}


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is_at_200_percent(reopened):
    reopened.page.evaluate(TWICE_AS_LARGE)
    _walk_with_the_keyboard(reopened)


@one_of_each
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(reopened):
    _walk_with_the_keyboard(reopened)


def _walk_with_the_keyboard(reopened) -> None:
    expected = reopened.page.locator(FOCUSABLE).count()
    stops = []
    for _stop in range(expected):
        reopened.page.keyboard.press("Tab")
        stops.append(reopened.page.evaluate(FOCUSED, FOCUSABLE))
    assert [stop for stop in stops if stop["wrong"]] == []
    assert [stop["place"] for stop in stops] == list(range(expected))
    assert any(stop["exit"] for stop in stops[:3])


@one_of_each
def test_the_first_stop_of_the_keyboard_skips_to_the_text(reopened):
    reopened.page.keyboard.press("Tab")
    assert reopened.page.evaluate("document.activeElement.matches('.skip')")
    reopened.page.keyboard.press("Enter")
    reopened.page.wait_for_function("location.hash === '#main'")
    assert reopened.page.evaluate("""() => document.querySelector(".exit").closest("nav").getBoundingClientRect().bottom
        <= document.querySelector("main").getBoundingClientRect().top + 0.5""")
    if reopened.page.locator("main a").count():
        reopened.page.keyboard.press("Tab")
        assert reopened.page.evaluate("document.activeElement === document.querySelector('main a')")
