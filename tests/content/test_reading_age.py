"""English that a child of eleven can read (A4), measured for every text of the library."""

from pathlib import Path

import pytest

from site_app.content.library_reading import measured, page
from site_app.content.loading import LIBRARY
from site_app.reading_age import AGE, AVERAGE, measure

pytestmark = pytest.mark.anywhere
TABLE = Path(__file__).parents[2] / "docs" / "reading-age.md"


def test_every_english_text_is_short_of_breath_and_easy_to_read(record_property):
    found = measured(LIBRARY)
    table = [f"{'English text':58} words  average  longest  age (Flesch-Kincaid)  age (ARI)"]
    for name, one in sorted(found.items()):
        figures = f"{one.words:5} {one.average:8.1f} {one.longest:8} {one.flesch_kincaid:21.1f} {one.automated:10.1f}"
        table.append(f"{name:58} {figures}")
    record_property("told", "\n".join(table))
    assert [name for name, one in found.items() if one.average > AVERAGE] == []
    assert [name for name, one in found.items() if one.age > AGE] == []


def test_the_table_in_the_docs_is_of_the_texts_as_they_are():
    assert TABLE.read_text("utf-8") == page(measured(LIBRARY)), "`make reading-age` writes it"


def test_the_measure_tells_hard_from_easy():
    easy = measure("The dog ran to the big red house. It was wet and sad.", [])
    hard = measure("Notwithstanding institutional considerations, proportionality necessitates deliberation.", [])
    assert easy.flesch_kincaid < 8 < 15 < hard.flesch_kincaid
    assert easy.automated < 8 < 15 < hard.automated
