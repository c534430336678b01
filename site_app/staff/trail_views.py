"""The trail on the screen and as a file for a spreadsheet."""

from django import forms
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from site_app import languages
from site_app.accounts.models import Role, User
from site_app.editions.models import Document
from site_app.staff import csv_cells, trail
from site_app.staff.gate import needs
from site_app.staff.keeping_forms import DateInput


class Filter(forms.Form):
    strand = forms.ChoiceField(label=_("What"), required=False)
    person = forms.ModelChoiceField(User.objects.none(), label=_("Who"), required=False, empty_label=_("everybody"))
    since = forms.DateField(label=_("From"), required=False, widget=DateInput(), input_formats=["%Y-%m-%d"])
    until = forms.DateField(label=_("To"), required=False, widget=DateInput(), input_formats=["%Y-%m-%d"])
    library = forms.BooleanField(label=_("Also what came with the library files"), required=False)

    def __init__(self, *args, strands, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["strand"].choices = [("", _("everything")), *((key, trail.STRANDS[key].label) for key in strands)]
        self.fields["person"].queryset = User.objects.order_by("first_name", "last_name", "username")
        self.fields["person"].label_from_instance = lambda person: person.display_name

    def wanted(self, document: Document | None) -> trail.Wanted:
        """Nothing if the form is wrong: what it asked for cannot be told apart from everything."""
        told = self.cleaned_data
        return trail.Wanted(
            strand=told.get("strand", ""),
            person=told["person"].pk if told.get("person") else None,
            document=document.pk if document else None,
            since=told.get("since"),
            until=told.get("until"),
            library=told.get("library", False),
        )


def strands_for(person) -> list[str]:
    """What happened to accounts is for administrators alone."""
    return [key for key in trail.STRANDS if key != "accounts" or person.is_administrator]


@needs()
@require_safe
def whole_trail(request):
    return _trail(request, None)


@needs()
@require_safe
def document_trail(request, pk):
    """Of one document, in all its languages."""
    return _trail(request, get_object_or_404(Document.objects.with_texts(languages.SOURCE), pk=pk))


def _trail(request, document):
    strands = strands_for(request.user)
    form = Filter(request.GET or None, strands=strands)
    wanted = trail.Wanted(document=document.pk if document else None)
    lines = trail.keys(form.wanted(document) if form.is_valid() else wanted, strands)
    page = Paginator(lines, trail.PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "entries": trail.told(page.object_list),
        "document": document,
        "query": query.urlencode(),
        "may_export": request.user.may_publish or request.user.is_administrator,
    }
    return render(request, "staff/keeping/trail.html", context)


@needs(Role.PUBLISHER, Role.ADMINISTRATOR)
@require_safe
def export(request):
    """The lines of the same filter, all of them."""
    strands = strands_for(request.user)
    form = Filter(request.GET or None, strands=strands)
    number = request.GET.get("document", "")
    document = get_object_or_404(Document, pk=number) if number.isdecimal() else None
    wanted = form.wanted(document) if form.is_valid() else trail.Wanted(document=document and document.pk)
    answer = StreamingHttpResponse(
        csv_cells.lines(trail.export(wanted, strands)), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="trail-{timezone.localdate():%Y-%m-%d}.csv"'
    return answer
