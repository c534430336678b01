"""Sources at the desk, and the archived copies beside them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from site_app.accounts.models import Role
from site_app.content import changes, copies, pictures
from site_app.content.models import ArchivedCopy, Source
from site_app.staff.gate import needs
from site_app.staff.keeping_forms import WHOEVER_WRITES
from site_app.staff.source_forms import CopyForm, SourceForm

PER_PAGE = 50
LINES_OF_HISTORY = 20
UNFIT = {
    "empty": gettext_lazy("That file is empty."),
    "size": gettext_lazy("That file is too big. Keep it under 8 MB: a picture of the part that matters is enough."),
    "kind": gettext_lazy("That is neither a picture (PNG, JPEG, WebP, GIF) nor a PDF. Take a screenshot instead."),
    "pixels": gettext_lazy("That picture is too large to open. Take a smaller screenshot."),
    "damaged": gettext_lazy("That file is damaged or only half there. Send it again."),
}
# Whatever is in the file, it may do nothing: not even in a browser that guesses.
HARMLESS = "default-src 'none'; sandbox; frame-ancestors 'none'"


@needs()
@require_safe
def sources(request):
    words = request.GET.get("q", "").strip()
    found = Source.objects.annotate(
        used=Count("facts", distinct=True),
        kept=Count("copies", filter=Q(copies__removed_at=None), distinct=True),
    ).order_by("publisher", "title")
    if words:
        found = found.filter(Q(title__icontains=words) | Q(publisher__icontains=words) | Q(url__icontains=words))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "paging": urlencode({"q": words})}
    return render(request, "staff/keeping/sources.html", context)


@needs(change=[Role.PUBLISHER])
@require_http_methods(["GET", "HEAD", "POST"])
def source(request, slug):
    row = get_object_or_404(Source, slug=slug)
    seen = changes.seen(row)
    form = SourceForm(request.POST or None, instance=row, seen=seen)
    fresh = Source.objects.get(pk=row.pk)
    if request.method != "POST" or not form.is_valid():
        return _source(request, fresh, form)
    try:
        made = changes.change(
            row, form.values(by=request.user), by=request.user, seen=form.cleaned_data["seen"] or 0
        )  # fmt: skip
    except changes.ChangedMeanwhile:
        return _source(request, fresh, SourceForm(form.after(seen), instance=row), meanwhile=True)
    if made is None:
        messages.info(request, _("Nothing was different, so nothing was saved."))
    else:
        messages.success(request, _("Saved. It is right everywhere from now on."))
    return redirect("keeping:source", slug=slug)


def _source(request, row, form, *, copy_form=None, meanwhile=False):
    context = {
        "source": row,
        "form": form,
        "copy_form": copy_form or CopyForm(),
        "copies": row.copies.filter(removed_at=None).select_related("by").order_by("-pk"),
        "facts": row.facts.order_by("code"),
        "history": row.changes.select_related("by").order_by("-pk")[:LINES_OF_HISTORY],
        "meanwhile": meanwhile,
    }
    return render(request, "staff/keeping/source.html", context)


@needs(*WHOEVER_WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request):
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = Source(slug=_free_slug(form.cleaned_data), **form.values(by=request.user))
        changes.add(row, by=request.user)
        messages.success(request, _("Saved. Facts can name it as their source now."))
        return redirect("keeping:source", slug=row.slug)
    purpose = _("A page that anybody can open and read. Facts name it as what they come from.")
    return render(request, "staff/keeping/new.html", {"form": form, "title": _("New source"), "purpose": purpose})


def _free_slug(typed: dict) -> str:
    stem = slugify(f"{typed['publisher']} {typed['title']}")[:60].strip("-") or "source"
    taken = set(Source.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | {"new"}
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)


# --- archived copies -------------------------------------------------------------------------------------


@needs(*WHOEVER_WRITES)
@require_POST
def keep_copy(request, slug):
    row = get_object_or_404(Source, slug=slug)
    form = CopyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _kept(row, form.cleaned_data["copy"], by=request.user)
        except pictures.Unfit as unfit:
            form.add_error("copy", UNFIT[unfit.why])
        else:
            messages.success(request, _("Kept. Only people at the desk can open it."))
            return redirect("keeping:source", slug=slug)
    return _source(request, row, SourceForm(instance=row, seen=changes.seen(row)), copy_form=form)


def _kept(row: Source, upload, *, by) -> ArchivedCopy:
    """Its size is known before it is read, so that nothing huge ever is."""
    if upload.size > pictures.MAX_BYTES:
        raise pictures.Unfit("size")
    return copies.keep(row, upload.read(), by=by)


@needs()
@require_safe
def copy(request, name):
    """A picture is shown, a PDF is only ever downloaded; neither may run anything."""
    kept = get_object_or_404(ArchivedCopy.objects.select_related("source"), name=name, removed_at=None)
    try:
        file = copies.path(kept.name).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=kept.kind == ArchivedCopy.Kind.PDF,
        filename=f"{kept.source.slug}-{kept.at:%Y-%m-%d}.{kept.name.rpartition('.')[2]}",
        content_type=copies.media_type(kept),
    )
    response.headers["Content-Security-Policy"] = HARMLESS
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@needs(*WHOEVER_WRITES)
@require_POST
def remove_copy(request, name):
    kept = get_object_or_404(ArchivedCopy.objects.select_related("source"), name=name, removed_at=None)
    copies.remove(kept, by=request.user)
    messages.success(request, _("Removed, for good."))
    return redirect("keeping:source", slug=kept.source.slug)
