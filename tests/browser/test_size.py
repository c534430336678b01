"""A poor line: what crosses it, counted as it crosses."""

import gzip
import re

import pytest

from tests.browser import pages
from tests.browser.serving import fetch

LIMITS = {"home": 10_000, "guide": 14_000, "update": 10_000, "positions": 14_000}
PAGES = {"/": 6_000} | {
    f"/{language}/{path}": LIMITS[kind] for language in pages.LANGUAGES for kind, path in pages.KINDS.items()
}


@pytest.mark.parametrize(("address", "limit"), PAGES.items(), ids=PAGES)
def test_a_page_is_small(site, record_property, address, limit):
    answer = fetch(site + address, Accept_Encoding="gzip")
    assert answer.status == 200
    assert answer.headers["content-encoding"] == "gzip"
    size = len(answer.body)
    record_property("size", (address, size, limit))
    assert size <= limit


def test_the_script_is_small(site, record_property):
    (script,) = re.findall(rb"<script[^>]*>(.*?)</script>", fetch(site + "/en/").body, re.DOTALL)
    size = len(gzip.compress(script))
    record_property("size", ("the script in each of them", size, 3_000))
    assert size <= 3_000
