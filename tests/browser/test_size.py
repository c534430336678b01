"""A poor line: what crosses it, counted as it crosses."""

import gzip
import re

import pytest

from tests.browser import pages
from tests.browser.serving import fetch

# What may cross the line, in bytes, and for which pages of each language.
LIMITS = {
    "home": (10_000, [""]),
    "guide": (14_000, pages.GUIDES),
    "update": (10_000, pages.UPDATES),
    "list": (14_000, pages.LISTS),
    "page": (10_000, pages.FIXED),
}


def _size(address: str) -> int:
    answer = fetch(address, Accept_Encoding="gzip")
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip"), address
    return len(answer.body)


@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.parametrize("language", pages.LANGUAGES)
def test_every_page_is_small_in_every_language(site, record_property, language, kind):
    limit, addresses = LIMITS[kind]
    sizes = {address: _size(f"{site}/{language}/{address}") for address in addresses}
    largest = max(sizes, key=sizes.get)
    record_property("told", f"{sizes[largest]:>6} of {limit:>6} bytes, gzip: {kind} /{language}/{largest}")
    assert {address: size for address, size in sizes.items() if size > limit} == {}


def test_the_gateway_is_small(site, record_property):
    size = _size(f"{site}/")
    record_property("told", f"{size:>6} of   6000 bytes, gzip: gateway /")
    assert size <= 6_000


def test_the_script_is_small(site, record_property):
    (script,) = re.findall(rb"<script[^>]*>(.*?)</script>", fetch(f"{site}/en/").body, re.DOTALL)
    size = len(gzip.compress(script))
    record_property("told", f"{size:>6} of   3000 bytes, gzip: script, within each of them")
    assert size <= 3_000
