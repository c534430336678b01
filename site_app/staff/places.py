"""Where something is put right: the address of the screen for it."""

from django.urls import reverse

from site_app.content.links import Holder
from site_app.editions.models import Edition, Revision


def of_document(pk: int, kind: str, slug: str) -> str:
    """The screen of one document, in all its languages."""
    if kind == "organisation":
        return reverse("keeping:organisation", args=[slug])
    return reverse("keeping:document_trail", args=[pk])


def of_edition(edition: Edition) -> str:
    return of_document(edition.document_id, edition.document.kind, edition.document.slug)


def of_revision(revision: Revision) -> str:
    return of_edition(revision.edition)


def of_language(code: str) -> str:
    return reverse("keeping:first")


def of_holder(holder: Holder) -> str:
    if holder.what == "document":
        return of_document(holder.pk, holder.kind, holder.slug)
    return reverse(f"keeping:{holder.what}", args=[holder.slug])
