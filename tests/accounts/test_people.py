"""Coming to the desk, changing what one does there, and leaving it."""

import threading

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError

from site_app.accounts import links, people
from site_app.accounts.models import Event, Grant, Link, User
from tests import make

pytestmark = pytest.mark.django_db

Purpose = Link.Purpose
PASSWORD = "four words that are long"


def join(link, username="amal"):
    return people.join(link, username=username, name="Amal", email="", password=PASSWORD)


def roles_of(person):
    return set(person.grants.values_list("role", "language"))


# --- coming ---


def test_the_first_link_makes_an_administrator_and_is_the_last_of_its_kind():
    token = people.first_link()
    person = join(links.find(Purpose.FIRST_ADMINISTRATOR, token))
    assert person.is_administrator
    assert person.check_password(PASSWORD)
    assert people.first_link() is None


def test_a_newer_first_link_ends_the_one_before():
    earlier, later = people.first_link(), people.first_link()
    with pytest.raises(links.Unusable, match="taken back"):
        links.find(Purpose.FIRST_ADMINISTRATOR, earlier)
    assert links.find(Purpose.FIRST_ADMINISTRATOR, later)


def test_a_first_link_is_worth_nothing_once_there_is_an_administrator():
    link = links.find(Purpose.FIRST_ADMINISTRATOR, people.first_link())
    make.person(roles=["administrator"])
    with pytest.raises(links.Unusable):
        join(link)
    assert not User.objects.filter(username="amal").exists()


def test_without_an_active_administrator_there_can_be_a_first_again():
    boss = make.person(roles=["administrator"])
    User.objects.filter(pk=boss.pk).update(is_active=False)
    assert people.first_link()


def test_an_invitation_brings_exactly_its_roles():
    roles = [("author", ""), ("translator", "ar"), ("checker", "pl")]
    link, _token = people.invite("Amal", roles, by=make.person())
    person = join(link, "AMAL")
    assert roles_of(person) == set(roles)
    assert person.username == "amal"
    assert person.display_name == "Amal"
    joined = Event.objects.get(what="joined")
    assert (joined.about, joined.detail) == (person, "author, translator (Arabic), checker (Polish)")


@pytest.mark.parametrize("role", [("boss", ""), ("translator", ""), ("translator", "xx"), ("author", "ar")])
def test_senseless_roles_are_refused_before_there_is_a_link(role):
    with pytest.raises((ValidationError, ValueError)):
        people.invite("Amal", [role], by=make.person())
    assert not Link.objects.exists()


def test_two_who_use_one_invitation_at_once_do_not_both_come_in():
    link, _token = people.invite("Amal", [("author", "")], by=make.person())
    join(link)
    with pytest.raises(links.Unusable):
        join(link, "second")
    assert not User.objects.filter(username="second").exists()


# --- roles ---


def test_roles_are_changed_and_the_trail_says_to_what():
    boss, person = make.person(roles=["administrator"]), make.person(roles=["author"])
    people.change_roles(person, [("translator", "lt"), ("publisher", "")], by=boss)
    assert roles_of(person) == {("publisher", ""), ("translator", "lt")}
    event = Event.objects.get(what="roles")
    assert (event.by, event.about, event.detail) == (boss, person, "translator (Lithuanian), publisher")


def test_saving_the_same_roles_is_nothing_that_happened():
    person = make.person(roles=["author"])
    people.change_roles(person, [("author", "")], by=make.person())
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda boss: people.change_roles(boss, [("author", "")], by=boss),
        lambda boss: people.deactivate(boss, by=boss),
    ],
    ids=["roles", "deactivate"],
)
def test_the_last_administrator_cannot_be_removed(act):
    boss = make.person(roles=["administrator"])
    gone = make.person(roles=["administrator"])
    User.objects.filter(pk=gone.pk).update(is_active=False)
    with pytest.raises(people.Refused, match="Nobody else is an administrator"):
        act(boss)
    assert User.objects.get(pk=boss.pk).is_administrator
    make.person(roles=["administrator"])
    act(User.objects.get(pk=boss.pk))


def test_two_administrators_who_dismiss_each_other_at_once_leave_one(committed_db):
    both = [make.person(roles=["administrator"]) for _ in range(2)]
    ready, outcomes = threading.Barrier(2), []

    def dismiss(victim, by):
        ready.wait()
        try:
            people.deactivate(victim, by=by)
            outcomes.append("done")
        except people.Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=dismiss, args=pair) for pair in (both, both[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert people.has_administrator()


# --- going ---


def test_somebody_deactivated_is_out_with_the_next_click_and_their_roles_wait():
    boss, person = make.person(roles=["administrator"]), make.person(roles=["author"])
    browser = make.at_the_desk(person)
    assert browser.get("/staff/").status_code == 200
    people.deactivate(person, by=boss)
    assert browser.get("/staff/").status_code == 302
    people.reactivate(person, by=boss)
    assert browser.get("/staff/").status_code == 302, "the old session does not come back"
    assert roles_of(person) == {("author", "")}


def test_resetting_a_second_factor_ends_every_session_and_asks_for_a_new_one():
    person = make.person(roles=["author"])
    browser = make.at_the_desk(person)
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    people.reset_second_factor(person, by=make.person())
    assert browser.get("/staff/").headers["Location"].startswith("/staff/login/")
    assert not person.authenticator_set.exists()
    assert make.at_the_desk(person, second_factor=False).get("/staff/").headers["Location"] == "/staff/me/"


def test_a_new_password_ends_every_session_and_only_the_newest_link_gives_one():
    person = make.person()
    browser = make.at_the_desk(person)
    earlier, later = (people.new_password_link(person, by=None)[1] for _ in range(2))
    with pytest.raises(links.Unusable):
        links.find(Purpose.NEW_PASSWORD, earlier)
    people.set_new_password(links.find(Purpose.NEW_PASSWORD, later), password=PASSWORD)
    assert User.objects.get(pk=person.pk).check_password(PASSWORD)
    assert browser.get("/staff/").status_code == 302
    assert Event.objects.filter(what="password", about=person).exists()


def test_nobody_with_a_trail_is_deleted():
    boss, person = make.person(roles=["administrator"]), make.person()
    people.change_roles(person, [("author", "")], by=boss)
    for somebody in (boss, person):
        with pytest.raises(ProtectedError):
            somebody.delete()
    assert Grant.objects.filter(person=person).exists()


# --- links they made ---


@pytest.fixture
def made():
    """A second administrator, and a link of each kind that they made and nobody has used."""
    person = make.person(roles=["administrator", "author"])
    make.person(roles=["administrator"])
    for purpose in (Purpose.INVITATION, Purpose.NEW_PASSWORD, Purpose.SIGN_OFF):
        links.make(purpose, name="Somebody", by=person)
    links.make(Purpose.INVITATION, name="Of another", by=make.person())
    return person


def still_open():
    return set(Link.objects.open().values_list("purpose", "name"))


def test_whoever_leaves_takes_their_open_links_along(made):
    people.deactivate(made, by=make.person())
    assert still_open() == {(Purpose.INVITATION, "Of another")}


def test_whoever_is_no_administrator_any_more_lets_nobody_in(made):
    people.change_roles(made, [("administrator", "")], by=make.person())
    assert len(still_open()) == 4
    people.change_roles(made, [("author", "")], by=make.person())
    assert still_open() == {(Purpose.INVITATION, "Of another"), (Purpose.SIGN_OFF, "Somebody")}
