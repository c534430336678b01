"""Facts at the desk: a change says how much it matters, nothing typed is lost, and readers get it at once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from site_app.content import changes
from site_app.content.models import Change, Fact
from tests import make
from tests.staff.keeping.conftest import standing_on

pytestmark = pytest.mark.django_db

FACT = reverse("keeping:fact", args=["F1"])


def typed(client, **values):
    """What the browser would send: the form as it is, with other values."""
    form = client.get(FACT).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False, "")}
    return sent | {"significance": "normal"} | values


def test_a_change_of_meaning_puts_the_pages_on_the_desk_and_says_so(client, sign_in, fact):
    person = sign_in("author")
    document = standing_on(fact, slug="about-names")
    answer = client.post(FACT, typed(client, statement="Police may not ask.", significance="meaning"), follow=True)
    assert "Pages on the desk to be read again: 1." in answer.content.decode()
    assert Change.objects.get().by == person
    waiting = client.get(reverse("keeping:rechecks")).content.decode()
    assert "Title words" in waiting
    assert "Police may not ask." in waiting
    answer = client.post(reverse("keeping:still_correct", args=[document.pk]), follow=True)
    assert "Nothing waits to be read again." in answer.content.decode()


def test_a_small_change_says_that_it_is_saved(client, sign_in, fact):
    sign_in("author")
    answer = client.post(FACT, typed(client, statement="Police may ask your name!", significance="minor"), follow=True)
    assert "It is right everywhere from now on." in answer.content.decode()
    fact.refresh_from_db()
    assert fact.checked_by is None  # whoever corrects a letter has checked nothing


def test_nothing_different_is_nothing_saved(client, sign_in, fact):
    sign_in("author")
    assert "Nothing was different" in client.post(FACT, typed(client), follow=True).content.decode()
    assert not Change.objects.exists()


def test_having_checked_it_is_noted_with_the_day_and_the_person(client, sign_in, fact, today):
    person = sign_in("publisher")
    later = today + timedelta(days=60)
    client.post(FACT, typed(client, statement="Still so.", checked_today="on", check_by=later))
    fact.refresh_from_db()
    assert (fact.checked_on, fact.checked_by, fact.check_by) == (today, person, later)


def test_sources_are_added_and_taken_away(client, sign_in, fact, source):
    sign_in("author")
    client.post(FACT, typed(client, another_source=source.pk))
    assert list(fact.sources.all()) == [source]
    client.post(FACT, typed(client, sources=[]))
    assert not fact.sources.exists()


WRONG = [
    ({"statement": ""}, "This field is required."),
    ({"statement": "x" * 1001}, "at most 1000 characters"),
    ({"significance": ""}, "This field is required."),
    ({"dated": "March"}, "Write a date as 2023"),
    ({"confidence": "certain"}, "not one of the available choices"),
    ({"checked_today": "on", "check_by": ""}, "Say by when somebody should look at it again."),
    ({"checked_today": "on", "check_by": "2020-01-01"}, "That day has passed."),
    ({"checked_today": "on", "check_by": "2099-01-01"}, "more than a year away"),
    ({"checked_today": "on", "check_by": "soon"}, "Write the day as 2026-11-25."),
    ({"another_source": "999"}, "not one of the available choices"),
]


@pytest.mark.parametrize(("values", "told"), WRONG)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, sign_in, fact, values, told):
    sign_in("author")
    answer = client.post(FACT, typed(client, caution="Typed with care.", **values))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert told in html
    assert "Typed with care." in html
    assert "Police may ask your name." in html  # as it is, above the form
    assert not Change.objects.exists()


def test_somebody_elses_change_meanwhile_is_shown_and_sending_again_is_a_decision(client, sign_in, fact):
    sign_in("author")
    mine = typed(client, statement="Mine.")
    changes.change(fact, {"statement": "Theirs."}, by=make.person(), seen=0, significance="normal")
    html = client.post(FACT, mine).content.decode()
    assert "Somebody else changed this while you had it open" in html
    assert "Mine." in html
    assert "Theirs." in html
    fact.refresh_from_db()
    assert fact.statement == "Theirs."
    again = client.post(FACT, mine).context["form"]
    client.post(FACT, mine | {"seen": again["seen"].value()})
    fact.refresh_from_db()
    assert fact.statement == "Mine."


def test_checked_today_still_true_is_one_act(client, sign_in, fact, today):
    person = sign_in("author")
    sent = {"confirm-seen": 0, "confirm-check_by": today + timedelta(days=90)}
    answer = client.post(reverse("keeping:confirm_fact", args=["F1"]), sent, follow=True)
    assert "Noted: you checked it today." in answer.content.decode()
    fact.refresh_from_db()
    assert (fact.checked_on, fact.checked_by) == (today, person)
    assert Change.objects.get().act == "confirmed"


def test_checking_a_fact_that_has_just_changed_is_not_taken_for_checking_the_new_one(client, sign_in, fact, today):
    sign_in("author")
    changes.change(fact, {"statement": "Theirs."}, by=None, seen=0, significance="normal")
    sent = {"confirm-seen": 0, "confirm-check_by": today + timedelta(days=90)}
    html = client.post(reverse("keeping:confirm_fact", args=["F1"]), sent).content.decode()
    assert "Somebody else changed this" in html
    fact.refresh_from_db()
    assert fact.checked_by is None


def test_a_next_check_in_the_past_is_told(client, sign_in, fact, today):
    sign_in("author")
    sent = {"confirm-seen": 0, "confirm-check_by": today}
    assert "That day has passed." in client.post(reverse("keeping:confirm_fact", args=["F1"]), sent).content.decode()


def test_a_new_fact_gets_a_number_of_its_own(client, sign_in, fact, source, today):
    sign_in("author")
    sent = {
        "statement": "New.", "confidence": "found", "checked_today": "on", "check_by": today + timedelta(days=30),
        "another_source": source.pk,
    }  # fmt: skip
    for code in ("D1", "D2"):
        answer = client.post(reverse("keeping:new_fact"), sent)
        assert answer.headers["Location"] == reverse("keeping:fact", args=[code])
    made = Fact.objects.get(code="D1")
    assert list(made.sources.all()) == [source]
    assert made.changes.get().act == "added"


def test_nothing_new_comes_in_unchecked(client, sign_in, today):
    sign_in("author")
    sent = {"statement": "New.", "confidence": "known", "check_by": today + timedelta(days=30)}
    assert "Check it first" in client.post(reverse("keeping:new_fact"), sent).content.decode()
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("query", "codes"), [({"q": "NAME"}, ["F1"]), ({"q": "f1"}, ["F1"]), ({"q": "zzz"}, []), ({"due": ""}, ["F1"])]
)
def test_facts_are_found_by_words_by_number_and_by_being_due(client, sign_in, fact, today, query, codes):
    Fact.objects.create(code="F2", statement="x", confidence="found", checked_on=today, check_by=today + timedelta(9))
    sign_in(("translator", "ar"))
    answer = client.get(reverse("keeping:facts"), query)
    assert [one.code for one in answer.context["page"]] == codes
    assert ("There is none like that." in answer.content.decode()) is (codes == [])


def test_a_fact_that_is_not_there_is_not_found(client, sign_in):
    sign_in("author")
    assert client.get(reverse("keeping:fact", args=["F404"])).status_code == 404


@pytest.mark.parametrize("name", ["fact", "confirm_fact"])
def test_only_those_who_write_change_facts(client, sign_in, fact, name):
    sign_in(("translator", "ar"), ("checker", "ar"), "administrator")
    assert client.post(reverse(f"keeping:{name}", args=["F1"]), {"statement": "x"}).status_code == 403
    assert client.post(reverse("keeping:still_correct", args=[standing_on(fact).pk])).status_code == 403


def test_a_session_that_ended_meanwhile_loses_nothing_typed(client, sign_in, fact):
    sign_in("author")
    sent = typed(client, statement="Typed with care.")
    client.logout()
    answer = client.post(FACT, sent, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 401
    assert "Typed with care." in answer.content.decode()
