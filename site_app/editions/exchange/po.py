"""PO, as gettext has it: an entry for each segment, the text it is of in its context.

msgctxt "explainer/hate-crime 0123456789abcdef body-3"     document, English text, segment
msgctxt "end"                                              the last one, so that a cut is noticed
"""

from collections.abc import Iterable

import polib

from site_app import languages
from site_app.editions.exchange.segments import Segment, Sheet, Unreadable, language_of

NOT_WHOLE = "This file is not whole, or it is no PO in UTF-8. Save it again and send all of it."
END, LAST = "end", "(end of the file)"  # a file that was cut off has none


def write(sheets: Iterable[Sheet]) -> bytes:
    sheets = list(sheets)
    catalogue = polib.POFile(wrapwidth=0)
    language = languages.BY_CODE[sheets[0].language].tag if sheets else ""
    catalogue.metadata = {"Language": language, "Content-Type": "text/plain; charset=UTF-8", "MIME-Version": "1.0"}
    for sheet in sheets:
        for one in sheet.segments:
            context = f"{sheet.name} {sheet.english} {one.name}"
            flags = ["fuzzy"] if sheet.is_machines and one.target else []
            words = {"msgid": one.source, "msgstr": one.target, "comment": sheet.title, "flags": flags}
            catalogue.append(polib.POEntry(msgctxt=context, **words))
    catalogue.append(polib.POEntry(msgctxt=END, msgid=LAST, msgstr=LAST, comment="Leave this one as it is."))
    return str(catalogue).encode()


def read(content: bytes) -> list[Sheet]:
    """Raises Unreadable: cut off, not UTF-8, or without the contexts that say what each entry is of."""
    try:
        catalogue = polib.pofile(content.decode("utf-8-sig"), check_for_duplicates=False)
    except (UnicodeDecodeError, OSError, ValueError, IndexError, KeyError, AttributeError):
        raise Unreadable(NOT_WHOLE) from None
    language = language_of(catalogue.metadata.get("Language", ""))
    sheets: dict[tuple[str, str], Sheet] = {}
    if not any(entry.msgctxt == END and entry.msgstr for entry in catalogue):
        raise Unreadable(NOT_WHOLE)
    for entry in catalogue:
        if entry.obsolete or entry.msgctxt == END:
            continue
        parts = (entry.msgctxt or "").split(" ")
        if len(parts) != 3 or "/" not in parts[0]:
            raise Unreadable("An entry of this file does not say which text it is of.")
        kind, _stroke, slug = parts[0].partition("/")
        sheet = sheets.setdefault((parts[0], parts[1]), Sheet(kind, slug, language, parts[1], []))
        sheet.segments.append(Segment(parts[2], entry.msgid, entry.msgstr))
    if not sheets:
        raise Unreadable("There is no text in this file.")
    return list(sheets.values())
