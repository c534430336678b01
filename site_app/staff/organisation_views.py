"""Organisations at the desk: what is the same in every language is a row, their words are texts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from site_app import languages
from site_app.accounts.models import Role
from site_app.content import changes
from site_app.content.models import Organisation
from site_app.editions import lifecycle
from site_app.editions.models import Edition, FormerAddress, Mark, Publication, Revision
from site_app.staff.gate import needs
from site_app.staff.keeping_forms import WHOEVER_WRITES, ConfirmForm
from site_app.staff.organisation_forms import OrganisationForm, Phones, WordsForm, phones_of

LINES_OF_HISTORY = 20


@needs()
@require_safe
def organisations(request):
    today, due = timezone.localdate(), "due" in request.GET
    found = Organisation.objects.with_texts(languages.SOURCE).filter(withdrawn="").order_by("check_by", "name")
    found = found.filter(check_by__lt=today) if due else found
    return render(request, "staff/keeping/organisations.html", {"organisations": found, "today": today, "due": due})


@needs(change=[Role.PUBLISHER])
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request, slug):
    """What is the same in every language: saved once, and readers see it at once, so it takes a publisher."""
    row = get_object_or_404(Organisation.objects.with_texts(languages.SOURCE), slug=slug)
    seen = changes.seen(row)
    if request.method != "POST":
        form = OrganisationForm(instance=row, seen=seen)
        return _organisation(request, row, form, Phones(initial=phones_of(row), prefix="phones"))
    form, phones = OrganisationForm(request.POST, instance=row), Phones(request.POST, prefix="phones")
    fresh = Organisation.objects.with_texts(languages.SOURCE).get(pk=row.pk)
    if not (form.is_valid() and phones.is_valid()):
        return _organisation(request, fresh, form, phones)
    values = form.values(by=request.user) | {"phones": phones.phones()}
    try:
        made = changes.change(row, values, by=request.user, seen=form.cleaned_data["seen"] or 0)
    except changes.ChangedMeanwhile:
        form = OrganisationForm(form.after(seen), instance=row)
        return _organisation(request, fresh, form, phones, meanwhile=True)
    if made is None:
        messages.info(request, _("Nothing was different, so nothing was saved."))
    else:
        messages.success(request, _("Saved. It is right everywhere from now on."))
    return redirect("keeping:organisation", slug=slug)


def _organisation(request, row, form, phones, *, words_form=None, confirm_form=None, meanwhile=False):
    edition = Edition.objects.filter(document=row, language=languages.SOURCE).select_related("live", "latest").first()
    latest = edition and edition.latest
    words = {name: latest.texts.get(name, "") for name in ("summary", "caution")} if latest else {}
    context = {
        "organisation": row,
        "form": form,
        "phones": phones,
        "words_form": words_form or WordsForm(initial=words | {"after": latest and latest.pk}, prefix="words"),
        "confirm_form": confirm_form or ConfirmForm(initial={"seen": changes.seen(row)}, prefix="confirm"),
        "meanwhile": meanwhile,
        "waiting": latest if edition and latest and edition.live_id != latest.pk else None,
        "live": edition and edition.live,
        "history": row.changes.select_related("by").order_by("-pk")[:LINES_OF_HISTORY],
        "past": row.check_by < timezone.localdate(),
        "may_publish": request.user.may_publish,
    }
    return render(request, "staff/keeping/organisation.html", context)


@needs(*WHOEVER_WRITES)
@require_POST
def confirm(request, slug):
    """Checked today, still true: the number was rung, the page was read."""
    row = get_object_or_404(Organisation.objects.with_texts(languages.SOURCE), slug=slug)
    form = ConfirmForm(request.POST, prefix="confirm")
    if not form.is_valid():
        return _as_it_is(request, row, confirm_form=form)
    today, seen = timezone.localdate(), form.cleaned_data["seen"] or 0
    try:
        changes.confirm(row, by=request.user, seen=seen, check_by=form.cleaned_data["check_by"], today=today)
    except changes.ChangedMeanwhile:
        return _as_it_is(request, row, meanwhile=True)
    messages.success(request, _("Noted: you checked it today."))
    return redirect("keeping:organisation", slug=slug)


def _as_it_is(request, row, **options):
    form = OrganisationForm(instance=row, seen=changes.seen(row))
    return _organisation(request, row, form, Phones(initial=phones_of(row), prefix="phones"), **options)


@needs(*WHOEVER_WRITES)
@require_POST
def words(request, slug):
    """The English words: a new revision, handed in for review or, by a publisher, live at once."""
    row = get_object_or_404(Organisation.objects.with_texts(languages.SOURCE), slug=slug)
    form = WordsForm(request.POST, prefix="words")
    if not form.is_valid():
        return _as_it_is(request, row, words_form=form)
    try:
        told = _keep_words(row, form.cleaned_data, by=request.user, publish="publish" in request.POST)
    except (lifecycle.Refused, ValidationError) as refused:
        form.add_error(None, refused.messages if isinstance(refused, ValidationError) else str(refused))
        return _as_it_is(request, row, words_form=form)
    messages.success(request, told)
    return redirect("keeping:organisation", slug=slug)


@transaction.atomic
def _keep_words(row, typed: dict, *, by, publish: bool) -> str:
    edition = Edition.objects.filter(document=row, language=languages.SOURCE).select_related("latest").first()
    latest = edition and edition.latest
    after = Revision.objects.filter(pk=typed["after"] or 0, edition=edition).first() if edition else None
    texts = {"title": row.name, "summary": typed["summary"], "caution": typed["caution"]}
    shared = latest.shared if latest else {}
    saved = lifecycle.save_revision(row, languages.SOURCE, texts=texts, shared=shared, after=after, by=by)
    if publish and by.may_publish:
        seen = lifecycle.live_now(saved)
        lifecycle.publish(saved, seen=seen, significance=Publication.Significance.NORMAL, by=by)
        return _("These words are live.")
    if saved == latest:
        return _("Nothing was different, so nothing was saved.")
    lifecycle.mark(saved, Mark.Kind.SUBMITTED, by=by)
    return _("Saved. A publisher will look at it.")


@needs(*WHOEVER_WRITES)
@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request):
    """The row and its first English words. No reader sees it before the words are published."""
    form, phones = OrganisationForm(request.POST or None), Phones(request.POST or None, prefix="phones")
    words_form = WordsForm(request.POST or None, prefix="words")
    if request.method == "POST" and all([form.is_valid(), phones.is_valid(), words_form.is_valid()]):
        row = Organisation(
            slug=_free_slug(form.cleaned_data["name"]), phones=phones.phones(), **form.values(by=request.user)
        )
        with transaction.atomic():
            changes.add(row, by=request.user)
            told = _keep_words(row, words_form.cleaned_data | {"after": 0}, by=request.user, publish=False)
        messages.success(request, told)
        return redirect("keeping:organisation", slug=row.slug)
    context = {"form": form, "phones": phones, "words_form": words_form}
    return render(request, "staff/keeping/new_organisation.html", context)


def _free_slug(name: str) -> str:
    """An address made from the name, with a number if another has it."""
    stem = slugify(name)[:70] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | {"new"}
    former = FormerAddress.objects.filter(kind=Organisation.KIND, slug__startswith=stem)
    taken |= set(former.values_list("slug", flat=True)) | {"new"}
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate not in taken)
