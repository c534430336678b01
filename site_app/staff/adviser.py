"""The page on which an adviser signs one English revision, or says what has to change.

Outside the desk (/sign/…): see `holders`. It is the readers' own page with a form below.
"""

from csp.constants import SELF
from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from site_app.accounts import links
from site_app.accounts.models import Link
from site_app.editions import lifecycle
from site_app.editions.models import Mark, Revision
from site_app.staff import preview
from site_app.staff.holders import for_the_holder_alone

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

    not_read = _("Please confirm that you have read the text. Nothing was signed.")

    def clean(self):
        if self.cleaned_data.get("answer") == "sign" and not self.cleaned_data.get("read"):
            self.add_error("read", self.not_read)
        if self.cleaned_data.get("answer") == "comment" and not self.cleaned_data.get("comment", "").strip():
            self.add_error("comment", _("Please write what has to change. Nothing was sent."))
        return self.cleaned_data


@for_the_holder_alone(SIGN_OFF, limit="sign_off", policy={"style-src": [SELF]})
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
