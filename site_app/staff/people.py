"""The people screens: who is at the desk, what they may do, inviting and letting go. For administrators."""

from functools import partial

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from site_app.accounts import links, people
from site_app.accounts.models import Event, Link, Role, User
from site_app.staff import once
from site_app.staff.gate import needs
from site_app.staff.people_forms import Invitation, MailTo, Roles

administrators = needs(Role.ADMINISTRATOR)
RECENT = 20


@administrators
@require_safe
def everybody(request):
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    rows = (
        User.objects.annotate(protected=Exists(factors)).prefetch_related("grants").order_by("first_name", "username")
    )
    context = {
        "active": [person for person in rows if person.is_active],
        "inactive": [person for person in rows if not person.is_active],
        "invitations": Link.objects.open().filter(purpose=Link.Purpose.INVITATION).order_by("expires_at"),
    }
    return render(request, "staff/people/everybody.html", context)


@administrators
@reauthentication_required(allow_get=True)
def invite(request):
    form = Invitation(request.POST or None)
    if not form.is_valid():
        return render(request, "staff/people/invite.html", {"form": form})
    link, token = people.invite(form.cleaned_data["name"], form.roles, by=request.user)
    return once.show(
        request,
        link,
        reverse("people:join", args=[token]),
        message=_("Hello %(name)s, here is your way to the desk of the North West Migrants Forum: {link}\n"
                  "The link works once, for seven days. It is for you alone, so please do not pass it on.")
        % {"name": link.name},
        mail_to=form.cleaned_data.get("mail_to", ""),
        back=reverse("people:everybody"),
    )  # fmt: skip


@administrators
@require_POST
def revoke(request, pk):
    """An invitation that somebody has thought better of, or a link for a new password."""
    link = get_object_or_404(Link, pk=pk, purpose__in=[Link.Purpose.INVITATION, Link.Purpose.NEW_PASSWORD])
    if links.revoke(link, by=request.user):
        messages.success(request, _("The link for %(name)s no longer works.") % {"name": link.name})
    else:
        messages.warning(request, _("That link had ended before. Nothing was changed."))
    return redirect("people:everybody")


# --- one person ------------------------------------------------------------------------------------------


@administrators
@require_safe
def person(request, pk):
    return _screen(request, get_object_or_404(User, pk=pk))


def _screen(request, somebody, form=None):
    context = {
        "person": somebody,
        "form": form or Roles.of(somebody),
        "mail": MailTo(),
        "factors": somebody.authenticator_set.order_by("created_at"),
        "password_links": Link.objects.open().filter(purpose=Link.Purpose.NEW_PASSWORD, subject=somebody.pk),
        "events": Event.objects.filter(about=somebody).select_related("by", "about").order_by("-pk")[:RECENT],
    }
    return render(request, "staff/people/person.html", context)


@administrators
@require_POST
@reauthentication_required
def roles(request, pk):
    somebody, form = get_object_or_404(User, pk=pk), Roles(request.POST)
    if not form.is_valid():
        return _screen(request, somebody, form)
    act = partial(people.change_roles, somebody, form.roles, by=request.user)
    return _done(request, somebody, act, _("The roles are changed."))


def _act(act, said):
    """A view that does one thing to somebody. `said`: what to say then, with %(name)s."""

    @administrators
    @require_POST
    @reauthentication_required
    def view(request, pk):
        somebody = get_object_or_404(User, pk=pk)
        return _done(request, somebody, partial(act, somebody, by=request.user), said % {"name": somebody.display_name})

    return view


deactivate = _act(people.deactivate, gettext_lazy("%(name)s is signed out and cannot come back in."))
reactivate = _act(people.reactivate, gettext_lazy("%(name)s can sign in again."))
reset = _act(
    people.reset_second_factor,
    gettext_lazy("%(name)s signs in with the password alone, once, and sets up a new second factor."),
)


@administrators
@require_POST
@reauthentication_required
def new_password(request, pk):
    somebody = get_object_or_404(User, pk=pk, is_active=True)
    mail = MailTo(request.POST)
    if not mail.is_valid():
        return _screen(request, somebody)
    link, token = people.new_password_link(somebody, by=request.user)
    return once.show(
        request,
        link,
        reverse("people:set_password", args=[token]),
        message=_("Hello %(name)s, here you can set a new password: {link}\n"
                  "The link works once, for one day. If you did not ask for it, tell us.") % {"name": link.name},
        mail_to=mail.cleaned_data.get("mail_to", ""),
        back=reverse("people:person", args=[somebody.pk]),
    )  # fmt: skip


def _done(request, somebody, act, said):
    """Does it and says so, or says why not."""
    try:
        act()
    except people.Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("people:person", pk=somebody.pk)
