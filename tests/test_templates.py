"""Promises about templates that Django does not hold by itself."""

import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize("opening", [r"\{#", r"\{%", r"\{\{"], ids=["comment", "tag", "variable"])
def test_what_is_opened_is_closed_on_the_same_line(opening):
    """Otherwise Django takes it for words, and readers see it."""
    closing = {r"\{#": "#}", r"\{%": "%}", r"\{\{": "}}"}[opening]
    found = [
        f"{path.relative_to(settings.BASE_DIR)}:{number}"
        for path in sorted((settings.BASE_DIR / "templates").rglob("*.*"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if any(closing not in line[match.end() :] for match in re.finditer(opening, line))
    ]
    assert found == []
