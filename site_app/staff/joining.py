"""Coming through a link: the first administrator, an invitation, a new password. No account is needed."""

from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from site_app.accounts import links, people
from site_app.accounts.forms import TAKEN, Join, NewPassword
from site_app.accounts.models import Link, User
from site_app.staff.gate import open_to_all

Purpose = Link.Purpose


def _through_a_link(view):
    """A link that opens nothing says why; tries are counted per visitor, without knowing who it is."""
    limited = rate_limit(action="link", limit_get=True)(require_http_methods(["GET", "HEAD", "POST"])(view))

    def guarded(request, token):
        try:
            return limited(request, token)
        except links.Unusable as why:
            return render(request, "staff/people/unusable.html", {"why": why}, status=410)

    return open_to_all(guarded)


def _joining(purpose):
    @_through_a_link
    def join(request, token):
        link = links.find(purpose, token)
        if purpose == Purpose.FIRST_ADMINISTRATOR and people.has_administrator():
            raise links.Unusable("used")
        known_as = "" if purpose == Purpose.FIRST_ADMINISTRATOR else link.name
        form = Join(request.POST or None, initial={"name": known_as})
        if not form.is_valid():
            return render(request, "staff/people/join.html", {"form": form, "link": link})
        typed = {name: form.cleaned_data[name] for name in ("username", "name", "email", "password")}
        try:
            person = people.join(link, **typed)
        except IntegrityError:  # somebody chose the same user name in the same moment
            form.add_error("username", TAKEN)
            return render(request, "staff/people/join.html", {"form": form, "link": link})
        get_adapter().login(request, person)
        messages.success(request, _("Welcome. One more step: a second factor, so that a stolen password is no use."))
        return redirect("mfa_index")

    return join


first = _joining(Purpose.FIRST_ADMINISTRATOR)
join = _joining(Purpose.INVITATION)


@_through_a_link
def set_password(request, token):
    link = links.find(Purpose.NEW_PASSWORD, token)
    form = NewPassword(request.POST or None)
    if not form.is_valid():
        username = User.objects.get(pk=link.subject).username
        return render(request, "staff/people/new_password.html", {"form": form, "link": link, "username": username})
    with transaction.atomic():
        people.set_new_password(link, password=form.cleaned_data["password"])
    messages.success(request, _("The new password holds. Sign in with it."))
    return redirect("account_login")
