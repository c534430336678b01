"""Who may open which address of the desk, said at the view and held at one place.

    @needs(Role.PUBLISHER)                         one of these roles, in whichever language
    @needs(Role.AUTHOR, Role.TRANSLATOR, language="language")    … in the language that the address names
    @needs(Role.AUTHOR, Role.TRANSLATOR, language=language_of_revision)   … a function of the same arguments
    @needs(*Role, change=[Role.PUBLISHER])         everybody may look, only publishers may send
    @needs()                                       everybody who works at the desk
    @enrolling                                     signed in, second factor or not: the enrolment pages
    @open_to_all                                   no account: the door itself, and links that carry a token

An author's language is English, a publisher and an administrator have every language. Nothing else checks who
somebody is: `GateMiddleware` asks the rule before the view runs, and an address under /staff/ without a rule is an
error, for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from site_app import languages
from site_app.accounts.models import PER_LANGUAGE, Role
from site_app.staff import kept

LOOKING = {"GET", "HEAD", "OPTIONS"}


class Door(Enum):
    OPEN = "no account"
    ENROLLING = "signed in"
    DESK = "signed in with a second factor"


@dataclass(frozen=True)
class Rule:
    door: Door = Door.DESK
    see: frozenset[str] = frozenset()  # any of these roles; empty: everybody
    change: frozenset[str] | None = None  # for what is sent; None: the same as may look
    language: str | Callable[..., str] | None = None

    def allows(self, person, method: str, arguments: dict) -> bool:
        """`arguments`: those of the view. Only for somebody who has come through the door."""
        looking = method in LOOKING or self.change is None
        roles = self.see if looking else self.change
        if looking and not roles:
            return True
        language = self._language(arguments)
        return any(_holds(person, role, language) for role in roles)

    def _language(self, arguments: dict) -> str:
        if self.language is None:
            return ""
        return self.language(**arguments) if callable(self.language) else arguments[self.language]


def _holds(person, role: str, language: str) -> bool:
    if language and role == Role.AUTHOR:
        return language == languages.SOURCE and person.has_role(role)
    return person.has_role(role, language if role in PER_LANGUAGE else "")


def needs(*roles: str, change=None, language=None):
    rule = Rule(Door.DESK, frozenset(roles), None if change is None else frozenset(change), language)
    return _under(rule)


def _under(rule: Rule):
    def decorate(view):
        @wraps(view)
        def ruled(request, *args, **kwargs):
            # allauth calls a view again itself, past every middleware, for whoever had to prove who they are.
            let_in = getattr(request, "let_in", None) == request.path
            refusal = None if let_in else stopped(request, rule, kwargs)
            return refusal or view(request, *args, **kwargs)

        ruled.rule = rule
        return ruled

    return decorate


enrolling = _under(Rule(Door.ENROLLING))
open_to_all = _under(Rule(Door.OPEN))


def rule_of(view) -> Rule | None:
    """The rule that a view was given."""
    return getattr(view, "rule", None)


def stopped(request, rule: Rule, arguments: dict) -> HttpResponse | None:
    """What somebody gets instead of the view; None: come in."""
    if rule.door is Door.OPEN:
        return None
    if not request.user.is_authenticated:
        return _sign_in_first(request)
    if rule.door is Door.ENROLLING:
        return None
    if not request.user.has_second_factor:
        return HttpResponseRedirect(reverse("mfa_index"))
    if not rule.allows(request.user, request.method, arguments):
        return refused(request)
    return None


def _sign_in_first(request) -> HttpResponse:
    """A script is told so (401) and keeps what was typed; a person is led to the door and back."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"signed_out": True, "sign_in": reverse("account_login")}, status=401)
    if kept.is_text_of_ours(request):
        return kept.signed_out(request)
    return redirect_to_login(request.get_full_path() if request.method in LOOKING else reverse("desk:index"))


def refused(request) -> HttpResponse:
    return render(request, "staff/refused.html", {"roles": request.user.grants.all()}, status=403)
