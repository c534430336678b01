"""What holds for every address of the desk: who comes in, and what browsers are told.

A screen that needs more than this policy asks for it on its own answers, with django-csp's `@csp_update`:
`@csp_update({"script-src": [NONCE, SOME_HASH]})`. `NONCE` becomes `request.csp_nonce` where a template used
it, and is left out everywhere else.
"""

import json
import time

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from csp.constants import NONE, SELF
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from site_app.accounts.adapter import BEGAN
from site_app.staff import gate

DESK = "/staff/"
LARGEST = 9_000_000  # bytes of what is sent: a file of 8 MB and what is around it
TOO_MUCH = "This is too much to send at once. Files may have 8 MB."
POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "script-src": [SELF],
    "img-src": [SELF, "data:"],
    "connect-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
}


def _length(request) -> int:
    said = request.headers.get("content-length") or "0"
    return int(said) if said.isdecimal() and len(said) < 19 else LARGEST + 1


class DeskPolicyMiddleware:
    """The policy, and no more to read than the largest file we take: strangers send before they are known."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        too_much = request.path_info.startswith(DESK) and _length(request) > LARGEST
        response = HttpResponse(TOO_MUCH, status=413) if too_much else self.get_response(request)
        if request.path_info.startswith(DESK):
            # A preview brings the readers' policy, and the page of a failure is theirs.
            if getattr(response, "_csp_replace", None) is None and response.status_code != 500:
                response._csp_replace = POLICY
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
        return response


class SessionLimitMiddleware:
    """Whoever has done nothing for half an hour is signed out, and everybody is after twelve.

    A script that asks by itself, with `X-Background: 1`, is not somebody doing something.
    """

    IDLE, WHOLE = 30 * 60, 12 * 60 * 60
    SEEN, EVERY = "seen", 60  # seconds between two notes of the time, so that not each request writes

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(DESK) and request.user.is_authenticated:
            self._limit(request)
        return self.get_response(request)

    def _limit(self, request) -> None:
        session, now = request.session, time.time()
        seen = session.get(self.SEEN, now)
        if now - session.setdefault(BEGAN, now) > self.WHOLE or now - seen > self.IDLE:
            logout(request)
            messages.info(request, _("You were signed out, as everybody is after a while. What was saved is there."))
        elif self.SEEN not in session or (now - seen > self.EVERY and "X-Background" not in request.headers):
            session[self.SEEN] = now


class ForgetfulMiddleware:
    """Where somebody is and with which browser stands in no session.

    While somebody proves who they are, allauth keeps the whole request in the session, to repeat it then.
    """

    NEEDED = {"REQUEST_METHOD", "HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SCRIPT_NAME"}
    NEEDED |= {"PATH_INFO", "CONTENT_TYPE", "wsgi.url_scheme", "HTTP_X_FORWARDED_PROTO"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(DESK) and "request" in (state := request.session.get(STATE_SESSION_KEY) or {}):
            kept = json.loads(state["request"])
            kept["META"] = {name: value for name, value in kept["META"].items() if name in self.NEEDED}
            request.session[STATE_SESSION_KEY] = state | {"request": json.dumps(kept)}
        return response


class GateMiddleware:
    """Asks the rule of an address before its view runs. See `gate`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(DESK):
            return None
        rule = gate.rule_of(view)
        if rule is None:
            raise ImproperlyConfigured(f"{request.resolver_match.route} has no rule. See site_app/staff/gate.py.")
        answer = gate.stopped(request, rule, kwargs)
        request.let_in = None if answer else request.path
        return answer

    def process_exception(self, request, exception):
        """What is not there or not allowed is said in the desk's own look."""
        if not request.path_info.startswith(DESK) or not request.user.is_authenticated:
            return None
        if isinstance(exception, Http404):
            return render(request, "staff/not_found.html", status=404)
        return gate.refused(request) if isinstance(exception, PermissionDenied) else None
