"""An ended session, or one that began anew, loses nothing that was typed, script or not."""

import pytest
from django.test import Client

from site_app.editions.models import Edition
from tests import make
from tests.staff.writing.forms import fields_of

pytestmark = pytest.mark.django_db
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def guide():
    document = make.explainer()
    make.live(document)
    return document


def where(document):
    return f"/staff/texts/{document.pk}/en/"


def test_a_form_sent_after_the_session_ended_comes_back_whole(client, sign_in, guide):
    person = sign_in("author")
    typed = fields_of(client.get(where(guide))) | {"title": "Typed for an hour", "act": "save", "facts": []}
    client.logout()
    answer = client.post(where(guide), typed, headers=FROM_HERE)
    assert answer.status_code == 401
    assert "Typed for an hour" in answer.content.decode()
    client.force_login(person)
    again = _everything(answer)
    assert client.post(where(guide), again).status_code == 302
    assert Edition.objects.get().latest.texts["title"] == "Typed for an hour"


def _everything(answer):
    """The fields of the page's second form, which sends again."""
    sent = fields_of(answer, None)
    sent.pop("csrfmiddlewaretoken", None)
    return sent


def test_a_form_opened_before_somebody_signed_in_again_can_be_sent_once_more(sign_in, guide):
    strict = Client(enforce_csrf_checks=True)
    person = make.person(roles=["author"])
    person.authenticator_set.create(type="totp", data={"secret": "x"})
    strict.force_login(person)
    typed = fields_of(strict.get(where(guide))) | {"title": "From before", "act": "save"}
    stale = typed | {"csrfmiddlewaretoken": "x" * 64}
    answer = strict.post(where(guide), stale, headers=FROM_HERE)
    assert answer.status_code == 403
    assert "From before" in answer.content.decode()
    token = fields_of(answer, None)["csrfmiddlewaretoken"]
    assert strict.post(where(guide), _everything(answer) | {"csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_what_another_site_sends_is_never_offered_again(client, guide, headers):
    answer = client.post(where(guide), {"title": "Planted", "act": "save"}, headers=headers)
    assert b"Planted" not in answer.content
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(where(guide), {"title": "Planted", "act": "save"}, headers=headers)
    assert answer.status_code == 403
    assert b"Planted" not in answer.content


def test_a_script_is_told_that_the_session_ended(client, guide):
    answer = client.post(where(guide) + "keep/", {}, headers={"Accept": "application/json"} | FROM_HERE)
    assert answer.status_code == 401
    assert answer.json()["signed_out"]


def test_a_script_gets_a_fresh_token(client, sign_in):
    sign_in("author")
    assert len(client.get("/staff/texts/token/").json()["token"]) > 30


def test_a_stranger_is_not_shown_what_they_sent():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(
        "/staff/texts/1/en/", {"title": "Typed by a stranger"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 403
    assert "Typed by a stranger" not in answer.content.decode()


@pytest.mark.parametrize("length", ["9000001", "9" * 5000])
def test_what_is_too_big_is_refused_before_it_is_read(client, length):
    answer = client.post("/staff/login/", {"login": "x"}, CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert answer.headers["Cache-Control"] == "no-store"
