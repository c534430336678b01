"""What an act will do is told before, agrees with what it then does, and changes nothing by being told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_app.editions import lifecycle
from site_app.editions.desk.foreseeing import foresee
from site_app.editions.models import Edition, Mark, Publication, Recheck, Revision, Site
from tests import make

pytestmark = pytest.mark.django_db


def codes(seen):
    return [one.language.code for one in seen]


@pytest.fixture
def document():
    document = make.explainer()
    english = make.live(document)
    arabic = make.live(document, "ar", based_on=english)
    make.live(document, "pl", based_on=english)
    lifecycle.mark(arabic, Mark.Kind.CHECKED, by=make.person())
    return document


@pytest.mark.parametrize(
    ("significance", "warns", "falls_behind"),
    [("minor", [], []), ("normal", [], ["pl", "ar"]), ("meaning", ["pl", "ar"], [])],
)
def test_which_languages_will_warn_their_readers(document, significance, warns, falls_behind):
    new = make.revision(document, text="new")
    outlook = foresee(lambda: make.publish(new, significance=significance), document)
    assert codes(outlook.changes) == ["en"]
    assert codes(outlook.warns) == warns
    assert codes(outlook.falls_behind) == falls_behind
    assert not outlook.refusal


def test_a_refusal_is_told_and_nothing_else(document):
    outlook = foresee(lambda: lifecycle.restore(document, by=None), document)
    assert "not withdrawn" in outlook.refusal
    assert not outlook.changes


def test_taking_down_and_withdrawing_say_who_loses_the_text(document):
    arabic = document.editions.get(language="ar")
    assert codes(foresee(lambda: lifecycle.take_down(arabic, by=None), document).disappears) == ["ar"]
    withdrawing = foresee(lambda: lifecycle.withdraw(document, reason="mistake", by=None), document)
    assert codes(withdrawing.disappears) == ["en", "pl", "ar"]


def test_explainers_that_will_be_marked_for_reading_again_are_named(document):
    update = make.update()
    revision = make.revision(update, shared={"touches": [document.slug]})
    outlook = foresee(lambda: make.publish(revision), update)
    assert codes(outlook.appears) == ["en"]
    assert [one.pk for one in outlook.rechecks] == [document.pk]
    assert not Recheck.objects.exists()


def everything():
    return (
        Site.objects.get().generation,
        list(Revision.objects.values_list("pk", flat=True)),
        list(Publication.objects.values_list("pk", flat=True)),
        list(Edition.objects.order_by("pk").values_list("pk", "live", "latest")),
    )


def seen_by_readers(document):
    visible = Edition.objects.visible().with_freshness().filter(document=document)
    return {one.language_id: (one.live_id, one.checked, one.outdated) for one in visible}


acts = st.sampled_from(["publish en", "publish ar", "take down", "withdraw", "restore", "roll back", "redact"])


@settings(max_examples=15)
@given(st.lists(st.tuples(acts, st.sampled_from(["minor", "normal", "meaning"])), min_size=1, max_size=6))
def test_what_is_told_is_what_then_happens(steps):
    document = make.explainer()
    first = make.live(document)
    make.live(document, "ar", based_on=first)
    for number, (what, significance) in enumerate(steps):
        act = _act(document, first, what, significance, number)
        untouched, before = everything(), seen_by_readers(document)
        outlook = foresee(act, document)
        assert everything() == untouched
        refusal = _refusal(act)
        assert outlook.refusal == refusal
        if refusal:
            continue
        after = seen_by_readers(document)
        assert set(codes(outlook.appears)) == set(after) - set(before)
        assert set(codes(outlook.disappears)) == set(before) - set(after)
        both = set(before) & set(after)
        assert set(codes(outlook.changes)) == {code for code in both if before[code][0] != after[code][0]}
        worse = {code for code in both if before[code][2] != after[code][2]}
        assert set(codes(outlook.warns + outlook.falls_behind + outlook.catches_up)) == worse


def _refusal(act) -> str:
    try:
        act()
    except lifecycle.Refused as refused:
        return str(refused)
    return ""


def _act(document, first, what, significance, number):
    english, arabic = (document.editions.get(language=code) for code in ("en", "ar"))
    if what.startswith("publish"):
        new = make.revision(document, what[-2:], f"text {number}")
        return lambda: make.publish(new, significance=significance)
    return {
        "take down": lambda: lifecycle.take_down(arabic, by=None),
        "withdraw": lambda: lifecycle.withdraw(document, reason="mistake", by=None),
        "restore": lambda: lifecycle.restore(document, by=None),
        "roll back": lambda: lifecycle.roll_back(
            english, to=first, seen={english.pk: english.live_id}, significance=significance, by=None
        ),
        "redact": lambda: lifecycle.redact(arabic.latest, by=None),
    }[what]
