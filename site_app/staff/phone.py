"""A text as its readers will see it, in their own template. For the desk alone, and inside its own pages alone."""

import re

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from site_app import languages, markup
from site_app.content.models import Fact, Organisation, Position
from site_app.editions.models import Document, WorkingCopy
from site_app.editions.previewing import preview as preview_of
from site_app.editions.reading import Text, is_demonstration, listed
from site_app.inline import csp_hash
from site_app.staff import typed as typing
from site_app.staff.gate import needs
from site_app.staff.history import revision_or_404
from site_app.staff.preview import position_with
from site_app.staff.typed import Typed
from site_app.staff.writing import document_or_404

TEMPLATES = {
    Document.Kind.EXPLAINER: "public/guide.html",
    Document.Kind.UPDATE: "public/update.html",
    Document.Kind.POSITION: "public/positions.html",
    Document.Kind.PAGE: "public/page.html",
}
NAMES = {Document.Kind.EXPLAINER: "public:guide", Document.Kind.UPDATE: "public:update"}
# It cannot run, send or open anything: a picture of the page that can be scrolled and read aloud.
POLICY = {
    "default-src": [NONE],
    "style-src": [csp_hash(settings.INLINE_STYLE)],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


@needs()
@csp_replace(POLICY)
@require_safe
def preview(request, pk, language):
    """What this person is typing; with `?revision=` one that was saved."""
    document = document_or_404(pk)
    number = request.GET.get("revision", "")
    if number.isdecimal():
        words = typing.from_revision(revision_or_404(pk, language, int(number)))
    else:
        words = _typed(document, language, request.user)
    with translation.override(language):
        html = render_to_string(TEMPLATES[document.kind], _context(document, language, words, request.user), request)
    response = HttpResponse(_still(html))
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _typed(document: Document, language: str, person) -> Typed:
    copy = WorkingCopy.objects.filter(edition__document=document, edition__language=language, person=person).first()
    if copy is not None:
        return typing.from_working_copy(copy)
    latest = typing.edition_of(document, language).latest
    if latest is None:
        raise Http404
    return typing.from_revision(latest)


def _still(html: str) -> str:
    """Without script, and without a way out of the frame."""
    html = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
    return re.sub(r'(<a\b[^>]*\s)href="[^"]*"', r'\1href="#main"', html)


def _context(document: Document, language: str, words: Typed, person) -> dict:
    texts = _clean(document, words.texts)
    shared = words.shared or _shared_of_english(document)
    reading = preview_of(document, language, texts)
    document.since = shared.get("since") or ""
    facts = Fact.objects.filter(code__in=shared.get("facts") or []).prefetch_related("sources").order_by("pk")
    organisations = Organisation.objects.filter(slug__in=shared.get("organisations") or []).order_by("pk")
    context = {
        "document": document,
        "reading": reading,
        "facts": facts,
        "organisations": listed(organisations, language),
        "positions": _positions(shared, language, person),
        "alternates": [],
        "here": resolve(_address(document, language)),
        "site_address": settings.SITE_ADDRESS,
        "demonstration": is_demonstration(),
    }
    if document.kind == Document.Kind.POSITION:
        document.standing = shared.get("standing") or "unknown"
        context["positions"] = [(document, reading.text)]
    return context


def _clean(document: Document, texts: dict) -> dict:
    html = document.html_texts
    return {name: markup.clean_html(text) if name in html else markup.clean_text(text) for name, text in texts.items()}


def _shared_of_english(document: Document) -> dict:
    english = typing.english_of(document)
    return english.shared if english else {}


def _positions(shared: dict, language: str, person) -> list[tuple]:
    """In English as they are being changed by this person or wait to go live; in other languages as they are."""
    wanted = Position.objects.filter(slug__in=shared.get("positions") or []).order_by("order", "slug")
    if language != languages.SOURCE:
        return listed(wanted, language)
    return [_waiting(position, person) for position in wanted.with_texts(languages.SOURCE)]


def _waiting(position: Position, person) -> tuple[Position, Text]:
    words = _typed(position, languages.SOURCE, person)
    return position_with(position, _clean(position, words.texts), words.shared)


def _address(document: Document, language: str) -> str:
    """Any public address of that kind will do: nothing in the preview leads anywhere."""
    if name := NAMES.get(document.kind):
        return reverse(name, kwargs={"language": language, "slug": document.slug})
    try:
        return reverse(f"public:{document.slug}", kwargs={"language": language})
    except NoReverseMatch:
        return reverse("public:positions", kwargs={"language": language})
