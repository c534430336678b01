"""Everything that can be reached from a language's first page, in a real browser: with scripts and without."""

import pytest

from tests.browser import pages
from tests.browser.test_traces import STORED

LINKS = """() => [...document.querySelectorAll("a[href]")].map(link => link.href.split("#")[0])"""


def _crawl(reader, language: str) -> dict[str, str]:
    """{address: its words} of every page of the language that a link leads to."""
    start = f"/{language}/"
    waiting, words = [start], {}
    while waiting:
        address = waiting.pop()
        if address in words:
            continue
        assert reader.go(address).status == 200, address
        words[address] = reader.page.locator("body").inner_text()
        links = (link.removeprefix(reader.site) for link in reader.page.evaluate(LINKS))
        waiting += [link for link in links if link.startswith(start)]
    return words


@pytest.mark.parametrize("language", pages.CRAWLED)
def test_a_crawl_of_everything_stores_nothing_asks_nobody_says_nothing_and_needs_no_script(visit, language):
    reader, careful_reader = visit(viewport=pages.PHONE), visit(viewport=pages.PHONE, java_script_enabled=False)
    words = _crawl(reader, language)
    assert {address for address in pages.PREFIXED if address.startswith(f"/{language}/")} <= set(words)
    assert [url.removeprefix(reader.site) for url in reader.requests] == list(words)  # one for each page, none foreign
    assert reader.said == []
    assert reader.context.cookies() == careful_reader.context.cookies() == []
    stored = reader.page.evaluate(STORED)
    assert not any(stored.values()), stored
    assert _crawl(careful_reader, language) == words
