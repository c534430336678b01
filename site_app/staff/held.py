"""What somebody sent that cannot be taken now, kept in the page that says so, to be sent again.

Somebody writes for an hour, is signed out meanwhile, and presses Save; or a page was open while they signed
in somewhere else, and its form has grown old. Only for what our own pages sent: what comes from elsewhere
is nobody's work. Passwords and files are not kept.
"""

from django.shortcuts import render
from django.urls import reverse

NOT_KEPT = ("csrfmiddlewaretoken", "password", "oldpassword", "again", "credential")


def comes_from_here(request) -> bool:
    """What the browser says of where a form was sent from; one that says nothing at all is not believed."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def keeps_something(request) -> bool:
    return comes_from_here(request) and bool(_kept(request))


def page(request, *, status: int):
    context = {
        "kept": _kept(request),
        "to": request.get_full_path(),
        "door": f"{reverse('account_login')}?next={reverse('held')}",
    }
    return render(request, "staff/held.html", context, status=status)


def _kept(request) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values if not name.startswith(NOT_KEPT)]
