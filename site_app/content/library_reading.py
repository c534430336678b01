"""How hard the English of the library is to read, text by text, and the table of it in `docs/reading-age.md`."""

from collections import defaultdict
from pathlib import Path

from site_app.content.library_files import read_library
from site_app.markup import to_text
from site_app.reading_age import AGE, AVERAGE, NAMES, Reading, measure

INTRODUCTION = f"""# How hard the English texts are to read

Each text of the starter library by two formulas, in years of age: Flesch-Kincaid counts syllables, the Automated
Readability Index counts letters (`site_app/reading_age.py`). A text may have {AVERAGE} words in a sentence on average
and need an age of {AGE}. Single sentences, such as those about organisations, are measured together. Names that
readers have to recognise count as one short word. `make reading-age` writes this page; a test holds it to the texts.

| Text | Words | Words per sentence | Longest | Flesch-Kincaid | ARI |
|---|--:|--:|--:|--:|--:|
"""


def measured(root: Path) -> dict[str, Reading]:
    """{"explainer hate-crime": …, "every term": …}"""
    library = read_library(root)
    names = [*NAMES, *(entry.values["name"] for entry in library.organisations)]
    return {name: one for name, words in _texts(library).items() if (one := measure("\n".join(words), names))}


def _texts(library) -> dict[str, list[str]]:
    found = defaultdict(list)
    for text in library.texts:
        if text.is_source:
            alone = "body" in text.texts
            words = [to_text(value) if name == "body" else value for name, value in text.texts.items()]
            found[f"{text.kind} {text.slug}" if alone else f"every {text.kind}"] += words if alone else words[1:]
    return found


def page(found: dict[str, Reading]) -> str:
    rows = [
        f"| {name} | {one.words} | {one.average:.1f} | {one.longest} | {one.flesch_kincaid:.1f} | {one.automated:.1f} |"
        for name, one in sorted(found.items())
    ]
    return INTRODUCTION + "\n".join(rows) + "\n"
