"""Partners link from day one: addresses stay, posters lead home, machines find every language."""

import xml.etree.ElementTree as xml

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from site_app.content.models import Explainer, Page, Update
from site_app.editions import lifecycle
from site_app.editions.models import Edition, Site
from tests import make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def _address(settings):
    settings.SITE_ADDRESS = "https://forum.example"


@pytest.fixture
def guide():
    guide = make.explainer(slug="question", code="q1")
    make.live(guide, text="english")
    make.live(guide, "ar", "arabic")
    return guide


def update(slug: str, **languages) -> Update:
    document = Update(slug=slug)
    document.save()
    for code, text in languages.items():
        make.live(document, code, make.words(text), **({"shared": {"since": ""}} if code == "en" else {}))
    return document


def get(path, **headers):
    return Client(headers=headers).get(path)


# --- addresses stay ---


def test_an_old_address_leads_to_the_new_one_for_good_and_through_any_number_of_changes(guide):
    for slug in ("second", "third"):
        guide.slug = slug
        guide.save()
    for old in ("question", "second"):
        response = get(f"/ar/guides/{old}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/ar/guides/third/")
    assert get("/ar/guides/third/").status_code == 200


def test_going_back_to_an_old_address_makes_it_the_real_one_again(guide):
    for slug in ("second", "question"):
        guide.slug = slug
        guide.save()
    assert get("/en/guides/question/").status_code == 200
    assert get("/en/guides/second/").headers["Location"] == "/en/guides/question/"


def test_nobody_takes_an_address_that_still_leads_to_another_document(guide):
    guide.slug = "moved"
    guide.save()
    with pytest.raises(ValidationError, match="links still lead there"):
        make.explainer(slug="question")
    assert not Explainer.objects.filter(slug="question").exists()


# --- posters ---


@pytest.mark.parametrize(
    ("header", "language"), [("ar-SY", "ar"), ("pl", "pl"), ("ru,ar;q=0.5", "ar"), ("", "en"), ("zz", "en")]
)
def test_a_poster_leads_to_the_document_in_the_likely_language(guide, header, language):
    response = get("/go/q1/", accept_language=header)
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/guides/question/")
    assert response.headers["Vary"] == "Accept-Language"


def test_a_poster_for_nothing_answers_404(guide):
    make.explainer(slug="draft", code="draft")
    for code in ("nothing", "draft"):
        assert get(f"/go/{code}/").status_code == 404


# --- sitemap ---


def sitemap() -> dict[str, set]:
    """{address: {(language, address) of its alternates}}"""
    tree = xml.fromstring(get("/sitemap.xml").content)
    return {
        entry.find(f"{MAP}loc").text: {(link.get("hreflang"), link.get("href")) for link in entry.iter(ALTERNATE)}
        for entry in tree.iter(f"{MAP}url")
    }


def test_the_sitemap_lists_every_page_in_every_language_it_exists_in_and_each_names_all_of_them(guide):
    page = Page(slug="safety")
    page.save()
    make.live(page, text="safety")
    update("news", en="news")
    found = sitemap()
    assert "https://forum.example/ar/guides/question/" in found
    assert "https://forum.example/pl/guides/question/" not in found
    assert "https://forum.example/en/updates/news/" in found
    assert "https://forum.example/en/safety/" in found
    assert "https://forum.example/ru/" not in found
    for address, alternates in found.items():
        assert address in {other for _language, other in alternates}
        assert all(found[other] == alternates for _language, other in alternates)


def test_every_page_of_the_sitemap_answers_and_names_the_same_alternates(guide):
    for address, alternates in sitemap().items():
        path = address.removeprefix("https://forum.example")
        if path.endswith(("/safety/", "/about/", "/privacy/")):
            continue
        html = get(path).content.decode()
        for language, other in alternates:
            assert f'<link rel="alternate" hreflang="{language}" href="{other}">' in html
        assert html.count('hreflang="x-default"') == 1


def test_a_page_in_english_under_another_language_is_not_for_search_engines(guide):
    html = get("/pl/guides/question/").content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="alternate"' not in html


def test_withdrawn_and_taken_down_pages_leave_the_sitemap(guide):
    lifecycle.take_down(Edition.objects.get(language="ar"), by=None)
    assert not [address for address in sitemap() if "/ar/guides/question/" in address]
    lifecycle.withdraw(guide, reason="mistake", by=None)
    assert not [address for address in sitemap() if "question" in address]


# --- feed ---


def feed(code="en"):
    response = get(f"/feeds/{code}/updates.atom")
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return xml.fromstring(response.content)


def titles(tree):
    return [entry.find(f"{ATOM}title").text for entry in tree.iter(f"{ATOM}entry")]


def test_the_feed_has_the_updates_of_one_language_newest_change_first_and_never_another_language():
    update("old", en="old", ar="قديم")
    update("new", en="new")
    make.live(Update.objects.get(slug="old"), "en", make.words("old again"), shared={"since": ""})
    assert titles(feed("en")) == ["Title old again", "Title new"]
    assert titles(feed("ar")) == ["Title قديم"]
    assert feed("ar").get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert {link.get("href") for link in feed("ar").iter(f"{ATOM}link")} >= {
        "https://forum.example/ar/updates/old/",
        "https://forum.example/feeds/ar/updates.atom",
    }


def test_a_feed_without_entries_says_always_the_same():
    assert feed("ar").findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_the_feed_drops_what_was_withdrawn():
    document = update("news", en="news")
    lifecycle.withdraw(document, reason="mistake", by=None)
    assert titles(feed()) == []


@pytest.mark.parametrize("code", ["ru", "xx"])
def test_a_closed_or_unknown_language_has_no_feed(code):
    assert get(f"/feeds/{code}/updates.atom").status_code == 404


def test_robots_name_the_sitemap_and_a_demonstration_keeps_everybody_out():
    assert "Sitemap: https://forum.example/sitemap.xml" in get("/robots.txt").content.decode()
    assert "Disallow: /staff/" in get("/robots.txt").content.decode()
    Site.objects.update(demonstration=True)
    assert "Disallow: /\n" in get("/robots.txt").content.decode()
