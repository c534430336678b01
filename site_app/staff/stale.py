"""Somebody saved a newer text while this person was typing: both are shown, and nothing is lost."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from site_app import languages
from site_app.accounts.models import Role
from site_app.editions import lifecycle
from site_app.editions.models import Document, WorkingCopy
from site_app.staff.differences import differences
from site_app.staff.gate import needs
from site_app.staff.typed import number_of


def answer_stale(request, document: Document, stale: lifecycle.Stale, typed) -> HttpResponseRedirect:
    """To the page that shows both texts. What was typed is in the working copy already."""
    edition = stale.edition
    address = reverse("writing:stale", kwargs={"pk": edition.document_id, "language": edition.language_id})
    back = {} if edition.document_id == document.pk else {"back": document.pk}
    return HttpResponseRedirect(f"{address}?{urlencode(back)}" if back else address)


@needs(Role.AUTHOR, Role.TRANSLATOR, language="language")
@require_http_methods(["GET", "POST"])
def stale(request, pk, language):
    copies = WorkingCopy.objects.select_related("edition__document", "edition__latest__by")
    copy = get_object_or_404(copies, edition__document=pk, edition__language=language, person=request.user)
    model = Document.model_for(copy.edition.document.kind)
    theirs = copy.edition.latest
    if request.method == "POST":
        return _settle(request, copy, theirs, model)
    context = {
        "copy": copy,
        "theirs": theirs,
        "document": copy.edition.document,
        "language": languages.BY_CODE[language],
        "differences": differences(model, theirs.texts if theirs else {}, copy.texts),
    }
    return render(request, "staff/writing/stale.html", context)


def _settle(request, copy: WorkingCopy, theirs, model) -> HttpResponseRedirect:
    """Of each field the text that this person chose, in their form, to be saved after the newer one."""
    texts = dict(copy.texts)
    for name in model.text_fields():
        if request.POST.get(f"use-{name}") == "theirs" and theirs is not None:
            texts[name] = theirs.texts.get(name, "")
    lifecycle.keep_working_copy(
        copy.edition.document,
        copy.edition.language_id,
        texts=texts,
        note=copy.note,
        shared=copy.shared,
        based_on=copy.based_on,
        after=theirs,
        by=request.user,
    )
    messages.success(request, _("Here is your choice. Read it once more, then save it."))
    back = number_of(request.POST.get("back"))
    pk, language = (
        (back, languages.SOURCE) if back is not None else (copy.edition.document_id, copy.edition.language_id)
    )
    return HttpResponseRedirect(reverse("writing:edit", kwargs={"pk": pk, "language": language}))
