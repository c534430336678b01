"""An update and the positions it changes: written, submitted and published together."""

from dataclasses import dataclass

from django.db import transaction

from site_app import languages
from site_app.content.models import Position
from site_app.editions import lifecycle
from site_app.editions.models import Document, Edition, Mark, Revision


@dataclass(frozen=True)
class Words:
    """What is to be saved of one text."""

    document: Document
    language: str
    texts: dict
    after: Revision | None
    note: str = ""
    shared: dict | None = None
    based_on: Revision | None = None


@transaction.atomic
def save(*texts: Words, by) -> list[Revision]:
    """All of them, or none: Stale or Refused of one is that of all."""
    return [
        lifecycle.save_revision(
            one.document,
            one.language,
            texts=one.texts,
            note=one.note,
            shared=one.shared,
            based_on=one.based_on,
            after=one.after,
            by=by,
        )
        for one in texts
    ]


def together(revision: Revision) -> list[Revision]:
    """What goes live with this text: itself, and of an update the newer texts that wait for positions it changes."""
    if revision.edition.document.kind != Document.Kind.UPDATE or not revision.edition.is_source:
        return [revision]
    changed = Position.objects.filter(slug__in=revision.shared.get("positions") or [])
    waiting = (
        Edition.objects.with_waiting()
        .filter(document__in=changed.values("pk"), language=languages.SOURCE)
        .exclude(waiting="")
        .select_related("latest__edition__document")
        .order_by("document")
    )
    return [revision, *(edition.latest for edition in waiting)]


@transaction.atomic
def submit(*revisions: Revision, by) -> list[Mark]:
    return [lifecycle.mark(revision, Mark.Kind.SUBMITTED, by=by) for revision in revisions]


@transaction.atomic
def give_back(*revisions: Revision, comment: str, by) -> list[Mark]:
    """Returned to whoever wrote it, with what has to be done."""
    return [lifecycle.mark(revision, Mark.Kind.RETURNED, comment=comment, by=by) for revision in revisions]
