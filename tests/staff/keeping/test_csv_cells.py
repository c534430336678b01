"""Whatever stands in a cell, a spreadsheet shows it and runs nothing."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.staff.csv_cells import harmless, lines

pytestmark = pytest.mark.anywhere

DANGEROUS = "=+-@\t\r\n＝＋－＠|%"
wrappings = st.text(alphabet=" \"'`\u00a0\ufeff“”‘’", max_size=4)
formulas = st.builds(lambda before, sign, rest: before + sign + rest, wrappings, st.sampled_from(DANGEROUS), st.text())


@given(formulas)
def test_no_cell_begins_like_a_formula(text):
    assert harmless(text).startswith("'")
    assert len(harmless(text)) == len(text) + 1


printable = st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs"])
harmless_first = st.characters(
    exclude_categories=["Cc", "Zl", "Zp", "Cs"], exclude_characters=DANGEROUS + " \"'`\u00a0\ufeff\u200b“”‘’"
)


@given(harmless_first, st.text(printable))
def test_what_is_no_formula_stays_as_it_is(first, rest):
    assert harmless(first + rest) == first + rest


@given(st.lists(st.lists(st.text() | formulas, min_size=1, max_size=5), min_size=1, max_size=5))
def test_a_reader_of_csv_gets_back_its_rows_whichever_separator_it_believes_in(rows):
    """Excel in German reads ; as a separator. Every cell is in quotation marks and on one line, so nothing splits."""
    written = list(lines(rows))
    assert all(line.count("\n") == 1 and line.endswith("\r\n") and line.startswith('"') for line in written)
    assert list(csv.reader(written)) == [[harmless(cell) for cell in row] for row in rows]
    for row in csv.reader(written, delimiter=";"):
        assert not row[0].startswith(tuple(DANGEROUS))


@pytest.mark.parametrize("value", [0, -1, 3.5, None])
def test_numbers_are_told_as_they_are_unless_they_look_like_a_formula(value):
    assert harmless(value) == ("'-1" if value == -1 else str(value))
