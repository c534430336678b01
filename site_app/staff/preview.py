"""A revision in the readers' own page, before anybody can read it: for whoever signs, reviews or publishes it."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import resolve, reverse

from site_app import languages
from site_app.content import announcing
from site_app.content.models import Fact, Organisation, Position
from site_app.editions.models import Document, Revision
from site_app.editions.reading import Reading, Text, listed

Kind = Document.Kind
# By kind: the readers' template, and the address that the page will have.
PAGES = {
    Kind.EXPLAINER: ("public/guide.html", "public:guide"),
    Kind.UPDATE: ("public/update.html", "public:update"),
    Kind.PAGE: ("public/page.html", None),
}
OTHERS = ("public/document.html", None)  # shown among others, so alone they are just their words


@dataclass(frozen=True)
class Unpublished(Reading):
    """What readers would get if this revision were live, without a history that it does not have."""

    revision: Revision

    @property
    def text(self) -> Text:
        return Text(self.language, **self.revision.texts)

    is_in_own_language = True
    is_translation = is_unchecked = warns_of_change = False
    available_in = history = ()


def page_of(revision: Revision) -> dict:
    """The context of the readers' template, which stands in it as `page_template`.

    What belongs to the text in every language (dates, facts, positions …) is this revision's own.
    """
    language = revision.edition.language_id
    document = _with_shared(revision)
    template, address = PAGES.get(document.kind, OTHERS)
    arguments = {"language": language}
    if address:
        arguments["slug"] = document.slug
    shared = revision.shared
    return {
        "page_template": template,
        "document": document,
        "reading": Unpublished(document, languages.BY_CODE[language], {}, revision),
        "facts": Fact.objects.filter(code__in=shared.get("facts", [])).prefetch_related("sources").order_by("pk"),
        "positions": _positions(revision),
        "organisations": listed(Organisation.objects.filter(slug__in=shared.get("organisations", [])), language),
        "here": resolve(reverse(address or "public:home", kwargs=arguments)),
        "site_address": settings.SITE_ADDRESS,
        "alternates": [],
        "noindex": True,
    }


def _positions(revision: Revision) -> list[tuple]:
    """Those beside the text: as they will be, where a text that goes live together with it changes them."""
    wanted = Position.objects.filter(slug__in=revision.shared.get("positions", [])).order_by("order", "slug")
    live = listed(wanted, revision.edition.language_id)
    changed = {part.edition.document_id: part for part in announcing.together(revision)[1:]}
    beside = {position.pk: (position, text) for position, text in live}
    for position in wanted.filter(pk__in=changed):
        beside[position.pk] = position_with(position, changed[position.pk].texts, changed[position.pk].shared)
    return list(beside.values())


def position_with(position: Position, texts: dict, shared: dict) -> tuple[Position, Text]:
    """A position as readers would see it with these words, not to be saved."""
    position.standing = shared.get("standing") or position.standing
    position.since = shared.get("since", position.since)
    return position, Text(languages.BY_CODE[languages.SOURCE], **texts)


def _with_shared(revision: Revision) -> Document:
    """The document with this revision's dates and words in it. Not to be saved."""
    model = Document.model_for(revision.edition.document.kind)
    document = model.objects.get(pk=revision.edition.document_id)
    for name in {*model.shared_dates, *model.shared_words} & set(revision.shared):
        field = model._meta.get_field(name)
        setattr(document, name, field.to_python(revision.shared[name] or None if field.null else revision.shared[name]))
    return document
