"""What a reader gets at each address: which words, under which language, and what they are told about them."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from site_app.content.models import Fact, Organisation, Position, Source, Update
from site_app.editions import lifecycle, opening
from site_app.editions.models import Edition, Mark, Site
from tests import make

pytestmark = pytest.mark.django_db

MISSING = {"ar": "ليست بلغتك", "pl": "w Twoim języku"}


@pytest.fixture
def document():
    document = make.explainer(slug="question")
    make.live(document, text="english")
    return document


def get(path, **headers):
    return Client(headers=headers).get(path)


def page(path, **headers):
    response = get(path, **headers)
    assert response.status_code == 200
    return response.content.decode()


# --- languages ---


def test_the_gateway_puts_the_likely_language_first_and_lists_every_open_one():
    html = page("/", accept_language="ar-SY,ar;q=0.9,en;q=0.5")
    others = ["en", "pl", "lt", "ro", "pt", "sk", "hu", "bg", "uk", "fa", "zh-hans"]  # Latin, Cyrillic, Arabic, Han
    assert re.findall(r'<li>\s*<a href="/([a-z-]+)/"', html) == ["ar", *others]
    assert get("/").headers["Vary"].count("Accept-Language") == 1


def test_every_link_to_a_language_carries_its_name_language_and_direction():
    assert '<a href="/ar/" lang="ar" hreflang="ar" dir="rtl">العربية</a>' in page("/")


@pytest.mark.parametrize("path", ["/en/", "/en/guides/question/", "/ar/guides/question/", "/ar/", "/en/positions/"])
def test_an_address_with_a_language_gives_the_same_bytes_to_everybody(document, path):
    assert len({get(path, accept_language=header).content for header in ("", "ar", "pl,en;q=0.3", "zz")}) == 1


@pytest.mark.parametrize("path", ["/ru/", "/ru/guides/question/", "/zh-hant/", "/xx/", "/en/guides/nothing/", "/nope"])
def test_a_closed_language_or_an_unknown_address_answers_404_in_every_open_language(document, path):
    response = get(path)
    html = response.content.decode()
    assert response.status_code == 404
    for code in ("en", "ar", "pl"):
        assert f'href="/{code}/"' in html
    assert '<li lang="ar" dir="rtl">' in html
    assert '<html lang="en" dir="ltr">' in html


def test_opening_and_closing_a_language_takes_effect_at_once():
    assert get("/ru/").status_code == 404
    opening.set_policy("ru", "open")
    assert get("/ru/").status_code == 200
    opening.set_policy("ru", "closed")
    assert get("/ru/").status_code == 404


def test_a_post_is_refused(document):
    assert Client().post("/en/guides/question/").status_code == 405


# --- which words ---


def test_a_text_in_the_readers_language_is_shown_in_it_alone(document):
    make.live(document, "ar", "arabic")
    html = page("/ar/guides/question/")
    assert '<html lang="ar" dir="rtl">' in html
    assert "Body arabic" in html
    assert "english" not in html


@pytest.mark.parametrize("code", ["ar", "pl"])
def test_a_missing_text_is_replaced_by_the_english_one_marked_as_english_with_a_notice(document, code):
    html = page(f"/{code}/guides/question/")
    assert MISSING[code] in html
    assert '<h1 lang="en" dir="ltr">Title english</h1>' in html
    assert '<div lang="en" dir="ltr"><p>Body english</p></div>' in html


def test_a_text_that_was_taken_down_is_missing(document):
    make.live(document, "ar", "arabic")
    lifecycle.take_down(Edition.objects.get(language="ar"), by=None)
    html = page("/ar/guides/question/")
    assert "arabic" not in html
    assert MISSING["ar"] in html


def test_without_an_english_text_a_reader_gets_the_languages_that_have_it(document):
    make.live(document, "ar", "arabic")
    lifecycle.take_down(Edition.objects.get(language="en"), by=None)
    html = page("/pl/guides/question/")
    assert "english" not in html
    assert "arabic" not in html
    assert 'href="/ar/guides/question/"' in html
    assert "Body arabic" in page("/ar/guides/question/")


def test_a_withdrawn_page_stays_gives_its_reason_in_the_readers_language_and_no_word_of_the_text(document):
    make.live(document, "ar", "arabic")
    lifecycle.withdraw(document, reason="law-changed", by=None)
    english, arabic = page("/en/guides/question/"), page("/ar/guides/question/")
    assert "The law has changed" in english
    assert "القانون" in arabic
    for html in (english, arabic, page("/en/"), page("/ar/")):
        assert "Title english" not in html
        assert "Title arabic" not in html
    assert '<meta name="robots" content="noindex">' in english


@pytest.mark.parametrize("state", ["draft", "only in a closed language"])
def test_what_no_reader_can_get_answers_404(state):
    document = make.explainer(slug="hidden")
    revision = make.revision(document)
    if state != "draft":
        make.publish(revision)
        make.live(document, "ru", "russian")
        lifecycle.take_down(Edition.objects.get(language="en"), by=None)
    assert get("/en/guides/hidden/").status_code == 404
    assert "guides/hidden" not in page("/en/")


def test_a_language_for_checked_texts_only_shows_nothing_unchecked(document):
    opening.set_policy("so", "checked-only")
    somali = make.live(document, "so", "somali")
    assert "somali" not in page("/so/guides/question/")
    lifecycle.mark(somali, Mark.Kind.CHECKED, by=make.person())
    assert "Body somali" in page("/so/guides/question/")


# --- what readers are told about the words ---


def test_a_demonstration_says_so_on_every_page_and_keeps_search_engines_away(document):
    for path in ("/", "/en/", "/en/guides/question/"):
        assert "Demonstration" not in page(path)
    Site.objects.update(demonstration=True)
    for path in ("/", "/en/", "/en/guides/question/"):
        assert "Demonstration: not checked, not signed off." in page(path)
        assert '<meta name="robots" content="noindex">' in page(path)
    assert "Demonstration" in get("/nope/").content.decode()


# --- what a text stands on ---


@pytest.fixture
def founded():
    """A guide with a fact, its source, a position and an organisation; all English only."""
    day = {"checked_on": "2026-11-22", "check_by": "2027-02-22"}
    source = Source.objects.create(
        slug="s", publisher="The Detail", title="A report", url="https://example.org/report", read_on="2026-11-22"
    )
    Fact.objects.create(code="F1", statement="x", confidence="found", **day).sources.add(source)
    organisation = Organisation(
        slug="line",
        name="A Helpline",
        phones=[{"number": "0808 802 1414", "label": ""}],
        area="uk",
        cost="free",
        funded_by="Home Office (contract)",
        confidence="found",
        **day,
    )
    organisation.save()
    make.live(organisation, text={"title": "A Helpline", "summary": "They listen.", "caution": "Ask first."})
    position = Position(slug="victims")
    position.save()
    about = {"authority": "PSNI", "subject": "victims", "standing": "stated", "since": "2023-03"}
    make.live(position, text=make.words("position"), shared=about)
    document = make.explainer(slug="question")
    shared = {"facts": ["F1"], "organisations": ["line"], "positions": ["victims"]}
    make.live(document, text="english", shared=shared)
    return document


def test_a_guide_shows_its_sources_positions_and_organisations_marked_as_english(founded):
    html = page("/ar/guides/question/")
    assert '<a href="https://example.org/report" rel="noreferrer">The Detail: <cite>A report</cite></a>' in html
    assert re.search(r'<ol lang="en" dir="ltr">\s*<li>\s*<a href="https://example.org', html)
    assert '<h3 lang="en" dir="ltr">A Helpline</h3>' in html
    assert '<p lang="en" dir="ltr">They listen.</p>' in html
    assert '<bdi dir="ltr"><a href="tel:08088021414">0808 802 1414</a></bdi>' in html
    assert '<bdi lang="en" dir="ltr">Home Office (contract)</bdi>' in html
    assert "مارس 2023" in html


def test_an_organisation_without_a_confirmed_number_says_so(founded):
    Organisation.objects.get().save()
    Organisation.objects.update(phones=[])
    assert "Telephone number: not confirmed" in page("/en/guides/question/")


def test_the_positions_page_shows_them_whole(founded):
    html = page("/en/positions/")
    assert "Body position" in html
    assert "They say so. We have seen no proof." in html
    assert "March 2023" in html


def test_an_update_says_when_it_happened_as_exactly_as_is_known():
    document = Update(slug="news")
    document.save()
    make.live(document, text=make.words("dated"), shared={"since": "2023-03", "sort_on": "2023-03-01"})
    assert "March 2023" in page("/en/updates/news/")
    make.live(document, text=make.words("undated"), shared={"since": "", "sort_on": "2023-03-01"})
    assert "Date not confirmed" in page("/en/updates/news/")


def test_the_newest_update_stands_first_on_the_first_page():
    for slug, day in (("older", "2023-01-01"), ("newer", "2024-01-01"), ("oldest", "2018-01-01")):
        document = Update(slug=slug)
        document.save()
        make.live(document, text=make.words(slug), shared={"since": "", "sort_on": day})
    assert re.findall(r"/en/updates/(\w+)/", page("/en/")) == ["newer", "older", "oldest"]


# --- what it costs ---


def queries(path) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(path)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_documents_and_languages(founded):
    paths = ("/en/", "/ar/", "/ar/guides/question/", "/en/positions/")
    make.live(founded, "ar", "arabic")
    before = [queries(path) for path in paths]
    for number in range(5):
        document = make.explainer(slug=f"more-{number}")
        for code in ("en", "ar", "pl"):
            make.live(document, code)
    assert [queries(path) for path in paths] == before
    assert max(before) <= 10


def test_a_page_reads_the_columns_of_two_languages_and_not_of_twenty_four(founded):
    with CaptureQueriesContext(connection) as captured:
        page("/ar/guides/question/")
    sql = " ".join(query["sql"] for query in captured)
    assert "body_ar" in sql
    assert "body_en" in sql
    assert "body_pl" not in sql


# --- errors ---


def test_our_own_mistake_is_told_in_the_readers_language_without_the_database(monkeypatch, document, caplog):
    def broken(*args):
        raise RuntimeError("canary-7f3a")

    monkeypatch.setattr("site_app.public.views.read", broken)
    client = Client(raise_request_exception=False)
    response = client.get("/ar/guides/question/")
    html = response.content.decode()
    assert response.status_code == 500
    assert '<html lang="ar" dir="rtl">' in html
    assert "canary" not in html
    assert 'href="tel:999"' in html
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
