"""Readers' pages. Each parses the address, asks for what the reader gets, and answers."""

from collections import defaultdict
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from site_app import languages
from site_app.content.models import Explainer, Organisation, Page, Position, Source, Term, Topic, Update
from site_app.editions.models import Document, FormerAddress
from site_app.editions.reading import Listed, listed, read, site_now
from site_app.public.lists import PER_PAGE, OnShelves, one_page
from site_app.public.negotiation import likely_language

ADDRESS_NAMES = {
    Document.Kind.EXPLAINER: "public:guide",
    Document.Kind.PAGE: "public:page",
    Document.Kind.UPDATE: "public:update",
}
IN_EVERY_FOOTER = ("about", "privacy", "safety")  # the other fixed pages are found from the one about the site


def reader_page(view):
    """A page in an open language. A closed one answers like an address that does not exist (404)."""

    @require_safe
    @wraps(view)
    def wrapped(request, language, **arguments):
        request.site_now = site_now()
        if languages.BY_CODE[language] not in request.site_now.languages:
            raise Http404
        return view(request, language, **arguments)

    return wrapped


# --- choosing a language ---------------------------------------------------------------------------------


@require_safe
def gateway(request):
    """Every open language by the name its readers call it: the likely one first and spoken, then script by script."""
    now = site_now()
    likely = _likely(request, now.languages)
    choices = sorted(now.languages, key=lambda one: (one.code != likely, list(languages.SCRIPTS).index(one.script)))
    context = {"choices": choices, "demonstration": now.demonstration}
    with translation.override(likely):
        return _negotiated(_answer(request, "public/gateway.html", context))


@require_safe
def go(request, code):
    """The short address on a poster: leads to a document in the reader's likely language."""
    document = get_object_or_404(Document.objects.only("kind", "slug"), code=code, kind__in=ADDRESS_NAMES)
    language = _likely(request, site_now().languages)
    if read(document, language) is None:
        raise Http404
    address = reverse(ADDRESS_NAMES[document.kind], kwargs={"language": language, "slug": document.slug})
    return _negotiated(HttpResponseRedirect(address))


def _likely(request, choices) -> str:
    return likely_language(request.headers.get("Accept-Language", ""), {one.code for one in choices})


def _negotiated(response):
    patch_vary_headers(response, ["Accept-Language"])
    return response


# --- pages that list -------------------------------------------------------------------------------------


@reader_page
def home(request, language):
    updates = Listed(Update.objects.order_by("-sort_on", "-pk"), language)[:3]
    positions = Listed(Position.objects.order_by("order", "slug"), language)[:PER_PAGE]
    context = {"updates": updates, "positions": positions} | _told_of(language, updates, positions)
    return _everywhere(request, "public/home.html", context)


@reader_page
def guides(request, language):
    """By topic; those on no shelf come last."""
    entries = one_page(request, OnShelves(language))
    shelves = defaultdict(list)
    for guide, text in entries:
        shelves[guide.topic_id].append((guide, text))
    topics = listed(Topic.objects.filter(pk__in=[pk for pk in shelves if pk]).order_by("order", "slug"), language)
    filled = [(topic, text, shelves.pop(topic.pk)) for topic, text in topics]
    loose = [pair for pairs in shelves.values() for pair in pairs]
    shelves = [*filled, *([(None, None, loose)] if loose else [])]
    context = {"shelves": shelves, "entries": entries} | _told_of(language, entries, topics)
    return _everywhere(request, "public/guides.html", context)


@reader_page
def updates(request, language):
    entries = one_page(request, Listed(Update.objects.order_by("-sort_on", "-pk"), language))
    return _everywhere(request, "public/updates.html", {"updates": entries} | _told_of(language, entries))


@reader_page
def positions(request, language):
    entries = one_page(request, Listed(Position.objects.order_by("order", "slug"), language))
    sources = Source.objects.beneath(position for position, _words in entries)
    context = {"positions": entries, "sources": sources} | _told_of(language, entries)
    return _everywhere(request, "public/positions.html", context)


@reader_page
def help_list(request, language, choice=""):
    """Organisations; `choice` is a need, an area, "interpreters" or a language somebody there speaks."""
    entries = listed(Organisation.objects.order_by("pk"), language)
    groups = _help_choices(entries)
    if choice and not any(choice in choices for _label, choices in groups):
        raise Http404
    if choice:
        entries = [(organisation, text) for organisation, text in entries if choice in _offers(organisation)]
    entries = one_page(request, entries)
    context = {"organisations": entries, "groups": groups, "choice": choice}
    return _everywhere(request, "public/help.html", context | _told_of(language, entries))


def _offers(organisation: Organisation) -> set[str]:
    interpreters = {"interpreters"} if organisation.interpreters == Organisation.Answer.YES else set()
    spoken = {f"in-{code}" for code in organisation.languages}
    return {*organisation.needs, organisation.area} | interpreters | spoken


def _help_choices(entries) -> list[tuple[str, dict[str, str]]]:
    """What at least one organisation offers, in groups: (name of the group, {part of the address: label})."""
    offered = set().union(*(_offers(organisation) for organisation, _words in entries))
    spoken = {"interpreters": _("With interpreters")} | {f"in-{one.code}": one.autonym for one in languages.ALL}
    groups = [
        (_("Choose what you need"), dict(Organisation.Need.choices)),
        (_("Where"), dict(Organisation.Area.choices)),
        (_("Languages"), spoken),
    ]
    found = [(name, {value: label for value, label in group.items() if value in offered}) for name, group in groups]
    return [(name, group) for name, group in found if group]


@reader_page
def words(request, language):
    """The glossary, in the order of the English names, which stand beside the others."""
    terms = one_page(request, Listed(Term.objects.order_by("title_en", "slug"), language))
    return _everywhere(request, "public/words.html", {"terms": terms} | _told_of(language, terms))


def _told_of(language, *lists) -> dict[str, bool]:
    """What a page has to say about the words of the documents it lists."""
    texts = [text for entries in lists for _document, text in entries]
    return {
        "some_in_english": any(text.language.code != language for text in texts),
        "some_unchecked": any(text.is_unchecked for text in texts),
    }


# --- pages with one document -----------------------------------------------------------------------------


@reader_page
def guide(request, language, slug):
    return _document(request, language, Explainer, slug, "public/guide.html")


@reader_page
def update(request, language, slug):
    return _document(request, language, Update, slug, "public/update.html")


@reader_page
def page(request, language, slug):
    return _document(request, language, Page, slug, "public/page.html")


def _document(request, language, model, slug, template):
    document = model.objects.with_texts(language, languages.SOURCE).filter(slug=slug).first()
    if document is None:
        return _former_address(language, model, slug)
    reading = read(document, language)
    if reading is None:
        raise Http404
    context = {"document": document, "reading": reading, "noindex": not reading.is_in_own_language}
    if document.withdrawn:
        return _everywhere(request, "public/withdrawn.html", context)
    context["sources"] = Source.objects.beneath([document])
    if model is Page:
        context["pages"] = _other_pages(language) if slug == "about" else []
    else:
        positions = listed(document.positions.order_by("order", "slug"), language)
        organisations = listed(document.organisations.order_by("pk"), language)
        context |= {"positions": positions, "organisations": organisations}
        context |= _told_of(language, positions, organisations)
    return _everywhere(request, template, context, languages_with_it=reading.available_in)


def _other_pages(language):
    others = Page.objects.exclude(slug__in=IN_EVERY_FOOTER)
    return listed(others.order_by("title_en", "slug"), language)


def _former_address(language, model, slug):
    former = get_object_or_404(FormerAddress.objects.select_related("document"), kind=model.KIND, slug=slug)
    arguments = {"language": language, "slug": former.document.slug}
    return HttpResponsePermanentRedirect(reverse(ADDRESS_NAMES[model.KIND], kwargs=arguments))


# --- answers ---------------------------------------------------------------------------------------------


def not_found(request, exception=None):
    """In every open language at once, because an address that leads nowhere has no language. The rest is English."""
    now = site_now()
    context = {"choices": now.languages, "demonstration": now.demonstration}
    with translation.override(languages.SOURCE):
        return _answer(request, "public/not_found.html", context, status=404)


def failed(request):
    """Our mistake, told in the language of the address. Asks nothing of the database, which may be what failed."""
    return _answer(request, "public/failed.html", status=500)


def _everywhere(request, template, context, languages_with_it=None):
    """A page of an open language, with what all of them have.

    languages_with_it: those the page exists in, for search engines; every open one unless its words are one
    document's.
    """
    alternates = request.site_now.languages if languages_with_it is None else languages_with_it
    context |= {
        "alternates": alternates if not context.get("noindex") else [],
        "here": request.resolver_match,
        "site_address": settings.SITE_ADDRESS,
        "demonstration": request.site_now.demonstration,
        "menus_unchecked": request.resolver_match.kwargs["language"] in request.site_now.unchecked,
    }
    return _answer(request, template, context)


def _answer(request, template, context=None, status=200):
    """The page without the empty lines that template tags leave behind."""
    html = render_to_string(template, context, request)
    return HttpResponse("\n".join(line for line in html.split("\n") if line.strip()) + "\n", status=status)
