"""The trail: who did what to which text when, from tables that only grow."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from site_app import append_only
from site_app.accounts import trail as account_trail
from site_app.accounts.models import Event
from site_app.content import changes, copies
from site_app.editions import lifecycle
from site_app.editions.desk import commenting, confirming, moving, scheduling
from site_app.editions.models import Edition, Mark
from site_app.staff import trail
from tests import make
from tests.test_append_only import a_change_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def ann():
    return make.person("ann")


@pytest.fixture
def history(ann, fact, source, helpline, settings, tmp_path):
    """One of everything. Gives the document."""
    settings.MEDIA_ROOT = tmp_path
    document = make.explainer(slug="guide")
    first = make.revision(document, text="one", by=ann)
    lifecycle.mark(first, Mark.Kind.SUBMITTED, by=ann, comment="Please look.")
    lifecycle.mark(first, Mark.Kind.RETURNED, by=None, name="Una Adviser", comment="Shorter.")
    commenting.comment(first, words="Say when.", by=ann)
    make.publish(first, by=ann)
    confirming.still_correct(document, by=ann)
    lifecycle.withdraw(document, reason="mistake", by=ann)
    lifecycle.restore(document, by=ann)
    edition = Edition.objects.get(document=document)
    second = make.revision(document, text="two", by=ann)
    make.publish(second, by=ann, significance="meaning")
    lifecycle.redact(second, by=ann)
    assert edition.pk
    third = make.revision(document, text="three", by=ann)
    seen, at = lifecycle.live_now(third), timezone.now() + timedelta(days=1)
    scheduling.cancel(scheduling.schedule(third, seen=seen, significance="minor", at=at, by=ann), by=ann)
    moving.move(document, to="guide-moved", by=ann)
    moving.move(document, to="guide", by=ann)
    changes.change(fact, {"statement": "=1+1"}, by=ann, seen=0, significance="normal")
    changes.change(helpline, {"phones": [{"number": "101", "label": "", "confirmed": False}]}, by=ann, seen=0)
    changes.confirm(
        fact, by=ann, seen=changes.seen(fact), check_by=timezone.localdate() + timedelta(9), today=timezone.localdate()
    )
    copies.remove(copies.keep(source, PDF, by=ann), by=ann)
    account_trail.record(Event.What.SIGNED_IN, by=ann)
    return document


def told(strands=tuple(trail.STRANDS), **wanted):
    return trail.told(trail.keys(trail.Wanted(**wanted), strands))


def test_everything_is_told_the_newest_first(history):
    entries = told()
    assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)
    assert {(entry.who, entry.what) for entry in entries} == {
        ("ann", "saved a text"), ("ann", "handed in for review"), ("Una Adviser", "sent back"), ("ann", "commented"),
        ("ann", "published"), ("ann", "read it again: still correct"), ("ann", "withdrew"), ("ann", "restored"),
        ("ann", "took down"), ("ann", "removed the words for good"), ("ann", "changed"), ("ann", "checked, still true"),
        ("ann", "changed its address"), ("ann", "planned its publication"), ("ann", "called its publication off"),
        ("ann", "kept a copy"), ("ann", "removed a copy"), ("ann", "signed in"),
    }  # fmt: skip


def test_a_line_says_to_what_and_how(history):
    details = {entry.what: (entry.thing, entry.language, entry.detail) for entry in told()}
    assert details["sent back"] == ("Title one", "English", "Shorter.") or details["sent back"][0] == "guide"
    assert details["withdrew"][2] == "There was a mistake in this page."
    assert details["removed a copy"][0] == "An article"
    of_rows = {entry.thing: entry.detail for entry in told(strand="changes")}
    assert of_rows["A Helpline"] == "telephone: 0800 555 111 → 101 (not confirmed)"
    assert "what is true: Police may ask your name. → =1+1" in {
        entry.detail.removeprefix("a change: ") for entry in told(strand="changes")
    }


def test_what_the_library_did_is_left_out_unless_it_is_asked_for(helpline):
    assert told() == []
    assert {entry.who for entry in told(library=True)} == {"library files"}


def test_of_one_document_of_one_person_of_some_days(history, ann):
    other = make.explainer(slug="other")
    bob = make.person("bob")
    make.revision(other, by=bob)
    assert {entry.who for entry in told(document=history.pk)} == {"ann", "Una Adviser"}
    assert {entry.document for entry in told(document=history.pk)} == {history.document_ptr}
    assert [entry.what for entry in told(person=bob.pk)] == ["saved a text"]
    today = timezone.localdate()
    assert told(until=today - timedelta(days=1)) == told(since=today + timedelta(days=1)) == []
    assert len(told(since=today, until=today)) == len(told())


def test_what_happened_to_a_persons_account_is_theirs_too(ann):
    administrator = make.person("adm")
    account_trail.record(Event.What.ROLES, by=administrator, about=ann)
    assert [entry.what for entry in told(person=ann.pk)] == ["changed roles"]


def test_an_organisations_own_trail_has_its_numbers_in_it(history, helpline):
    assert [entry.what for entry in told(document=helpline.pk)] == ["changed"]


def test_nothing_in_the_trail_can_be_changed_or_removed(history):
    """Of each strand, the table refuses; copies of sources alone may go, and say who removed them."""
    models = {trail.STRANDS[key].rows().model for key in trail.STRANDS} - {copies.ArchivedCopy}
    assert models <= set(append_only.guarded())
    for model in models:
        assert model.objects.exists()
        for act in (
            lambda model=model: model.objects.update(**a_change_of(model)),
            lambda model=model: model.objects.all()._raw_delete("default"),
        ):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                act()


# --- the screen ------------------------------------------------------------------------------------------


def test_the_screen_has_pages_of_fifty_and_a_fixed_number_of_queries(client, sign_in, history, ann):
    sign_in("publisher", "administrator")
    address = reverse("keeping:trail")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(60):
        make.revision(make.explainer(), text=f"t{number}", by=ann)
    with CaptureQueriesContext(connection) as many:
        answer = client.get(address)
    assert len(many) <= len(few)
    assert len(answer.context["entries"]) == 50
    assert "Page 1 of 2" in answer.content.decode()
    assert len(client.get(address, {"page": 2}).context["entries"]) > 10


def test_the_filter_narrows_it_down_and_stays_when_turning_the_page(client, sign_in, history, ann):
    sign_in("publisher")
    query = {"strand": "publications", "person": ann.pk, "since": "2026-01-01"}
    answer = client.get(reverse("keeping:trail"), query)
    assert {entry.what for entry in answer.context["entries"]} == {"published", "withdrew", "restored", "took down"}
    assert "strand=publications" in answer.context["query"]


@pytest.mark.parametrize("query", [{"since": "yesterday"}, {"strand": "everything"}, {"person": "0"}, {"page": "x"}])
def test_a_filter_that_makes_no_sense_is_told_and_breaks_nothing(client, sign_in, history, query):
    sign_in("publisher")
    answer = client.get(reverse("keeping:trail"), query)
    assert answer.status_code == 200
    assert ("errorlist" in answer.content.decode()) is (query != {"page": "x"})


def test_accounts_are_for_administrators_alone(client, sign_in, history):
    sign_in("publisher")
    assert "signed in" not in client.get(reverse("keeping:trail")).content.decode()
    assert client.get(reverse("keeping:trail"), {"strand": "accounts"}).context["form"].errors
    assert "signed in" not in read(client.get(reverse("keeping:export_trail")))
    sign_in("administrator")
    assert "signed in" in client.get(reverse("keeping:trail")).content.decode()


# --- the file --------------------------------------------------------------------------------------------


def read(answer):
    return b"".join(answer.streaming_content).decode()


def test_the_file_has_every_line_and_no_formula(client, sign_in, history, ann):
    sign_in("publisher")
    ann.first_name = "=HYPERLINK(0)"
    ann.save()
    answer = client.get(reverse("keeping:export_trail"))
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    rows = list(csv.reader(io.StringIO(read(answer))))
    assert rows[0] == ["When (UTC)", "Who", "What", "To what", "Language", "Detail"]
    assert len(rows) - 1 == len(told(strands=[key for key in trail.STRANDS if key != "accounts"]))
    assert "'=HYPERLINK(0)" in {row[1] for row in rows}
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


def test_the_file_of_one_document_is_about_that_document(client, sign_in, history, ann):
    sign_in("administrator")
    make.revision(make.explainer(slug="other"), by=ann)
    rows = list(csv.reader(io.StringIO(read(client.get(reverse("keeping:export_trail"), {"document": history.pk})))))
    assert len(rows) - 1 == len(told(document=history.pk))
    assert client.get(reverse("keeping:export_trail"), {"document": "99999"}).status_code == 404


@pytest.mark.parametrize("roles", [["author"], [("translator", "ar"), ("checker", "ar")], []])
def test_the_file_is_only_for_those_allowed(client, sign_in, roles):
    sign_in(*roles)
    assert client.get(reverse("keeping:export_trail")).status_code == 403
    assert "spreadsheet" not in client.get(reverse("keeping:trail")).content.decode()
