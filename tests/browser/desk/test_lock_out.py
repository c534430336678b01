"""Guessing passwords at the served site: what one worker counted, the other knows."""

from tests.browser.desk.conftest import PASSWORD
from tests.browser.desk.staffing import run

GUESSED_AT = """
from site_app.accounts.models import User
person = User(username="guessed-at")
person.set_password({password!r})
person.save()
"""


def told_when_signing_in(somebody, password: str) -> str:
    somebody.page.goto("/staff/login/")
    somebody.page.get_by_label("User name").fill("guessed-at")
    somebody.page.get_by_label("Password", exact=True).fill(password)
    somebody.press("Sign in")
    return somebody.page.locator("main").inner_text()


def test_after_ten_failures_every_worker_refuses_the_right_password(somebody, desk_site):
    run(desk_site.var, GUESSED_AT.format(password=PASSWORD))
    for _ in range(10):
        assert "not correct" in told_when_signing_in(somebody, "a wrong guess of mine")
    for _ in range(4):  # each of the two workers gets some
        assert "Too many failed login attempts" in told_when_signing_in(somebody, PASSWORD)
