"""The door: signing in, being kept out, and being let go of. Through real requests."""

import time
from itertools import count

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from site_app.accounts.adapter import Unnamed
from site_app.accounts.models import Event, Grant, User
from site_app.staff.middleware import SessionLimitMiddleware
from tests import make, totp

pytestmark = pytest.mark.django_db

PASSWORD = "four words that are long"
LOGIN, CODE, ACCOUNT = "/staff/login/", "/staff/login/code/", "/staff/me/"
_addresses = count(1)


@pytest.fixture
def person():
    made = make.person("amal", roles=["author"])
    made.set_password(PASSWORD)
    made.save()
    return made


@pytest.fixture
def with_app(person):
    Authenticator.objects.create(user=person, type="totp", data={"secret": totp.SECRET})
    return person


@pytest.fixture
def later(monkeypatch):
    """Lets time pass."""
    now, passed = time.time, []
    monkeypatch.setattr("time.time", lambda: now() + sum(passed))
    return passed.append


def sign_in(client, username="amal", password=PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def from_elsewhere():
    return {"REMOTE_ADDR": f"203.0.113.{next(_addresses) % 250}"}


def is_in(client) -> bool:
    return client.get("/staff/").status_code == 200


# --- in ---


def test_password_then_code_and_the_session_is_a_new_one(client, with_app):
    assert sign_in(client).headers["Location"] == CODE
    assert not is_in(client)
    before = client.session.session_key
    assert client.post(CODE, {"code": totp.code()}).headers["Location"] == "/staff/"
    assert is_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_user_name_may_be_written_as_people_write_it(client, with_app):
    assert sign_in(client, "Amal").headers["Location"] == CODE


def test_a_code_works_once(with_app, later):
    clients = [Client(), Client()]
    for client in clients:
        sign_in(client)
    code = totp.code()
    clients[0].post(CODE, {"code": code})
    clients[1].post(CODE, {"code": code})
    assert [is_in(client) for client in clients] == [True, False]


def test_the_code_that_proves_a_new_app_does_not_also_sign_in(client, person):
    sign_in(client)
    client.get("/staff/me/app/")
    secret = client.session["mfa.totp.secret"]
    assert client.post("/staff/me/app/", {"code": totp.code(secret)}).status_code == 302
    assert is_in(client)
    other = Client()
    sign_in(other)
    other.post(CODE, {"code": totp.code(secret)})
    assert not is_in(other)


def test_an_old_code_and_a_wrong_one_are_refused(client, with_app):
    sign_in(client)
    for code in (totp.code(at=time.time() - 90), "000000", "", "abc", "1" * 500):
        answer = client.post(CODE, {"code": code})
        assert answer.status_code == 200
        assert 'class="errorlist"' in answer.content.decode()
    assert not is_in(client)


def test_a_recovery_code_works_once(person, client):
    sign_in(client)
    client.get("/staff/me/app/")
    client.post("/staff/me/app/", {"code": totp.code(client.session["mfa.totp.secret"])})
    shown = client.get("/staff/me/recovery-codes/")
    code = shown.context["unused_codes"][0]
    assert code.isdecimal()
    assert code not in client.get("/staff/me/recovery-codes/").content.decode(), "shown once"
    browsers = [Client(), Client()]
    for browser in browsers:
        sign_in(browser)
        browser.post(CODE, {"code": code})
    assert [is_in(browser) for browser in browsers] == [True, False]


def test_without_a_second_factor_only_the_pages_for_it_open(client, person):
    assert sign_in(client).status_code == 302
    for address in (
        "/staff/",
        "/staff/languages/",
        "/staff/me/password/",
        "/staff/nowhere/",
        "/staff/sign-off/",
    ):
        assert client.get(address).headers["Location"] == ACCOUNT
    for address in (ACCOUNT, "/staff/me/app/", "/staff/me/passkeys/add/"):
        assert client.get(address).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, person):
    Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    client.force_login(person)
    assert client.get("/staff/").headers["Location"] == ACCOUNT


@pytest.mark.parametrize("name", ["signup", "email", "reset_password", "set_password", "inactive", "confirm_email"])
def test_there_is_nothing_to_sign_up_with_and_nothing_about_email(client, name):
    with pytest.raises(NoReverseMatch):
        reverse(f"account_{name}")
    assert client.get(f"/staff/{name}/").headers["Location"].startswith(LOGIN)


def test_somewhere_else_is_no_place_to_go_after_signing_in(client, with_app):
    client.post(f"{LOGIN}?next=https://elsewhere.example/", {"login": "amal", "password": PASSWORD})
    assert client.post(CODE, {"code": totp.code()}).headers["Location"] == "/staff/"


# --- out: guessing ---


def test_after_ten_failures_the_right_password_is_refused_wherever_it_comes_from(client, with_app, later):
    for _ in range(10):
        assert sign_in(Client(), password="wrong", **from_elsewhere()).status_code == 200
    answer = sign_in(client, **from_elsewhere())
    assert "Too many failed login attempts" in answer.content.decode()
    later(20 * 60)
    assert sign_in(client, **from_elsewhere()).status_code == 200
    later(11 * 60)
    assert sign_in(client, **from_elsewhere()).headers["Location"] == CODE


def test_the_right_password_in_between_is_no_new_start_for_others(client, with_app):
    for _ in range(9):
        sign_in(Client(), password="wrong")
    assert sign_in(client).status_code == 302
    sign_in(Client(), password="wrong")
    assert "Too many failed" in sign_in(Client()).content.decode()


def test_another_of_our_own_names_is_no_new_start(with_app, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    for _ in range(10):
        sign_in(Client(), password="wrong")
    assert "Too many failed" in sign_in(Client(), headers={"Host": "other.example"}).content.decode()


def test_codes_cannot_be_guessed_either(with_app):
    for _ in range(10):
        browser = Client()
        sign_in(browser, **from_elsewhere())
        browser.post(CODE, {"code": "000000"}, **from_elsewhere())
    browser = Client()
    sign_in(browser)
    browser.post(CODE, {"code": totp.code()})
    assert not is_in(browser)


def test_whoever_is_unknown_inactive_or_locked_out_is_told_the_same(with_app):
    make.person("gone")
    User.objects.filter(username="gone").update(is_active=False, password=with_app.password)

    def answers(name):
        """What twelve tries get, without the tokens and the name that was typed."""
        tries = [
            sign_in(Client(), name, PASSWORD if name == "gone" else "wrong", **from_elsewhere()) for _ in range(12)
        ]
        return [(one.status_code, one.context["form"].errors.as_json()) for one in tries]

    known = answers("amal")
    assert known == answers("nobody-here") == answers("gone")
    assert known[9] != known[10]


def test_a_lock_out_is_one_entry_on_the_trail_for_a_known_name_and_for_another(with_app):
    for name in ("amal", "nobody-here"):
        for _ in range(13):
            sign_in(Client(), name, "wrong")
    entries = Event.objects.filter(what="locked-out").order_by("pk")
    assert [(entry.about, entry.detail) for entry in entries] == [(with_app, ""), (None, "a name that nobody has")]


def test_every_worker_sees_what_was_counted(with_app):
    sign_in(Client(), password="wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] >= 1
    assert type(cache._connections[cache._alias]).__name__ == "DatabaseCache"


def test_where_somebody_is_stands_nowhere(client, with_app, caplog):
    canary = "203.0.113.77"
    for password in ("wrong", PASSWORD):
        sign_in(client, password=password, REMOTE_ADDR=canary, headers={"User-Agent": "canary-agent"})
    client.post(CODE, {"code": totp.code()}, REMOTE_ADDR=canary, headers={"User-Agent": "canary-agent"})
    assert is_in(client)
    _asks_again_who_it_is(client, with_app, REMOTE_ADDR=canary, headers={"User-Agent": "canary-agent"})
    rows = [row for model in _every_model() for row in model._base_manager.all()]
    dump = serializers.serialize("json", rows) + "".join(str(one.get_decoded()) for one in Session.objects.all())
    assert len(rows) > 20
    for trace in (canary, "canary-agent", "HTTP_COOKIE"):
        assert trace not in dump
        assert trace not in caplog.text


def _asks_again_who_it_is(client, person, **extra):
    """Long after signing in, so that what was sent waits in the session."""
    Grant.objects.create(person=person, role="administrator")
    session = client.session
    session["began"] = time.time() - 60 * 60
    session["account_authentication_methods"] = []
    session.save()
    sent = client.post(reverse("people:roles", args=[make.person().pk]), {"author": "on"}, **extra)
    assert sent.headers["Location"].startswith("/staff/again/")
    assert "author=on" in client.session["account_reauthentication_state"]["request"]


def _every_model():
    return [model for model in apps.get_models() if model._meta.managed and not model._meta.proxy]


def test_addresses_are_told_apart_for_a_day_and_by_nobody_afterwards(later):
    unnamed = Unnamed()
    one, other = unnamed("203.0.113.1"), unnamed("203.0.113.2")
    assert one != other
    assert one == unnamed("203.0.113.1")
    assert "203" not in (one[:3], other[:3])
    later(24 * 60 * 60)
    assert unnamed("203.0.113.1") != one


def test_whoever_has_one_ipv6_address_has_many(rf, settings):
    def seen_as(address, **headers):
        return get_adapter().get_client_ip(rf.get("/", REMOTE_ADDR=address, headers=headers))

    assert seen_as("2001:db8::1") == seen_as("2001:db8::ffff")
    assert seen_as("2001:db8:0:1::1") != seen_as("2001:db8::1")
    forwarded = {"X-Forwarded-For": "10.0.0.1, 203.0.113.9"}
    assert seen_as("127.0.0.1", **forwarded) == seen_as("127.0.0.1")
    settings.BEHIND_PROXY = True
    assert seen_as("127.0.0.1", **forwarded) == seen_as("203.0.113.9")


# --- the session ---


def test_cookies_are_for_the_desk_alone(client, with_app):
    sign_in(client)
    client.post(CODE, {"code": totp.code()})
    assert set(client.cookies) == {"__Secure-desk", "__Secure-desk-csrf"}
    for cookie in client.cookies.values():
        assert (cookie["path"], cookie["secure"], cookie["httponly"], cookie["samesite"]) == (
            "/staff/",
            True,
            True,
            "Strict",
        )


def test_half_an_hour_of_nothing_signs_out(later, person):
    browser = make.at_the_desk(person)
    assert is_in(browser)
    later(29 * 60)
    assert is_in(browser)
    later(29 * 60)
    assert is_in(browser)
    later(SessionLimitMiddleware.IDLE + 1)
    assert not is_in(browser)
    assert "signed out, as everybody is after a while" in browser.get(LOGIN).content.decode()


def test_a_script_that_asks_by_itself_keeps_nobody_signed_in(later, person):
    browser = make.at_the_desk(person)
    assert is_in(browser)
    for _ in range(4):
        later(10 * 60)
        browser.get("/staff/", headers={"X-Background": "1"})
    assert not is_in(browser)


def test_after_twelve_hours_everybody_is_signed_out(later, person):
    browser = make.at_the_desk(person)
    for _ in range(12 * 60 // 25):
        assert is_in(browser)
        later(25 * 60)
    later(25 * 60)
    assert not is_in(browser)


def test_signing_out_ends_the_session(client, person):
    browser = make.at_the_desk(person)
    key = browser.session.session_key
    assert browser.post("/staff/logout/").headers["Location"] == LOGIN
    assert not Session.objects.filter(session_key=key).exists()


def test_a_script_of_somebody_signed_out_is_told_so_and_not_led_away(client):
    answer = client.post("/staff/", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json() == {"signed_out": True, "sign_in": LOGIN}


# --- proving it again, and passwords ---


def test_what_matters_asks_again_unless_somebody_has_just_signed_in(later, with_app):
    browser = Client()
    sign_in(browser)
    browser.post(CODE, {"code": totp.code()})
    assert browser.get("/staff/me/recovery-codes/new/").status_code == 200
    later(11 * 60)
    assert browser.get("/staff/me/recovery-codes/new/").headers["Location"].startswith("/staff/again/")
    browser.post("/staff/again/?next=/staff/me/recovery-codes/new/", {"password": PASSWORD})
    assert browser.get("/staff/me/recovery-codes/new/").status_code == 200


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("fourteen chars", "too short"),
        ("123456789123456789", "too common"),
        ("fifteen letters", None),
        ("x y" * 40, None),
        ("  spaces at both ends  ", None),
        ("пароль з п’ятнадцяти", None),
    ],
)
def test_passwords_are_long_and_not_common_and_may_be_anything_else(with_app, password, says):
    browser = make.at_the_desk(with_app)
    answer = browser.post(
        "/staff/me/password/", {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )
    changed = User.objects.get(pk=with_app.pk).check_password(password)
    assert changed == (says is None)
    assert answer.status_code == (200 if says else 302)
    assert not says or says in answer.content.decode()


def test_what_somebody_does_to_their_account_is_on_the_trail(client, person, django_capture_on_commit_callbacks):
    sign_in(client)
    client.get("/staff/me/app/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/staff/me/app/", {"code": totp.code(client.session["mfa.totp.secret"])})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/staff/me/recovery-codes/new/")
    client.post("/staff/me/password/", {"oldpassword": PASSWORD, "password1": "x y" * 9, "password2": "x y" * 9})
    client.post("/staff/me/app/remove/")
    assert [(event.what, event.about, event.by, event.detail) for event in Event.objects.order_by("pk")] == [
        ("signed-in", person, person, ""),
        ("factor-added", person, person, "authenticator app"),
        ("recovery-codes", person, person, ""),
        ("password", person, person, ""),
        ("factor-removed", person, person, "authenticator app"),
    ]
