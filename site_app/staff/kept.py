"""Nothing that was typed is lost when the session or its token ends while somebody writes.

The page's script does not come here: it keeps what is typed and asks for a sign-in in a new tab (form.js). This is
for forms that are sent without it: the answer carries everything that was sent, and one button to send it again.
"""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as django_csrf_failure

TEXTS = ("/staff/texts/", "/staff/facts/", "/staff/organisations/", "/staff/sources/")
NOT_SENT_AGAIN = {"csrfmiddlewaretoken"}


def is_text_of_ours(request) -> bool:
    """A form of the desk's texts that was sent from the desk itself. Another site's words are never offered again."""
    said = request.headers.get("Sec-Fetch-Site")
    here = f"{request.scheme}://{request.get_host()}"
    from_here = said == "same-origin" if said is not None else request.headers.get("Origin") == here
    return request.method == "POST" and request.path.startswith(TEXTS) and from_here


def signed_out(request):
    """Instead of the door: what was typed stays on the screen."""
    return _answer(request, _("You have been signed out."), status=401)


def csrf_failure(request, reason=""):
    """A form that was opened before its person signed in again. Everything else gets Django's own refusal."""
    at_the_desk = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & set(request.COOKIES)
    if not at_the_desk or not is_text_of_ours(request) or "application/json" in request.headers.get("Accept", ""):
        return django_csrf_failure(request, reason)
    return _answer(request, _("You have signed in again since you opened this page."), status=403)


def _answer(request, why: str, *, status: int):
    sent = [(name, value) for name, values in request.POST.lists() if name not in NOT_SENT_AGAIN for value in values]
    context = {
        "why": why,
        "sent": sent,
        "again": request.get_full_path(),
        "signed_in": request.user.is_authenticated,
        "login": reverse("account_login"),
    }
    return render(request, "staff/writing/kept.html", context, status=status)
