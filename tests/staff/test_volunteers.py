"""A volunteer with a link and no account: translates one text, or checks one translation, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from site_app.accounts.models import Event, Link
from site_app.editions import lifecycle
from site_app.editions.models import Edition, Mark, Revision
from tests import make
from tests.staff.writing.forms import fields_of

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}
TITLE = "عنوان"


@pytest.fixture
def guide():
    document = make.explainer()
    make.live(document, text="of English")
    return document


@pytest.fixture
def grace():
    return make.person("grace", roles=["publisher"])


@pytest.fixture
def desk(grace):
    return make.at_the_desk(grace)


def ask(desk, document, purpose="translate", language="ar", **typed):
    typed = {"purpose": purpose, "name": "Amina", "days": "7"} | typed
    answer = desk.post(f"/staff/texts/{document.pk}/{language}/ask/", typed)
    assert answer.status_code == 200, answer.content.decode()
    return re.search(r"https?://[^/]+(/volunteer/(?:check/)?[\w-]+/)", answer.content.decode())[1]


def words(**changed):
    return {"title-0": TITLE, "summary-0": "باختصار", "body-0": "النص"} | changed


def send(address, act="deliver", headers=HERE, **typed):
    browser = Client()
    sent = fields_of(browser.get(address)) | typed | {"act": act}
    answer = browser.post(address, sent, headers=headers)
    assert not browser.cookies
    return answer


def newest(document, language="ar"):
    return Edition.objects.get(document=document, language=language).latest


# --- translating -----------------------------------------------------------------------------------------


def test_what_a_volunteer_delivers_goes_to_review_under_the_name_they_choose(desk, guide, grace):
    address = ask(desk, guide)
    page = Client().get(address).content.decode()
    assert "grace asked you" in page
    assert 'value="Amina"' in page
    answer = send(address, name="A. from Derry", **words())
    assert "under the name A. from Derry" in answer.content.decode()
    text = newest(guide)
    assert (text.by, text.by_name, text.writer) == (None, "A. from Derry", "A. from Derry")
    assert text.texts == {"title": TITLE, "summary": "باختصار", "body": "<p>النص</p>"}
    mark = text.marks.get()
    assert (mark.kind, mark.name, mark.by, mark.comment) == ("submitted", "A. from Derry", None, "Asked by grace.")
    assert not Edition.objects.get(document=guide, language="ar").live
    assert [one.edition_id for one in Revision.objects.waiting_for_review()] == [text.edition_id]
    assert "A. from Derry" in desk.get(f"/staff/texts/{guide.pk}/ar/history/").content.decode()
    assert Client().get(address).status_code == 410


def test_words_are_kept_with_the_link_and_nothing_stays_in_the_browser(desk, guide):
    address = ask(desk, guide)
    send(address, act="keep", **{"title-0": TITLE})
    assert fields_of(Client().get(address))["title-0"] == [TITLE]
    sent = fields_of(Client().get(address)) | words()
    told = Client().post(address, sent, headers=HERE | {"Accept": "application/json"})
    assert not any(row["to_do"] for row in told.json()["rows"].values())
    assert fields_of(Client().get(address))["body-0"] == ["النص"]
    assert newest(guide) is None


def test_what_is_not_finished_is_not_delivered_and_not_lost(desk, guide):
    address = ask(desk, guide)
    answer = send(address, name="", **{"title-0": TITLE})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Write the name" in html
    assert "no words yet" in html
    assert fields_of(answer)["title-0"] == [TITLE]
    assert newest(guide) is None


def test_a_translation_that_says_what_the_newest_says_already_is_not_delivered(desk, guide):
    make.live(guide, "ar", "of Arabic")
    address = ask(desk, guide)
    answer = send(address)
    assert answer.status_code == 422
    assert "Nothing is different yet" in answer.content.decode()
    assert Client().get(address).status_code == 200


def test_a_text_that_somebody_saved_meanwhile_stays_and_the_reviewer_is_told(desk, guide):
    address = ask(desk, guide)
    sent = fields_of(Client().get(address)) | words() | {"act": "deliver"}
    make.revision(guide, "ar", "meanwhile", by=make.person())
    assert Client().post(address, sent, headers=HERE).status_code == 200
    assert newest(guide).marks.get().comment == "Asked by grace. Text 1 was saved meanwhile: compare both."
    assert Revision.objects.filter(edition__document=guide, edition__language="ar").count() == 2


def test_a_link_opens_no_other_text_and_publishes_nothing(desk, guide):
    other = make.explainer()
    english = make.live(other, text="of another")
    address = ask(desk, guide)
    send(address, act="publish", based_on=str(english.pk), **words())
    assert Edition.objects.filter(document=other, language="ar").first() is None
    assert newest(guide) is None
    assert "of another" not in Client().get(address).content.decode()


@pytest.mark.parametrize("purpose", ["translate", "check"])
def test_a_link_that_ended_opens_nothing_and_says_why(desk, guide, purpose):
    make.revision(guide, "ar", "of Arabic")
    address = ask(desk, guide, purpose)
    link = Link.objects.get()
    Link.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert "too old" in Client().get(address).content.decode()
    Link.objects.update(expires_at=timezone.now() + timedelta(days=1))
    desk.post(f"/staff/texts/{guide.pk}/ar/ask/revoke/", {"link": link.pk})
    answer = Client().post(address, words(), headers=HERE | {"Accept": "application/json"})
    assert (answer.status_code, "taken back" in answer.json()["why"]) == (410, True)
    assert Client().get(address[:-3] + "/").status_code == 410
    whats = list(Event.objects.filter(what__startswith="link").values_list("what", flat=True))
    assert whats == ["link-made", "link-revoked"]


@pytest.mark.parametrize("purpose", ["translate", "check"])
def test_a_link_to_a_page_that_was_withdrawn_says_so(desk, guide, purpose):
    make.revision(guide, "ar", "of Arabic")
    address = ask(desk, guide, purpose)
    lifecycle.withdraw(guide, reason="unsure", by=make.person())
    assert "was withdrawn" in Client().get(address).content.decode()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}])
def test_a_form_that_was_sent_from_elsewhere_does_nothing(desk, guide, headers):
    assert send(ask(desk, guide), headers=headers, **words()).status_code == 403
    assert newest(guide) is None


def test_a_link_is_not_kept_or_indexed_and_tells_no_other_site_where_it_was_found(desk, guide):
    answer = Client().get(ask(desk, guide))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


# --- checking --------------------------------------------------------------------------------------------

CONFIRMED = {"answer": "sign", "read": "on", "comment": ""}


@pytest.fixture
def translation(guide):
    return make.live(guide, "ar", "of Arabic", by=make.person("rania"))


def confirm(address, **typed):
    return Client().post(address, CONFIRMED | typed, headers=HERE)


def test_a_confirmation_makes_exactly_these_words_checked_under_the_name_of_the_link(desk, guide, translation):
    address = ask(desk, guide, "check")
    page = Client().get(address).content.decode()
    assert "Body of English" in page
    assert "Body of Arabic" in page
    assert "confirmed by Amina" in confirm(address).content.decode()
    mark = Mark.objects.get(kind="checked")
    assert (mark.revision, mark.name, mark.by) == (translation, "Amina", None)
    assert "has not been checked" not in Client().get(f"/ar/guides/{guide.slug}/").content.decode()
    assert confirm(address).status_code == 410


def test_nothing_is_confirmed_without_reading_and_a_comment_gives_the_text_back(desk, guide, translation):
    address = ask(desk, guide, "check")
    assert "Nothing was confirmed" in confirm(address, read="").content.decode()
    assert "Nothing was sent" in confirm(address, answer="comment").content.decode()
    assert not translation.marks.exists()
    assert "has been sent" in confirm(address, answer="comment", comment="Line 2.").content.decode()
    assert translation.marks.get().comment == "Line 2."
    assert Client().get(address).status_code == 200


def test_nobody_checks_what_they_translated_whichever_link_they_have(desk, guide):
    send(ask(desk, guide, name="Amina"), name="Amina", **words())
    address = ask(desk, guide, "check", name="AMINA")
    answer = confirm(address)
    assert answer.status_code == 422
    assert "Somebody else has to check" in answer.content.decode()
    assert not Mark.objects.filter(kind="checked").exists()
    confirm(ask(desk, guide, "check", name="Omar"))
    assert Mark.objects.get(kind="checked").name == "Omar"


def test_a_checker_is_told_what_has_changed_since(desk, guide, translation):
    address = ask(desk, guide, "check")
    make.live(guide, text="of newer English", significance="meaning")
    make.revision(guide, "ar", "of newer Arabic")
    page = Client().get(address).content.decode()
    assert "There is a newer translation" in page
    assert "The English text has changed" in page
    assert "Body of newer English" not in page


def test_words_that_were_removed_are_shown_to_no_checker(desk, guide, translation):
    address = ask(desk, guide, "check")
    lifecycle.redact(translation, by=make.person())
    assert "were removed" in Client().get(address).content.decode()


# --- asking ----------------------------------------------------------------------------------------------


WRONG = [{"days": "0"}, {"days": "31"}, {"name": ""}, {"purpose": "publish"}, {"purpose": "check"}]


@pytest.mark.parametrize("typed", WRONG, ids=str)
def test_what_cannot_be_asked_makes_no_link(desk, guide, typed):
    typed = {"purpose": "translate", "name": "Amina", "days": "7"} | typed
    assert desk.post(f"/staff/texts/{guide.pk}/ar/ask/", typed).status_code == 422
    assert not Link.objects.exists()


def test_english_is_not_translated(desk, guide):
    assert desk.get(f"/staff/texts/{guide.pk}/en/ask/").status_code == 404


def test_open_links_are_listed_and_taken_back_by_those_of_their_language(desk, guide):
    ask(desk, guide)
    assert "Amina" in desk.get("/staff/texts/asked/").content.decode()
    polish = make.at_the_desk(make.person(roles=[("translator", "pl")]))
    arabic = make.at_the_desk(make.person(roles=[("translator", "ar")]))
    where, sent = f"/staff/texts/{guide.pk}/ar/ask/revoke/", {"link": Link.objects.get().pk}
    assert polish.post(where, sent).status_code == 403
    assert Link.objects.open().exists()
    assert "no longer works" in arabic.post(where, sent, follow=True).content.decode()
    assert "had ended before" in arabic.post(where, sent, follow=True).content.decode()
    assert arabic.post(where, {"link": "x"}).status_code == 404
