"""A text as its readers will see it, in their own template. For the desk alone, and inside its own pages alone."""

import re

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from site_app import languages, markup
from site_app.content.models import Position
from site_app.editions.models import Document, WorkingCopy
from site_app.editions.reading import Text
from site_app.inline import csp_hash
from site_app.staff import preview
from site_app.staff import typed as typing
from site_app.staff.gate import needs
from site_app.staff.history import revision_or_404
from site_app.staff.typed import Typed
from site_app.staff.writing import document_or_404

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
def on_a_phone(request, pk, language):
    """What this person is typing; with `?revision=` one that was saved."""
    document = document_or_404(pk, language=language)
    number = request.GET.get("revision", "")
    if number.isdecimal():
        words = typing.from_revision(revision_or_404(pk, language, int(number)))
    else:
        words = _typed(document, language, request.user)
    with translation.override(language):
        context = _context(document, language, words, request.user)
        html = render_to_string(context["page_template"], context, request)
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
    shared = words.shared or _shared_of_english(document)
    context = preview.page_of(document, language, _clean(document, words.texts), shared)
    if document.kind != Document.Kind.POSITION and language == languages.SOURCE:
        wanted = Position.objects.filter(slug__in=shared.get("positions") or []).order_by("order", "slug")
        context["positions"] = [_waiting(position, person) for position in wanted.with_texts(languages.SOURCE)]
    return context


def _clean(document: Document, texts: dict) -> dict:
    html = document.html_texts
    return {name: markup.clean_html(text) if name in html else markup.clean_text(text) for name, text in texts.items()}


def _shared_of_english(document: Document) -> dict:
    english = typing.english_of(document)
    return english.shared if english else {}


def _waiting(position: Position, person) -> tuple[Position, Text]:
    """As it is being changed by this person, or waits to go live."""
    words = _typed(position, languages.SOURCE, person)
    return preview.position_with(position, _clean(position, words.texts), words.shared)
