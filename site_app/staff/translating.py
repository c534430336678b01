"""The form of a translation: each block beside the English that it says. See `side_by_side`."""

from django.core.exceptions import ValidationError
from django.shortcuts import render

from site_app import languages
from site_app.content.models import Term
from site_app.editions.drafting import machine_made
from site_app.editions.faults import dismissing
from site_app.editions.faults.fault import Fault
from site_app.editions.glossary import Agreed, Glossary
from site_app.editions.models import Document, Edition, Revision
from site_app.staff import asking_a_machine, side_by_side
from site_app.staff import typed as typing
from site_app.staff.side_by_side import AS_IT_IS, Sheet
from site_app.staff.typed import Typed


def page(request, document: Document, edition: Edition, typed: Typed, beside_it: dict, *, errors=(), status=200):
    """beside_it: what else the page says: the person's own working copy, who else types, a newer text."""
    english = typing.english_of(document)
    sheet = sheet_of(document, edition, typed, english) if english else None
    if sheet:
        side_by_side.furnish(sheet, edition.language_id, glossary_of(edition.language_id))
        faults = _by_row(edition, typed, english)
        for row in sheet.rows:
            row.faults = faults.get(row.name, [])
    context = {
        "document": document,
        "edition": edition,
        "language": languages.BY_CODE[edition.language_id],
        "typed": typed,
        "english": english,
        "sheet": sheet,
        "errors": list(errors),
        "machine": asking_a_machine.offered(document, edition, sheet),
        **beside_it,
    }
    return render(request, "staff/translating/edit.html", context, status=status)


def sheet_of(document: Document, edition: Edition, typed: Typed, english: Revision) -> Sheet:
    follows = Revision.objects.filter(pk=typed.follows or typed.based_on, edition__document=document).first()
    sheet = side_by_side.sheet(
        document,
        english=english.texts,
        typed=typed.texts,
        language=edition.language_id,
        follows=follows.texts if follows else {},
        stood_for=side_by_side.baseline(edition),
        ticked=frozenset(typed.shared.get(AS_IT_IS, ())),
    )
    made = machine_made(edition) if edition.pk else set()
    for row in sheet.rows:
        row.is_machines = bool(row.html) and row.html in made
    return sheet


def glossary_of(language: str) -> Glossary:
    """The words of the glossary that readers get in this language. One query."""
    terms = Term.objects.visible_in(language).with_texts(languages.SOURCE, language)
    return Glossary(Agreed(one.title_en or "", getattr(one, one.text_column("title", language)) or "") for one in terms)


def told(document: Document, edition: Edition, typed: Typed) -> dict:
    """For the page's script: which rows are still to do, by the names of their fields."""
    beside = _beside(document, typed)
    sheet = sheet_of(document, edition, typed, beside) if beside else Sheet([])
    faults = _by_row(edition, typed, beside) if beside else {}
    return {
        row.name: {"to_do": not row.is_done, "faults": [fault.words for fault in faults.get(row.name, [])]}
        for row in sheet.rows
        if row.name
    }


def _by_row(edition: Edition, typed: Typed, beside: Revision) -> dict[str, list[Fault]]:
    """What a machine finds wrong in the words so far, by the rows they are in. Rows without any are not yet wrong."""
    words = {name: text for name, text in typed.texts.items() if text}
    found: dict[str, list[Fault]] = {}
    for fault in dismissing.standing(edition, words, beside.texts).faults:
        if fault.kind != "missing":
            found.setdefault(f"{fault.field}-{fault.block or 0}", []).append(fault)
    return found


def _beside(document: Document, typed: Typed) -> Revision | None:
    """The English text that the form showed."""
    return Revision.objects.filter(pk=typed.based_on, edition__document=document).first()


def reading_of(document: Document, revision: Revision) -> Sheet:
    """A translation beside the English it was made from, to read."""
    english = revision.based_on.texts if revision.based_on else {}
    return side_by_side.sheet(
        document,
        english=english,
        typed=revision.texts,
        language=revision.edition.language_id,
        follows=english,
        stood_for=None,
    )


def unfinished(document: Document, edition: Edition, typed: Typed) -> list[str]:
    """A sentence for each thing that has to be done before it is handed in."""
    beside = _beside(document, typed)
    return side_by_side.unfinished(sheet_of(document, edition, typed, beside)) if beside else []


def refuse_unfinished(document: Document, edition: Edition, typed: Typed) -> None:
    """Raises ValidationError with those sentences."""
    if said := unfinished(document, edition, typed):
        raise ValidationError(said)
