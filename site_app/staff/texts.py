"""Every text there is, what state it is in, and where it can be changed."""

from collections import defaultdict

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from site_app import languages
from site_app.accounts.models import Role
from site_app.editions import lifecycle
from site_app.editions.models import Document, Edition, Recheck, Scheduled, WorkingCopy
from site_app.staff import typed as typing
from site_app.staff.gate import needs
from site_app.staff.writing import document_or_404

PER_PAGE = 50
STATES = {
    "draft": gettext_lazy("draft"),
    "in-review": gettext_lazy("in review"),
    "returned": gettext_lazy("returned"),
    "live": gettext_lazy("live"),
    "outdated": gettext_lazy("outdated"),
    "withdrawn": gettext_lazy("withdrawn"),
    "not-live": gettext_lazy("not live"),
    "superseded": gettext_lazy("an earlier one"),
    "redacted": gettext_lazy("words removed"),
}
LOOKED_FOR = ("draft", "in-review", "returned", "live", "outdated", "withdrawn", "not-live")


def states(edition: Edition, withdrawn: str = "") -> list[str]:
    """Of an edition from `with_freshness().with_waiting()`: what the desk says of it, the most urgent first."""
    found = [edition.waiting] if edition.waiting else []
    if withdrawn:
        return [*found, "withdrawn"]
    if edition.live_id:
        return [*found, "outdated" if edition.outdated else "live"]
    return found or ["not-live"]


def _in_registry_order(editions) -> list[Edition]:
    return sorted(editions, key=lambda edition: languages.CODES.index(edition.language_id))


# --- the list --------------------------------------------------------------------------------------------


@needs()
@require_safe
def texts(request):
    kind, state, words = (request.GET.get(name, "").strip() for name in ("kind", "state", "q"))
    kinds = [kind] if kind in Document.Kind.values else typing.KINDS
    documents = Document.objects.with_texts(languages.SOURCE).filter(kind__in=kinds).order_by("kind", "slug")
    for word in words.split():
        documents = documents.filter(_has(word))
    if state in LOOKED_FOR:
        documents = _in_state(documents, state)
    page = Paginator(documents, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _rows(page.object_list),
        "kinds": [(one, Document.Kind(one).label) for one in dict.fromkeys([*typing.KINDS, *Document.Kind.values])],
        "states": [(one, STATES[one]) for one in LOOKED_FOR],
        "kind": kind,
        "state": state,
        "q": words,
        "may_write": request.user.may_write(languages.SOURCE),
    }
    return render(request, "staff/writing/texts.html", context)


def _has(word: str) -> Q:
    """In the English title, live or still being written, or in the address."""
    drafts = Edition.objects.filter(language=languages.SOURCE, latest__texts__title__icontains=word)
    return Q(title_en__icontains=word) | Q(slug__icontains=word) | Q(pk__in=drafts.values("document"))


def _in_state(documents, state: str):
    if state == "withdrawn":
        return documents.exclude(withdrawn="")
    documents = documents.filter(withdrawn="")
    editions = Edition.objects.all()
    if state in {"draft", "in-review", "returned"}:
        editions = editions.with_waiting().filter(waiting=state)
    elif state == "outdated":
        editions = editions.outdated()
    elif state == "live":
        editions = editions.filter(live__isnull=False)
    else:
        return documents.exclude(pk__in=editions.filter(live__isnull=False).values("document"))
    return documents.filter(pk__in=editions.values("document"))


def _rows(documents) -> list[dict]:
    """One row per document. Two queries, however many documents and languages."""
    documents = list(documents)
    of = defaultdict(list)
    editions = Edition.objects.filter(document__in=documents).with_freshness().with_waiting()
    for edition in editions.select_related("latest").defer("latest__shared"):
        of[edition.document_id].append(edition)
    return [_row(document, _in_registry_order(of[document.pk])) for document in documents]


def _row(document: Document, editions: list[Edition]) -> dict:
    english = next((edition for edition in editions if edition.language_id == languages.SOURCE), None)
    others = [edition for edition in editions if edition is not english]
    by_state = defaultdict(list)
    for edition in others:
        for state in states(edition, document.withdrawn):
            by_state[state].append(edition.language_id)
    draft = english.latest.texts.get("title", "") if english and english.latest else ""
    return {
        "document": document,
        "title": document.title_en or draft or document.slug,
        "english": [(state, STATES[state]) for state in states(english, document.withdrawn)] if english else [],
        "others": [(state, STATES[state], codes) for state, codes in sorted(by_state.items())],
    }


# --- a new one -------------------------------------------------------------------------------------------


class NewText(forms.Form):
    """The least that a text needs to have a place: what kind, what it is called, its address."""

    KINDS = (
        ("update", gettext_lazy("Update: something has changed")),
        ("explainer", gettext_lazy("Guide: answers one question")),
        ("position", gettext_lazy("Position: where a policy stands")),
        ("page", gettext_lazy("Page: says something about the site, and stays")),
    )

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=KINDS, widget=forms.RadioSelect, initial="update"
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    slug = forms.SlugField(
        label=gettext_lazy("Last part of its address"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Small letters and hyphens. Leave it empty and it is made from the title."),
    )
    sign_off = forms.CharField(
        label=gettext_lazy("Who has to sign it before it goes live?"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For pages about the law: the adviser or body. Empty: nobody."),
    )

    def clean(self):
        values = super().clean()
        values["slug"] = values.get("slug") or slugify(values.get("title", ""))[:80].strip("-")
        if not values["slug"] and "slug" not in self.errors:
            self.add_error("slug", _("Write the last part of the address: this title has no letters for it."))
        elif values.get("kind") == "page" and not _is_free_for_a_page(values["slug"]):
            self.add_error("slug", _("The site itself has this address already. Choose another one."))
        return values


def _is_free_for_a_page(slug: str) -> bool:
    """A fixed page stands beside the site's own addresses, such as /en/guides/, and must not hide behind one."""
    return resolve(f"/{languages.SOURCE}/{slug}/").url_name == "page"


@needs(Role.AUTHOR)
@require_http_methods(["GET", "POST"])
def new(request):
    form = NewText(request.POST or None)
    if request.method == "POST" and form.is_valid() and (document := _made(form, request.user)):
        return HttpResponseRedirect(reverse("writing:edit", kwargs={"pk": document.pk, "language": languages.SOURCE}))
    return render(request, "staff/writing/new.html", {"form": form}, status=422 if form.errors else 200)


def _made(form: NewText, person) -> Document | None:
    """The document, and its title where the form of its text begins. A taken address is said at its field."""
    values = form.cleaned_data
    document = Document.model_for(values["kind"])(slug=values["slug"], sign_off=values["sign_off"])
    try:
        with transaction.atomic():
            document.save()
            lifecycle.keep_working_copy(
                document, languages.SOURCE, texts={"title": values["title"]}, by=person, after=None
            )
    except ValidationError as error:
        form.add_error("slug", error)
    except IntegrityError:
        form.add_error("slug", _("Another text has this address already. Choose another one."))
    return document if not form.errors else None


# --- one document ----------------------------------------------------------------------------------------


@needs()
@require_safe
def document(request, pk):
    found = document_or_404(pk, Document.Kind.values)
    written_here = found.kind in typing.KINDS
    editions = found.editions.with_freshness().with_waiting().with_checked().with_live_since()
    editions = _in_registry_order(editions.select_related("live", "latest__by", "language"))
    typing_here = WorkingCopy.objects.filter(edition__document=pk).select_related("person", "edition")
    absent = [one for one in languages.ALL if one.code not in {edition.language_id for edition in editions}]
    context = {
        "document": found,
        "title": _title(found, editions),
        "rows": [_edition_row(edition, found, request.user, typing_here) for edition in editions],
        "written_here": written_here,
        "addable": [one for one in absent if request.user.may_write(one.code) and _is_written_here(found, one.code)],
        "planned": Scheduled.objects.pending().filter(revisions__edition__document=pk).distinct(),
        "rechecks": Recheck.objects.open().filter(document=pk).select_related("because_of__edition__document"),
        "former": found.former_addresses.all(),
        "live": any(edition.live_id for edition in editions),
    }
    return render(request, "staff/writing/document.html", context)


def _title(found: Document, editions: list[Edition]) -> str:
    english = next((edition for edition in editions if edition.language_id == languages.SOURCE), None)
    draft = english.latest.texts.get("title") if english and english.latest else ""
    return found.title_en or draft or found.slug


def _is_written_here(found: Document, language: str) -> bool:
    """English texts of organisations, words and topics have screens of their own, or none."""
    return found.kind in typing.KINDS or language != languages.SOURCE


def _may_ask(person, language: str) -> bool:
    return person.may_publish or person.may_write(language) or person.may_check(language)


def _edition_row(edition: Edition, found: Document, person, typing_here) -> dict:
    return {
        "edition": edition,
        "language": languages.BY_CODE[edition.language_id],
        "states": [(state, STATES[state]) for state in states(edition, found.withdrawn)],
        "may_write": person.may_write(edition.language_id),
        "written_here": _is_written_here(found, edition.language_id),
        "may_ask": not edition.is_source and _may_ask(person, edition.language_id),
        "typing": [copy for copy in typing_here if copy.edition_id == edition.pk],
        "open": edition.language.is_open,
    }
