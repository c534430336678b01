"""What keeps the site true, in a real browser: for everybody, with the keyboard alone, without a script, quiet."""

import io
import re
from contextlib import closing

import pytest
from PIL import Image

from tests.browser import pages
from tests.browser.conftest import Visit, soon
from tests.browser.desk import furnishing, staffing
from tests.browser.desk.test_screens import look
from tests.browser.test_accessibility import AS_IT_WAS, TWICE_AS_LARGE

SCREENS = [
    "/staff/",
    "/staff/facts/",
    "/staff/facts/?due",
    "/staff/facts/new/",
    "/staff/facts/F5/",
    "/staff/organisations/",
    "/staff/organisations/new/",
    "/staff/organisations/crimestoppers/",
    "/staff/sources/",
    "/staff/sources/new/",
    "/staff/sources/nwmf-2024/",
    "/staff/links/",
    "/staff/read-again/",
    "/staff/trail/",
    "/staff/trail/?strand=nothing",
]
# Everything that can be pressed or filled in has a name and shows where the focus is.
STOPS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  return {
    wrong: style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2,
    what: element.outerHTML.slice(0, 80),
    last: element === [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
      .filter(one => one.checkVisibility() && one.type !== "hidden").at(-1),
  };
}"""


def signed_in(browser, site, **options) -> Visit:
    cookie = staffing.session_of(site.var, "grace", "author", "publisher", "administrator")
    visit = Visit(browser, site.address, **{"viewport": pages.PHONE} | options)
    address = {"domain": "localhost", "path": "/staff/", "secure": True, "httpOnly": True, "sameSite": "Strict"}
    visit.context.add_cookies([{"name": "__Secure-desk", "value": cookie} | address])
    return visit


@pytest.fixture(scope="module")
def grace(browser, desk_site):
    """Author, publisher and administrator, with things waiting for her."""
    with closing(signed_in(browser, desk_site)) as visit:
        furnishing.furnish(desk_site.var, "grace")
        yield visit


@pytest.fixture(scope="module", params=SCREENS)
def opened(request, grace):
    grace.said.clear()
    assert grace.page.goto(request.param).status == 200
    return grace


def test_every_screen_is_for_everybody_and_the_browser_has_nothing_to_say_about_it(opened):
    assert look(opened.page) == []
    assert opened.said == []
    assert opened.page.locator(".purpose").inner_text().strip().endswith((".", "?"))


def test_nothing_is_lost_sideways_when_letters_are_twice_as_large(opened):
    opened.page.evaluate(TWICE_AS_LARGE)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= pages.PHONE["width"]
    opened.page.evaluate(AS_IT_WAS)


def test_the_keyboard_reaches_everything_and_shows_where_it_is(opened):
    opened.page.reload()
    wrong = []
    for _stop in range(150):
        opened.page.keyboard.press("Tab")
        stop = opened.page.evaluate(STOPS)
        if stop["wrong"]:
            wrong.append(stop["what"])
        if stop["last"]:
            break
    assert wrong == []
    assert stop["last"]


# --- what people do --------------------------------------------------------------------------------------


@pytest.fixture
def desk(browser, desk_site, grace):
    """The same person in a browser of her own, to change things with."""
    with closing(signed_in(browser, desk_site)) as visit:
        yield visit


def tab_to(page, name: str) -> None:
    """Presses Tab until something with this name has the focus."""
    for _stop in range(150):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """(name) => {
          const element = document.activeElement;
          const words = [...(element.labels ?? [])].map(label => label.textContent).join(" ") || element.textContent;
          return words.trim().startsWith(name);
        }""",
            name,
        )
        if found:
            return
    raise AssertionError(f"The keyboard does not reach {name}.")


def number_for_readers(page) -> str:
    page.goto("/en/help/")
    return page.get_by_role("article").filter(has_text="Crimestoppers").locator(".phone").first.inner_text()


def test_a_number_is_put_right_with_the_keyboard_alone_and_a_reader_has_it(desk, browser, desk_site):
    page = desk.page
    with closing(Visit(browser, desk_site.address)) as reader:
        assert number_for_readers(reader.page) == "0800 555 111"
        page.goto("/staff/organisations/crimestoppers/")
        tab_to(page, "Number")
        page.keyboard.press("Control+a")
        page.keyboard.type("0800 555 112")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "It is right everywhere from now on." in page.locator(".messages").inner_text()
        soon(lambda: number_for_readers(reader.page) == "0800 555 112")


def test_a_fact_that_means_something_else_now_comes_to_the_desk_and_leaves_it_again(desk):
    page = desk.page
    page.goto("/staff/facts/F7/")
    page.get_by_label("What is true").fill("Something else is true now.")
    page.get_by_label("It means something else now.").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert "to be read again" in page.locator(".messages").inner_text()
    page.goto("/staff/read-again/")
    waiting = page.get_by_role("article").filter(has_text="Something else is true now.")
    count = waiting.count()
    assert count
    with page.expect_navigation():
        waiting.first.get_by_role("button", name="I read it: still correct").click()
    assert waiting.count() == count - 1
    assert desk.said == []


def test_a_wrong_entry_is_told_beside_its_field_and_nothing_is_lost(desk):
    page = desk.page
    page.goto("/staff/organisations/crimestoppers/")
    page.get_by_label("Who pays for them").fill("Typed with care")
    page.get_by_label("Number", exact=True).first.fill("call us")
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    field = page.get_by_label("Number", exact=True).first
    assert field.get_attribute("aria-invalid") == "true"
    told = page.locator(f"#{field.get_attribute('aria-describedby').split()[-1]}").inner_text()
    assert "Write only the digits" in told
    assert page.get_by_label("Who pays for them").input_value() == "Typed with care"


def test_a_copy_of_a_source_is_kept_and_opened(desk, tmp_path):
    page, shot = desk.page, tmp_path / "shot.png"
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(written, "PNG")
    shot.write_bytes(written.getvalue())
    page.goto("/staff/sources/nwmf-2024/")
    page.get_by_label("Picture or PDF").set_input_files(shot)
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this copy").click()
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Open the picture")).click()
    assert page.evaluate("document.images[0].naturalWidth") == 60


def test_the_message_is_copied_or_can_be_taken_to_whatsapp(desk):
    page = desk.page
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/staff/")
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_label("Message").input_value()
    assert page.get_by_role("link", name="Open in WhatsApp").get_attribute("href").startswith("https://wa.me/?text=")


def test_without_a_script_there_is_no_button_that_does_nothing(browser, desk_site, grace):
    with closing(signed_in(browser, desk_site, java_script_enabled=False)) as visit:
        visit.page.goto("/staff/")
        assert visit.page.get_by_role("button", name="Copy").count() == 0
        assert "What waits at the desk" in visit.page.get_by_label("Message").input_value()
