"""What holds for every address of the desk: who comes in, and what browsers are told.

A screen that needs more than this policy asks for it on its own answers, with django-csp's `@csp_update`:
`@csp_update({"script-src": [NONCE, SOME_HASH]})`. `NONCE` becomes `request.csp_nonce` where a template used
it, and is left out everywhere else.
"""

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from site_app.staff import gate

DESK = "/staff/"
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


class DeskPolicyMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(DESK):
            if getattr(response, "_csp_replace", None) is None:  # a preview brings the readers' policy
                response._csp_replace = POLICY
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
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
        return gate.stopped(request, rule, kwargs)
