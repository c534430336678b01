"""The board: every text in every language, and where each gap is closed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from site_app import languages
from site_app.accounts.models import Role
from site_app.content.must_have import MUST_HAVE
from site_app.editions.board import GAPS, PER_PAGE, board
from site_app.editions.models import Document, Edition, Language
from site_app.staff.gate import needs

# The word in a cell, and what it means. Told by words and never by colour alone.
WORDS = {
    "outdated-meaning": (_("changed"), _("live, and English now says something else: readers are warned")),
    "missing": (_("missing"), _("nothing is written yet")),
    "outdated-normal": (_("behind"), _("live, and English has changed in details since")),
    "in-review": (_("review"), _("handed in, and not live yet")),
    "drafted": (_("draft"), _("begun, and not handed in")),
    "live-unchecked": (_("unchecked"), _("live, and readers are told that nobody has checked it")),
    "live-checked": (_("checked"), _("live, and confirmed by a second speaker")),
    "withdrawn": (_("withdrawn"), _("no longer advice, in every language")),
    "live": (_("live"), _("the English text is live")),
}
COUNTED = [name for name in WORDS if name != "live"]  # English is not counted: it has no gaps
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Shown:
    """One cell as the page has it."""

    state: str
    word: str
    waits: bool
    address: str
    language: languages.Language


@needs()
@require_safe
def show(request):
    chosen = _chosen(request)
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    number = _number(request.GET.get("page", ""))
    codes = [chosen.code] if chosen else _open()
    found = board(codes, kind=kind, state=state, much_needed=MUST_HAVE, page=number)
    shown = [languages.BY_CODE[code] for code in (languages.SOURCE, *codes)]
    titles = _titles([row.document for row in found.rows])
    writes = {one.code for one in shown if one.code != languages.SOURCE and request.user.may_write(one.code)}
    words = {state: str(word) for state, (word, _meaning) in WORDS.items()}
    rows = [
        {
            "title": titles.get(row.document) or row.slug,
            "kind": Document.Kind(row.kind).label,
            "address": reverse("writing:document", args=[row.document]),
            "cells": list(_cells(row.document, [(one, row.cells[one.code]) for one in shown], words, writes)),
        }
        for row in found.rows
    ]
    context = {
        "rows": rows,
        "shown": shown,
        "chosen": chosen,
        "counts": [(languages.BY_CODE[code], [found.counts[code].get(name, 0) for name in COUNTED]) for code in codes],
        "counted": [(name, *WORDS[name]) for name in COUNTED],
        "words": [(name, *words) for name, words in WORDS.items()],
        "kinds": Document.Kind.choices,
        "kind": kind,
        "state": state,
        "documents": found.documents,
        "page": Paginator(range(found.documents), PER_PAGE).get_page(number),
        "languages": [one for one in languages.ALL if one.code != languages.SOURCE],
    }
    return render(request, "staff/board/board.html", context)


def _titles(documents: list[int]) -> dict[int, str]:
    """In English: live ones, otherwise the newest that were saved. One query."""
    english = Edition.objects.filter(document__in=documents, language=languages.SOURCE)
    rows = english.values_list("document_id", "document__title_en", "latest__texts__title")
    return {document: live or saved for document, live, saved in rows}


def _chosen(request) -> languages.Language | None:
    """The language asked for; without asking, the one that this person translates or checks, if it is one."""
    code = request.GET.get("language")
    if code is None:
        own = {one.language for one in request.user.grants.filter(role__in=[Role.TRANSLATOR, Role.CHECKER])}
        code = own.pop() if len(own) == 1 else ""
    return languages.BY_CODE.get(code) if code != languages.SOURCE else None


def _open() -> list[str]:
    """What readers can get; a closed language is looked at by itself."""
    policies = dict(Language.objects.values_list("code", "policy"))
    return [code for code in languages.CODES if policies[code] != Language.Policy.CLOSED and code != languages.SOURCE]


def _number(page: str) -> int:
    return min(int(page), MOST_PAGES) if page.isdecimal() and len(page) < 9 else 1


def _cells(document: int, cells, words: dict[str, str], writes: Collection[str]) -> Iterator[Shown]:
    """Each leads to where its gap is closed, for those who may close it; for others to all about the text.

    Addresses are looked up once a row: twelve hundred look-ups were a sixth of the page.
    """
    about = reverse("writing:document", args=[document])
    edit = reverse("writing:edit", args=[document, languages.SOURCE]).removesuffix(f"{languages.SOURCE}/")
    for language, cell in cells:
        closes = language.code in writes and cell.state in GAPS
        address = f"{edit}{language.code}/" if closes else about
        yield Shown(cell.state, words[cell.state], cell.waits, address, language)
