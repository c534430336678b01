"""Asking a volunteer: links for one text in one language, to translate it or to check it, without an account."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from site_app import languages
from site_app.accounts import links
from site_app.accounts.models import Link, Role
from site_app.editions.models import Document, Edition, Revision
from site_app.staff import once
from site_app.staff.gate import needs
from site_app.staff.people_forms import MailTo
from site_app.staff.typed import number_of
from site_app.staff.writing import document_or_404

TRANSLATE, CHECK = Link.Purpose.TRANSLATE, Link.Purpose.CHECK
BOTH = [TRANSLATE, CHECK]
WHOEVER_ASKS = [Role.TRANSLATOR, Role.CHECKER, Role.PUBLISHER]


class AskVolunteer(MailTo):
    purpose = forms.ChoiceField(
        label=gettext_lazy("What should they do?"),
        choices=[
            (TRANSLATE, gettext_lazy("Translate it, or bring the translation up to date")),
            (CHECK, gettext_lazy("Check the newest translation against the English")),
        ],
        widget=forms.RadioSelect,
        initial=TRANSLATE,
    )
    name = forms.CharField(label=gettext_lazy("Name of the volunteer"), max_length=80)
    days = forms.IntegerField(label=gettext_lazy("How many days the link works"), min_value=1, max_value=30, initial=7)
    field_order = ("purpose", "name", "days", "mail_to")

    def __init__(self, *args, latest: Revision | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.latest = latest

    def clean_purpose(self):
        purpose = self.cleaned_data["purpose"]
        if purpose == CHECK and (self.latest is None or self.latest.redacted_at or self.latest.machine):
            raise forms.ValidationError(_("There is no translation yet that somebody could check."))
        return purpose


@needs(*WHOEVER_ASKS, language="language")
@require_http_methods(["GET", "POST"])
def ask(request, pk, language):
    """One text in one language: the links for it so far, and a form for another."""
    if language == languages.SOURCE:
        raise Http404
    document = document_or_404(pk, language=language)
    edition = Edition.objects.filter(document=document, language=language).select_related("latest").first()
    latest = edition and edition.latest
    form = AskVolunteer(request.POST or None, latest=latest)
    if request.method == "POST" and form.is_valid():
        return _made(request, document, language, latest, form.cleaned_data)
    context = {
        "document": document,
        "language": languages.BY_CODE[language],
        "form": form,
        "links": Link.objects.filter(_of(edition)).select_related("by").order_by("-pk") if edition else [],
    }
    return render(request, "staff/volunteers/ask.html", context, status=422 if form.errors else 200)


def _of(edition: Edition) -> Q:
    """The links of one edition: to translate it, or to check one of its texts."""
    return Q(purpose=TRANSLATE, subject=edition.pk) | Q(
        purpose=CHECK, subject__in=edition.revisions.values_list("pk", flat=True)
    )


def _made(request, document: Document, language: str, latest: Revision | None, wanted: dict):
    purpose = wanted["purpose"]
    if purpose == TRANSLATE:
        subject = Edition.objects.get_or_create(document_id=document.pk, language_id=language)[0].pk
    else:
        subject = latest.pk
    link, token = links.make(
        purpose,
        name=wanted["name"],
        subject=subject,
        details={"document": document.pk, "language": language},
        by=request.user,
        lasts=timedelta(days=wanted["days"]),
    )
    task = _("please translate") if purpose == TRANSLATE else _("please check the translation of")
    return once.show(
        request,
        link,
        reverse("volunteer" if purpose == TRANSLATE else "volunteer_check", args=[token]),
        message=_("Dear %(name)s, %(task)s “%(title)s” (%(language)s): {link}\n"
                  "You need no account. Whoever has the link can open it, for %(days)s days.")
        % {"name": link.name, "task": task, "title": document.title_en or document.slug,
           "language": languages.BY_CODE[language].name, "days": wanted["days"]},
        mail_to=wanted.get("mail_to", ""),
        back=reverse("writing:ask", args=[document.pk, language]),
    )  # fmt: skip


@needs(*WHOEVER_ASKS)
@require_safe
def asked(request):
    """Every open link of a volunteer."""
    found = list(Link.objects.open().filter(purpose__in=BOTH).select_related("by").order_by("expires_at"))
    wanted = {link.details.get("document") for link in found}
    titles = dict(Document.objects.filter(pk__in=wanted - {None}).values_list("pk", "title_en"))
    rows = [
        {"link": link, "title": titles.get(link.details.get("document")), "language": _name(link)} for link in found
    ]
    return render(request, "staff/volunteers/asked.html", {"rows": rows})


def _name(link: Link) -> str:
    code = link.details.get("language")
    return languages.BY_CODE[code].name if code in languages.BY_CODE else ""


@needs(*WHOEVER_ASKS, language="language")
@require_POST
def revoke(request, pk, language):
    edition = get_object_or_404(Edition, document=pk, language=language)
    link = get_object_or_404(Link, _of(edition), pk=number_of(request.POST.get("link")))
    if links.revoke(link, by=request.user):
        messages.success(request, _("The link for %(name)s no longer works.") % {"name": link.full_name})
    else:
        messages.warning(request, _("That link had ended before. Nothing was changed."))
    return redirect("writing:ask", pk=pk, language=language)
