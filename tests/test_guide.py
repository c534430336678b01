"""The first-hour guide: plain words, and pictures that are there and small."""

import re

import pytest
from django.conf import settings

from site_app.reading_age import measure

pytestmark = pytest.mark.anywhere

DOCS = settings.BASE_DIR / "docs"
GUIDE = (DOCS / "desk.md").read_text("utf-8")


def test_every_picture_is_there_says_what_it_shows_and_is_small():
    shown = re.findall(r"!\[(.*?)\]\((.*?)\)", GUIDE)
    assert {path for _words, path in shown} == {f"desk/{path.name}" for path in (DOCS / "desk").iterdir()}
    assert [path for words, path in shown if len(words) < 20] == []
    assert sum((DOCS / path).stat().st_size for _words, path in shown) < 300_000


def test_it_is_in_plain_words():
    words = re.sub(r"!\[.*?\]\(.*?\)|[#*]", "", GUIDE)
    paragraphs = "\n".join(" ".join(paragraph.split()) for paragraph in words.split("\n\n"))
    measured = measure(paragraphs)
    assert measured.age <= 11
    assert measured.longest <= 35
