"""Pages are made before somebody asks: what was read most, what was swept away, and in the end everything."""

import time

import pytest

from site_app.delivery.addresses import Address
from tests.delivery.fake_site import FakeSite, Reader

pytestmark = pytest.mark.anywhere
LINKS = {
    "/": ["/en/", "/ar/", "/staff/", "https://elsewhere.example/en/"],
    "/en/": ["/en/guides/", "/en/guides/#report", "/en/updates/"],
    "/en/updates/": ["?page=2", "/en/updates/news/", "/en/?q=1", "mailto:a@example.org"],
    "/ar/": ["/ar/", "/en/"],
}
EVERY_PAGE = {"/en/", "/ar/", "/en/guides/", "/en/updates/", "/en/updates/?page=2", "/en/updates/news/"}


@pytest.fixture
def site():
    site = FakeSite()
    site.links = LINKS
    return site


def until(happened):
    end = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < end, "It did not happen."
        time.sleep(0.01)


def test_every_page_that_links_lead_to_is_made_and_nothing_else(site, tmp_path):
    reader = Reader(site, tmp_path / "pages", everything_ahead=True)
    reader.get("/staff/")
    until(lambda: all(reader.store._files.has(Address(path)) for path in EVERY_PAGE))
    assert {path for path in site.made if path != "/staff/"} <= {
        "/", "/robots.txt", "/sitemap.xml", "/feeds/en/updates.atom", "/feeds/ar/updates.atom",
        *(path.partition("?")[0] for path in EVERY_PAGE),
    }  # fmt: skip
    site.database_works = False
    reader.learns()
    assert {reader.get(path).status for path in EVERY_PAGE} == {200}
    assert [reader.get("/", HTTP_ACCEPT_LANGUAGE=code).status for code in ("en", "ar")] == [200, 200]


def test_after_a_change_what_was_read_is_made_anew_before_anybody_asks(site, tmp_path):
    reader = Reader(site, tmp_path / "pages")
    for path in ("/en/", "/en/guides/"):
        reader.get(path)
        reader.get(path)
    site.generation = 2
    reader.learns()
    until(lambda: site.made.count("/en/") == site.made.count("/en/guides/") == 2)
    assert "generation 2" in reader.get("/en/").text
    assert site.made.count("/en/") == 2


def test_what_was_swept_away_is_made_anew_at_once_also_if_nobody_has_read_it(site, tmp_path):
    site.shown = {"/en/guides/": {"12"}, "/en/updates/": {"3"}}
    first = Reader(site, tmp_path / "pages")
    for path in site.shown:
        first.get(path)
    site.retract("12")
    site.shown["/en/guides/"] = set()
    another = Reader(site, tmp_path / "pages")
    another.get("/staff/")
    until(lambda: site.made.count("/en/guides/") == 2)
    until(lambda: "generation 2" in another.get("/en/guides/").text)
    assert site.made.count("/en/updates/") == 1


def test_pages_that_there_is_nothing_of_come_before_those_that_are_out_of_date(site, tmp_path):
    first = Reader(site, tmp_path / "pages")
    there = ["/en/", "/en/updates/", "/robots.txt", "/sitemap.xml"]
    for path in there:
        first.get(path)
    site.generation, site.made = 2, []
    Reader(site, tmp_path / "pages", everything_ahead=True).get("/staff/")
    until(lambda: set(there) <= set(site.made))
    assert set(site.made[: site.made.index("/robots.txt")]) >= {"/en/guides/", "/en/updates/news/", "/ar/"}


def test_making_pages_ahead_pushes_nothing_out_of_memory(site, tmp_path):
    reader = Reader(site, tmp_path / "pages", everything_ahead=True)
    reader.get("/en/")
    until(lambda: all(reader.store._files.has(Address(path)) for path in EVERY_PAGE))
    assert len(reader.store._memory._held) <= 1


def test_a_failure_ahead_is_nobodys_failure_and_the_next_change_begins_again(site, tmp_path):
    reader = Reader(site, tmp_path / "pages", everything_ahead=True)
    site.pages_work = False
    reader.get("/staff/")
    until(lambda: "/" in site.made)
    site.pages_work = True
    site.generation = 2
    reader.learns()
    until(lambda: all(reader.store._files.has(Address(path)) for path in EVERY_PAGE))
