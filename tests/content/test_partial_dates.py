"""Dates as exactly as they are known."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from site_app import languages
from site_app.content.models import Update
from site_app.content.partial_dates import first_day, in_words, validate

pytestmark = pytest.mark.anywhere

days = st.dates(min_value=date(1000, 1, 1))
partial = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))


def is_valid(value):
    try:
        validate(value)
    except ValidationError:
        return False
    return True


@given(days)
def test_a_year_a_month_and_a_day_are_dates(day):
    for length in (4, 7, 10):
        assert is_valid(day.isoformat()[:length])


@given(st.text() | st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\s?") | partial.map(lambda value: value[:-1]))
@example("")
@example("0000")
@example("2023-00")
@example("2023-13")
@example("2023-02-29")
@example("2023-3")
@example("20230317")
@example("2023-03-17\n")
@example("٢٠٢٣")
@example("٢٠٢٣-٠٣")
def test_nothing_else_is_a_date(value):
    if is_valid(value):
        assert value.isascii()
        assert first_day(value).isoformat().startswith(value)
        assert len(value) in {4, 7, 10}


@given(partial)
def test_the_first_day_is_the_earliest_it_can_have_been(value):
    assert first_day(value).isoformat() == value + "-01-01"[len(value) - 4 :]
    assert first_day(value).isoformat().startswith(value)


@given(partial, partial)
def test_dates_sort_as_text(one, other):
    assert first_day(min(one, other)) <= first_day(max(one, other))


@given(days, st.sampled_from(languages.CODES))
def test_a_date_is_told_with_no_more_than_is_known(day, code):
    year, month, whole = (day.isoformat()[:length] for length in (4, 7, 10))
    with translation.override(code):
        assert in_words("") == ""
        assert in_words(year) == year
        for value in (month, whole):
            assert year in in_words(value)
            assert value not in in_words(value)
        later_that_month = day.replace(day=28).isoformat()
        assert in_words(later_that_month[:7]) == in_words(month)


def test_a_date_is_told_in_words_of_the_active_language():
    assert [in_words(value) for value in ("2023", "2023-03", "2020-12-17")] == [
        "2023",
        "March 2023",
        "17 December 2020",
    ]
    with translation.override("pl"):
        assert in_words("2023-03").lower() == "marzec 2023"
        assert in_words("2020-12-17") == "17 grudnia 2020"
    with translation.override("ar"):
        assert in_words("2023-03") == "مارس 2023"


def test_a_field_takes_a_partial_date_or_none_at_all():
    field = Update._meta.get_field("since")
    assert field.clean("2023-03", None) == "2023-03"
    assert field.clean("", None) == ""
    with pytest.raises(ValidationError, match="Write a date as"):
        field.clean("March 2023", None)
