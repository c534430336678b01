"""An expired session, a form that has grown old, an address that is not there: said, and nothing is lost."""

import re

import pytest
from django.test import Client

from site_app.accounts.models import Link
from tests import make

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}
INVITE = "/staff/people/invite/"
TYPED = {"name": "Amal <b>\nof two lines", "author": "on", "translator": ["ar", "pl"]}


@pytest.fixture
def boss():
    return make.person(roles=["administrator"])


def hidden(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)


def test_what_somebody_sends_who_was_signed_out_is_kept_and_can_be_sent_again(boss):
    answer = Client().post(INVITE, TYPED, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 401
    kept = [(name, value) for name, value in hidden(page) if name != "csrfmiddlewaretoken"]
    assert kept == [
        ("name", "Amal &lt;b&gt;\nof two lines"),
        ("author", "on"),
        ("translator", "ar"),
        ("translator", "pl"),
    ]
    assert f'action="{INVITE}"' in page
    assert make.at_the_desk(boss).post(INVITE, TYPED, headers=HERE).status_code == 200
    assert Link.objects.get().details["grants"] == [["author", ""], ["translator", "ar"], ["translator", "pl"]]


def test_passwords_are_not_kept():
    typed = {"oldpassword": "secret-1", "password1": "secret-2", "password2": "secret-2", "note": "x"}
    page = Client().post("/staff/me/password/", typed, headers=HERE).content.decode()
    assert "secret" not in page
    assert ("note", "x") in hidden(page)


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_what_comes_from_elsewhere_is_nobodys_work(headers):
    answer = Client().post(INVITE, TYPED, headers=headers)
    assert answer.headers["Location"] == "/staff/login/?next=/staff/"


@pytest.fixture
def strict(boss):
    """A browser for which the proof of origin is checked, as real ones are."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = make.at_the_desk(boss).cookies
    return browser


def test_a_form_that_has_grown_old_is_kept_with_a_fresh_proof(strict):
    old = strict.post(INVITE, TYPED | {"csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    assert old.status_code == 403
    page = old.content.decode()
    assert "had grown old" in page
    again = dict(hidden(page)) | {"translator": ["ar", "pl"]}
    assert strict.post(INVITE, again, headers=HERE).status_code == 200
    assert Link.objects.count() == 1


def test_an_old_form_of_the_door_is_just_opened_anew():
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/staff/login/?next=/staff/me/", {"login": "a", "password": "b"}, headers=HERE)
    assert answer.headers["Location"] == "/staff/login/?next=/staff/me/"


@pytest.mark.parametrize("address", [INVITE, "/en/"])
def test_without_a_proof_what_comes_from_elsewhere_is_refused(strict, address):
    answer = strict.post(address, TYPED, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "Amal" not in answer.content.decode()
    assert not Link.objects.exists()


@pytest.mark.parametrize("address", ["/staff/people/999/", "/staff/nowhere/", "/staff/sign-off/999/"])
def test_what_is_not_there_is_said_in_the_desks_own_look(address):
    browser = make.at_the_desk(make.person(roles=["administrator", "author"]))
    answer = browser.get(address)
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_role_that_is_missing_is_named(boss):
    page = make.at_the_desk(make.person(roles=[("translator", "ar")])).get(INVITE)
    assert page.status_code == 403
    assert "translator (Arabic)" in page.content.decode()
    assert make.at_the_desk(boss).get("/staff/content/fact/add/").status_code == 403
