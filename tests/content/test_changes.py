"""Facts, organisations and sources change with a line in the trail, and a fact that changed in meaning calls every
text that stands on it back to the desk."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from site_app.content import changes
from site_app.content.changes import ChangedMeanwhile
from site_app.content.models import Change, Fact, Organisation, Source
from site_app.editions import lifecycle
from site_app.editions.desk import confirming
from site_app.editions.models import Site
from tests import make

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
DAYS = {"checked_on": date(2026, 8, 1), "check_by": date(2026, 11, 1)}


@pytest.fixture
def ann():
    return make.person("ann")


@pytest.fixture
def fact():
    return Fact.objects.create(code="F1", statement="As it was.", confidence="found", **DAYS)


def standing_on(fact, **options):
    document = make.explainer(**options)
    make.live(document, shared={"facts": [fact.code]})
    return document


def alter(fact, ann, significance="meaning", statement="As it is."):
    return changes.change(
        fact, {"statement": statement}, by=ann, seen=changes.seen(fact), significance=significance
    )  # fmt: skip


def rechecks():
    return [(change.fact.code, change.document) for change in Change.objects.open_rechecks().select_related("fact")]


# --- the trail -------------------------------------------------------------------------------------------


def test_a_change_keeps_what_was_said_and_what_is_said_and_raises_the_generation(fact, ann):
    before = Site.objects.get().generation
    made = alter(fact, ann)
    fact.refresh_from_db()
    assert fact.statement == "As it is."
    assert (made.before, made.after) == ({"statement": "As it was."}, {"statement": "As it is."})
    assert (made.by, made.significance, made.act) == (ann, "meaning", "changed")
    assert Site.objects.get().generation > before


def test_what_does_not_differ_is_no_change(fact, ann):
    assert alter(fact, ann, statement="As it was.") is None
    assert not Change.objects.exists()


def test_sources_of_a_fact_are_part_of_what_it_says(fact, ann):
    one, two = (
        Source.objects.create(slug=slug, publisher="P", title="T", url="https://example.org", read_on=TODAY)
        for slug in ("one", "two")
    )
    fact.sources.set([one])
    made = changes.change(fact, {}, by=ann, seen=0, significance="minor", sources=[two, one])
    assert (made.before, made.after) == ({"sources": ["one"]}, {"sources": ["one", "two"]})
    assert set(fact.sources.all()) == {one, two}


def test_whoever_opened_a_row_before_somebody_else_saved_it_is_told_and_overwrites_nothing(fact, ann):
    seen = changes.seen(fact)
    alter(fact, ann, statement="Theirs.")
    for act in (
        lambda: changes.change(fact, {"statement": "Mine."}, by=ann, seen=seen, significance="minor"),
        lambda: changes.confirm(fact, by=ann, seen=seen, check_by=date(2027, 1, 1), today=TODAY),
    ):
        with pytest.raises(ChangedMeanwhile) as told:
            act()
        assert told.value.row.statement == "Theirs."
    fact.refresh_from_db()
    assert fact.statement == "Theirs."


def test_a_fact_says_how_much_its_change_matters(fact, ann):
    with pytest.raises(ValueError, match="how much"):
        changes.change(fact, {"statement": "x"}, by=ann, seen=0)
    fact.refresh_from_db()
    assert fact.statement == "As it was."


def test_checked_today_still_true_is_one_act(fact, ann):
    made = changes.confirm(fact, by=ann, seen=0, check_by=date(2027, 2, 25), today=TODAY)
    fact.refresh_from_db()
    assert (fact.checked_on, fact.checked_by, fact.check_by) == (TODAY, ann, date(2027, 2, 25))
    assert (made.act, made.before["check_by"], made.significance) == ("confirmed", "2026-11-01", "") or made.before
    assert Change.objects.get().before == {"checked_on": "2026-08-01", "check_by": "2026-11-01"}


@pytest.mark.parametrize("day", [TODAY, date(2026, 11, 24)])
def test_the_next_check_lies_in_the_future(fact, ann, day):
    with pytest.raises(ValueError, match="future"):
        changes.confirm(fact, by=ann, seen=0, check_by=day, today=TODAY)


def test_an_organisation_changes_once_and_its_texts_stay_as_they_are(ann):
    made = Organisation(slug="line", name="A Line", area="uk", confidence="found", **DAYS)
    changes.add(made, by=ann)
    make.live(made, text={"title": "A Line", "summary": "They listen."})
    seen = changes.seen(made)
    changes.change(made, {"phones": [{"number": "101", "label": ""}], "cost": "free"}, by=ann, seen=seen)
    made = Organisation.objects.get()
    assert (made.phones, made.cost, made.summary_en) == ([{"number": "101", "label": ""}], "free", "They listen.")
    assert [change.act for change in Change.objects.order_by("pk")] == ["added", "changed"]


@pytest.mark.parametrize("wrong", [{}, {"fact": 1, "source": 1}, {"fact": 1, "act": "changed"}], ids=str)
def test_a_change_is_of_one_row_and_says_how_much_it_matters(fact, wrong):
    source = Source.objects.create(slug="s", publisher="P", title="T", url="https://example.org", read_on=TODAY)
    of = {name: {"fact": fact, "source": source}[name] for name in ("fact", "source") if name in wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(**of, act=wrong.get("act", "added"))


# --- what has to be read again ---------------------------------------------------------------------------


@pytest.mark.parametrize(("significance", "expected"), [("minor", 0), ("normal", 0), ("meaning", 2)])
def test_a_change_of_meaning_calls_every_live_text_on_it_back(fact, ann, significance, expected):
    standing_on(fact)
    standing_on(fact)
    make.live(make.explainer())
    alter(fact, ann, significance)
    assert len(rechecks()) == expected


def test_still_correct_closes_it_for_that_text_until_the_fact_changes_again(fact, ann):
    first, second = standing_on(fact), standing_on(fact)
    alter(fact, ann)
    confirming.still_correct(first, by=ann)
    assert rechecks() == [("F1", second.pk)]
    alter(fact, ann, statement="Different again.")
    assert sorted(rechecks()) == sorted([("F1", first.pk), ("F1", second.pk), ("F1", second.pk)])


@pytest.mark.parametrize(("significance", "closed"), [("minor", False), ("normal", True), ("meaning", True)])
def test_a_text_written_and_published_since_closes_it_but_a_spelling_does_not(fact, ann, significance, closed):
    document = standing_on(fact)
    alter(fact, ann)
    make.live(document, text="rewritten", significance=significance, shared={"facts": ["F1"]})
    assert (rechecks() == []) is closed


def test_a_text_that_had_been_waiting_from_before_the_change_proves_nothing(fact, ann):
    document = standing_on(fact)
    waiting = make.revision(document, text="waiting", shared={"facts": ["F1"]})
    alter(fact, ann)
    make.publish(waiting, significance="meaning")
    assert len(rechecks()) == 1


def test_going_back_to_an_old_text_proves_nothing(fact, ann):
    document = standing_on(fact)
    first = document.editions.get().live
    make.live(document, text="second", shared={"facts": ["F1"]})
    alter(fact, ann)
    edition = document.editions.get()
    lifecycle.roll_back(edition, to=first, seen=lifecycle.live_now(first), significance="meaning", by=ann)
    assert len(rechecks()) == 1


def test_a_translation_that_goes_live_proves_nothing_about_the_english(fact, ann):
    document = standing_on(fact)
    alter(fact, ann)
    make.live(document, "ar", "translated")
    assert len(rechecks()) == 1


def test_a_text_that_no_longer_stands_on_it_or_is_not_live_has_nothing_to_answer_for(fact, ann):
    leaves, down, gone = standing_on(fact), standing_on(fact), standing_on(fact)
    alter(fact, ann)
    make.live(leaves, text="without it", shared={}, significance="minor")
    lifecycle.take_down(down.editions.get(), by=ann)
    lifecycle.withdraw(gone, reason="unsure", by=ann)
    assert rechecks() == []


def test_facts_past_their_day_and_those_that_readers_see(fact):
    later = Fact.objects.create(code="F2", statement="x", confidence="found", checked_on=TODAY, check_by=TODAY)
    assert list(Fact.objects.past_check(TODAY)) == [fact]
    assert not Fact.objects.of_live_texts().exists()
    standing_on(later)
    assert list(Fact.objects.of_live_texts()) == [later]


def test_nothing_of_this_is_ever_rewritten(fact, ann):
    alter(fact, ann)
    for act in (lambda: Change.objects.update(by=None), lambda: Change.objects.all()._raw_delete("default")):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()
