"""Whatever can change what readers see raises the generation; what was taken away is written down."""

import time

import pytest
from django.db import transaction

from site_app.content.models import Fact, Organisation, Source, Topic
from site_app.editions import lifecycle, opening
from site_app.editions.current import look
from site_app.editions.desk.foreseeing import foresee
from site_app.editions.generation import retraction_listeners
from site_app.editions.models import Document, Edition, FormerAddress, Language, Mark, Retraction, Site
from tests import make

pytestmark = pytest.mark.django_db

DAY = {"checked_on": "2026-11-22", "check_by": "2027-02-22", "confidence": "found"}


@pytest.fixture
def guide():
    guide = make.explainer(slug="question")
    english = make.live(guide, text="english")
    make.live(guide, "ar", "arabic", based_on=english)
    return guide


@pytest.fixture
def rows():
    source = Source(slug="s", publisher="p", title="t", url="https://example.org/", read_on="2026-11-22")
    fact = Fact(code="F1", statement="x", **DAY)
    organisation = Organisation(slug="line", name="Line", area="uk", **DAY)
    topic = Topic(slug="report")
    for row in (source, fact, organisation, topic):
        row.save()
    return {"source": source, "fact": fact, "organisation": organisation, "topic": topic}


def generation():
    return Site.objects.get().generation


def renamed(guide):
    guide.slug = "answer"
    guide.save()


CHANGES = {
    "publishing": lambda guide, rows: make.live(guide, text="new"),
    "rolling back": lambda guide, rows: lifecycle.roll_back(
        Edition.objects.get(language="ar"), to=Edition.objects.get(language="ar").live,
        seen={Edition.objects.get(language="ar").pk: Edition.objects.get(language="ar").live_id},
        significance="minor", by=None,
    ),
    "taking down": lambda guide, rows: lifecycle.take_down(Edition.objects.get(language="ar"), by=None),
    "withdrawing": lambda guide, rows: lifecycle.withdraw(guide, reason="mistake", by=None),
    "checking": lambda guide, rows: lifecycle.mark(
        Edition.objects.get(language="ar").live, Mark.Kind.CHECKED, by=make.person()
    ),
    "redacting": lambda guide, rows: lifecycle.redact(Edition.objects.get(language="ar").live, by=None),
    "another address": lambda guide, rows: renamed(guide),
    "a language": lambda guide, rows: opening.set_policy("hu", "open"),
    "a fact": lambda guide, rows: rows["fact"].save(),
    "a source": lambda guide, rows: rows["source"].save(),
    "an organisation": lambda guide, rows: rows["organisation"].save(),
    "a topic": lambda guide, rows: rows["topic"].save(),
    "deleting a source": lambda guide, rows: rows["source"].delete(),
    "many at once": lambda guide, rows: Organisation.objects.update(phones=[]),
    "all languages at once": lambda guide, rows: Language.objects.filter(code="hu").update(policy="open"),
    "a document by its table": lambda guide, rows: Document.objects.filter(slug="report").update(code="r"),
    "deleting many": lambda guide, rows: Fact.objects.all().delete(),
    "making many": lambda guide, rows: Source.objects.bulk_create(
        [Source(slug="b", publisher="p", title="t", url="https://example.org/", read_on="2026-11-22")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_readers_see_raises_the_generation_and_changes_its_token(guide, rows, change):
    before = Site.objects.get()
    change(guide, rows)
    after = Site.objects.get()
    assert after.generation > before.generation
    assert after.token != before.token


def test_typing_saving_and_submitting_change_nothing_for_readers(guide):
    before = generation()
    revision = make.revision(guide, text="draft")
    lifecycle.mark(revision, Mark.Kind.SUBMITTED, by=make.person())
    lifecycle.keep_working_copy(guide, "en", texts={"title": "typing"}, by=make.person(), after=revision)
    assert generation() == before


def test_a_change_that_is_undone_raises_nothing(guide):
    before = generation()
    with transaction.atomic():
        lifecycle.withdraw(guide, reason="mistake", by=None)
        transaction.set_rollback(True)
    assert generation() == before
    assert not Retraction.objects.exists()


RETRACTIONS = {
    "withdrawn": (lambda guide: lifecycle.withdraw(guide, reason="mistake", by=None), "{pk}"),
    "a translation taken down": (lambda guide: lifecycle.take_down(_edition("ar"), by=None), "{pk}/ar"),
    "the source taken down": (lambda guide: lifecycle.take_down(_edition("en"), by=None), "{pk}"),
    "a translation redacted": (lambda guide: lifecycle.redact(_edition("ar").live, by=None), "{pk}/ar"),
    "an older text redacted": (lambda guide: lifecycle.redact(_older_than_live(guide), by=None), "{pk}"),
    "a language closed": (lambda guide: opening.set_policy("ar", "closed"), "/ar"),
    "a language for checked texts only": (lambda guide: opening.set_policy("ar", "checked-only"), "/ar"),
}


def _edition(language):
    return Edition.objects.get(language=language)


def _older_than_live(guide):
    older = _edition("en").live
    make.live(guide, text="newer")
    return older


@pytest.mark.parametrize(("act", "subject"), RETRACTIONS.values(), ids=RETRACTIONS)
def test_what_is_taken_away_is_written_down_and_told_within_the_act(guide, act, subject, monkeypatch):
    told = {}
    monkeypatch.setattr("site_app.editions.generation.retraction_listeners", [told.update])
    act(guide)
    subject = subject.format(pk=guide.pk)
    assert told[subject] == Retraction.objects.filter(subject=subject).latest("pk").generation <= generation()
    assert look()["retracted"][subject] == told[subject]


@pytest.mark.parametrize(("act", "subject"), RETRACTIONS.values(), ids=RETRACTIONS)
def test_looking_at_what_an_act_would_do_tells_nobody(guide, act, subject, monkeypatch):
    told = []
    monkeypatch.setattr("site_app.editions.generation.retraction_listeners", [told.append])
    foresee(lambda: act(guide), guide)
    assert told == []
    act(guide)
    assert told != []


def test_the_store_listens():
    assert [type(listener).__name__ for listener in retraction_listeners] == ["KeptBack"]


def test_looking_again_asks_one_small_question(guide, django_assert_num_queries):
    seen = look()
    assert seen["generation"] == generation()
    assert set(seen["languages"]) >= {"en", "ar"}
    with django_assert_num_queries(1):
        assert look(seen["token"]) is None
    make.live(guide, text="new")
    assert look(seen["token"])["generation"] > seen["generation"]


def test_a_former_address_comes_with_the_document_it_leads_to(guide):
    renamed(guide)
    assert FormerAddress.objects.get().slug == "question"


def test_a_database_restored_from_a_copy_counts_on_beyond_everything_that_was_before():
    Site.raise_generation()
    copy = Site.objects.get().generation
    for _ in range(3):
        Site.raise_generation()
    lost = Site.objects.get().generation
    Site.objects.update(generation=copy)
    Site.raise_generation()
    assert Site.objects.get().generation > lost


def test_generations_rise_also_when_the_clock_goes_back_and_say_when_they_began():
    before = look()
    assert time.time() - 600 < before["since"] <= time.time()
    ahead = before["generation"] + 10**12
    Site.objects.update(generation=ahead)
    Site.raise_generation()
    assert Site.objects.get().generation == ahead + 1
