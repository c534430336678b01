"""The adviser's link: on a phone, without a mouse, and with nothing left behind."""

import pytest

from tests.browser.desk.test_screens import look


@pytest.fixture
def link(administrator):
    """To the first text that has to be signed off."""
    administrator.page.goto("/staff/sign-off/")
    with administrator.page.expect_navigation():
        administrator.page.locator("main table a").first.click()
    administrator.page.get_by_label("Name of the adviser").fill("Jane Doe")
    administrator.page.get_by_label("Their organisation").fill("CAJ")
    administrator.press("Make the link")
    return administrator.page.get_by_label("The link alone").input_value()


def tab_to(page, words: str) -> None:
    """Presses Tab until the focus is on something with these words."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("""() => {
            const element = document.activeElement;
            return [...(element.labels ?? []), element].map(one => one.textContent).join(" ");
        }""")
        if words in focused:
            return
    raise AssertionError(f"The keyboard does not reach “{words}”.")


def test_an_adviser_signs_on_a_phone_with_the_keyboard_alone(somebody, link):
    page = somebody.page
    assert page.viewport_size["width"] == 390
    page.goto(link)
    assert page.get_by_text("For Jane Doe, CAJ").is_visible()
    tab_to(page, "I sign this text off")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("Please confirm that you have read the text").is_visible()
    tab_to(page, "What has to change")
    page.keyboard.type("Fine, thank you.")
    tab_to(page, "I have read the whole text")
    page.keyboard.press("Space")
    tab_to(page, "I sign this text off")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", name="Thank you").is_visible()
    assert look(page) == []
    assert somebody.visit.said == []


def test_the_page_is_for_everybody_and_leaves_nothing_behind(somebody, link, desk_site):
    somebody.page.goto(link)
    assert look(somebody.page) == []
    assert somebody.visit.said == []
    assert somebody.visit.context.cookies() == []
    assert somebody.page.evaluate("localStorage.length + sessionStorage.length") == 0
    sent = []
    somebody.visit.context.on("request", lambda request: sent.append(request.headers))
    somebody.page.goto(f"{desk_site.address}/en/")
    assert not any("cookie" in headers for headers in sent)


def test_a_comment_is_sent_and_shown_to_whoever_asked(administrator, somebody, link):
    page = somebody.page
    page.goto(link)
    page.get_by_label("What has to change").fill("Section 44 does not say that.")
    with page.expect_navigation():
        page.get_by_role("button", name="Send the comment").click()
    assert page.get_by_text("Nothing was signed").is_visible()
    administrator.press("Done")
    assert administrator.page.get_by_text("Section 44 does not say that.").first.is_visible()
