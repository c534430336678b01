"""The list of everything, a new text, and one text in all its languages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from site_app import languages
from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY
from site_app.content.models import Explainer, Page, Update
from site_app.editions import lifecycle
from site_app.editions.models import Document, Edition, Mark, Revision, WorkingCopy
from tests import make
from tests.staff.writing.forms import fields_of

pytestmark = pytest.mark.django_db

LIST = "/staff/texts/"


def titles(response):
    return [row["title"] for row in response.context["rows"]]


@pytest.fixture
def anybody(sign_in):
    return sign_in("author")


def test_a_text_is_found_by_words_of_its_title_live_or_not(client, anybody):
    make.live(make.explainer(), text=make.words() | {"title": "Will the police tell?"})
    make.revision(make.update(), text=make.words() | {"title": "Police stopped"})
    make.live(make.explainer(), text="other")
    assert titles(client.get(LIST, {"q": "police"})) == ["Will the police tell?", "Police stopped"]
    assert titles(client.get(LIST, {"q": "police", "kind": "update"})) == ["Police stopped"]
    assert titles(client.get(LIST, {"q": "nothing like it"})) == []


def test_every_state_is_found_and_shown(client, anybody):
    made = {
        state: make.explainer(slug=state)
        for state in ("draft", "in-review", "returned", "live", "outdated", "withdrawn")
    }
    for state, document in made.items():
        english = make.revision(document, text=state)
        if state in {"in-review", "returned"}:
            lifecycle.mark(english, Mark.Kind.SUBMITTED, by=anybody)
        if state == "returned":
            lifecycle.mark(english, Mark.Kind.RETURNED, by=anybody)
        if state in {"live", "outdated", "withdrawn"}:
            make.publish(english)
    make.live(made["outdated"], "ar", based_on=Edition.objects.get(document=made["outdated"]).live)
    make.live(made["outdated"], text="changed", significance="meaning")
    lifecycle.withdraw(made["withdrawn"], reason="mistake", by=None)
    for state in ("draft", "in-review", "returned", "outdated", "withdrawn"):
        response = client.get(LIST, {"state": state})
        assert [row["document"].slug for row in response.context["rows"]] == [state]
    assert {row["document"].slug for row in client.get(LIST, {"state": "live"}).context["rows"]} == {"live", "outdated"}
    assert len(client.get(LIST, {"state": "not-live"}).context["rows"]) == 3


def test_a_new_text_begins_with_its_title_and_an_address_made_from_it(client, anybody):
    response = client.post(f"{LIST}new/", {"kind": "update", "title": "PSNI stopped sharing!"})
    update = Update.objects.get()
    assert update.slug == "psni-stopped-sharing"
    assert response["Location"] == f"{LIST}{update.pk}/en/"
    assert fields_of(client.get(response["Location"]))["title"] == ["PSNI stopped sharing!"]


def test_a_fixed_page_can_begin_at_the_desk(client, anybody):
    client.post(f"{LIST}new/", {"kind": "page", "title": "Opening hours"})
    assert Page.objects.get().slug == "opening-hours"


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"title": "Taken"}, "Another text has this address already"),
        ({"title": "Had"}, "Another document had this address"),
        ({"title": "x", "slug": "Not a slug"}, "valid"),
        ({"title": "عنوان"}, "no letters for it"),
        ({"title": ""}, "required"),
        ({"title": "x" * 201}, "200"),
        ({"title": "x", "kind": "term"}, "Select a valid choice"),
        ({"title": "Guides", "kind": "page"}, "The site itself has this address"),
    ],
)
def test_a_text_that_cannot_begin_says_why_and_keeps_what_was_typed(client, anybody, sent, why):
    make.explainer(slug="taken")
    moved = make.explainer(slug="had")
    moved.slug = "has"
    moved.save()
    response = client.post(f"{LIST}new/", {"kind": "explainer", "slug": "", "sign_off": "CAJ"} | sent)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert 'value="CAJ"' in response.content.decode()
    assert Explainer.objects.count() == 2
    assert not WorkingCopy.objects.exists()


def test_one_text_shows_each_language_what_it_is_and_what_this_person_can_do(client, sign_in):
    document = make.explainer()
    english = make.live(document)
    make.live(document, "ar", based_on=english)
    sign_in(("translator", "ar"))
    html = client.get(f"{LIST}{document.pk}/").content.decode()
    assert f'href="/staff/texts/{document.pk}/ar/"' in html
    assert f'href="/staff/texts/{document.pk}/en/"' not in html
    assert "take-down" not in html
    sign_in("publisher")
    assert "take-down" in client.get(f"{LIST}{document.pk}/").content.decode()


# --- with as much as there will ever be ------------------------------------------------------------------


@pytest.fixture
def full_house():
    """300 documents in 24 languages, a quarter of them outdated, a quarter with a newer text waiting."""
    documents = [make.explainer(slug=f"guide-{number}") for number in range(300)]
    editions = Edition.objects.bulk_create(
        Edition(document_id=document.pk, language_id=code) for document in documents for code in languages.CODES
    )
    first = Revision.objects.bulk_create(
        Revision(edition=edition, number=1, texts=make.words(str(edition.document_id))) for edition in editions
    )
    for edition, revision in zip(editions, first, strict=True):
        edition.live = edition.latest = revision
    Edition.objects.bulk_update(editions, ["live", "latest"], batch_size=500)
    columns = Document.text_column("title", "en")
    for document in documents:
        Document.objects.filter(pk=document.pk).update(**{columns: f"Title {document.slug}"})
    make.analyzed()
    return documents


def test_screens_do_not_grow_with_the_house(client, anybody, full_house, django_assert_max_num_queries):
    for where in ("", "?q=title", "?state=live&kind=explainer"):
        with django_assert_max_num_queries(12):
            response = client.get(LIST + where)
        assert len(response.context["rows"]) == 50
        assert response.context["page"].paginator.num_pages == 6
    update, guide = make.update(), full_house[0]
    began = timezone.now() - timedelta(days=1)
    WorkingCopy.objects.create(edition=Edition.objects.first(), person=anybody, began_at=began)
    for where in (f"{update.pk}/en/", f"{guide.pk}/en/", f"{guide.pk}/", "new/"):
        with django_assert_max_num_queries(30):
            response = client.get(LIST + where)
        assert response.status_code == 200
        assert len(response.content) < 30_000, where


def test_the_form_of_an_update_that_changes_every_position_about_the_police_stays_small(client, anybody):
    english = [one for one in read_library(LIBRARY).texts if one.is_source and not one.about.get("hold")]
    texts = {(one.kind, one.slug): one.texts for one in english}
    about = {one.slug: one.about for one in english if one.kind == "position"}
    positions = [slug for slug in about if about[slug]["authority"] == "PSNI"]
    for slug in positions:
        document = make.position(slug=slug)
        make.live(document, text=texts["position", slug])
        make.revision(document, text=texts["position", slug] | {"summary": "It is different now."}, by=make.person())
    document = make.update()
    make.revision(document, text=texts["update", "new-rule-on-victims-data"], shared={"positions": positions})
    html = client.get(f"{LIST}{document.pk}/en/").content
    assert html.count(b"will say</legend>") == len(positions) == 5
    assert len(html) <= 30_000
