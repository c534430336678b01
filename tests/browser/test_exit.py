"""The way out: always in reach, quick, and not to be undone with Back."""

import json

import pytest

from tests.browser import pages

ON_TOP = """() => {
  const exit = document.querySelector(".exit"), box = exit.getBoundingClientRect();
  return exit.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""
# Says how long after the click there were no words of ours left, and what there was then. It says so itself,
# because Chromium lets nobody look into a page that is about to be left.
WATCH = """() => {
  let clicked;
  const look = () => {
    const words = document.documentElement.innerText.trim(), after = performance.now() - clicked;
    if (words && after < 5000) requestAnimationFrame(look);
    else console.log(JSON.stringify({words, after, title: document.title}));
  };
  addEventListener("click", () => { clicked = performance.now(); }, {capture: true});
  addEventListener("click", look);
}"""


def _leave(reader, how: str) -> None:
    """Without waiting for what comes of it, as locator.click() would."""
    exit_link = reader.page.locator(".exit")
    if how == "click":
        box = exit_link.bounding_box()
        reader.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    else:
        exit_link.focus()
        reader.page.keyboard.press("Enter")


@pytest.mark.parametrize("opened", pages.ONE_OF_EACH, indirect=True)
def test_the_exit_is_on_top_wherever_the_page_is_scrolled_to(opened):
    hidden = []
    for size in ("200%", "100%"):
        opened.page.evaluate("size => { document.documentElement.style.fontSize = size; }", size)
        for part in (1, 0.5, 0):
            opened.page.evaluate("part => scrollTo(0, part * document.documentElement.scrollHeight)", part)
            if not opened.page.evaluate(ON_TOP):
                hidden.append(f"text at {size}, scrolled to {part}")
    assert hidden == []


def test_the_name_of_the_exit_begins_with_the_word_on_it(opened):
    link = opened.page.locator(".exit")
    word = link.inner_text().strip()
    assert word
    assert link.aria_snapshot().startswith(f'- link "{word}')


@pytest.mark.parametrize("language", pages.HARDEST)
@pytest.mark.parametrize("how", ["click", "Enter"])
def test_leaving_blanks_the_page_at_once_even_if_the_destination_hangs(visit, language, how):
    reader = visit(viewport=pages.PHONE)
    reader.go(f"/{language}/{pages.GUIDE}")
    reader.stalled = []
    reader.page.evaluate(WATCH)
    leads_to = reader.page.locator(".exit").get_attribute("href")
    with reader.page.expect_console_message() as said, reader.page.expect_request(leads_to):
        _leave(reader, how)
    left = json.loads(said.value.text)
    assert (left["words"], left["title"]) == ("", "")
    assert left["after"] < 100
    assert len(reader.held_back()) == 1


@pytest.mark.parametrize("language", pages.HARDEST)
@pytest.mark.parametrize("before", [["/{}/"], []], ids=["from the first page", "from elsewhere"])
def test_back_after_leaving_does_not_lead_to_the_page_that_was_left(visit, language, before):
    reader = visit(viewport=pages.PHONE)
    reader.page.goto("about:blank")
    for address in before:
        reader.go(address.format(language))
    reader.go(f"/{language}/{pages.GUIDE}")
    heading = reader.page.locator("h1").inner_text()
    leads_to = reader.page.locator(".exit").get_attribute("href")
    reader.stalled = []
    with reader.page.expect_request(leads_to):
        _leave(reader, "click")
    reader.held_back().pop().fulfill(body="<title>Weather</title>", content_type="text/html")
    reader.page.wait_for_url(leads_to)
    reader.stalled = None
    reader.page.go_back()
    assert reader.page.url == (reader.site + before[0].format(language) if before else "about:blank")
    assert reader.page.locator("h1", has_text=heading).count() == 0
    reader.page.go_forward()
    assert reader.page.url == leads_to
