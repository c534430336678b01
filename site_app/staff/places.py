"""Where something is put right: the address of the screen for it.

English texts of organisations are written on the organisation's own screen; those of words and topics have none, so
their trail is what there is to look at. Translations are all written side by side.
"""

from django.urls import reverse

from site_app.content.links import Holder
from site_app.editions.models import Document, Edition, Revision
from site_app.staff.typed import KINDS


def of_document(pk: int, kind: str, slug: str) -> str:
    """The screen of one document, in all its languages."""
    if kind in KINDS:
        return reverse("writing:document", kwargs={"pk": pk})
    if kind == Document.Kind.ORGANISATION:
        return reverse("keeping:organisation", args=[slug])
    return reverse("keeping:document_trail", args=[pk])


def of_edition(edition: Edition) -> str:
    """Where one language of it is written."""
    document = edition.document
    if document.kind in KINDS or not edition.is_source:
        return reverse("writing:edit", kwargs={"pk": document.pk, "language": edition.language_id})
    return of_document(document.pk, document.kind, document.slug)


def of_revision(revision: Revision, *, publish: bool = False) -> str:
    """Where a text is read and answered, or published."""
    edition = revision.edition
    if edition.document.kind not in KINDS and edition.is_source:
        return of_edition(edition)
    numbers = {"pk": edition.document_id, "language": edition.language_id, "number": revision.number}
    return reverse("writing:publish" if publish else "writing:revision", kwargs=numbers)


def of_outdated() -> str:
    return f"{reverse('writing:texts')}?state=outdated"


def of_holder(holder: Holder) -> str:
    if holder.what == "document":
        return of_document(holder.pk, holder.kind, holder.slug)
    return reverse(f"keeping:{holder.what}", args=[holder.slug])
