"""Coming through a link: what it asks, what it keeps when something is wrong, and what it says when it has ended."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from site_app.accounts import links, people
from site_app.accounts.forms import Join
from site_app.accounts.models import Link, User
from tests import make

pytestmark = pytest.mark.django_db

GOOD = {"name": "Amal Haddad", "username": "amal", "password": "four words are long", "again": "four words are long"}


@pytest.fixture
def boss():
    return make.person("boss", roles=["administrator"])


@pytest.fixture
def invitation(boss):
    _link, token = people.invite("Amal", [("author", "")], by=boss)
    return f"/staff/people/join/{token}/"


def test_whoever_joins_is_signed_in_and_sets_up_a_second_factor(client, invitation):
    assert "boss" in client.get(invitation).content.decode()
    assert client.post(invitation, GOOD).headers["Location"] == "/staff/me/"
    assert User.objects.get(username="amal").may_write("en")
    assert client.get("/staff/").headers["Location"] == "/staff/me/"
    assert client.get("/staff/me/app/").status_code == 200, "without proving again who they are"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"name": ""}, "This field is required"),
        ({"username": ""}, "This field is required"),
        ({"username": "two words"}, "valid username"),
        ({"username": "BOSS"}, "Somebody has this user name"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "123456789123456789", "again": "123456789123456789"}, "too common"),
        ({"again": "four words are longer"}, "The two are not the same"),
        ({"email": "no address"}, "valid email"),
        ({"name": "x" * 1000}, "at most 150"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, invitation, change, says):
    answer = client.post(invitation, GOOD | change)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in page
    if "name" not in change:
        assert 'value="Amal Haddad"' in page
    assert not User.objects.exclude(username="boss").exists()
    assert client.post(invitation, GOOD).status_code == 302, "the link is not used up by a mistake"


def test_a_user_name_that_somebody_took_in_the_same_moment_is_said_too(client, invitation, monkeypatch):
    monkeypatch.setattr(Join, "clean_username", lambda form: form.cleaned_data["username"])  # looked a moment ago
    page = client.post(invitation, GOOD | {"username": "boss"}).content.decode()
    assert "Somebody has this user name" in page
    assert 'value="Amal Haddad"' in page
    assert client.post(invitation, GOOD).status_code == 302


def test_a_link_that_ended_says_why_and_a_mistyped_one_does_too(client, invitation):
    assert "copy all of it" in client.get(invitation[:-5] + "/").content.decode()
    client.post(invitation, GOOD)
    used = Client().get(invitation)
    assert (used.status_code, "used already" in used.content.decode()) == (410, True)
    assert "used already" in Client().post(invitation, GOOD | {"username": "second"}).content.decode()
    Link.objects.update(used_at=None, expires_at=timezone.now() - timedelta(days=1))
    assert "too old" in Client().get(invitation).content.decode()
    Link.objects.update(revoked_at=timezone.now())
    assert "taken back" in Client().get(invitation).content.decode()


def test_a_link_is_opened_by_no_other_door(client, invitation):
    token = invitation.split("/")[-2]
    for door in ("first", "new-password"):
        assert client.get(f"/staff/people/{door}/{token}/").status_code == 410
    assert client.get(f"/sign/{token}/").status_code == 410


def test_the_first_administrator_comes_in_only_while_there_is_none(client):
    address = f"/staff/people/first/{people.first_link()}/"
    assert "You are the first" in client.get(address).content.decode()
    boss = make.person(roles=["administrator"])
    assert Client().post(address, GOOD).status_code == 410
    User.objects.filter(pk=boss.pk).update(is_active=False)
    assert Client().post(address, GOOD).status_code == 302
    assert User.objects.get(username="amal").is_administrator


def test_a_new_password_is_set_and_does_not_sign_in_by_itself(client, boss):
    person = make.person("amal")
    make.at_the_desk(person)
    address = f"/staff/people/new-password/{people.new_password_link(person, by=boss)[1]}/"
    assert "too short" in client.post(address, {"password": "short", "again": "short"}).content.decode()
    passwords = {"password": "four words are long", "again": "four words are long"}
    assert client.post(address, passwords).headers["Location"] == "/staff/login/"
    assert client.post("/staff/login/", {"login": "amal", "password": "four words are long"}).headers["Location"] == (
        "/staff/login/code/"
    ), "the second factor is still asked for"
    assert client.post(address, passwords).status_code == 410


def test_trying_links_without_measure_is_stopped(client):
    answers = [client.get(f"/staff/people/join/{number}/").status_code for number in range(62)]
    assert answers == [410] * 60 + [429] * 2
    assert "Too many tries" in client.get("/staff/people/join/x/").content.decode()


def test_a_link_of_somebody_who_left_meanwhile_still_names_nobody_wrong(client, invitation, boss):
    User.objects.filter(pk=boss.pk).update(is_active=False)
    assert client.get(invitation).status_code == 200
    assert links.find(Link.Purpose.INVITATION, invitation.split("/")[-2]).by == boss
