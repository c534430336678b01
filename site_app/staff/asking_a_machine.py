"""Asking a machine for a draft of one translation: what the form offers, and what the button does."""

import threading
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from site_app import languages
from site_app.accounts.models import Role
from site_app.editions import drafting, lifecycle
from site_app.editions.models import Document, Edition, Revision, WorkingCopy
from site_app.machine_translation.configured import configured
from site_app.machine_translation.machine import Failed
from site_app.staff import typed as typing
from site_app.staff.gate import needs

asking = threading.Lock()  # one text at a time in each worker, so that a slow machine holds one thread and not all


@dataclass(frozen=True)
class Offer:
    name: str
    host: str
    empty: int  # parts without words


def offered(document: Document, edition: Edition, sheet) -> Offer | None:
    """Nothing where no machine is set up, where nothing is empty, and where a publisher has to decide first."""
    machine = configured()
    empty = [row for row in sheet.to_do if not row.html] if machine and sheet else []
    if not empty or drafting.live_english(document) is None:
        return None
    try:
        drafting.refuse_waiting(edition if edition.pk else None)
    except lifecycle.Refused:
        return None
    return Offer(machine.name, machine.host, len(empty))


@needs(Role.TRANSLATOR, language="language")
@require_POST
def ask(request, pk, language):
    document = Document.objects.filter(pk=pk).first()
    machine = configured()
    if document is None or machine is None or language == languages.SOURCE:
        raise Http404
    try:
        drafted = _drafted(document, language, machine, request)
    except lifecycle.Stale as stale:
        name = stale.theirs.writer if stale.theirs else ""
        said = f"{name or 'Somebody'} saved a newer text meanwhile, so the machine's draft was not kept."
        messages.error(request, f"{said} Nothing was changed.")
    except (lifecycle.Refused, Failed) as why:
        messages.error(request, f"{why} Nothing was changed.")
    else:
        messages.success(request, _told(drafted, machine.name))
    return HttpResponseRedirect(reverse("writing:edit", args=[pk, language]))


def _drafted(document: Document, language: str, machine, request) -> drafting.Drafted:
    if WorkingCopy.objects.filter(edition__document=document, edition__language=language, person=request.user).exists():
        raise lifecycle.Refused("Save what you typed first, or throw it away.")
    after = typing.number_of(request.POST.get("after"))
    seen = Revision.objects.filter(pk=after, edition__document=document, edition__language=language).first()
    if not asking.acquire(blocking=False):
        raise Failed("The machine is busy with another text. Try again in a minute.")
    try:
        return drafting.draft(document, language, after=seen, machine=machine, by=request.user)
    finally:
        asking.release()


def _told(drafted: drafting.Drafted, name: str) -> str:
    said = f"{name} wrote {drafted.filled} parts. They are marked: read each beside its English, then save."
    return f"{said} {drafted.left} are still empty. {drafted.why}" if drafted.left else said
