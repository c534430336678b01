"""Coming in for the first time, with an app and with a passkey, and coming in again."""

import time

import pytest

from tests import totp
from tests.browser.desk.conftest import PASSWORD
from tests.browser.desk.test_screens import look


def test_the_printed_link_leads_to_the_desk_by_way_of_a_second_factor(administrator, desk_site):
    assert len(administrator.codes) == 10
    administrator.page.goto("/staff/people/")
    row = administrator.page.locator("tbody tr").filter(has_text="Sinéad O’Neill")
    assert "administrator, author, publisher" in row.inner_text()
    assert "set up" in row.inner_text()
    assert administrator.visit.said == []
    assert "".join(desk_site.output).count("/first/") == 1


def test_whoever_is_invited_can_open_nothing_before_the_second_factor(administrator, somebody):
    somebody.join(administrator.link_for("Amal Haddad", "Author"), "Amal Haddad")
    assert somebody.page.url.endswith("/staff/me/")
    assert look(somebody.page) == []
    somebody.page.goto("/staff/content/fact/")
    assert somebody.page.url.endswith("/staff/me/")
    somebody.press("Set up an app")
    assert look(somebody.page) == []
    somebody.page.get_by_label("Authenticator code").fill("000000")
    somebody.press("The app works")
    assert somebody.page.get_by_text("Incorrect code").is_visible()
    somebody.page.goto("/staff/me/")
    somebody.set_up_app()
    somebody.note_recovery_codes()
    assert len(somebody.codes) == 10
    assert look(somebody.page) == []
    somebody.press("To the desk")
    assert somebody.page.locator("h1").inner_text() == "Desk"
    assert somebody.visit.said == []


@pytest.fixture
def passkeys(somebody):
    """A phone that knows its owner by the finger."""
    session = somebody.visit.context.new_cdp_session(somebody.page)
    session.send("WebAuthn.enable")
    how = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": how})

    def recognises(owner: bool) -> None:
        session.send("WebAuthn.setUserVerified", {"authenticatorId": made["authenticatorId"], "isUserVerified": owner})

    return recognises


def test_a_passkey_is_added_and_takes_the_place_of_password_and_code(administrator, somebody, passkeys):
    somebody.username = "lina"
    somebody.join(administrator.link_for("Lina", "Author"), "Lina")
    somebody.press("Add a passkey")
    somebody.page.get_by_label("What to call it").fill("Lina’s phone")
    somebody.page.get_by_label("Sign in with it alone").check()
    somebody.press("Add it")
    assert "Recovery codes" in somebody.page.locator("h1").inner_text()
    somebody.page.goto("/staff/me/passkeys/")
    assert somebody.page.get_by_role("heading", name="Lina’s phone").is_visible()
    somebody.press("Sign out")
    somebody.press("Sign in with a passkey")
    assert somebody.page.url.endswith("/staff/")
    assert somebody.page.locator("h1").inner_text() == "Desk"
    assert somebody.visit.said == []


def test_a_passkey_that_does_not_recognise_its_owner_is_told_in_a_sentence(somebody, passkeys):
    passkeys(False)
    somebody.page.goto("/staff/login/")
    somebody.page.get_by_role("button", name="Sign in with a passkey").click()
    somebody.page.get_by_role("alert").wait_for()
    assert "try again" in somebody.page.get_by_role("alert").inner_text()
    assert look(somebody.page) == []


def test_signing_out_and_in_again_with_the_app(administrator, somebody):
    while totp.code(administrator.secret) == administrator.used:
        time.sleep(0.2)  # a code works once, and this one proved the app
    somebody.page.goto("/staff/people/")
    for password, leads_to in (("not this one at all", "/staff/login/"), (PASSWORD, "/staff/login/code/")):
        somebody.page.get_by_label("User name").fill("boss")
        somebody.page.get_by_label("Password", exact=True).fill(password)
        with somebody.page.expect_navigation():
            somebody.page.keyboard.press("Enter")
        assert leads_to in somebody.page.url
    assert look(somebody.page) == []
    somebody.page.get_by_label("Code").fill(totp.code(administrator.secret))
    with somebody.page.expect_navigation():
        somebody.page.keyboard.press("Enter")
    assert somebody.page.url.endswith("/staff/people/"), "where they wanted to go"
    somebody.press("Sign out")
    somebody.page.goto("/staff/people/")
    assert "/staff/login/" in somebody.page.url
    assert somebody.visit.said == []
