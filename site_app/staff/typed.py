"""What somebody has typed into the form of one text, wherever it comes from: a request, a working copy, a revision.

One form holds one language. For English it also holds what belongs to every language (`shared`).
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from site_app import languages
from site_app.content.partial_dates import first_day
from site_app.content.partial_dates import validate as validate_partial_date
from site_app.editions.models import Document, Edition, Revision, WorkingCopy
from site_app.simple_text import from_simple
from site_app.staff import side_by_side
from site_app.staff.handing_in import RIGHT

SINGLE = {  # untranslated fields of each kind that the form shows, in order
    "update": ("since",),
    "explainer": ("topic",),
    "position": ("standing", "since", "checked_on", "authority", "subject"),
}
LISTS = {  # lists of each kind, each with a picker
    "update": ("facts", "positions", "touches", "organisations"),
    "explainer": ("facts", "positions", "organisations"),
    "position": ("facts",),
    "page": ("facts",),
}
KINDS = ("update", "explainer", "position", "page")  # those that are written here


@dataclass
class Typed:
    texts: dict = field(default_factory=dict)
    note: str = ""
    shared: dict = field(default_factory=dict)
    after: int | None = None  # the newest revision when typing began
    based_on: int | None = None
    follows: int | None = None  # the English text that these words were made from, where it is not `based_on`

    def same_words_as(self, revision: Revision | None) -> bool:
        if revision is None:
            return not any(self.texts.values())
        return {
            name: text for name, text in self.texts.items() if text
        } == revision.texts and self.note == revision.note


def from_request(data, document: Document, edition: Edition, *, prefix: str = "", earlier: dict | None = None) -> Typed:
    """earlier: `shared` of the text before; what the form does not show stays as it was."""
    model = Document.model_for(document.kind)
    if not edition.is_source:
        return _from_rows(data, document, edition.language_id)
    texts = {name: data.get(f"{prefix}{name}", "") for name in model.text_fields()}
    if data.get(f"{prefix}written_as") == "simple":
        texts |= {name: from_simple(texts[name]) for name in model.html_texts if name in texts}
    shared = _shared(data, document, prefix, earlier or {})
    return Typed(
        texts=texts,
        note=data.get(f"{prefix}note", ""),
        shared=shared,
        after=number_of(data.get(f"{prefix}after")),
        based_on=number_of(data.get(f"{prefix}based_on")),
    )


def _from_rows(data, document: Document, language: str) -> Typed:
    """A translation, block by block beside the English text that the form names."""
    based_on = number_of(data.get("based_on"))
    english = Revision.objects.filter(pk=based_on, edition__document=document, edition__language=languages.SOURCE)
    beside = english.first() or english_of(document)
    return Typed(
        texts=side_by_side.texts_from(data, document, beside.texts, language) if beside else {},
        note=data.get("note", ""),
        shared={side_by_side.AS_IT_IS: side_by_side.ticks_from(data), RIGHT: data.getlist(RIGHT)},
        after=number_of(data.get("after")),
        based_on=beside and beside.pk,
    )


def _shared(data, document: Document, prefix: str, earlier: dict) -> dict:
    """What stayed empty is left as it was, there or not: a form that nobody changed changes nothing."""
    shown = [name for name in SINGLE.get(document.kind, ()) if f"{prefix}{name}" in data]
    sent = {name: data[f"{prefix}{name}"].strip() for name in shown}
    if not prefix:
        sent |= {name: list(dict.fromkeys(data.getlist(name))) for name in LISTS.get(document.kind, ())}
    return earlier | {name: value for name, value in sent.items() if value or earlier.get(name)}


def number_of(value: str | None) -> int | None:
    value = value or ""
    return int(value) if value.isdecimal() and len(value) < 19 else None  # what a database can hold


def from_working_copy(copy: WorkingCopy) -> Typed:
    return Typed(copy.texts, copy.note, copy.shared, copy.after_id, copy.based_on_id)


def from_revision(revision: Revision | None, english: Revision | None = None) -> Typed:
    """What the form begins with. The change note begins empty: it is about the change to come."""
    if revision is None:
        return Typed(based_on=english.pk if english else None)
    based_on = english.pk if english else revision.based_on_id
    return Typed(revision.texts, "", revision.shared, revision.pk, based_on, revision.based_on_id)


def edition_of(document: Document, language: str) -> Edition:
    """The edition, or one that is not saved yet."""
    edition = document.editions.filter(language=language).select_related("latest", "live").first()
    return edition or Edition(document=document, language_id=language)


def english_of(document: Document) -> Revision | None:
    """What a translation is made from: the live English text, the newest one if none is live."""
    english = document.editions.filter(language=languages.SOURCE).select_related("latest", "live").first()
    return english and (english.live or english.latest)


def complete_shared(document: Document, shared: dict) -> dict:
    """`shared` as it will be saved. Raises ValidationError with the name of the field that is wrong."""
    shared = dict(shared)
    if since := shared.get("since"):
        try:
            validate_partial_date(since)
        except ValidationError as error:
            raise ValidationError({"since": error.messages}) from None
    if document.kind == Document.Kind.UPDATE:
        shared["sort_on"] = (first_day(since) if since else timezone.localdate()).isoformat()
    if document.kind == Document.Kind.POSITION:
        _complete_position(document, shared)
    return shared


def _complete_position(document: Document, shared: dict) -> None:
    if not shared.get("checked_on"):
        shared["checked_on"] = timezone.localdate().isoformat()
    model = Document.model_for(document.kind)
    if shared.get("order") in {None, ""}:
        shared["order"] = (model.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    for name in ("authority", "subject"):
        if not shared.get(name):
            raise ValidationError({name: ["Fill this in."]})
