"""A text in the readers' own page before anybody can read it: for whoever writes, reviews or signs it."""

from django.conf import settings
from django.urls import resolve, reverse

from site_app import languages
from site_app.content import announcing
from site_app.content.models import Organisation, Position, Source
from site_app.editions.models import Document, Revision
from site_app.editions.previewing import preview
from site_app.editions.reading import Text, listed, site_now

Kind = Document.Kind
# The readers' template, and the address that the page will have, by kind. Others stand only among others.
PAGES = {
    Kind.EXPLAINER: ("public/guide.html", "public:guide"),
    Kind.UPDATE: ("public/update.html", "public:update"),
    Kind.POSITION: ("public/positions.html", "public:positions"),
    Kind.PAGE: ("public/page.html", "public:page"),
}
OTHERS = ("public/document.html", "public:home")


def page_of(document: Document, language: str, texts: dict, shared: dict) -> dict:
    """The context of the readers' template, which stands in it as `page_template`.

    texts: clean. shared: what belongs to the text in every language (dates, facts, positions …).
    """
    document = _with_shared(document, shared)
    template, name = PAGES.get(document.kind, OTHERS)
    reading = preview(document, language, texts)
    positions = Position.objects.filter(slug__in=shared.get("positions") or []).order_by("order", "slug")
    organisations = Organisation.objects.filter(slug__in=shared.get("organisations") or []).order_by("pk")
    is_position = document.kind == Kind.POSITION
    return {
        "page_template": template,
        "document": document,
        "reading": reading,
        "sources": Source.objects.of_facts(shared.get("facts") or []),
        "positions": [(document, reading.text)] if is_position else listed(positions, language),
        "organisations": listed(organisations, language),
        "here": resolve(_address(document, language, name)),
        "site_address": settings.SITE_ADDRESS,
        "demonstration": site_now().demonstration,
        "alternates": [],
        "noindex": True,
    }


def page_of_revision(revision: Revision) -> dict:
    """Of a revision with the dates, facts and positions that were saved with it.

    Positions are as they will be, where a text that goes live together with it changes them.
    """
    document, language = revision.edition.document, revision.edition.language_id
    context = page_of(document, language, revision.texts, revision.shared)
    changed = {part.edition.document_id: part for part in announcing.together(revision)[1:]}
    beside = {position.pk: (position, text) for position, text in context["positions"]}
    for position in Position.objects.filter(pk__in=changed).order_by("order", "slug"):
        beside[position.pk] = position_with(position, changed[position.pk].texts, changed[position.pk].shared)
    return context | {"positions": list(beside.values())}


def position_with(position: Position, texts: dict, shared: dict) -> tuple[Position, Text]:
    """A position as readers would see it with these words, not to be saved."""
    position.standing = shared.get("standing") or position.standing
    position.since = shared.get("since", position.since)
    return position, Text(languages.BY_CODE[languages.SOURCE], **texts)


def _with_shared(document: Document, shared: dict) -> Document:
    """The document with these dates and words in it. Not to be saved."""
    model = Document.model_for(document.kind)
    document = model.objects.get(pk=document.pk)
    for name in {*model.shared_dates, *model.shared_words} & set(shared):
        field = model._meta.get_field(name)
        setattr(document, name, field.to_python(shared[name] or None if field.null else shared[name]))
    return document


def _address(document: Document, language: str, name: str) -> str:
    arguments = {"language": language}
    if document.kind in {Kind.EXPLAINER, Kind.UPDATE, Kind.PAGE}:
        arguments["slug"] = document.slug
    return reverse(name, kwargs=arguments)
