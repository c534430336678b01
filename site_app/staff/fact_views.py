"""Facts at the desk: looking at them, changing them, and saying that they still hold."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from site_app import languages
from site_app.content import changes
from site_app.content.models import Change, Fact
from site_app.staff import rechecks
from site_app.staff.fact_forms import FactForm
from site_app.staff.gate import needs
from site_app.staff.keeping_forms import WHOEVER_WRITES, ConfirmForm

PER_PAGE = 50
LINES_OF_HISTORY = 20


@needs()
@require_safe
def facts(request):
    """All of them, or those past their day, or those with some words in them."""
    today, words, due = timezone.localdate(), request.GET.get("q", "").strip(), "due" in request.GET
    found = Fact.objects.annotate(texts=Count("documents", distinct=True)).order_by("check_by", "code")
    if due:
        found = found.past_check(today)
    if words:
        found = found.filter(Q(statement__icontains=words) | Q(code__iexact=words))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    paging = urlencode({"q": words} | ({"due": ""} if due else {}))
    context = {"page": page, "today": today, "words": words, "due": due, "paging": paging}
    return render(request, "staff/keeping/facts.html", context)


@needs(change=WHOEVER_WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def fact(request, code):
    """One fact, the texts on it, and the form that changes it."""
    row = get_object_or_404(Fact, code=code)
    form = FactForm(request.POST or None, instance=row, seen=changes.seen(row))
    if request.method == "POST" and form.is_valid():
        try:
            made = changes.change(
                row,
                form.values(by=request.user),
                by=request.user,
                seen=form.cleaned_data["seen"] or 0,
                significance=form.cleaned_data["significance"],
                sources=form.chosen_sources(),
            )
        except changes.ChangedMeanwhile as meanwhile:
            form = FactForm(form.after(changes.seen(row)), instance=meanwhile.row)
            return _fact(request, meanwhile.row, form, meanwhile=True)
        messages.success(request, _told(made))
        return redirect("keeping:fact", code=code)
    return _fact(request, Fact.objects.get(pk=row.pk) if form.is_bound else row, form)


def _told(made: Change | None) -> str:
    if made is None:
        return _("Nothing was different, so nothing was saved.")
    waiting = Change.objects.open_rechecks().filter(pk=made.pk).count()
    if waiting:
        return _("Saved. Pages on the desk to be read again: %(n)d.") % {"n": waiting}
    return _("Saved. It is right everywhere from now on.")


def _fact(request, row, form, confirm_form=None, meanwhile=False):
    context = {
        "fact": row,
        "form": form,
        "confirm_form": confirm_form or ConfirmForm(initial={"seen": changes.seen(row)}, prefix="confirm"),
        "meanwhile": meanwhile,
        "texts": row.documents.with_texts(languages.SOURCE).order_by("kind", "slug"),
        "sources": row.sources.order_by("publisher", "title"),
        "history": row.changes.select_related("by").order_by("-pk")[:LINES_OF_HISTORY],
        "waiting": rechecks.because_of(row),
        "past": row.check_by < timezone.localdate(),
    }
    return render(request, "staff/keeping/fact.html", context)


@needs(*WHOEVER_WRITES)
@require_POST
def confirm(request, code):
    """Checked today, still true."""
    row = get_object_or_404(Fact, code=code)
    form = ConfirmForm(request.POST, prefix="confirm")
    if not form.is_valid():
        return _fact(request, row, FactForm(instance=row, seen=changes.seen(row)), confirm_form=form)
    today, seen = timezone.localdate(), form.cleaned_data["seen"] or 0
    try:
        changes.confirm(row, by=request.user, seen=seen, check_by=form.cleaned_data["check_by"], today=today)
    except changes.ChangedMeanwhile as meanwhile:
        form = FactForm(instance=meanwhile.row, seen=changes.seen(row))
        return _fact(request, meanwhile.row, form, meanwhile=True)
    messages.success(request, _("Noted: you checked it today."))
    return redirect("keeping:fact", code=code)


@needs(*WHOEVER_WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_fact(request):
    form = FactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = Fact(code=next_code(), **form.values(by=request.user))
        changes.add(row, by=request.user, sources=form.chosen_sources())
        messages.success(request, _("Saved as %(code)s. Texts can stand on it now.") % {"code": row.code})
        return redirect("keeping:fact", code=row.code)
    purpose = _("One checkable statement. Texts that stand on it show its sources.")
    return render(request, "staff/keeping/new.html", {"form": form, "title": _("New fact"), "purpose": purpose})


def next_code() -> str:
    """Facts made at the desk count by themselves, apart from those of the fact pack: D1, D2 …"""
    taken = Fact.objects.filter(code__regex=r"^D[0-9]+$").values_list("code", flat=True)
    return f"D{max((int(code[1:]) for code in taken), default=0) + 1}"
