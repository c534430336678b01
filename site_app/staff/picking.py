"""Choosing facts, positions, guides and organisations inside a form: what is chosen, and what a search found.

A page never lists everything there is. Works without JavaScript: searching sends the form and gets it back.
"""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from site_app.content.models import Explainer, Fact, Organisation, Position
from site_app.editions.models import Document
from site_app.staff.typed import LISTS, Typed

FOUND = 12  # at most


@dataclass
class Choice:
    key: str
    label: str
    detail: str = ""


@dataclass
class Picker:
    name: str
    question: str
    help: str
    chosen: list[Choice] = field(default_factory=list)
    found: list[Choice] = field(default_factory=list)
    suggested: list[Choice] = field(default_factory=list)
    searched: str = ""
    was_searched: bool = False


def pickers(document: Document, typed: Typed, data=None) -> list[Picker]:
    """data: what was sent, if anything was: `find` names the picker whose button was pressed."""
    return [_picker(name, document, typed, data or {}) for name in LISTS.get(document.kind, ())]


def _picker(name: str, document: Document, typed: Typed, data) -> Picker:
    question, explanation = _words()[name]
    keys = typed.shared.get(name) or []
    picker = Picker(name, question, explanation, searched=data.get(f"find-{name}", "").strip())
    rows = {_key(row): row for row in _rows(name).filter(**{f"{_field(name)}__in": keys})}
    picker.chosen = [_choice(rows[key]) for key in keys if key in rows]
    if data.get("find") == name:
        picker.was_searched = True
        others = _rows(name).exclude(**{f"{_field(name)}__in": keys})
        picker.found = [_choice(row) for row in _matching(others, name, picker.searched)[:FOUND]]
    elif name == "positions" and document.kind == Document.Kind.UPDATE:  # which are about what has changed
        picker.found = [_choice(row) for row in _rows(name).exclude(slug__in=keys)[:FOUND]]
    if name == "touches":
        picker.suggested = _suggested(typed, {*keys, *(choice.key for choice in picker.found)})
    return picker


def _words() -> dict[str, tuple[str, str]]:
    return {
        "facts": (_("Who says so?"), _("The facts this text stands on, each with the page that says it.")),
        "positions": (_("Which positions does it change?"), _("They go live together with this text.")),
        "touches": (
            _("Which guides does it touch?"),
            _("Somebody will be asked to read them again once this is live."),
        ),
        "organisations": (_("Who can help?"), _("Shown under the text, with telephone numbers.")),
    }


def _field(name: str) -> str:
    return "code" if name == "facts" else "slug"


def _key(row) -> str:
    return row.code if isinstance(row, Fact) else row.slug


def _rows(name: str):
    if name == "facts":
        return Fact.objects.prefetch_related("sources").order_by("pk")
    model = {"positions": Position, "touches": Explainer, "organisations": Organisation}[name]
    order = "order" if model is not Organisation else "name"
    return model.objects.with_texts("en").order_by(order, "slug")


def _matching(rows, name: str, wanted: str):
    """Rows in which every word that was looked for occurs."""
    columns = {"facts": ["code", "statement"], "organisations": ["name", "title_en", "summary_en"]}
    for word in wanted.split():
        has_it = Q()
        for column in columns.get(name, ["title_en", "summary_en"]):
            has_it |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(has_it)
    return rows


def _choice(row) -> Choice:
    if isinstance(row, Fact):
        publishers = dict.fromkeys(source.publisher for source in row.sources.all())
        return Choice(row.code, Truncator(row.statement).chars(120), ", ".join(publishers))
    if isinstance(row, Organisation):
        return Choice(row.slug, row.name, row.summary_en or "")
    return Choice(row.slug, row.title_en or row.slug, (row.summary_en or "") if isinstance(row, Position) else "")


def _suggested(typed: Typed, without: set[str]) -> list[Choice]:
    """Live guides that show one of the positions or stand on one of the facts."""
    stands_on = Q(positions__slug__in=typed.shared.get("positions") or [])
    stands_on |= Q(facts__code__in=typed.shared.get("facts") or [])
    rows = Explainer.objects.with_texts("en").filter(stands_on, title_en__isnull=False).exclude(slug__in=without)
    return [_choice(row) for row in rows.order_by("order", "slug").distinct()[:FOUND]]
