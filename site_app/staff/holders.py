"""Pages for whoever holds a link: outside the desk, without an account and without a cookie.

The token in the address is all there is to know them by. A form that was sent from elsewhere is told by what the
browser says about where it comes from, because Django's own check would set a cookie.
"""

from functools import wraps

from allauth.core import ratelimit
from allauth.decorators import rate_limit
from csp.decorators import csp_update
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from site_app.accounts import links
from site_app.accounts.models import Link
from site_app.editions import lifecycle


def comes_from_here(request) -> bool:
    """What the browser says of where a form was sent from; one that says nothing at all is not believed."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def for_the_holder_alone(purpose: str, *, limit: str, policy: dict):
    """Not kept, not indexed; every way in which it does not open is a sentence.

    limit: the name in ACCOUNT_RATE_LIMITS that each link is counted under. policy: what the page may load besides a
    reader's page. The view gets the link, open.
    """

    def decorate(view):
        @csrf_exempt
        @csp_update(policy)
        @require_http_methods(["GET", "HEAD", "POST"])
        @rate_limit(action="holder", limit_get=True)
        @wraps(view)
        def wrapped(request, token):
            try:
                response = _answered(view, request, links.find(purpose, token), limit)
            except (links.Unusable, lifecycle.Refused) as why:
                response = _ended(request, why, status=410)
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return wrapped

    return decorate


def _answered(view, request, link: Link, limit: str):
    """Counted by link, so that made-up tokens leave nothing behind: those are counted by where they come from."""
    if not ratelimit.consume(request, action=limit, key=str(link.pk)):
        return _ended(request, _("Too many tries. Please wait a while and open the link again."), status=429)
    if request.method == "POST" and not comes_from_here(request):
        return _ended(request, _("This came from another page. Open the link and answer there."), status=403)
    return view(request, link)


def _ended(request, why, status):
    """A page; for a page's script, which has words in hand that are not kept, the sentence alone."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"why": str(why)}, status=status)
    return render(request, "staff/sign_off/ended.html", {"why": why, "noindex": True}, status=status)
