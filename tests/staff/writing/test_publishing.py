"""Publishing at the desk: what is told before, now or at a time, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from site_app.content.models import Position
from site_app.editions import lifecycle
from site_app.editions.models import Edition, Publication, Recheck, Scheduled
from tests import make
from tests.staff.writing.forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    """Live in English and two translations; a newer English text waits."""
    document = make.explainer()
    english = make.live(document)
    for language in ("ar", "pl"):
        make.live(document, language, based_on=english)
    return document


@pytest.fixture
def waiting(guide):
    return make.revision(guide, text="new", by=make.person())


@pytest.fixture
def publisher(sign_in):
    return sign_in("publisher", name="dara")


def where(revision):
    edition = revision.edition
    return f"/staff/texts/{edition.document_id}/{edition.language_id}/{revision.number}/publish/"


def decide(client, text, **changes):
    sent = fields_of(client.get(where(text)), None)
    return client.post(where(text), sent | {"significance": "normal", "when": "now"} | changes)


def live(document, language="en"):
    return Edition.objects.get(document=document, language=language).live


def test_before_it_happens_the_page_says_what_it_will_do(client, publisher, waiting):
    html = client.get(where(waiting)).content.decode()
    assert "warns its readers that the English has changed, in Polish and Arabic." in html
    assert "Translators are asked for" in html
    assert live(waiting.edition.document).number == 1


def test_it_goes_live_now(client, publisher, waiting):
    response = decide(client, waiting, significance="meaning")
    assert response["Location"] == f"/staff/texts/{waiting.edition.document_id}/"
    publication = Publication.objects.last()
    assert (publication.revision, publication.significance, publication.by) == (waiting, "meaning", publisher)


def test_it_is_planned_for_a_time_and_can_be_cancelled(client, publisher, waiting):
    later = timezone.localtime() + timedelta(days=2)
    decide(client, waiting, when="later", date=f"{later:%Y-%m-%d}", time="09:30")
    planned = Scheduled.objects.get()
    assert timezone.localtime(planned.at).strftime("%Y-%m-%d %H:%M") == f"{later:%Y-%m-%d} 09:30"
    assert "Title new" in client.get("/staff/texts/planned/").content.decode()
    client.post(f"/staff/texts/planned/{planned.pk}/cancel/")
    assert not Scheduled.objects.pending().exists()


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"when": "later", "date": "2020-01-01", "time": "09:00"}, "has passed"),
        ({"when": "later", "date": "", "time": "09:00"}, "Write the day as"),
        ({"when": "later", "date": "2030-01-01", "time": "nine"}, "Write the day as"),
        ({"significance": "enormous"}, "how much this changes"),
        ({"seen": "{}"}, "changed this text meanwhile"),
        ({"seen": "nonsense"}, "not complete"),
        ({"revision": []}, "Look at it again"),
        ({"revision": ["999999"]}, "Look at it again"),
    ],
)
def test_a_decision_that_cannot_be_is_told_and_stays_on_the_page(client, publisher, waiting, sent, why):
    response = decide(client, waiting, **sent)
    assert response.status_code == 422
    assert why in response.content.decode()
    if sent.get("date"):
        assert f'value="{sent["date"]}"' in response.content.decode()
    assert live(waiting.edition.document).number == 1
    assert not Scheduled.objects.exists()


def test_what_somebody_else_published_meanwhile_is_not_overwritten(client, publisher, waiting):
    sent = fields_of(client.get(where(waiting)), None) | {"significance": "normal", "when": "now"}
    make.publish(make.revision(waiting.edition.document, text="faster"))
    response = client.post(where(waiting), sent)
    assert response.status_code == 422
    assert live(waiting.edition.document).texts["title"] == "Title faster"


def test_what_could_not_happen_is_said_before_anybody_tries(client, publisher, sign_in):
    unsigned = make.revision(make.explainer(sign_off="CAJ"))
    assert "signed off first, by: CAJ" in client.get(where(unsigned)).content.decode()


def test_an_update_its_positions_and_what_it_touches_are_one_act(client, publisher):
    position, touched = make.position(slug="p"), make.explainer(slug="touched")
    shared = {"authority": "PSNI", "subject": "victims", "standing": "unknown"}
    make.live(position, text={"title": "P", "summary": "Before"}, shared=shared)
    make.live(touched, text="touched")
    make.revision(
        position, text={"title": "P", "summary": "After"}, shared=shared | {"standing": "evidenced", "since": "2023"}
    )
    update = make.revision(make.update(), shared={"positions": ["p"], "touches": ["touched"]}, by=make.person())
    html = client.get(where(update)).content.decode()
    assert "together with:" in html
    assert "Somebody is asked to read “Title touched” again." in html
    decide(client, update)
    now = Position.objects.get()
    assert (now.summary_en, now.standing, now.since) == ("After", "evidenced", "2023")
    assert Recheck.objects.get().document_id == touched.pk
    assert Publication.objects.filter(at__gte=timezone.now() - timedelta(minutes=1)).count() >= 4


def test_a_position_that_somebody_changes_after_the_look_stops_the_act(client, publisher):
    shared = {"authority": "PSNI", "subject": "victims", "standing": "unknown"}
    position = make.position(slug="p")
    make.live(position, text={"title": "P", "summary": "Before"}, shared=shared)
    update = make.revision(make.update(), shared={"positions": ["p"]}, by=make.person())
    sent = fields_of(client.get(where(update)), None) | {"significance": "normal", "when": "now"}
    make.revision(position, text={"title": "P", "summary": "Slipped in"}, shared=shared)
    response = client.post(where(update), sent)
    assert "Something has changed since you looked" in response.content.decode()
    assert Position.objects.get().summary_en == "Before"


def test_a_refused_plan_is_shown_until_somebody_has_seen_it(client, publisher, waiting):
    planned = Scheduled.objects.create(
        seen={}, significance="normal", at=timezone.now(), by=publisher, refused_at=timezone.now(), refusal="Too late."
    )
    planned.revisions.set([waiting])
    assert "Too late." in client.get("/staff/texts/planned/").content.decode()
    client.post(f"/staff/texts/planned/{planned.pk}/cancel/")
    assert "Too late." not in client.get("/staff/texts/planned/").content.decode()


def test_four_eyes_on_a_page_that_needs_a_signature(client, publisher):
    mine = make.revision(make.explainer(sign_off="CAJ"), by=publisher)
    lifecycle.mark(mine, "signed-off", by=None, name="Eliza Browning, CAJ")
    response = decide(client, mine)
    assert "Somebody else has to publish it" in response.content.decode()
    assert not Publication.objects.exists()
