"""What a publisher does to a text that is or was live. Each says first what readers will see, and then does it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from site_app import languages
from site_app.accounts.models import Role
from site_app.editions import lifecycle
from site_app.editions.desk import confirming, moving
from site_app.editions.desk.foreseeing import foresee
from site_app.editions.models import Document, Publication, WorkingCopy
from site_app.staff.gate import needs
from site_app.staff.history import edition_or_404, revision_or_404
from site_app.staff.writing import document_or_404

publishers = needs(Role.PUBLISHER)
EVERY_KIND = Document.Kind.values  # what readers see can be taken away, wherever it is written
shown = require_http_methods(["GET", "POST"])


@dataclass
class Act:
    """A page that asks once more. `do` gets what was sent."""

    title: str
    purpose: str
    button: str
    done: str
    do: Callable[[dict], object]
    template: str = "staff/writing/confirm.html"
    grave: bool = True
    trial: dict = field(default_factory=dict)  # what `do` gets when readers' future is looked at
    context: dict = field(default_factory=dict)


def _answer(request, document: Document, act: Act):
    """Asks, or does it. What readers will see is told by doing it and undoing it."""
    error, status = "", 200
    if request.method == "POST":
        try:
            with transaction.atomic():
                act.do(request.POST)
            messages.success(request, act.done)
            return HttpResponseRedirect(reverse("writing:document", kwargs={"pk": document.pk}))
        except lifecycle.Refused as refused:
            error, status = str(refused), 422
        except ValidationError as refused:
            error, status = refused.messages[0], 422
    outlook = foresee(lambda: act.do(act.trial), document) if act.trial is not None else None
    context = {
        "document": document,
        "act": act,
        "outlook": outlook,
        "error": error,
        "data": request.POST,
        **act.context,
    }
    return render(request, act.template, context, status=status)


# --- one language ----------------------------------------------------------------------------------------


@publishers
@shown
def take_down(request, pk, language):
    document, edition = document_or_404(pk, EVERY_KIND), edition_or_404(pk, language)
    name = languages.BY_CODE[language].name
    act = Act(
        title=_("Take down %(language)s") % {"language": name},
        purpose=_("Removes this text in one language from readers, now. The other languages stay."),
        button=_("Take it down"),
        done=_("%(language)s is taken down.") % {"language": name},
        do=lambda data: lifecycle.take_down(edition, by=request.user),
    )
    return _answer(request, document, act)


@publishers
@shown
def roll_back(request, pk, language, number):
    document, edition = document_or_404(pk, EVERY_KIND), edition_or_404(pk, language)
    to = revision_or_404(pk, language, number)
    seen = {edition.pk: edition.live_id}
    act = Act(
        title=_("Back to text %(number)d") % {"number": number},
        purpose=_(
            "The earlier text goes live again, as a copy. Nothing is deleted: the newer one stays in the history."
        ),
        button=_("Put it back"),
        done=_("The earlier text is live again."),
        do=lambda data: lifecycle.roll_back(
            edition, to=to, seen=_seen(data, seen), significance=data.get("significance", ""), by=request.user
        ),
        template="staff/writing/roll_back.html",
        grave=False,
        trial={"significance": "normal"},
        context={"to": to, "seen": edition.live_id or "", "choices": Publication.Significance.choices},
    )
    return _answer(request, document, act)


def _seen(data, now: dict) -> dict:
    """What was live when the person looked: sent along with the form."""
    if "seen" not in data:
        return now
    live = int(data["seen"]) if data["seen"].isdecimal() else None
    return dict.fromkeys(now, live)


@publishers
@shown
def redact(request, pk, language, number):
    document, one = document_or_404(pk, EVERY_KIND), revision_or_404(pk, language, number)
    typing_on = WorkingCopy.objects.filter(edition=one.edition).select_related("person")
    act = Act(
        title=_("Remove the words of text %(number)d for good") % {"number": number},
        purpose=_("For a name or an address that should never have been written. It cannot be undone."),
        button=_("Remove these words for good"),
        done=_("The words are gone. Who did what and when stays."),
        do=lambda data: lifecycle.redact(one, by=request.user),
        template="staff/writing/redact.html",
        context={"revision": one, "typing_on": typing_on},
    )
    return _answer(request, document, act)


# --- every language --------------------------------------------------------------------------------------


@publishers
@shown
def withdraw(request, pk):
    document = document_or_404(pk, EVERY_KIND)
    act = Act(
        title=_("Withdraw this text everywhere"),
        purpose=_("It is no longer advice, in any language. Its address stays and gives the reason you choose."),
        button=_("Withdraw it everywhere"),
        done=_("Withdrawn. Readers get the reason and not one word of the text."),
        do=lambda data: lifecycle.withdraw(document, reason=data.get("reason", ""), by=request.user),
        template="staff/writing/withdraw.html",
        trial={"reason": Document.Withdrawal.UNSURE},
        context={"reasons": Document.Withdrawal.choices},
    )
    return _answer(request, document, act)


@publishers
@shown
def restore(request, pk):
    document = document_or_404(pk, EVERY_KIND)
    act = Act(
        title=_("Give this text back to readers"),
        purpose=_("Every language that was live when it was withdrawn is live again."),
        button=_("Give it back"),
        done=_("It is live again."),
        do=lambda data: lifecycle.restore(document, by=request.user),
        grave=False,
    )
    return _answer(request, document, act)


@publishers
@shown
def address(request, pk):
    document = document_or_404(pk)
    if not document.has_own_page:
        raise Http404
    act = Act(
        title=_("Change its address"),
        purpose=_("The old address leads on to the new one for good: people have it on paper."),
        button=_("Change the address"),
        done=_("The address is changed. The old one leads here."),
        do=lambda data: moving.move(document, to=data.get("slug", ""), by=request.user),
        template="staff/writing/address.html",
        grave=False,
        trial=None,
        context={"former": document.former_addresses.all()},
    )
    return _answer(request, document, act)


@publishers
@shown
def still_correct(request, pk):
    document = document_or_404(pk)
    behind = confirming.languages_behind(document)
    checks = [edition.language_id for edition in behind if request.user.may_check(edition.language_id)]
    act = Act(
        title=_("Still correct"),
        purpose=_("You have read the English text again and it is still true. One press, for every language."),
        button=_("It is still correct"),
        done=_("Noted, with your name and today's date."),
        do=lambda data: confirming.still_correct(document, by=request.user, also=_languages(data), checks=checks),
        template="staff/writing/still_correct.html",
        grave=False,
        trial=None,
        context={
            "behind": [(one, languages.BY_CODE[one.language_id], _stays_checked(one, checks)) for one in behind],
            "chosen": set(request.POST.getlist("also")),
        },
    )
    return _answer(request, document, act)


def _languages(data) -> list[str]:
    return data.getlist("also")


def _stays_checked(edition, checks: list[str]) -> str:
    """What becomes of the word "checked" of this language: stays, goes, was not there."""
    if not edition.checked:
        return "unchecked"
    return "stays" if edition.language_id in checks else "goes"
