"""English that a child of eleven can read (A4), measured for every text of the library."""

from collections import defaultdict

import pytest

from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY
from site_app.markup import to_text
from site_app.reading_age import AGE, AVERAGE, NAMES, measure

pytestmark = pytest.mark.anywhere


def texts() -> dict[str, str]:
    """{name: text}. Single sentences, such as the words of one organisation, are measured together by kind."""
    library = read_library(LIBRARY)
    found = defaultdict(list)
    for text in library.texts:
        if text.is_source:
            alone = "body" in text.texts
            words = [to_text(value) if name == "body" else value for name, value in text.texts.items()]
            found[f"{text.kind} {text.slug}" if alone else f"every {text.kind}"] += words if alone else words[1:]
    return {name: "\n".join(words) for name, words in found.items()}


def test_every_english_text_is_short_of_breath_and_easy_to_read(record_property):
    library = read_library(LIBRARY)
    names = [*NAMES, *(entry.values["name"] for entry in library.organisations)]
    measured = {name: measure(text, names) for name, text in texts().items()}
    table = [f"{'English text':58} words  average  longest  age (Flesch-Kincaid)  age (ARI)"]
    for name, one in sorted(measured.items()):
        figures = f"{one.words:5} {one.average:8.1f} {one.longest:8} {one.flesch_kincaid:21.1f} {one.automated:10.1f}"
        table.append(f"{name:58} {figures}")
    record_property("told", "\n".join(table))
    assert [name for name, one in measured.items() if one.average > AVERAGE] == []
    assert [name for name, one in measured.items() if one.age > AGE] == []


def test_the_measure_tells_hard_from_easy():
    easy = measure("The dog ran to the big red house. It was wet and sad.", [])
    hard = measure("Notwithstanding institutional considerations, proportionality necessitates deliberation.", [])
    assert easy.flesch_kincaid < 8 < 15 < hard.flesch_kincaid
    assert easy.automated < 8 < 15 < hard.automated
