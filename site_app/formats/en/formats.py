"""English as it is written here: 17 December 2020."""

DATE_FORMAT = "j F Y"
YEAR_MONTH_FORMAT = "F Y"
