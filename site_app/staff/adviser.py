"""The page on which an adviser signs one English revision, or says what has to change.

Outside the desk (/sign/…), without an account and without a cookie: the token in the address is all there is
to know them by. It is the readers' own page with a form below. A form that was sent from elsewhere is told by
what the browser says about where it comes from, because Django's own check would set a cookie.
"""

from functools import wraps

from allauth.core import ratelimit
from allauth.decorators import rate_limit
from csp.constants import SELF
from csp.decorators import csp_update
from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from site_app.accounts import links
from site_app.accounts.models import Link
from site_app.editions import lifecycle
from site_app.editions.models import Mark, Revision
from site_app.staff import preview

SIGN_OFF = Link.Purpose.SIGN_OFF


class Answer(forms.Form):
    """`answer` is the button that was pressed."""

    read = forms.BooleanField(label=_("I have read the whole text above."), required=False)
    comment = forms.CharField(
        label=_("What has to change, or what you want to add"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    answer = forms.ChoiceField(choices=[("sign", ""), ("comment", "")], widget=forms.HiddenInput)

    def clean(self):
        if self.cleaned_data.get("answer") == "sign" and not self.cleaned_data.get("read"):
            self.add_error("read", _("Please confirm that you have read the text. Nothing was signed."))
        if self.cleaned_data.get("answer") == "comment" and not self.cleaned_data.get("comment", "").strip():
            self.add_error("comment", _("Please write what has to change. Nothing was sent."))
        return self.cleaned_data


def comes_from_here(request) -> bool:
    """What the browser says of where a form was sent from; one that says nothing at all is not believed."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _for_the_holder_alone(view):
    """Not kept, not indexed, with the two stylesheets; every way in which it does not open is a sentence."""

    @csrf_exempt
    @csp_update({"style-src": [SELF]})
    @require_http_methods(["GET", "HEAD", "POST"])
    @rate_limit(action="link", limit_get=True)
    @wraps(view)
    def wrapped(request, token):
        try:
            response = _answered(view, request, links.find(SIGN_OFF, token))
        except (links.Unusable, lifecycle.Refused) as why:
            response = _ended(request, why, status=410)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def _answered(view, request, link: Link):
    """Counted by link, so that made-up tokens leave nothing behind: those are counted by where they come from."""
    if not ratelimit.consume(request, action="sign_off", key=str(link.pk)):
        return _ended(request, _("Too many tries. Please wait a while and open the link again."), status=429)
    if request.method == "POST" and not comes_from_here(request):
        return _ended(request, _("This came from another page. Open the link and answer there."), status=403)
    return view(request, link)


def _ended(request, why, status):
    return render(request, "staff/sign_off/ended.html", {"why": why, "noindex": True}, status=status)


@_for_the_holder_alone
def sign(request, link):
    revision = Revision.objects.select_related("edition__document").get(pk=link.subject)
    if revision.redacted_at:
        raise lifecycle.Refused(_("The words of this text were removed. There is nothing to sign any more."))
    form = Answer(request.POST or None)
    if not form.is_valid():
        context = preview.page_of_revision(revision) | {
            "link": link,
            "revision": revision,
            "form": form,
            "is_newest": revision.edition.latest_id == revision.pk,
        }
        return render(request, "staff/sign_off/page.html", context)
    _answer(link, revision, **form.cleaned_data)
    context = {"link": link, "revision": revision, "signed": form.cleaned_data["answer"] == "sign", "noindex": True}
    return render(request, "staff/sign_off/thanks.html", context)


@transaction.atomic
def _answer(link: Link, revision: Revision, *, answer: str, comment: str, read: bool) -> None:
    """A signature uses the link up. A comment leaves it, so that the same text can still be signed."""
    if answer == "sign":
        links.use(link)
    kind = Mark.Kind.SIGNED_OFF if answer == "sign" else Mark.Kind.RETURNED
    lifecycle.mark(revision, kind, by=None, name=link.full_name, comment=comment)
