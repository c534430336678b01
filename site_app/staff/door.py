"""What stands at the door besides allauth's views."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_safe

from site_app.staff import held
from site_app.staff.gate import enrolling


def too_many(request):
    """The site's answer to tries without measure (`handler429`, which allauth asks for)."""
    return render(request, "staff/too_many.html", status=429)


def form_grown_old(request, reason=""):
    """A form whose proof of origin no longer holds (`CSRF_FAILURE_VIEW`): signing in elsewhere does that to it."""
    if not request.path_info.startswith("/staff/") or not held.comes_from_here(request):
        return csrf_failure(request, reason=reason)
    if request.user.is_authenticated and held.keeps_something(request):
        return held.page(request, status=403)
    return HttpResponseRedirect(request.get_full_path())  # nothing to keep: the same page with a fresh form


@enrolling
@require_safe
def signed_in_again(request):
    """Where signing in for a page that waits in another window leads."""
    return render(request, "staff/back.html")
