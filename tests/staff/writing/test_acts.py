"""Each act on what is live: asked once more, with what readers will see; then done, and only then."""

import pytest

from site_app.content.models import Page
from site_app.editions import lifecycle
from site_app.editions.models import Confirmation, Document, Edition, Mark, Recheck
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    document = make.explainer(slug="the-guide")
    english = make.live(document)
    arabic = make.live(document, "ar", based_on=english, by=make.person())
    lifecycle.mark(arabic, Mark.Kind.CHECKED, by=make.person())
    make.live(document, text="second", significance="meaning")
    return document


@pytest.fixture
def publisher(sign_in):
    return sign_in("publisher", ("checker", "ar"))


def where(document, end, language=""):
    return f"/staff/texts/{document.pk}/{language + '/' if language else ''}{end}/"


def live(document, language="en"):
    return Edition.objects.get(document=document, language=language).live


ACTS = {
    "take down": (lambda guide: where(guide, "take-down", "ar"), {}, "Readers no longer get"),
    "roll back": (lambda guide: where(guide, "1/roll-back", "en"), {"significance": "normal"}, "get the new text"),
    "redact": (lambda guide: where(guide, "2/redact", "en"), {}, "Readers no longer get"),
    "withdraw": (lambda guide: where(guide, "withdraw"), {"reason": "mistake"}, "in English and Arabic"),
}


@pytest.mark.parametrize("act", ACTS)
def test_it_says_what_readers_will_see_and_does_nothing_before_it_is_sent(client, publisher, guide, act):
    address, sent, told = ACTS[act]
    before = [(one.language_id, one.live_id) for one in guide.editions.order_by("pk")]
    html = client.get(address(guide)).content.decode()
    assert told in html
    assert [(one.language_id, one.live_id) for one in guide.editions.order_by("pk")] == before
    assert client.post(address(guide), sent)["Location"] == f"/staff/texts/{guide.pk}/"


def test_one_language_is_taken_down_and_the_others_stay(client, publisher, guide):
    client.post(where(guide, "take-down", "ar"))
    assert live(guide, "ar") is None
    assert live(guide) is not None


def test_an_earlier_text_comes_back_as_a_copy(client, publisher, guide):
    client.post(where(guide, "1/roll-back", "en"), {"significance": "normal", "seen": str(live(guide).pk)})
    assert live(guide).texts["title"] == "Title words"
    assert live(guide).number == 3


def test_a_roll_back_of_what_somebody_changed_meanwhile_is_refused(client, publisher, guide):
    seen = live(guide).pk
    make.live(guide, text="third")
    response = client.post(where(guide, "1/roll-back", "en"), {"significance": "normal", "seen": str(seen)})
    assert "changed this text meanwhile" in response.content.decode()
    assert live(guide).texts["title"] == "Title third"


def test_words_are_removed_for_good(client, publisher, guide):
    client.post(where(guide, "2/redact", "en"))
    assert Edition.objects.get(document=guide, language="en").revisions.get(number=2).texts == {}
    assert "Title second" not in client.get(where(guide, "history", "en")).content.decode()


def test_withdrawn_everywhere_with_a_reason_and_given_back(client, publisher, guide):
    response = client.post(where(guide, "withdraw"), {})
    assert "Choose a reason" in response.content.decode()
    client.post(where(guide, "withdraw"), {"reason": "law-changed"})
    assert client.get("/ar/guides/the-guide/").content.decode().count("Title") == 0
    assert "This document is withdrawn" in client.get(where(guide, "2/publish", "en")).content.decode()
    client.post(where(guide, "restore"))
    assert "Title second" in client.get("/en/guides/the-guide/").content.decode()


@pytest.mark.parametrize(
    ("slug", "why"), [("Not A Slug!", "valid"), ("taken", "already"), ("", "blank"), ("x" * 81, "80")]
)
def test_an_address_that_cannot_be_is_told_and_stays_typed(client, publisher, guide, slug, why):
    make.explainer(slug="taken")
    response = client.post(where(guide, "address"), {"slug": slug})
    assert response.status_code == 422
    assert why in response.content.decode()
    assert f'value="{slug}"' in response.content.decode()
    assert Document.objects.get(pk=guide.pk).slug == "the-guide"


def test_an_old_address_leads_on_and_nobody_else_gets_it(client, publisher, guide):
    client.post(where(guide, "address"), {"slug": "new-address"})
    assert client.get("/en/guides/the-guide/")["Location"] == "/en/guides/new-address/"
    other = make.explainer(slug="other")
    response = client.post(where(other, "address"), {"slug": "the-guide"})
    assert "Another document had this address" in response.content.decode()


def test_what_has_no_address_of_its_own_keeps_its_slug(client, publisher, guide):
    safety = Page(slug="safety")
    safety.save()
    make.live(safety)
    for document in (safety, make.position()):
        assert client.get(where(document, "address")).status_code == 404
        assert client.post(where(document, "address"), {"slug": "another"}).status_code == 404
        assert "Change its address" not in client.get(f"/staff/texts/{document.pk}/").content.decode()
    assert "Change its address" in client.get(f"/staff/texts/{guide.pk}/").content.decode()
    assert client.get("/en/safety/").status_code == 200
    assert client.get("/sitemap.xml").status_code == 200


def test_still_correct_in_one_act_for_all_languages(client, publisher, guide):
    html = client.get(where(guide, "still-correct")).content.decode()
    assert "stays checked, by you" in html
    update = make.update()
    make.publish(make.revision(update, shared={"touches": ["the-guide"]}))
    client.post(where(guide, "still-correct"), {"also": ["ar"]})
    arabic = Edition.objects.with_freshness().with_checked().get(document=guide, language="ar")
    assert (arabic.outdated, arabic.checked) == ("", True)
    assert Confirmation.objects.get().by == publisher
    assert Recheck.objects.get().answer == "still-correct"


def test_who_is_no_checker_is_told_what_becomes_of_the_word_checked(client, sign_in, guide):
    sign_in("publisher")
    assert "readers will be told that it is not checked" in client.get(where(guide, "still-correct")).content.decode()
    client.post(where(guide, "still-correct"), {"also": ["ar"]})
    assert not Edition.objects.with_checked().get(document=guide, language="ar").checked


@pytest.mark.parametrize("act", [*ACTS, "restore", "address", "still-correct"])
def test_only_publishers_open_these_pages(client, sign_in, guide, act):
    sign_in("author", ("translator", "ar"), ("checker", "ar"), "administrator")
    address = ACTS[act][0](guide) if act in ACTS else where(guide, act)
    assert client.get(address).status_code == 403
    assert client.post(address, {}).status_code == 403
