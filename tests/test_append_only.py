"""The database itself refuses to rewrite history, and says so when it no longer can."""

from datetime import timedelta

import pytest
from django.core import checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from site_app import append_only
from site_app.accounts import trail
from site_app.accounts.models import Event
from site_app.content import changes
from site_app.content.models import Source
from site_app.editions import lifecycle, opening
from site_app.editions.catalogues import catalogue
from site_app.editions.desk import commenting, confirming, moving, scheduling
from site_app.editions.models import FaultDismissed, Mark, Publication, Retraction, Revision
from tests import make

pytestmark = pytest.mark.django_db

REDACTED = {"texts": {}, "note": "", "redacted_at": timezone.now()}


@pytest.fixture
def history():
    document = make.explainer()
    revision = make.live(document)
    somebody = make.person("somebody")
    lifecycle.mark(revision, Mark.Kind.SUBMITTED, by=somebody)
    commenting.comment(revision, words="Say when.", passage="Body", by=somebody)
    confirming.still_correct(document, by=somebody)
    moving.move(document, to="moved", by=somebody)
    planned = make.revision(document, text="planned")
    seen, at = lifecycle.live_now(planned), timezone.now() + timedelta(days=1)
    scheduling.schedule(planned, seen=seen, significance="minor", at=at, by=somebody)
    source = Source(slug="s", publisher="P", title="T", url="https://example.org", read_on="2026-11-22")
    changes.add(source, by=somebody)
    lifecycle.take_down(revision.edition, by=None)
    FaultDismissed.objects.create(
        edition=revision.edition, fingerprint="x", kind="number", name="somebody", by=somebody
    )
    opening.confirm_interface("pl", fingerprint=catalogue("pl").fingerprint, by=somebody)
    trail.record(Event.What.SIGNED_IN, by=make.person())
    return revision


def refused(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def a_change_of(model) -> dict:
    """Another time, or in a table that keeps none whatever it has last, even as it is."""
    last = model._meta.concrete_fields[-1].name
    return {"at": timezone.now()} if hasattr(model, "at") else {last: F(last)}


@pytest.mark.parametrize("model", append_only.guarded())
def test_no_row_of_history_is_changed_or_deleted(history, model):
    refused(lambda: model.objects.update(**a_change_of(model)))
    refused(lambda: model.objects.all()._raw_delete("default"))


def test_neither_an_insert_or_replace_nor_a_truncate_gets_past(history):
    table = Revision._meta.db_table
    if connection.vendor == "sqlite":
        columns = ", ".join(field.column for field in Revision._meta.concrete_fields)
        statement = f"INSERT OR REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}"
    else:
        statement = f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE"
    with connection.cursor() as cursor:
        refused(lambda: cursor.execute(statement))


@pytest.mark.parametrize(
    "values",
    [
        REDACTED | {"number": 7},
        REDACTED | {"shared": {"facts": []}},
        REDACTED | {"texts": {"title": "another story"}},
        REDACTED | {"note": "another note"},
        {"texts": {}, "note": ""},
    ],
    ids=["and another number", "and other facts", "with other words", "with another note", "without saying when"],
)
def test_a_redaction_removes_words_and_touches_nothing_else(history, values):
    refused(lambda: Revision.objects.update(**values))


def test_a_redaction_happens_once(history):
    Revision.objects.update(**REDACTED)
    refused(lambda: Revision.objects.update(**REDACTED))


def test_a_mark_may_lose_what_was_said_with_it_and_nothing_else(history):
    lifecycle.mark(history, Mark.Kind.RETURNED, by=make.person(), comment="Jane Doe must go.")
    refused(lambda: Mark.objects.update(comment="", name="nobody"))
    refused(lambda: Mark.objects.update(comment="another"))
    Mark.objects.update(comment="")


def test_people_with_a_trail_cannot_be_deleted(history):
    with pytest.raises(IntegrityError):
        Mark.objects.get().by.delete()


def check():
    return [error.id for error in checks.run_checks(tags=["database"], databases=["default"])]


def every_trigger():
    verbs = ["update", "delete", *(["truncate"] if connection.vendor == "postgresql" else [])]
    return [f"{model._meta.db_table}_no_{verb}" for model in append_only.guarded() for verb in verbs]


@pytest.mark.parametrize("name", every_trigger())
def test_the_system_check_fails_without_a_trigger_and_a_migration_brings_it_back(name):
    assert check() == []
    table = name.split("_no_")[0]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else ""))
    assert check() == ["append_only.E001"]
    call_command("migrate", verbosity=0, skip_checks=True)
    assert check() == []


def test_the_system_check_fails_when_a_trigger_is_there_but_does_nothing():
    name = f"{Publication._meta.db_table}_no_delete"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE {Publication._meta.db_table} DISABLE TRIGGER "{name}"')
        else:
            cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(f'CREATE TRIGGER "{name}" BEFORE DELETE ON {Publication._meta.db_table} BEGIN SELECT 1; END')
    assert append_only.missing() == [name]


def test_a_database_from_before_a_table_was_made_has_nothing_to_guard_there_and_can_be_migrated():
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {Retraction._meta.db_table}")
    assert check() == []
