"""Where something is put right: the address of the screen for it."""

from django.urls import reverse

from site_app.content.links import Holder


def of_document(pk: int, kind: str, slug: str) -> str:
    """The screen of one document, in all its languages."""
    if kind == "organisation":
        return reverse("keeping:organisation", args=[slug])
    return reverse("keeping:document_trail", args=[pk])


def of_holder(holder: Holder) -> str:
    if holder.what == "document":
        return of_document(holder.pk, holder.kind, holder.slug)
    return reverse(f"keeping:{holder.what}", args=[holder.slug])
