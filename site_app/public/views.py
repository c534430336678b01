"""Readers' pages. Each parses the address, asks for what the reader gets, and answers."""

import re
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from site_app import languages
from site_app.content.models import Explainer, Fact, Position, Update
from site_app.public.negotiation import likely_language
from site_app.public.reading import Text, is_demonstration, open_languages, read


def reader_page(view):
    """A page in an open language. A closed one answers like an address that does not exist (404)."""

    @require_safe
    @wraps(view)
    def wrapped(request, language, **arguments):
        request.open_languages = open_languages()
        if languages.BY_CODE[language] not in request.open_languages:
            raise Http404
        return view(request, language, **arguments)

    return wrapped


@require_safe
def gateway(request):
    """Every open language by the name its readers call it; the likely one first."""
    choices = open_languages()
    likely = likely_language(request.headers.get("Accept-Language", ""), {one.code for one in choices})
    choices.sort(key=lambda one: one.code != likely)
    response = _answer(request, "public/gateway.html", {"choices": choices, "demonstration": is_demonstration()})
    patch_vary_headers(response, ["Accept-Language"])
    return response


@reader_page
def home(request, language):
    context = {
        "guides": _listed(Explainer.objects.order_by("order", "slug"), language),
        "updates": _listed(Update.objects.order_by("-sort_on", "slug"), language)[:5],
        "positions": _listed(Position.objects.order_by("order", "slug"), language),
    }
    return _answer(request, "public/home.html", _page(request, language) | context)


@reader_page
def positions(request, language):
    listed = _listed(Position.objects.order_by("order", "slug"), language)
    facts = Fact.objects.filter(documents__in=[position.pk for position, _text in listed]).distinct()
    context = {"positions": listed, "facts": facts.prefetch_related("sources").order_by("pk")}
    return _answer(request, "public/positions.html", _page(request, language) | context)


@reader_page
def guide(request, language, slug):
    return _document(request, language, Explainer, slug, "public/guide.html")


@reader_page
def update(request, language, slug):
    return _document(request, language, Update, slug, "public/update.html")


def not_found(request, exception=None):
    """In every open language at once, because an address that leads nowhere has no language."""
    context = {"choices": open_languages(), "demonstration": is_demonstration()}
    return _answer(request, "public/not_found.html", context, status=404)


def failed(request):
    """Our mistake. Asks nothing of the database, which may be what failed."""
    return _answer(request, "public/failed.html", status=500)


def _document(request, language, model, slug, template):
    document = get_object_or_404(model.objects.with_texts(language, languages.SOURCE), slug=slug)
    reading = read(document, language)
    if reading is None:
        raise Http404
    context = _page(request, language) | {"document": document, "reading": reading, "here": request.resolver_match}
    if document.withdrawn:
        return _answer(request, "public/withdrawn.html", context | {"noindex": True})
    context |= {
        "facts": document.facts.prefetch_related("sources").order_by("pk"),
        "positions": _listed(document.positions.order_by("order", "slug"), language),
        "organisations": _listed(document.organisations.order_by("pk"), language),
    }
    return _answer(request, template, context)


def _answer(request, template, context=None, status=200):
    """The page without the empty lines that template tags leave behind."""
    html = render_to_string(template, context, request)
    return HttpResponse(re.sub(r"\n\s*\n", "\n", html.lstrip()), status=status)


def _page(request, language) -> dict:
    return {"open_languages": request.open_languages, "demonstration": is_demonstration()}


def _listed(documents, language) -> list[tuple]:
    """(document, its words), in the reader's language where there are any, otherwise in English. One query."""
    readable = documents.readable_in(language).with_texts(language, languages.SOURCE)
    return [(document, Text.of(document, document.shown_in)) for document in readable]
