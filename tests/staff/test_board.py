"""The board at the desk: filters, words, and where each gap is closed."""

import re

import pytest

from site_app import languages
from site_app.editions import lifecycle, opening
from tests import make

pytestmark = pytest.mark.django_db
BOARD = "/staff/board/"


@pytest.fixture
def guide():
    document = make.explainer(slug="question")
    make.live(document, "ar", "Arabic", based_on=make.live(document, text="English"))
    make.live(document, text="newer English", significance="meaning")
    return document


def cells(response) -> dict:
    shown = [cell for row in response.context["rows"] for cell in row["cells"]]
    return {cell.language.code: (str(cell.word), cell.address) for cell in shown}


def test_each_cell_says_a_word_and_leads_to_where_its_gap_is_closed_by_those_who_may(client, sign_in, guide):
    sign_in(("translator", "ar"), ("translator", "pl"))
    shown = cells(client.get(BOARD))
    edit, document = f"/staff/texts/{guide.pk}/ar/", f"/staff/texts/{guide.pk}/"
    assert shown["ar"] == ("changed", edit)
    assert shown["pl"] == ("missing", f"/staff/texts/{guide.pk}/pl/")
    assert shown["lt"] == ("missing", document)
    assert shown["en"] == ("live", document)
    assert set(shown) == {"en", *{code for code in languages.CODES if opening.Language.objects.get(pk=code).is_open}}


def test_whoever_has_one_language_begins_with_it_and_can_look_at_all(client, sign_in, guide):
    sign_in(("checker", "ar"), ("translator", "ar"))
    assert set(cells(client.get(BOARD))) == {"en", "ar"}
    assert len(cells(client.get(f"{BOARD}?language="))) > 2
    assert set(cells(client.get(f"{BOARD}?language=hu"))) == {"en", "hu"}  # closed, and asked for


NONSENSE = ["language=xx&kind=xx&state=xx&page=xx", "page=99999999999999", "page=-1", "language=en"]


@pytest.mark.parametrize("query", NONSENSE)
def test_filters_that_mean_nothing_filter_nothing(client, sign_in, guide, query):
    sign_in("author")
    assert client.get(f"{BOARD}?{query}").status_code == 200


def test_filters_are_kept_and_counts_are_of_every_page(client, sign_in, guide):
    sign_in("author")
    make.update(slug="news")
    response = client.get(f"{BOARD}?language=ar&kind=explainer&state=outdated-meaning")
    assert [row["title"] for row in response.context["rows"]] == ["Title newer English"]
    (arabic,) = response.context["counts"]
    assert dict(zip([name for name, *_ in response.context["counted"]], arabic[1], strict=True)) == {
        "outdated-meaning": 1, "missing": 0, "outdated-normal": 0, "in-review": 0, "drafted": 0, "live-unchecked": 0,
        "live-checked": 0, "withdrawn": 0,
    }  # fmt: skip
    assert re.search(r'value="outdated-meaning" selected', response.content.decode())


def test_a_withdrawn_text_is_no_gap(client, sign_in, guide):
    sign_in(("translator", "ar"))
    lifecycle.withdraw(guide, reason="unsure", by=make.person())
    assert cells(client.get(BOARD))["ar"] == ("withdrawn", f"/staff/texts/{guide.pk}/")


def test_the_board_asks_as_many_questions_however_much_there_is(client, sign_in, guide, django_assert_num_queries):
    sign_in("author")
    client.get(f"{BOARD}?language=")
    with django_assert_num_queries(8):
        client.get(f"{BOARD}?language=")
    for number in range(60):
        make.live(make.explainer(slug=f"guide-{number}"), text="English")
    with django_assert_num_queries(8):
        response = client.get(f"{BOARD}?language=")
    assert len(response.context["rows"]) == 50
    assert client.get(f"{BOARD}?language=&page=2").context["rows"]
