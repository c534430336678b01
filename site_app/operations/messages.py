"""Finds the strings that readers see and brings the catalogues up to date, without gettext.

The desk speaks English (docs/decisions/0002-languages.md), so what only the desk says is not looked for.
Catalogues carry no dates, no places and are sorted, so that a diff shows strings and nothing else.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.core import UnknownLocaleError
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.plurals import get_plural
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from site_app import languages

OF_THE_DESK = {"accounts", "operations", "staff"}  # folders of site_app/ and templates/
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "_": None,
}


def update_catalogues() -> dict[str, int]:
    """Writes every catalogue anew. Returns {code: how many strings still have no translation}."""
    found = template_catalogue()
    return {code: _update(code, found) for code in languages.CODES if code != languages.SOURCE}


def template_catalogue() -> polib.POFile:
    """Every string of the interface, in English."""
    catalogue = polib.POFile(check_for_duplicates=True)
    entries = {}
    for message, comments, context in _strings():
        singular, plural = message if isinstance(message, tuple) else (message, "")
        entry = entries.setdefault((context, singular), polib.POEntry(msgid=singular, msgctxt=context))
        entry.msgid_plural = entry.msgid_plural or plural
        entry.comment = entry.comment or "\n".join(comments)
        if plural:
            entry.msgstr_plural = {0: "", 1: ""}
    catalogue.extend(entries.values())
    return catalogue


def _strings() -> Iterator[tuple]:
    for path in _files("site_app", "*.py"):
        yield from _extracted(path.read_text("utf-8"), path)
    for path in _files("templates", "*.html"):
        # Django turns a template into something like Python; a line each keeps the tokenizer content.
        calls = [line.strip() for line in templatize(path.read_text("utf-8"), origin=str(path)).splitlines()]
        yield from _extracted("\n".join(calls), path)


def _files(folder: str, pattern: str) -> list[Path]:
    top = settings.BASE_DIR / folder
    return sorted(path for path in top.rglob(pattern) if path.relative_to(top).parts[0] not in OF_THE_DESK)


def _extracted(source: str, path: Path) -> Iterator[tuple]:
    lines = io.BytesIO(source.encode())
    for _line, message, comments, context in extract(
        "python", lines, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}, strip_comment_tags=True
    ):
        yield message, comments, context


def _update(code: str, found: polib.POFile) -> int:
    path = settings.BASE_DIR / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalogue.wrapwidth = 100
    plural_count, plural_rule = _plural(code)
    catalogue.header = ""
    catalogue.metadata = {
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plural_count}; plural={plural_rule};",
    }
    catalogue.merge(found)
    # What no page says any more stays, commented out, for as long as somebody's translation is in it.
    kept = [entry for entry in catalogue if not entry.obsolete or entry.msgstr or any(entry.msgstr_plural.values())]
    for entry in kept:
        if entry.msgid_plural:
            entry.msgstr_plural = {form: entry.msgstr_plural.get(form, "") for form in range(plural_count)}
            entry.msgstr = ""
        else:
            entry.msgstr_plural = {}
    kept.sort(key=lambda entry: (entry.obsolete, entry.msgid, entry.msgctxt or ""))
    catalogue[:] = kept
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    return len(catalogue.untranslated_entries())


def _plural(code: str) -> tuple[int, str]:
    """Number of plural forms and the rule (CLDR by way of Babel, which has no Tetum)."""
    try:
        return tuple(get_plural(languages.BY_CODE[code].tag.replace("-", "_")))
    except UnknownLocaleError:
        return 2, "(n != 1)"
