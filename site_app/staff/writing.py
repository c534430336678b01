"""The form of one text in one language, and everything that keeps what is typed into it."""

from dataclasses import dataclass

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from site_app import languages
from site_app.accounts.models import Role
from site_app.content import announcing
from site_app.content.models import Organisation, Position, Term, Topic
from site_app.content.new_facts import add_fact
from site_app.editions import lifecycle
from site_app.editions.models import Document, Edition, Revision, WorkingCopy
from site_app.simple_text import to_simple
from site_app.staff import handing_in, translating
from site_app.staff import typed as typing
from site_app.staff.gate import needs
from site_app.staff.measuring import measures
from site_app.staff.picking import pickers
from site_app.staff.stale import answer_stale
from site_app.staff.typed import Typed

writers = needs(Role.AUTHOR, Role.TRANSLATOR, language="language")


@dataclass
class Part:
    """A position inside the form of an update: its own text, typed beside it."""

    document: Document
    edition: Edition
    typed: Typed

    @property
    def prefix(self) -> str:
        return f"position-{self.document.slug}-"


def document_or_404(pk: int, kinds=None, *, language: str = languages.SOURCE) -> Document:
    """The document as its kind; by default of the kinds whose text in this language is written here."""
    if kinds is None:
        kinds = typing.KINDS if language == languages.SOURCE else Document.Kind.values
    kind = get_object_or_404(Document.objects.filter(kind__in=kinds).values_list("kind", flat=True), pk=pk)
    return Document.model_for(kind).objects.with_texts(languages.SOURCE).get(pk=pk)


# --- the form --------------------------------------------------------------------------------------------


@writers
@csp_update({"frame-src": [SELF]})
@require_http_methods(["GET", "POST"])
def edit(request, pk, language):
    document = document_or_404(pk, language=language)
    edition = typing.edition_of(document, language)
    if request.method == "POST":
        return _sent(request, document, edition)
    typed = _begun(edition, request.user)
    return _form(request, document, edition, typed, _parts(document, edition, typed, request.user))


def _begun(edition: Edition, person) -> Typed:
    """What this person was typing; otherwise the newest text there is."""
    copy = WorkingCopy.objects.filter(edition_id=edition.pk, person=person).first()
    if copy:
        return typing.from_working_copy(copy)
    english = None if edition.is_source else typing.english_of(edition.document)
    return typing.from_revision(edition.latest, english)


def _parts(document: Document, edition: Edition, typed: Typed, person, data=None) -> list[Part]:
    """Positions that an update changes and whose words are open beside it; of the others only the names are."""
    if document.kind != Document.Kind.UPDATE or not edition.is_source:
        return []
    data = {} if data is None else data
    wanted = list(typed.shared.get("positions") or [])
    if (opened := data.get("open")) and opened not in wanted:
        wanted = typed.shared["positions"] = [*wanted, opened]
    found = []
    for position in Position.objects.with_texts("en").filter(slug__in=wanted):
        its = typing.edition_of(position, languages.SOURCE)
        if (words := _words_beside(position, its, person, data)) is not None:
            found.append(Part(position, its, words))
    return found


def _words_beside(position: Position, its: Edition, person, data) -> Typed | None:
    """As they were sent, if they were open; otherwise if somebody asks for them, or has changed them."""
    prefix = f"position-{position.slug}-"
    if f"{prefix}after" in data:
        return typing.from_request(data, position, its, prefix=prefix, earlier=its.latest.shared if its.latest else {})
    words = _begun(its, person)
    asked_for = data.get("open") == position.slug or data.get("act") == "open"
    waits = its.latest_id is not None and its.latest_id != its.live_id
    return words if asked_for or waits or not _is_unchanged(its, words) else None


def _is_unchanged(edition: Edition, typed: Typed) -> bool:
    latest = edition.latest
    return bool(latest) and typed.same_words_as(latest) and _filled(typed.shared) == _filled(latest.shared)


def _filled(shared: dict) -> dict:
    return {name: value for name, value in shared.items() if value not in ("", None, [])}


def _form(request, document, edition, typed, parts, *, errors=(), data=None, status=200, new_fact=None, why=None):
    kept = WorkingCopy.objects.filter(edition_id=edition.pk, person=request.user).first()
    beside_it = {"kept": kept, "others": _others(edition, request.user), "newer": _newer(edition, typed)}
    ticked = data.getlist(handing_in.RIGHT) if data else ()
    beside_it |= handing_in.listed(why, ticked, may_dismiss=request.user.may_publish)
    if not edition.is_source:
        return translating.page(request, document, edition, typed, beside_it, errors=errors, status=status)
    simple = "simple" in request.GET or (data or {}).get("written_as") == "simple"
    context = {
        "document": document,
        "edition": edition,
        "language": languages.BY_CODE[edition.language_id],
        "typed": typed,
        "fields": _fields(document, edition, typed, simple=simple),
        "parts": [(part, _fields(part.document, part.edition, part.typed, simple, part.prefix)) for part in parts],
        "opened": {part.document.slug for part in parts},
        "pickers": pickers(document, typed, data) if edition.is_source else [],
        "topics": Topic.objects.with_texts("en").order_by("order") if document.kind == "explainer" else [],
        "standings": Position.Standing.choices,
        "simple": simple,
        "errors": list(errors),
        "new_fact": new_fact or {},
        **beside_it,
        "measures": measures(edition.language_id, _at_most(document, typed.texts)),
    }
    return render(request, "staff/writing/edit.html", context, status=status)


def _fields(document, edition, typed: Typed, simple=False, prefix: str = "") -> list[dict]:
    """The texts of the form in order, as the template needs them."""
    labels = {"title": _("Title"), "summary": _("The answer in short"), "body": _("The whole text")}
    helps = {
        "title": _("What a reader would ask, or what happened, in a few plain words."),
        "summary": _("One or two sentences. Lists show it, and many people read nothing else."),
        "body": "",
    }
    if document.kind == Document.Kind.POSITION:
        labels["summary"], helps["summary"] = _("What the position is"), _("One sentence. The board shows it.")
    fields = []
    for name in document.text_fields():
        is_html = name in document.html_texts
        value = typed.texts.get(name, "")
        fields.append(
            {
                "name": prefix + name,
                "label": labels[name],
                "help": helps[name],
                "html": is_html,
                "value": to_simple(value) if is_html and simple else value,
                "most": document.longest_texts[name],
            }
        )
    return fields


def _others(edition: Edition, person) -> list[WorkingCopy]:
    """Who else is typing here, and since when."""
    copies = WorkingCopy.objects.filter(edition_id=edition.pk).exclude(person=person)
    return list(copies.select_related("person").order_by("began_at"))


def _newer(edition: Edition, typed: Typed) -> Revision | None:
    """The text that somebody saved after this person began."""
    latest = edition.latest
    return latest if latest is not None and latest.pk != typed.after else None


# --- what was sent ---------------------------------------------------------------------------------------


def _sent(request, document, edition):
    """One button was pressed. Whatever happens next, what was typed is kept first."""
    data = request.POST
    earlier = edition.latest.shared if edition.latest else {}
    typed = typing.from_request(data, document, edition, earlier=earlier)
    parts = _parts(document, edition, typed, request.user, data)
    act = data.get("act", "")
    if act == "add-fact":
        if not edition.is_source:
            raise PermissionDenied  # facts are for those who write the English text
        return _add_fact(request, document, edition, typed, parts)
    _keep(document, edition, typed, parts, request.user)
    if act in {"save", "submit"}:
        return _save(request, document, edition, typed, parts, submit=act == "submit")
    return _form(request, document, edition, typed, parts, data=data)


def _keep(document, edition, typed: Typed, parts: list[Part], person) -> WorkingCopy:
    with transaction.atomic():
        for part in parts:
            if not _is_unchanged(part.edition, part.typed):
                _keep_one(part.document, languages.SOURCE, part.typed, person)
        return _keep_one(document, edition.language_id, typed, person)


def _at_most(document, texts: dict) -> dict:
    """Twice what may be saved, so that somebody can shorten it."""
    return {name: text[: 2 * document.longest_texts[name]] for name, text in texts.items()}


def _keep_one(document, language, typed: Typed, person) -> WorkingCopy:
    after, based_on = _revisions(document, typed)
    return lifecycle.keep_working_copy(
        document,
        language,
        texts=_at_most(document, typed.texts),
        note=typed.note,
        shared=typed.shared,
        by=person,
        after=after,
        based_on=based_on,
    )


def _revisions(document, typed: Typed) -> tuple[Revision | None, Revision | None]:
    """The revisions that the form names, if they are of this document."""
    named = Revision.objects.filter(edition__document_id=document.pk).in_bulk({typed.after, typed.based_on} - {None})
    return named.get(typed.after), named.get(typed.based_on)


def _save(request, document, edition, typed, parts, *, submit: bool):
    ticked = request.POST.getlist(handing_in.RIGHT)
    try:
        found = _looked_at(document, edition, typed, ticked, request.user) if submit else None
        words = [_words(document, edition, typed)]
        words += [_words(p.document, p.edition, p.typed) for p in parts if not _is_unchanged(p.edition, p.typed)]
        saved = announcing.save(*words, by=request.user)
        if submit:
            announcing.submit(*announcing.together(saved[0]), by=request.user)
            handing_in.keep_ticks(saved[0], found, ticked, by=request.user)
    except lifecycle.Stale as stale:
        return answer_stale(request, document, stale, typed)
    except (lifecycle.Refused, ValidationError) as error:
        refused = {"errors": _sentences(error), "data": request.POST, "status": 422}
        return _form(request, document, edition, typed, parts, why=error, **refused)
    said = _("Submitted. A publisher sees it now.") if submit else _("Saved. Only the desk sees it.")
    messages.success(request, said)
    address = {"pk": document.pk, "language": edition.language_id, "number": saved[0].number}
    return HttpResponseRedirect(reverse("writing:revision", kwargs=address))


def _looked_at(document, edition, typed, ticked, person):
    """What is wrong with it and stays. Raises if something has to be done before it is handed in."""
    if not edition.is_source:
        translating.refuse_unfinished(document, edition, typed)
    _after, english = _revisions(document, typed)
    words = None if edition.is_source else english and english.texts
    return handing_in.look(edition, typed.texts, words, ticked, may_dismiss=person.may_publish)


def _words(document, edition, typed: Typed) -> announcing.Words:
    after, based_on = _revisions(document, typed)
    shared = typing.complete_shared(document, typed.shared) if edition.is_source else None
    note = typed.note
    if after is not None and not note and typed.texts == after.texts and (shared or {}) == after.shared:
        note = after.note  # nothing changed, so it is still the note of this text
    return announcing.Words(document, edition.language_id, typed.texts, after, note, shared, based_on)


def _sentences(error: Exception) -> list[str]:
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return [f"{name}: {message}" for name, found in error.message_dict.items() for message in found]
    return error.messages if isinstance(error, ValidationError) else [str(error)]


def _add_fact(request, document, edition, typed, parts):
    """A new fact with its source, chosen at once."""
    names = ("statement", "publisher", "title", "url", "dated")
    values = {name: request.POST.get(f"new-{name}", "") for name in names}
    new_fact, errors = {}, []
    try:
        fact = add_fact(**values, by=request.user)
        typed.shared["facts"] = [*typed.shared.get("facts", []), fact.code]
    except ValidationError as error:
        new_fact, errors = values, _fact_errors(error)
    _keep(document, edition, typed, parts, request.user)
    return _form(
        request, document, edition, typed, parts, errors=errors, data=request.POST, new_fact=new_fact,
        status=422 if errors else 200,
    )  # fmt: skip


def _fact_errors(error: ValidationError) -> list[str]:
    labels = {
        "statement": _("What is true"),
        "publisher": _("Who says so"),
        "title": _("Title of the page"),
        "url": _("Address of the page"),
        "dated": _("Date on the page"),
    }
    return [
        f"{_('New fact')}, {labels.get(name, name)}: {message}"
        for name, found in error.message_dict.items()
        for message in found
    ]


# --- what the page's script asks for ---------------------------------------------------------------------


@writers
@require_POST
def keep(request, pk, language):
    """Autosave: into this person's working copy and nowhere else."""
    document = document_or_404(pk, language=language)
    edition = typing.edition_of(document, language)
    earlier = edition.latest.shared if edition.latest else {}
    typed = typing.from_request(request.POST, document, edition, earlier=earlier)
    copy = _keep(document, edition, typed, _parts(document, edition, typed, request.user, request.POST), request.user)
    newer = _newer(edition, typed)
    rows = None if edition.is_source else translating.told(document, edition, typed)
    return JsonResponse(
        {
            "rows": rows,
            "kept": timezone.localtime(copy.changed_at).strftime("%H:%M"),
            "others": [_who(other) for other in _others(copy.edition, request.user)],
            "newer": newer and {"name": newer.writer, "number": newer.number},
            "measures": measures(language, _at_most(document, typed.texts)) if edition.is_source else [],
        }
    )


def _who(copy: WorkingCopy) -> str:
    began = timezone.localtime(copy.began_at)
    when = began.strftime("%H:%M") if began.date() == timezone.localdate() else began.strftime("%-d %B, %H:%M")
    return _("%(name)s has been writing here too, since %(time)s.") % {"name": copy.person.display_name, "time": when}


@writers
@require_POST
def discard(request, pk, language):
    """Throws away what this person typed and did not save."""
    WorkingCopy.objects.filter(edition__document=pk, edition__language=language, person=request.user).delete()
    messages.success(request, _("What you had not saved is gone. This is the newest saved text."))
    return HttpResponseRedirect(reverse("writing:edit", kwargs={"pk": pk, "language": language}))


@needs()
@require_safe
def token(request):
    """For a form that was opened before its person signed in again."""
    return JsonResponse({"token": get_token(request)})


@needs()
@require_safe
def references(request):
    """What the editor can refer to: organisations and words, by name."""
    organisations = Organisation.objects.only("slug", "name").order_by("name")
    terms = Term.objects.with_texts("en").order_by("title_en")
    return JsonResponse(
        {
            "organisation": [[one.slug, one.name] for one in organisations],
            "word": [[one.slug, one.title_en or one.slug] for one in terms],
        }
    )
