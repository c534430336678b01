"""Every screen of the desk: readable by everybody, light and dark, narrow and wide, and quiet under its policy."""

import pytest

from tests.browser import pages
from tests.browser.test_accessibility import FIRST_LOOK, OTHER_LOOKS, SPILLED, violations_in

SCREENS = {
    "people": "/staff/people/",
    "invite": "/staff/people/invite/",
    "a person": "/staff/people/1/",
    "sign-off": "/staff/sign-off/",
    "ask for a sign-off": "/staff/sign-off/ > main table a",
    "languages": "/staff/languages/",
    "a language": "/staff/languages/ar/",
    "exchange files": "/staff/exchange/",
    "the board": "/staff/board/?language=",
    "the board of one language": "/staff/board/?language=ar",
    "asked of volunteers": "/staff/texts/asked/",
    "not here": "/staff/people/999/",
    "my account": "/staff/me/",
    "name and e-mail": "/staff/me/details/",
    "add a passkey": "/staff/me/passkeys/add/",
    "passkeys": "/staff/me/passkeys/",
    "remove the app": "/staff/me/app/remove/",
    "recovery codes": "/staff/me/recovery-codes/",
    "new recovery codes": "/staff/me/recovery-codes/new/",
    "password": "/staff/me/password/",
    "again": "/staff/again/",
    "again with a code": "/staff/again/code/",
    "sign out": "/staff/logout/",
}
OUTSIDE = {
    "door": "/staff/login/",
    "a link that opens nothing": "/staff/people/join/x/",
    "no signature": "/sign/x/",
}
# What Chromium says of every answer with such a status, which is what these pages are about.
ITS_OWN_REMARK = "Failed to load resource: the server responded with a status of 410 (Gone)"


def open_screen(worker, way: str) -> None:
    """An address, or an address and what to press there."""
    address, _arrow, press = way.partition(" > ")
    worker.page.goto(address)
    if press:
        with worker.page.expect_navigation():
            worker.page.locator(press).first.click()


def look(page) -> list[str]:
    """What is wrong with the page as it stands."""
    return sorted({*violations_in(page, [FIRST_LOOK, *OTHER_LOOKS]), *page.evaluate(SPILLED_AT_THE_DESK)})


# Lists that scroll within themselves are what they are; nothing else is cut off.
SPILLED_AT_THE_DESK = SPILLED.replace("*:not(.skip)", "*:not(.skip, .unseen, thead, thead *, select, textarea, input)")


def test_every_screen_is_for_everybody_and_says_what_it_is_for(administrator, screen):
    administrator.visit.said.clear()
    open_screen(administrator, SCREENS[screen])
    page = administrator.page
    assert look(page) == []
    assert page.locator("h1").inner_text().strip()
    assert page.locator(".purpose").inner_text().strip().endswith(".")
    assert administrator.visit.said == []
    assert {cookie["path"] for cookie in administrator.visit.context.cookies()} == {"/staff/"}


@pytest.fixture(params=SCREENS)
def screen(request):
    return request.param


@pytest.mark.parametrize("screen", OUTSIDE)
def test_so_is_what_stands_outside(somebody, screen):
    somebody.page.goto(OUTSIDE[screen])
    assert look(somebody.page) == []
    assert [said for said in somebody.visit.said if said != ITS_OWN_REMARK] == []


def test_the_menu_is_always_open_where_there_is_room(administrator):
    administrator.page.goto("/staff/")
    people = administrator.page.get_by_role("navigation").get_by_role("link", name="People")
    assert not people.is_visible()
    administrator.page.get_by_text("Menu").click()
    assert people.is_visible()
    administrator.page.set_viewport_size(pages.DESK)
    administrator.page.goto("/staff/")
    assert people.is_visible()
    administrator.page.set_viewport_size(pages.PHONE)


def test_the_link_of_an_invitation_is_copied_with_one_press(administrator):
    administrator.visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = administrator.link_for("Somebody", "Author")
    administrator.page.get_by_role("button", name="Copy the link").click()
    administrator.page.get_by_text("Copied.").wait_for()
    assert administrator.page.evaluate("navigator.clipboard.readText()") == link
    assert look(administrator.page) == []
