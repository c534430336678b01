"""A page tells the store whose words it shows. What it did not tell, a fault could bring back after a withdrawal."""

import pytest
from django.test import Client

from site_app.content.models import Organisation, Page, Position, Term, Topic, Update
from site_app.public.middleware import DATABASE_IS_DOWN, SHOWN
from tests import make

pytestmark = pytest.mark.django_db

DAY = {"checked_on": "2026-11-22", "check_by": "2027-02-22", "confidence": "found"}
PAGES = [
    f"/{language}/{path}"
    for language in ("en", "ar")
    for path in (
        "",
        "guides/",
        "guides/question/",
        "updates/",
        "updates/news/",
        "positions/",
        "help/",
        "words/",
        "safety/",
    )
] + ["/feeds/en/updates.atom", "/feeds/ar/updates.atom", "/", "/sitemap.xml"]


@pytest.fixture
def canaries():
    """{words that stand in one document alone: subjects of its retraction}"""
    found = {}

    def live(document, name, **shared):
        document.save()
        for code in ("en", "ar"):
            words = {field: f"canary-{name}-{code}-{field}" for field in type(document).required_texts}
            make.live(
                document, code, words, note=f"canary-{name}-{code}-note", **({"shared": shared} if code == "en" else {})
            )
            found[f"canary-{name}-{code}"] = {str(document.pk), f"{document.pk}/{code}"}

    live(Topic(slug="report"), "topic")
    live(Organisation(slug="line", name="Line", area="uk", **DAY), "organisation")
    live(Position(slug="victims"), "position", authority="PSNI", subject="victims", standing="stated")
    live(Term(slug="witness"), "term")
    live(Page(slug="safety"), "page")
    beside = {"organisations": ["line"], "positions": ["victims"]}
    live(make.explainer(slug="question"), "guide", topic="report", **beside)
    live(Update(slug="news"), "update", since="", **beside)
    return found


def test_every_page_names_every_document_whose_words_it_shows(canaries):
    seen = set()
    for path in PAGES:
        response = Client().get(path)
        assert response.status_code == 200
        html, shown = response.content.decode(), response.wsgi_request.META[SHOWN]
        for words, subjects in canaries.items():
            if words in html:
                seen.add(words)
                assert subjects <= shown or str(min(subjects, key=len)) in shown, (path, words)
        language = path.split("/")[1]
        if language in {"en", "ar"}:
            assert f"/{language}" in shown
    assert seen == set(canaries)


def test_a_page_that_shows_no_document_says_that(canaries):
    assert Client().get("/").wsgi_request.META[SHOWN] == set()


@pytest.mark.parametrize("path", ["/en/", "/ar/guides/question/", "/"])
def test_while_the_database_is_down_the_page_that_says_so_asks_nothing_of_it(path, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get(path, **{DATABASE_IS_DOWN: True})
    assert response.status_code == 503
    assert 'href="tel:999"' in response.content.decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
