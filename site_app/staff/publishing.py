"""Publishing: what will go live, what that does to readers, now or at a time."""

import json
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from site_app import languages
from site_app.accounts.models import Role
from site_app.content import announcing
from site_app.editions import lifecycle
from site_app.editions.desk import scheduling
from site_app.editions.desk.foreseeing import foresee
from site_app.editions.faults import dismissing
from site_app.editions.models import Publication, Revision, Scheduled
from site_app.staff.gate import needs
from site_app.staff.history import revision_or_404
from site_app.staff.sign_off import signature
from site_app.staff.writing import document_or_404

Significance = Publication.Significance


@needs(Role.PUBLISHER)
@require_http_methods(["GET", "POST"])
def publish(request, pk, language, number):
    document_or_404(pk, language=language)
    one = revision_or_404(pk, language, number)
    if request.method == "GET":
        return _page(request, one, announcing.together(one))
    return _sent(request, one)


def _page(request, one: Revision, revisions: list[Revision], *, error="", data=None, status=200):
    context = {
        "document": one.edition.document,
        "language": languages.BY_CODE[one.edition.language_id],
        "revision": one,
        "revisions": revisions,
        "others": [other for other in revisions if other.pk != one.pk],
        "seen": json.dumps(lifecycle.live_now(*revisions)),
        "outlooks": _outlooks(one, revisions, request.user),
        **signature(one),
        "faults": [fault for other in revisions for fault in dismissing.standing_of(other).faults],
        "error": error,
        "data": data or {"significance": "normal", "when": "now"},
    }
    return render(request, "staff/writing/publish.html", context, status=status)


def _outlooks(one: Revision, revisions: list[Revision], person) -> list[tuple]:
    """[(significance, its label, what will happen)]. A first text changes nothing; what goes with it may."""
    choices = list(Significance)
    if one.edition.live_id is None:
        choices = [Significance.NORMAL, Significance.MEANING] if len(revisions) > 1 else [Significance.NORMAL]
    return [(choice.value, choice.label, _outlook(revisions, choice, person)) for choice in choices]


def _outlook(revisions: list[Revision], significance: str, person):
    seen = lifecycle.live_now(*revisions)
    documents = {revision.edition.document_id: revision.edition.document for revision in revisions}
    return foresee(
        lambda: lifecycle.publish(*revisions, seen=seen, significance=significance, by=person), *documents.values()
    )


def _sent(request, one: Revision):
    data = request.POST
    try:
        revisions, seen = _looked_at(data, one)
        significance = data.get("significance", "")
        if data.get("when") == "later":
            at = _time(data.get("date", ""), data.get("time", ""))
            scheduling.schedule(*revisions, seen=seen, significance=significance, at=at, by=request.user)
            said = _("Planned for %(time)s.") % {"time": timezone.localtime(at).strftime("%-d %B %Y, %H:%M")}
        else:
            lifecycle.publish(*revisions, seen=seen, significance=significance, by=request.user)
            said = _("It is live. Readers see it now.")
    except (lifecycle.Refused, ValidationError) as refused:
        why = refused.messages[0] if isinstance(refused, ValidationError) else str(refused)
        return _page(request, one, announcing.together(one), error=why, data=data, status=422)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("writing:document", kwargs={"pk": one.edition.document_id}))


def _looked_at(data, one: Revision) -> tuple[list[Revision], dict]:
    """The revisions that the publisher had before them, and what was live then. Never others than those."""
    try:
        numbers = [int(number) for number in data.getlist("revision")]
        seen = {int(edition): live for edition, live in json.loads(data.get("seen", "")).items()}
    except (ValueError, AttributeError):
        raise ValidationError(_("This page was not complete. Look at it again.")) from None
    allowed = {revision.pk: revision for revision in announcing.together(one)}
    if not numbers or set(numbers) != set(allowed):
        raise ValidationError(_("Something has changed since you looked. Look at it again."))
    return [allowed[number] for number in numbers], seen


def _time(day: str, hour: str) -> datetime:
    try:
        return timezone.make_aware(datetime.fromisoformat(f"{day.strip()}T{hour.strip() or '09:00'}"))
    except ValueError:
        raise ValidationError(_("Write the day as 2026-03-17 and the time as 09:00.")) from None


# --- what is planned -------------------------------------------------------------------------------------


@needs()
@require_safe
def scheduled(request):
    """What will be published when, and what came to nothing."""
    with_texts = ("revisions__edition__document", "revisions__edition__language")
    everything = Scheduled.objects.select_related("by").prefetch_related(*with_texts)
    context = {
        "pending": everything.pending().order_by("at"),
        "refused": everything.refused().order_by("-refused_at"),
        "may_publish": request.user.may_publish,
    }
    return render(request, "staff/writing/scheduled.html", context)


@needs(Role.PUBLISHER)
@require_POST
def cancel(request, pk):
    planned = get_object_or_404(Scheduled, pk=pk)
    try:
        scheduling.cancel(planned, by=request.user)
        messages.success(request, _("Cancelled. The text waits as it is."))
    except lifecycle.Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("writing:scheduled"))
