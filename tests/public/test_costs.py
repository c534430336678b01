"""What a page asks of the database does not depend on how many texts there are."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from site_app.content.models import Fact, Organisation, Position, Source, Update
from site_app.editions import lifecycle
from site_app.editions.models import Edition, Mark
from tests import make

pytestmark = pytest.mark.django_db

DAY = {"checked_on": "2026-11-22", "check_by": "2027-02-22", "confidence": "found"}
LANGUAGES = ("ar", "pl", "lt", "ro", "pt")


def queries(path) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(path).status_code == 200
    return [one["sql"] for one in asked.captured_queries]


@pytest.fixture
def guide():
    """With everything a guide can have, twice."""
    shared = {"facts": [], "organisations": [], "positions": []}
    for number in (1, 2):
        source = Source(slug=f"s{number}", publisher="p", title="t", url="https://example.org/", read_on="2026-11-22")
        source.save()
        fact = Fact(code=f"F{number}", statement="x", **DAY)
        fact.save()
        fact.sources.add(source)
        organisation = Organisation(slug=f"o{number}", name="Line", area="uk", **DAY)
        organisation.save()
        make.live(organisation, text={"title": "Line", "summary": "They listen."})
        position = Position(slug=f"p{number}")
        position.save()
        make.live(position, shared={"authority": "PSNI", "subject": "victims", "standing": "stated"})
        for name, key in (("facts", f"F{number}"), ("organisations", f"o{number}"), ("positions", f"p{number}")):
            shared[name].append(key)
    guide = make.explainer(slug="question")
    english = make.live(guide, shared=shared)
    arabic = make.live(guide, "ar", based_on=english)
    lifecycle.mark(arabic, Mark.Kind.CHECKED, by=make.person())
    return guide


def test_a_guide_takes_eight_queries_at_most_in_however_many_languages(guide):
    first = queries("/ar/guides/question/")
    assert len(first) <= 8
    for language in LANGUAGES[1:]:
        make.live(guide, language, based_on=Edition.objects.get(document=guide, language="en").live)
    make.live(guide, text="newer", significance="meaning", shared={})
    assert len(queries("/ar/guides/question/")) <= len(first)


def test_no_page_loads_the_words_of_revisions_or_of_languages_it_does_not_show(guide):
    for path in ("/ar/guides/question/", "/ar/guides/", "/ar/", "/ar/positions/", "/ar/help/"):
        for sql in queries(path):
            chosen = sql.partition(" FROM ")[0]
            assert '"texts"' not in chosen
            assert not re.search(r'"(title|summary|body)_(?!en"|ar")', chosen)


@pytest.mark.parametrize(
    "path", ["/ar/", "/ar/guides/", "/ar/updates/", "/ar/positions/", "/ar/words/", "/sitemap.xml"]
)
def test_a_list_takes_as_many_queries_with_many_texts_as_with_a_few(path):
    def add(count):
        for _ in range(count):
            make.live(make.explainer())
            news = Update(slug=f"news-{make.explainer().pk}")
            news.save()
            make.live(news, shared={"since": ""})

    add(1)
    few = len(queries(path))
    add(5)
    assert len(queries(path)) <= few
    assert few <= 7


def test_the_home_page_reads_three_updates_however_many_there_are():
    for number in range(5):
        news = Update(slug=f"news-{number}")
        news.save()
        make.live(news, shared={"since": "", "sort_on": f"2024-01-0{number + 1}"})
    html = Client().get("/en/").content.decode()
    assert re.findall(r"updates/news-(\d)/", html) == ["4", "3", "2"]
    assert any("LIMIT 3" in sql for sql in queries("/en/"))


def test_guides_are_shown_a_page_at_a_time_across_their_shelves():
    for number in range(60):
        make.live(make.explainer(slug=f"guide-{number:02}"), shared={"order": number % 50})
    pages = [Client().get(f"/en/guides/?page={number}").content.decode() for number in (1, 2, 3)]
    seen = [re.findall(r"/en/guides/(guide-\d\d)/", page) for page in pages]
    assert [len(one) for one in seen] == [25, 25, 10]
    assert len({slug for one in seen for slug in one}) == 60
    assert re.findall(r"\?page=(\d)", pages[1]) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "path", ["/en/guides/?page=2", "/en/updates/?page=99999", "/en/help/?page=2", "/en/words/?page=7"]
)
def test_a_page_beyond_the_last_is_not_there(path):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("page", ["", "0", "-1", "x", "٢", "999999", "1.0"])
def test_what_is_no_number_of_a_page_is_the_first(page):
    assert Client().get(f"/en/updates/?page={page}").status_code == 200
