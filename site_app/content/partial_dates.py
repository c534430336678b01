"""Dates as exactly as they are known: "2023", "2023-03", "2020-12-17", or "" for not confirmed.

They sort as text.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

SHAPE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")


def validate(value: str) -> None:
    try:
        if not SHAPE.match(value):
            raise ValueError
        first_day(value)
    except ValueError:
        raise ValidationError(_("Write a date as 2023, 2023-03 or 2023-03-17.")) from None


def first_day(value: str) -> date:
    return date.fromisoformat(value + "-01-01"[len(value) - 4 :])


def in_words(value: str) -> str:
    """In the active language, with the month in words: "2023", "March 2023", "17 December 2020"."""
    if len(value) <= 4:
        return value
    return date_format(first_day(value), "YEAR_MONTH_FORMAT" if len(value) == 7 else "DATE_FORMAT")


class PartialDateField(models.CharField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **({"max_length": 10, "blank": True, "validators": [validate]} | kwargs))
