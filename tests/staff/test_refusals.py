"""What is not there, not allowed, or went wrong at the desk, said in the desk's own look."""

import pytest
from django.test import Client

from site_app.staff import people
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/staff/people/99999999/", "/staff/nowhere/", "/staff/sign-off/99999999/"])
def test_what_is_not_there_is_said_at_the_desk(address):
    browser = make.at_the_desk(make.person(roles=["administrator", "author"]))
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_whose_role_is_missing_is_told_which_they_have():
    answer = make.at_the_desk(make.person(roles=[("translator", "ar")])).get("/staff/people/")
    assert answer.status_code == 403
    assert "translator (Arabic)" in answer.content.decode()
    assert "You have no role yet" in make.at_the_desk(make.person()).get("/staff/people/").content.decode()


def test_readers_are_told_what_is_not_there_by_their_own_page():
    answer = Client().get("/en/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing at this address" not in answer.content.decode()


def test_a_failure_shows_the_readers_page_with_the_policy_that_its_style_needs(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(people.User.objects, "annotate", fail)
    browser = make.at_the_desk(make.person(roles=["administrator"]))
    browser.raise_request_exception = False
    answer = browser.get("/staff/people/")
    assert answer.status_code == 500
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
