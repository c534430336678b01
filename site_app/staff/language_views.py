"""Languages: how ready each is, and the switch that opens it to readers or closes it."""

from collections.abc import Collection
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from site_app import languages
from site_app.accounts import trail
from site_app.accounts.models import Event, Role
from site_app.content.must_have import MUST_HAVE
from site_app.editions import opening
from site_app.editions.board import Cell, board, cells_of
from site_app.editions.catalogues import Catalogue, catalogue
from site_app.editions.models import Document, InterfaceCheck, Language
from site_app.staff.gate import needs

LIVE = ("live-checked", "live-unchecked", "outdated-normal", "outdated-meaning")


@dataclass(frozen=True)
class Readiness:
    """What somebody has to know before they open a language."""

    language: languages.Language
    policy: str
    counts: dict[str, int]  # of cells, by their state on the board
    interface: Catalogue
    interface_check: InterfaceCheck | None  # of the catalogue as it is now

    @property
    def live(self) -> int:
        return sum(self.counts.get(state, 0) for state in LIVE)

    @property
    def behind(self) -> int:
        return sum(self.counts.get(state, 0) for state in LIVE[2:])

    @property
    def unchecked(self) -> int:
        """Live texts that no second speaker confirmed, or that are behind the English."""
        return self.live - self.counts.get("live-checked", 0)

    @property
    def checked_percent(self) -> int:
        return 100 * self.counts.get("live-checked", 0) // self.live if self.live else 0


def _readiness(codes: Collection[str]) -> list[Readiness]:
    """Of these languages, in the order of the registry, never of English. Four queries."""
    counts = board(codes).counts
    policies = dict(Language.objects.values_list("code", "policy"))
    checks: dict[str, InterfaceCheck] = {}
    for check in InterfaceCheck.objects.order_by("pk"):
        checks[check.language_id] = check
    found = []
    for one in languages.ALL:
        if one.code not in counts:
            continue
        interface, check = catalogue(one.code), checks.get(one.code)
        is_of_now = check is not None and check.fingerprint == interface.fingerprint
        found.append(Readiness(one, policies[one.code], counts[one.code], interface, check if is_of_now else None))
    return found


@needs()
@require_safe
def overview(request):
    return render(
        request,
        "staff/languages/overview.html",
        {"rows": _readiness(languages.CODES), "policies": dict(Language.Policy.choices)},
    )


class Switch(forms.Form):
    policy = forms.ChoiceField(label=_("For readers"), choices=Language.Policy, widget=forms.RadioSelect)
    seen = forms.ChoiceField(choices=Language.Policy, widget=forms.HiddenInput)

    def __init__(self, *args, language: languages.Language, **kwargs):
        super().__init__(*args, **kwargs)
        if language.checked_only:  # a constraint of the database holds it too
            self.fields["policy"].choices = [pair for pair in Language.Policy.choices if pair[0] != "open"]


@needs(change=[Role.CHECKER, Role.PUBLISHER, Role.ADMINISTRATOR])
@require_http_methods(["GET", "POST"])
def language(request, code):
    """One language: what is ready, what opening or closing it does, and the switch itself."""
    if code == languages.SOURCE or code not in languages.BY_CODE:
        raise Http404
    (one,) = _readiness([code])
    form = Switch(request.POST or None, language=one.language, initial={"policy": one.policy, "seen": one.policy})
    if request.method == "POST":
        done = _confirm(request, code) if "interface" in request.POST else _switch(request, code, form)
        if done:
            return HttpResponseRedirect(reverse("keeping:language", args=[code]))
    must_have = cells_of(code, MUST_HAVE)
    titles = Document.objects.filter(pk__in=[row.document for row in must_have])
    context = {
        "one": one,
        "form": form,
        "must_have": [(row, row.cells[code]) for row in must_have],
        "absent": [row for row in must_have if not _reaches_readers(row.cells[code], one.policy)],
        "titles": dict(titles.values_list("pk", "title_en")),
        "if_open": one.live,
        "if_checked_only": one.counts.get("live-checked", 0),
        "may_switch": _may_switch(request.user),
        "may_confirm": request.user.may_check(code),
    }
    return render(request, "staff/languages/language.html", context, status=422 if form.errors else 200)


def _reaches_readers(cell: Cell, policy: str) -> bool:
    if policy == Language.Policy.CHECKED_ONLY:
        return cell.state == "live-checked"
    return cell.state in LIVE


def _may_switch(person) -> bool:
    return person.may_publish or person.has_role(Role.ADMINISTRATOR)


def _switch(request, code: str, form: Switch) -> bool:
    if not _may_switch(request.user):
        raise PermissionDenied
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            changed = opening.set_policy(code, form.cleaned_data["policy"], seen=form.cleaned_data["seen"])
            detail = f"{changed.about.name}: {changed.get_policy_display()}"
            trail.record(Event.What.LANGUAGE, by=request.user, detail=detail)
    except opening.ChangedMeanwhile:
        form.add_error(None, _("Somebody else has just changed this. Look at it again and decide once more."))
        return False
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("%(name)s is now %(policy)s.") % {
        "name": changed.about.name, "policy": changed.get_policy_display(),
    })  # fmt: skip
    return True


def _confirm(request, code: str) -> bool:
    if not request.user.may_check(code):
        raise PermissionDenied
    try:
        opening.confirm_interface(code, fingerprint=request.POST["interface"], by=request.user)
    except opening.ChangedMeanwhile:
        messages.warning(request, _("The words have changed since you opened this page. Nothing was noted."))
    else:
        messages.success(request, _("Noted: you have checked the menus in this language."))
    return True
