"""Opening and closing a language: what is ready, what will happen, at once, and with a line in the trail."""

import pytest
from django.test import Client

from site_app import languages
from site_app.accounts.models import Event
from site_app.editions import opening
from site_app.editions.catalogues import catalogue
from site_app.editions.models import InterfaceCheck, Language
from tests import make

pytestmark = pytest.mark.django_db
NOT_CHECKED = "Nobody has checked the menus of this site in this language yet."


def address(code):
    return f"/staff/languages/{code}/"


def switch(client, code, policy, seen=None):
    seen = seen or Language.objects.get(pk=code).policy
    return client.post(address(code), {"policy": policy, "seen": seen})


def test_opening_a_language_is_seen_by_readers_at_once_and_stands_in_the_trail(client, sign_in):
    person = sign_in("publisher", name="una")
    assert Client().get("/ru/").status_code == 404
    assert switch(client, "ru", "open").status_code == 302
    assert Client().get("/ru/").status_code == 200
    event = Event.objects.get(what=Event.What.LANGUAGE)
    assert (event.by, event.detail) == (person, "Russian: open")
    switch(client, "ru", "closed")
    assert Client().get("/ru/").status_code == 404


@pytest.mark.parametrize("code", sorted(languages.CHECKED_ONLY))
def test_a_language_that_needs_checks_is_never_opened_for_all_texts(client, sign_in, code):
    sign_in("administrator")
    assert switch(client, code, "open").status_code == 422
    assert not Language.objects.get(pk=code).is_open
    assert switch(client, code, "checked-only").status_code == 302
    assert Event.objects.filter(what=Event.What.LANGUAGE).count() == 1


def test_of_two_who_decide_at_once_the_second_is_told(client, sign_in):
    sign_in("publisher")
    opening.set_policy("ru", "open")
    response = switch(client, "ru", "checked-only", seen="closed")
    assert response.status_code == 422
    assert "Somebody else has just changed this" in response.content.decode()
    assert Language.objects.get(pk="ru").policy == "open"


@pytest.mark.parametrize("roles", [["author"], [("translator", "ru")], [("checker", "ru")]])
def test_others_look_and_change_nothing(client, sign_in, roles):
    sign_in(*roles)
    assert client.get(address("ru")).status_code == 200
    assert switch(client, "ru", "open").status_code == 403
    assert not Language.objects.get(pk="ru").is_open


def test_what_is_ready_and_what_is_missing_is_told_before(client, sign_in):
    sign_in("publisher")
    document = make.explainer(slug="in-danger-now")
    english = make.live(document, text="English")
    make.explainer(slug="ways-to-report")
    make.live(document, "ru", "Russian", based_on=english)
    response = client.get(address("ru"))
    assert [(row.slug, cell.state) for row, cell in response.context["must_have"]] == [
        ("in-danger-now", "live-unchecked"),
        ("ways-to-report", "missing"),
    ]
    assert (response.context["if_open"], response.context["if_checked_only"]) == (1, 0)
    assert response.context["one"].interface.percent == 100
    assert "1 page that everybody needs does not reach readers." in response.content.decode()
    assert client.get("/staff/languages/").status_code == 200


def test_english_and_what_is_no_language_have_no_switch(client, sign_in):
    sign_in("administrator")
    assert client.get(address("en")).status_code == 404
    assert client.get(address("xx")).status_code == 404


def test_readers_are_told_that_nobody_checked_the_menus_until_a_checker_says_that_they_are_right(client, sign_in):
    person = sign_in(("checker", "pl"), name="ewa")
    said = "Nikt jeszcze nie sprawdził menu tej strony w tym języku."
    assert said in Client().get("/pl/").content.decode()
    assert NOT_CHECKED not in Client().get("/en/").content.decode()
    client.post(address("pl"), {"interface": catalogue("pl").fingerprint})
    check = InterfaceCheck.objects.get()
    assert (check.language_id, check.name, check.by) == ("pl", "ewa", person)
    assert said not in Client().get("/pl/").content.decode()
    assert "Checked by ewa" in client.get(address("pl")).content.decode()


def test_a_catalogue_that_has_changed_since_is_unchecked_again(client, sign_in):
    person = sign_in(("checker", "pl"))
    InterfaceCheck.objects.create(language_id="pl", fingerprint="another", name="ewa", by=person)
    assert "Nikt jeszcze nie" in Client().get("/pl/").content.decode()
    response = client.post(address("pl"), {"interface": "another"}, follow=True)
    assert "have changed since you opened this page" in response.content.decode()
    assert InterfaceCheck.objects.count() == 1


def test_a_checker_of_another_language_confirms_nothing(client, sign_in):
    sign_in(("checker", "ar"))
    assert client.post(address("pl"), {"interface": catalogue("pl").fingerprint}).status_code == 403
    assert not InterfaceCheck.objects.exists()
