"""What belongs to a text in every language goes live with its English revision, and nothing wrong does."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from site_app.content.models import Explainer, Fact, Organisation, Page, Position, Source, Term, Topic, Update
from site_app.editions import lifecycle
from site_app.editions.models import Edition, Revision, Site
from tests import make

pytestmark = pytest.mark.django_db

LONG_AGO = {"checked_on": date(2026, 11, 22), "check_by": date(2027, 11, 22)}


def fact(code, **values):
    return Fact.objects.create(code=code, statement=f"Fact {code}", **{"confidence": "found"} | LONG_AGO | values)


def organisation(slug):
    return Organisation.objects.create(slug=slug, name=slug, area="derry", confidence="found", **LONG_AGO)


def document(model, slug="thing"):
    made = model(slug=slug)
    made.save()
    return made


def keys(related, name):
    return list(related.order_by(name).values_list(name, flat=True))


WRONG = [
    (Page, {"organisations": []}, "organisations"),
    (Page, {"fact": ["F1"], "topics": []}, "fact, topics"),
    (Explainer, {"since": "2023"}, "since"),
    (Explainer, {"facts": ["F1", "F2", "F9"]}, "F2, F9"),
    (Explainer, {"organisations": ["nobody"]}, "nobody"),
    (Explainer, {"positions": ["nowhere"]}, "nowhere"),
    (Explainer, {"topic": "nowhere"}, "nowhere"),
    (Explainer, {"order": -1}, "0"),
    (Explainer, {"order": "first"}, "integer"),
    (Update, {"topic": "thing"}, "topic"),
    (Update, {"since": "March 2023"}, "Write a date as"),
    (Update, {"since": "2023-13"}, "Write a date as"),
    (Update, {"sort_on": "2023"}, "date"),
    (Update, {"sort_on": "2023-02-29"}, "date"),
    (Position, {"standing": "certain"}, "certain"),
    (Position, {"standing": ""}, "blank"),
    (Position, {"authority": ""}, "blank"),
    (Position, {"authority": "P" * 101}, "100"),
    (Position, {"checked_on": "yesterday"}, "date"),
]


@pytest.mark.parametrize(("model", "shared", "what"), WRONG)
def test_a_revision_shares_only_what_its_kind_knows_and_what_there_is(model, shared, what):
    fact("F1")
    page = document(model)
    with pytest.raises(ValidationError, match=what):
        make.revision(page, shared=shared)
    assert not Revision.objects.exists()


def test_publishing_puts_in_place_what_the_text_shares_and_replaces_what_the_last_one_did():
    for code in ("F1", "F2", "F3"):
        fact(code)
    for slug in ("one", "two"):
        organisation(slug)
        document(Position, slug)
    update = document(Update)
    first = {"facts": ["F1", "F2"], "organisations": ["one"], "positions": ["one", "two"], "since": "2023-03"}
    make.live(update, shared=first | {"sort_on": "2023-03-01"})
    update = Update.objects.get()
    assert keys(update.facts, "code") == ["F1", "F2"]
    assert keys(update.organisations, "slug") == ["one"]
    assert keys(update.positions, "slug") == ["one", "two"]
    assert (update.since, update.sort_on) == ("2023-03", date(2023, 3, 1))
    make.live(update, text="second", shared={"facts": ["F3", "F2"], "organisations": ["two"], "since": ""})
    update = Update.objects.get()
    assert keys(update.facts, "code") == ["F2", "F3"]
    assert keys(update.organisations, "slug") == ["two"]
    assert keys(update.positions, "slug") == []
    assert (update.since, update.sort_on) == ("", date(2023, 3, 1))


def test_a_guide_goes_to_its_topic_and_leaves_it():
    document(Topic, "police")
    guide = make.explainer()
    make.live(guide, shared={"topic": "police", "order": 3})
    guide = Explainer.objects.get()
    assert (guide.topic.slug, guide.order) == ("police", 3)
    make.live(guide, text="second", shared={"topic": ""})
    assert Explainer.objects.get().topic is None


def test_a_position_goes_live_with_its_standing():
    position = document(Position)
    shared = {"authority": "PSNI", "subject": "victims", "standing": "stated", "since": "", "checked_on": "2026-11-22"}
    make.live(position, shared=shared)
    position = Position.objects.get()
    assert (position.authority, position.subject, position.standing) == ("PSNI", "victims", "stated")
    assert (position.since, position.checked_on) == ("", date(2026, 11, 22))


def test_a_draft_and_a_translation_share_nothing():
    fact("F1")
    fact("F2")
    guide = make.explainer()
    make.live(guide, shared={"facts": ["F1"]})
    make.live(guide, "ar", shared={"facts": ["F2"]})
    make.revision(guide, text="draft", shared={"facts": ["F2"]})
    assert keys(Explainer.objects.get().facts, "code") == ["F1"]
    assert Edition.objects.get(language="ar").live.shared == {}


def test_rolling_back_gives_back_what_the_text_shared():
    fact("F1")
    guide = make.explainer()
    first = make.live(guide, shared={"facts": ["F1"]})
    make.live(guide, text="second")
    assert keys(Explainer.objects.get().facts, "code") == []
    edition = Edition.objects.get()
    lifecycle.roll_back(edition, to=first, seen={edition.pk: edition.live_id}, significance="minor", by=None)
    assert keys(Explainer.objects.get().facts, "code") == ["F1"]


@pytest.mark.parametrize(("model", "name"), [(Update, "sort_on"), (Position, "checked_on")])
@pytest.mark.parametrize("nothing", ["", None])
def test_an_empty_date_is_no_date(model, name, nothing):
    page = document(model)
    make.live(page, shared={name: "2023-03-01"})
    make.live(page, text="second", shared={name: nothing})
    assert getattr(model.objects.get(), name) is None


BASE_COLUMNS = [
    ("editions_document", "title"),
    ("editions_document", "summary"),
    ("content_explainer", "body"),
    ("content_update", "body"),
    ("content_position", "body"),
    ("content_page", "body"),
    ("content_organisation", "caution"),
]


@pytest.mark.parametrize(("table", "column"), BASE_COLUMNS)
@pytest.mark.parametrize("text", ["words", ""])
def test_the_base_columns_of_translated_texts_stay_empty_whoever_writes(table, column, text):
    organisation("one")
    for model in (Explainer, Update, Position, Page):
        document(model)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [text])


def test_every_base_column_is_among_those_that_were_tried():
    own = {
        (model._meta.get_field(name).model._meta.db_table, name)
        for model in (Explainer, Update, Position, Page, Organisation, Topic, Term)
        for name in model.text_fields()
    }
    assert own == set(BASE_COLUMNS)


@pytest.mark.parametrize(
    ("confidence", "settled"), [("seed", True), ("found", True), ("known", False), ("not-found", False)]
)
def test_only_what_was_seen_in_a_source_is_told_as_settled(confidence, settled):
    assert {*Fact.Confidence.values} == {"seed", "found", "known", "not-found"}
    assert fact("F1", confidence=confidence).is_settled == settled


def test_changing_a_fact_a_source_or_an_organisation_raises_the_generation():
    source = Source.objects.create(slug="page", publisher="P", title="T", url="https://x.org/", read_on="2026-11-22")
    for row in (source, fact("F1"), organisation("one")):
        before = Site.objects.get().generation
        row.save()
        assert Site.objects.get().generation > before
