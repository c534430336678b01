"""Faults of the library's translations, from its files alone."""

from collections.abc import Iterator
from pathlib import Path

from site_app import languages
from site_app.content.library_files import TextFile, read_library
from site_app.editions.faults.fault import Fault
from site_app.editions.faults.finding import find_faults
from site_app.editions.faults.saying import find_wording


def faults_of_library(root: Path, only: str = "") -> Iterator[tuple[TextFile, list[Fault]]]:
    """Every text, or those of one language, with its faults. English is looked at for what must never be written."""
    library = read_library(root)
    english = {(text.kind, text.slug): text.texts for text in library.texts if text.is_source}
    names = [entry.values["name"].partition(" (")[0] for entry in library.organisations]
    agreed = _agreed(library.texts, english)
    for text in library.texts:
        if only in ("", text.language):
            if text.is_source:
                yield text, find_wording(text.texts)
            else:
                source, own = dict(english[text.kind, text.slug]), agreed[text.language]
                if text.kind == "organisation":
                    source.pop("title")  # a name, which is never translated
                yield text, find_faults(source, text.texts, language=text.language, names=names, agreed=own)


def _agreed(texts: list[TextFile], english: dict) -> dict[str, dict[str, str]]:
    """By language: what the glossary says for a name."""
    found: dict[str, dict[str, str]] = {code: {} for code in languages.CODES}
    for text in texts:
        if text.kind == "term" and not text.is_source:
            name = english[text.kind, text.slug]["title"]
            found[text.language][name.partition(" (")[0]] = text.texts["title"].partition(" (")[0]
    return found
