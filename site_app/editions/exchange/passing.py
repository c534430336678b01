"""Which texts go into a file, and what a file that comes back does: new drafts, and never more than that."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import transaction

from site_app import languages
from site_app.editions import lifecycle
from site_app.editions.exchange import po, xliff
from site_app.editions.exchange.segments import Sheet, Unreadable, fingerprint, segments, texts_of
from site_app.editions.models import Document, Edition, Revision
from site_app.simple_text import same_html

FORMATS = {"xliff": xliff, "po": po}
LARGEST = 8_000_000  # bytes of a file that comes back: a whole language has less than a quarter of it


@dataclass
class Result:
    """What became of one text of a file."""

    document: Document
    revision: Revision | None = None  # the new draft; None: nothing was different
    moved: list[tuple[str, str, str]] = field(default_factory=list)  # (segment, English in the file, English of today)


def out(documents: Iterable[int], language: str, form: str) -> bytes:
    """The file. What is withdrawn or not live in English is left out. Raises Unreadable if nothing is left."""
    sheets = [_sheet(english, language) for english in _english(documents)]
    if not sheets:
        raise Unreadable("None of these texts is live in English, so there is nothing to translate.")
    return FORMATS[form].write(sheets)


def _english(documents: Iterable[int]) -> list[Edition]:
    editions = Edition.objects.filter(document__in=list(documents), language=languages.SOURCE, live__isnull=False)
    in_order = editions.filter(document__withdrawn="").order_by("document__kind", "document__slug")
    return list(in_order.select_related("document", "live"))


def _sheet(english: Edition, language: str) -> Sheet:
    """The newest translation where it follows this English text; of an older one, what stands beside the same words."""
    document = english.document
    edition = Edition.objects.filter(document=document, language=language).select_related("latest__based_on").first()
    latest = edition and edition.latest
    words = Document.model_for(document.kind).translated_texts(english.live.texts)
    html = Document.html_texts
    follows = latest.based_on.texts if latest and latest.based_on and not latest.redacted_at else {}
    ours = latest.texts if follows else {}
    said = {
        one.source: one.target
        for one in segments(Document.model_for(document.kind).translated_texts(follows), ours, html)
    }
    found = [replace(one, target=said.get(one.source, "")) for one in segments(words, {}, html)]
    checked = bool(latest) and latest.marks.filter(kind="checked").exists() and follows == english.live.texts
    title = english.live.texts["title"]
    of_machine = bool(latest) and latest.machine
    return Sheet(document.kind, document.slug, language, fingerprint(words), found, checked, of_machine, title)


@transaction.atomic
def back(content: bytes, form: str, language: str, *, by) -> list[Result]:
    """Every text of the file becomes a draft, or none does. Raises Unreadable, which says why not.

    A text whose English has moved on since is taken as it is, made from the English of the file: the segments that
    moved are in its result, and it stays behind until somebody has done them again.
    """
    if len(content) > LARGEST:
        raise Unreadable("This file is too large. Files may have 8 MB.")
    sheets = FORMATS[form].read(content)
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise Unreadable("A text is in this file twice.")
    return [_back(sheet, language, by=by) for sheet in sheets]


def _back(sheet: Sheet, language: str, *, by) -> Result:
    if sheet.language != language:
        about = languages.BY_CODE.get(sheet.language)
        raise Unreadable(f"This file is in {about.name if about else 'an unknown language'}, and not in "
                         f"{languages.BY_CODE[language].name}.")  # fmt: skip
    document = Document.objects.filter(kind=sheet.kind, slug=sheet.slug).first()
    if document is None:
        raise Unreadable(f"There is no text {sheet.name} here.")
    if document.withdrawn:
        raise Unreadable(f"{sheet.name} was withdrawn.")
    based_on = _made_from(document, sheet)
    edition = Edition.objects.filter(document=document, language=language).select_related("latest").first()
    latest = edition and edition.latest
    html = Document.html_texts
    texts = texts_of(
        sheet, Document.model_for(document.kind).translated_texts(based_on.texts), latest.texts if latest else {}, html
    )
    if document.kind == Document.Kind.ORGANISATION:
        texts["title"] = based_on.texts["title"]
    saved = latest
    if any(texts.values()) and not _says_the_same(latest, texts, based_on):
        try:
            saved = lifecycle.save_revision(document, language, texts=texts, based_on=based_on, after=latest, by=by)
        except lifecycle.Refused as refused:
            raise Unreadable(f"{sheet.name}: {refused}") from None
    return Result(document, None if saved == latest else saved, _moved(document, based_on))


def _says_the_same(latest: Revision | None, texts: dict, based_on: Revision) -> bool:
    """Line ends between blocks mean nothing."""
    if latest is None or latest.based_on_id != based_on.pk:
        return False
    names = {*texts, *latest.texts}
    return all(same_html(texts.get(name, ""), latest.texts.get(name, "")) for name in names)


def _made_from(document: Document, sheet: Sheet) -> Revision:
    """The English revision whose words the file holds; of several the newest."""
    revisions = Revision.objects.filter(
        edition__document=document, edition__language=languages.SOURCE, redacted_at=None
    ).order_by("-number")
    for revision in revisions:
        if fingerprint(Document.model_for(document.kind).translated_texts(revision.texts)) == sheet.english:
            return revision
    raise Unreadable(f"{sheet.name}: the English text that this file was made from is not here.")


def _moved(document: Document, based_on: Revision) -> list[tuple[str, str, str]]:
    """Of which segments the English says something else today, by their names in the file."""
    english = Edition.objects.filter(document=document, language=languages.SOURCE).select_related("live").first()
    if english is None or english.live is None or english.live.words_id == based_on.words_id:
        return []
    html = Document.html_texts
    # English beside English: as if the one of today were a translation of the one in the file.
    beside = segments(based_on.texts, english.live.texts, html)
    return [(one.name, one.source, one.target) for one in beside if one.source != one.target]
