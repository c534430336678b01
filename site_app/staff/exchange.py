"""Exchange files at the desk: texts out to a translator's own tool, and back as drafts."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from site_app import languages
from site_app.accounts.models import Role
from site_app.editions.board import board_states
from site_app.editions.exchange import passing
from site_app.editions.exchange.segments import Unreadable
from site_app.editions.models import Document
from site_app.staff.gate import needs

FORMATS = [("xliff", "XLIFF 1.2"), ("po", "PO")]
SUFFIXES = {"xliff": "xlf", "po": "po"}
TYPES = {"xliff": "application/xliff+xml", "po": "text/x-gettext-translation"}
UP_TO_DATE = {"live", "live-checked", "live-unchecked", "withdrawn"}
WHOEVER_TRANSLATES = [Role.TRANSLATOR, Role.PUBLISHER]


class Languages(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    form = forms.ChoiceField(label=gettext_lazy("Kind of file"), choices=FORMATS, initial="xliff")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        may = [one for one in languages.ALL if one.code != languages.SOURCE]
        if not person.may_publish:
            may = [one for one in may if person.may_write(one.code)]
        self.fields["language"].choices = [(one.code, one.name) for one in may]


class Out(Languages):
    which = forms.ChoiceField(
        label=gettext_lazy("Which texts"),
        choices=[
            ("behind", gettext_lazy("those that are missing or behind the English")),
            ("all", gettext_lazy("all")),
        ],
    )
    document = forms.ModelChoiceField(
        Document.objects.all(), required=False, widget=forms.HiddenInput, label=gettext_lazy("One text")
    )


class Back(Languages):
    file = forms.FileField(label=gettext_lazy("The file"), max_length=200)


@needs(*WHOEVER_TRANSLATES)
@require_http_methods(["GET", "POST"])
def exchange(request):
    goes_out = "out" in request.POST
    first = {"language": request.GET.get("language", ""), "document": request.GET.get("document", "")}
    out = Out(request.POST if goes_out else None, person=request.user, prefix="out", initial=first)
    back = Back(
        request.POST if "back" in request.POST else None,
        request.FILES or None,
        person=request.user,
        prefix="back",
        initial=first,
    )
    results = None
    if goes_out and out.is_valid():
        try:
            return _file(out.cleaned_data)
        except Unreadable as why:
            out.add_error(None, str(why))
    if "back" in request.POST and back.is_valid():
        try:
            results = _taken(back.cleaned_data, request.user)
        except Unreadable as why:
            back.add_error("file", _("%(why)s Nothing was changed.") % {"why": why})
    document = Document.objects.filter(pk=first["document"] or None).first() if first["document"].isdecimal() else None
    context = {"out": out, "back": back, "results": results, "document": document}
    return render(request, "staff/exchange/exchange.html", context, status=422 if out.errors or back.errors else 200)


def _file(wanted: dict) -> HttpResponse:
    language, form = wanted["language"], wanted["form"]
    if wanted["document"]:
        chosen = [wanted["document"].pk]
        name = wanted["document"].slug
    else:
        states = board_states(language)
        chosen = [pk for pk, state in states.items() if wanted["which"] == "all" or state not in UP_TO_DATE]
        name = "texts"
    content = passing.out(chosen, language, form)
    filename = f"{name}-{language}-{timezone.localdate().isoformat()}.{SUFFIXES[form]}"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(content, content_type=TYPES[form], headers=headers)


def _taken(sent: dict, person) -> list[passing.Result]:
    if sent["file"].size > passing.LARGEST:
        raise Unreadable(_("This file is too large. Files may have 8 MB."))
    return passing.back(sent["file"].read(), sent["form"], sent["language"], by=person)
