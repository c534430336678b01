"""What was decided is done when its time comes, once, or refused aloud."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from site_app.editions import lifecycle
from site_app.editions.desk import scheduling
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Edition, Publication, Scheduled
from tests import make

pytestmark = pytest.mark.django_db


def plan(*revisions, hours=1.0, by=None, significance="normal"):
    return scheduling.schedule(
        *revisions,
        seen=lifecycle.live_now(*revisions),
        significance=significance,
        at=timezone.now() + timedelta(hours=hours),
        by=by or make.person(roles=["publisher"]),
    )


def time_comes():
    Scheduled.objects.update(at=timezone.now() - timedelta(seconds=1))


def live(revision):
    return Edition.objects.filter(live=revision).exists()


def test_nothing_happens_before_its_time_and_everything_at_it_together():
    english, other = make.revision(make.explainer()), make.revision(make.explainer())
    plan(english, other)
    assert scheduling.publish_due() == []
    assert not live(english)
    time_comes()
    (done,) = scheduling.publish_due()
    assert done.done_at
    assert live(english)
    assert live(other)


def test_doing_it_twice_does_it_once():
    plan(make.revision(make.explainer()))
    time_comes()
    scheduling.publish_due()
    assert scheduling.publish_due() == []
    assert Publication.objects.count() == 1


def test_planning_changes_nothing_for_readers():
    revision = make.revision(make.explainer())
    plan(revision)
    assert not Publication.objects.exists()
    assert not live(revision)


@pytest.mark.parametrize("hours", [0, -1, -100_000])
def test_a_time_that_has_passed_is_refused(hours):
    with pytest.raises(Refused, match="has passed"):
        plan(make.revision(make.explainer()), hours=hours)


def test_what_could_not_go_out_now_is_not_planned_either():
    with pytest.raises(Refused, match="signed off first"):
        plan(make.revision(make.explainer(sign_off="CAJ")))
    assert not Scheduled.objects.exists()


def test_one_page_is_planned_once():
    revision = make.revision(make.explainer())
    first = plan(revision)
    with pytest.raises(Refused, match="already planned"):
        plan(revision)
    scheduling.cancel(first, by=make.person())
    plan(revision)


def test_what_somebody_changed_meanwhile_is_refused_and_the_publisher_is_told():
    document = make.explainer()
    plan(make.revision(document))
    make.publish(make.revision(document, text="faster"))
    time_comes()
    (refused,) = scheduling.publish_due()
    assert "changed this text meanwhile" in refused.refusal
    assert list(Scheduled.objects.refused()) == [refused]
    assert scheduling.publish_due() == [], "and not tried again"
    assert Publication.objects.count() == 1
    scheduling.cancel(refused, by=make.person())
    assert list(Scheduled.objects.refused()) == []


def test_one_refusal_does_not_hold_up_the_others():
    withdrawn, fine = make.explainer(), make.revision(make.explainer())
    make.live(withdrawn)
    plan(make.revision(withdrawn, text="new"))
    plan(fine)
    lifecycle.withdraw(withdrawn, reason="mistake", by=None)
    time_comes()
    ends = scheduling.publish_due()
    assert [bool(end.refusal) for end in ends] == [True, False]
    assert live(fine)


def test_a_closed_account_publishes_nothing():
    person = make.person(roles=["publisher"])
    revision = make.revision(make.explainer())
    plan(revision, by=person)
    person.is_active = False
    person.save()
    time_comes()
    assert "closed" in scheduling.publish_due()[0].refusal
    assert not live(revision)


def test_whoever_is_no_publisher_any_more_publishes_nothing():
    person = make.person(roles=["publisher"])
    revision = make.revision(make.explainer())
    plan(revision, by=person)
    person.grants.all().delete()
    time_comes()
    assert "may not publish any more" in scheduling.publish_due()[0].refusal
    assert not live(revision)


def test_what_was_returned_meanwhile_does_not_go_out_unless_it_is_submitted_again():
    first, second = make.revision(make.explainer()), make.revision(make.explainer())
    for revision in (first, second):
        plan(revision)
        lifecycle.mark(revision, "returned", by=make.person())
    lifecycle.mark(second, "submitted", by=make.person())
    time_comes()
    refusals = [end.refusal for end in scheduling.publish_due()]
    assert ["sent back" in refusal for refusal in refusals] == [True, False]
    assert (live(first), live(second)) == (False, True)


def test_what_is_cancelled_never_happens_and_what_happened_is_not_cancelled():
    first, second = plan(make.revision(make.explainer())), plan(make.revision(make.explainer()))
    scheduling.cancel(first, by=make.person())
    with pytest.raises(Refused, match="already"):
        scheduling.cancel(first, by=make.person())
    time_comes()
    assert scheduling.publish_due() == [second]
    with pytest.raises(Refused, match="published already"):
        scheduling.cancel(second, by=make.person())


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["due", "cancel", "other", "time"]), max_size=8))
def test_however_it_goes_it_ends_at_most_once(steps):
    document, person = make.explainer(), make.person()
    planned = plan(make.revision(document))
    ends = set()
    for step in steps:
        if step == "time":
            time_comes()
        elif step == "due":
            ends |= {("done" if end.done_at else "refused") for end in scheduling.publish_due() if end == planned}
        elif step == "other":
            make.publish(make.revision(document, text=f"other {len(steps)} {timezone.now()}"))
        else:
            try:
                scheduling.cancel(planned, by=person)
            except Refused:
                continue
            ends -= {"refused"}  # that was taking note
            ends.add("cancelled")
    assert len(ends) <= 1
    published = Publication.objects.filter(revision__scheduled=planned).count()
    assert published == (1 if "done" in ends else 0)
