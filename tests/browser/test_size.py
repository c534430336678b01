"""A poor line: what crosses it, counted as it crosses."""

import gzip
import re

import pytest

from site_app.content.loading import LIBRARY
from site_app.editions.starting_rows import OPEN_AT_FIRST
from tests.browser.serving import fetch


def _all(folder: str, address: str) -> list[str]:
    return [f"{address}/{path.name}/" for path in sorted((LIBRARY / folder).iterdir()) if (path / "en.md").exists()]


# What may cross the line, in bytes, and for which pages of each language.
LIMITS = {
    "home": (10_000, [""]),
    "guide": (14_000, _all("explainers", "guides")),
    "update": (10_000, _all("updates", "updates")),
    "list": (14_000, ["guides/", "updates/", "positions/", "help/", "words/"]),
    "page": (10_000, ["safety/", "about/", "privacy/"]),
}


def _size(address: str) -> int:
    answer = fetch(address, Accept_Encoding="gzip")
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip"), address
    return len(answer.body)


@pytest.mark.parametrize("kind", LIMITS)
@pytest.mark.parametrize("language", OPEN_AT_FIRST)
def test_every_page_is_small_in_every_language(site, record_property, language, kind):
    limit, addresses = LIMITS[kind]
    sizes = {address: _size(f"{site}/{language}/{address}") for address in addresses}
    largest = max(sizes, key=sizes.get)
    record_property("size", (f"{kind}: /{language}/{largest}", sizes[largest], limit))
    assert {address: size for address, size in sizes.items() if size > limit} == {}


def test_the_gateway_is_small(site, record_property):
    size = _size(f"{site}/")
    record_property("size", ("gateway: /", size, 6_000))
    assert size <= 6_000


def test_the_script_is_small(site, record_property):
    (script,) = re.findall(rb"<script[^>]*>(.*?)</script>", fetch(f"{site}/en/").body, re.DOTALL)
    size = len(gzip.compress(script))
    record_property("size", ("script, within each of them", size, 3_000))
    assert size <= 3_000
