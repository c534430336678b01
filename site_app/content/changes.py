"""What the desk does to facts, organisations and sources, each act with its line in the trail.

Texts never change here: those are revisions (`editions.lifecycle`). What changes here is right everywhere at
once, because every page reads the row.
"""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from site_app.content.models import Change, Fact, Organisation, Source
from site_app.editions.models import Publication, Site

Act = Change.Act
OF_ROW = {Fact: "fact", Organisation: "organisation", Source: "source"}


class ChangedMeanwhile(Exception):
    """Somebody else saved this row after it was opened. Nothing was changed. `row` is as it is now."""

    def __init__(self, row):
        self.row = row
        super().__init__(f"{row} has changed since it was opened")


def seen(row) -> int:
    """What a person has seen of a row's history when they open it, for `change` and `confirm`."""
    newest = _of(row).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


@transaction.atomic
def add(row, *, by, sources: list[Source] | None = None):
    """A new row. Returns it."""
    row.save()
    if sources is not None:
        row.sources.set(sources)
    after = {name: value for name, value in _values(row).items() if value not in ("", None, [], False)}
    _record(row, Act.ADDED, by=by, after=after)
    return row


@transaction.atomic
def change(
    row, values: Mapping, *, by, seen: int, significance: str = "", sources: list[Source] | None = None
) -> Change | None:
    """Puts new values in place. None if nothing differs.

    seen: from `seen`, taken when the person opened the row; raises ChangedMeanwhile if there is more now.
    significance: of a fact, how much it changes for readers. A change of meaning brings every live text that
    stands on it back to the desk (`Change.objects.open_rechecks`).
    """
    row = _locked(row, seen)
    has = _values(row)
    wanted = dict(values) | ({} if sources is None else {"sources": sorted(source.slug for source in sources)})
    before = {name: has[name] for name, value in wanted.items() if name in has and has[name] != value}
    if not before:
        return None
    if isinstance(row, Fact) and significance not in Publication.Significance.values:
        raise ValueError("A changed fact says how much it changes for readers.")
    # Who checked it stands in the row; in the trail the line itself says who.
    fields = [name for name in (*before, *({"checked_by"} & set(wanted))) if name != "sources"]
    for name in fields:
        setattr(row, name, wanted[name])
    row.save(update_fields=fields)
    if "sources" in before:
        row.sources.set(sources)
    after = {name: wanted[name] for name in before}
    kind = significance if isinstance(row, Fact) else ""
    return _record(row, Act.CHANGED, by=by, before=before, after=after, significance=kind)


@transaction.atomic
def confirm(row: Fact | Organisation, *, by, seen: int, check_by: date, today: date) -> Change:
    """Checked today, still true: one act, with the day it has to be looked at again."""
    if check_by <= today:
        raise ValueError("The next check lies in the future.")
    row = _locked(row, seen)
    before = {"checked_on": row.checked_on, "check_by": row.check_by}
    row.checked_on, row.checked_by, row.check_by = today, by, check_by
    row.save(update_fields=["checked_on", "checked_by", "check_by"])
    return _record(row, Act.CONFIRMED, by=by, before=before, after={"checked_on": today, "check_by": check_by})


def _of(row):
    return Change.objects.filter(**{OF_ROW[type(row)]: row})


def _locked(row, seen_before: int):
    row = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if seen(row) != seen_before:
        raise ChangedMeanwhile(row)
    return row


def _values(row) -> dict:
    """Everything about a row that the desk may change, as the trail tells it."""
    skipped = {"id", "document_ptr", "kind", "library_fingerprint", "withdrawn", "checked_by"}
    skipped |= {"title", "summary", "caution"}
    texts = row.live_text_columns() if isinstance(row, Organisation) else set()
    wanted = {"caution"} if isinstance(row, Fact) else {"title"} if isinstance(row, Source) else set()
    fields = [field for field in row._meta.concrete_fields if field.name not in (skipped - wanted) | texts]
    values = {field.name: getattr(row, field.name) for field in fields}
    if isinstance(row, Fact):
        values["sources"] = sorted(row.sources.values_list("slug", flat=True))
    return values


def _record(row, act: str, *, by, before=None, after=None, significance="") -> Change:
    made = Change.objects.create(
        **{OF_ROW[type(row)]: row}, act=act, by=by, before=before or {}, after=after or {}, significance=significance
    )
    Site.raise_generation()
    return made
