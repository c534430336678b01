"""Sign-off at the desk: which texts need it, and links for named advisers to exactly one English revision."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from site_app import languages
from site_app.accounts import links
from site_app.accounts.models import Link, Role
from site_app.editions.models import Mark, Revision
from site_app.editions.signing import signed_part, writers
from site_app.staff import once
from site_app.staff.gate import needs
from site_app.staff.people_forms import AskAdviser

SIGN_OFF = Link.Purpose.SIGN_OFF
whoever_asks = needs(Role.AUTHOR, Role.PUBLISHER)


@whoever_asks
@require_safe
def overview(request):
    """The newest English text of everything that has to be signed off."""
    newest = (
        Revision.objects.filter(edition__language=languages.SOURCE, edition__latest=F("pk"), redacted_at=None)
        .exclude(edition__document__sign_off="")
        .select_related("edition__document")
        .order_by("edition__document__kind", "edition__document__slug")
    )
    signed = set(newest.signed_off().values_list("pk", flat=True))
    asked = set(Link.objects.open().filter(purpose=SIGN_OFF).values_list("subject", flat=True))
    rows = [{"revision": one, "signed": one.pk in signed, "asked": one.pk in asked} for one in newest]
    return render(request, "staff/sign_off/overview.html", {"rows": rows})


@whoever_asks
def ask(request, pk):
    """One revision: its links and answers so far, and a form for another link."""
    sources = Revision.objects.filter(edition__language=languages.SOURCE).select_related("edition__document")
    revision = get_object_or_404(sources, pk=pk, redacted_at=None)
    form = AskAdviser(request.POST or None, initial={"organisation": revision.edition.document.sign_off})
    is_writer = request.user.pk in writers(revision)
    if request.method == "POST" and is_writer:
        form.add_error(None, _("You wrote this text. Somebody else has to ask for its signature."))
    if not form.is_valid():
        context = {
            "revision": revision,
            "form": form,
            "is_writer": is_writer,
            "is_newest": revision.edition.latest_id == revision.pk,
            "is_signed": Revision.objects.filter(pk=revision.pk).signed_off().exists(),
            "may_publish": request.user.may_publish,
            "links": Link.objects.filter(purpose=SIGN_OFF, subject=revision.pk).select_related("by").order_by("-pk"),
            "answers": revision.marks.filter(kind__in=[Mark.Kind.SIGNED_OFF, Mark.Kind.RETURNED]).order_by("-pk"),
        }
        return render(request, "staff/sign_off/ask.html", context)
    return _made(request, revision, form.cleaned_data)


def _made(request, revision, wanted):
    link, token = links.make(
        SIGN_OFF,
        name=wanted["name"],
        organisation=wanted["organisation"],
        subject=revision.pk,
        by=request.user,
        lasts=timedelta(days=wanted["days"]),
    )
    return once.show(
        request,
        link,
        reverse("sign", args=[token]),
        message=_("Dear %(name)s, please read “%(title)s” and sign it off, or tell us what has to change: {link}\n"
                  "You need no account. The link opens this one text and works once, for %(days)s days.")
        % {"name": link.name, "title": revision.texts.get("title", ""), "days": wanted["days"]},
        mail_to=wanted.get("mail_to", ""),
        back=reverse("sign_off:ask", args=[revision.pk]),
    )  # fmt: skip


def signature(revision: Revision) -> dict:
    """For templates: `signed`, the signature that counts for this text, and `link_by`, who made the link for it."""
    if not Revision.objects.filter(pk=revision.pk).signed_off():
        return {"signed": None, "link_by": None}
    marks = Mark.objects.of_words(revision, Mark.Kind.SIGNED_OFF).select_related("revision")
    beside = signed_part(revision.shared)
    mark = [one for one in marks if signed_part(one.revision.shared) == beside][-1]
    used = Link.objects.filter(purpose=SIGN_OFF, subject=mark.revision_id, used_at__isnull=False).order_by("used_at")
    link_by = [one.by for one in used.select_related("by") if one.full_name == mark.name]
    return {"signed": mark, "link_by": link_by[-1] if link_by else None}


@whoever_asks
@require_POST
def revoke(request, pk):
    link = get_object_or_404(Link, pk=pk, purpose=SIGN_OFF)
    if links.revoke(link, by=request.user):
        messages.success(request, _("The link for %(name)s no longer works.") % {"name": link.full_name})
    else:
        messages.warning(request, _("That link had ended before. Nothing was changed."))
    return redirect("sign_off:ask", pk=link.subject)
