"""What was saved and published of one text in one language, and what differs between two of them."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from site_app import languages
from site_app.editions.models import Document, Edition, Mark, Revision
from site_app.staff import typed as typing
from site_app.staff.differences import differences, shared_differences
from site_app.staff.gate import needs
from site_app.staff.writing import document_or_404


def edition_or_404(pk: int, language: str) -> Edition:
    editions = Edition.objects.select_related("live", "latest", "language")
    return get_object_or_404(editions, document=pk, language=language)


def revision_or_404(pk: int, language: str, number: int) -> Revision:
    revisions = Revision.objects.select_related(
        "edition__document", "edition__live", "edition__latest", "by", "copy_of"
    )
    return get_object_or_404(revisions, edition__document=pk, edition__language=language, number=number)


@needs()
@require_safe
def history(request, pk, language):
    document, edition = document_or_404(pk, Document.Kind.values), edition_or_404(pk, language)
    revisions = list(edition.revisions.with_state().select_related("by", "redacted_by").order_by("-number"))
    marks, publications = {}, {}
    for mark in Mark.objects.filter(revision__edition=edition).order_by("pk"):
        marks.setdefault(mark.revision_id, []).append(mark)
    for publication in edition.publications.select_related("by").order_by("pk"):
        publications.setdefault(publication.revision_id, []).append(publication)
    rows = [(one, marks.get(one.pk, []), publications.get(one.pk, [])) for one in revisions]
    context = {
        "document": document,
        "edition": edition,
        "language": languages.BY_CODE[language],
        "rows": rows,
        "written_here": document.kind in typing.KINDS,
        "may_publish": request.user.may_publish,
    }
    return render(request, "staff/writing/history.html", context)


@needs()
@require_safe
def compare(request, pk, language):
    document, edition = document_or_404(pk, Document.Kind.values), edition_or_404(pk, language)
    old, new = (_chosen(request.GET.get(name), edition) for name in ("old", "new"))
    if old.number > new.number:
        old, new = new, old
    context = {
        "document": document,
        "language": languages.BY_CODE[language],
        "old": old,
        "new": new,
        "differences": differences(Document.model_for(document.kind), old.texts, new.texts),
        "shared": shared_differences(old.shared, new.shared),
    }
    return render(request, "staff/writing/compare.html", context)


def _chosen(number: str | None, edition: Edition) -> Revision:
    if not (number or "").isdecimal():
        raise Http404
    return get_object_or_404(edition.revisions.select_related("by"), number=number)
