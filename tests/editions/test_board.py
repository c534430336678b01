"""The board: which gap comes first, what is counted, what is left out. That its words are right: `test_histories`."""

import pytest

from site_app import languages
from site_app.editions import lifecycle
from site_app.editions.board import PER_PAGE, board
from site_app.editions.models import Mark, Site
from tests import make

pytestmark = pytest.mark.django_db


def live_in_arabic(document, english="English"):
    return make.live(document, "ar", "Arabic", based_on=make.live(document, text=english))


def change(document, significance):
    make.live(document, text=f"changed {significance}", significance=significance)


def slugs(found):
    return [row.slug for row in found.rows]


@pytest.fixture
def house():
    """One document for each word, by that word; none is needed more than another."""
    made = {}
    for state in ("outdated-meaning", "missing", "outdated-normal", "in-review", "drafted", "live-unchecked",
                  "live-checked", "withdrawn"):  # fmt: skip
        document = made[state] = make.explainer(slug=state)
        english = make.live(document, text="English")
        if state in {"in-review", "drafted"}:
            draft = make.revision(document, "ar", "Arabic", by=make.person())
            if state == "in-review":
                lifecycle.mark(draft, Mark.Kind.SUBMITTED, by=draft.by)
        elif state != "missing":
            arabic = make.live(document, "ar", "Arabic", based_on=english, by=make.person())
            if state == "live-checked":
                lifecycle.mark(arabic, Mark.Kind.CHECKED, by=make.person())
        if state.startswith("outdated"):
            change(document, state.removeprefix("outdated-"))
    lifecycle.withdraw(made["withdrawn"], reason="unsure", by=make.person())
    return made


def test_the_most_harmful_gap_comes_first_and_what_is_fine_last(house):
    found = board(["ar"])
    assert slugs(found) == list(house)
    assert [row.cells["ar"].state for row in found.rows] == list(house)
    assert found.counts == {"ar": dict.fromkeys(house, 1)}


@pytest.mark.parametrize("state", ["outdated-meaning", "missing", "live-checked", "withdrawn"])
def test_only_documents_with_a_cell_in_that_state_are_shown_and_all_are_counted(house, state):
    found = board(["ar"], state=state)
    assert (slugs(found), found.documents) == ([state], 1)
    assert sum(found.counts["ar"].values()) == len(house)


def test_a_minor_change_of_english_disturbs_nothing(house):
    before = board(["ar"]).counts
    change(house["live-checked"], "minor")
    assert board(["ar"]).counts == before


def test_what_is_needed_most_comes_first_among_what_is_equally_harmful():
    Site.objects.update(demonstration=True)  # where nobody has to sign
    signed, plain = make.explainer(slug="signed", sign_off="CAJ"), make.explainer(slug="plain")
    news, needed = make.update(slug="news"), make.update(slug="needed")
    for document in (news, signed, plain, needed):
        live_in_arabic(document)
        change(document, "meaning")
    assert slugs(board(["ar"], much_needed=[("update", "needed")])) == ["signed", "needed", "plain", "news"]
    assert slugs(board(["ar"])) == ["signed", "plain", "needed", "news"]


def test_of_equally_harmful_and_needed_the_one_with_more_of_it_comes_first():
    one, two = make.explainer(slug="a"), make.explainer(slug="b")
    for document, codes in ((one, ["ar"]), (two, ["ar", "pl"])):
        english = make.live(document, text="English")
        for code in codes:
            make.live(document, code, code, based_on=english)
        change(document, "meaning")
    assert slugs(board(["ar", "pl"])) == ["b", "a"]
    assert slugs(board(["ar"])) == ["a", "b"]


def test_a_newer_text_on_its_way_is_told_beside_the_live_one():
    document = make.explainer()
    live_in_arabic(document)
    make.revision(document, "ar", "newer")
    cell = board(["ar"]).rows[0].cells["ar"]
    assert (cell.state, cell.waits) == ("live-unchecked", True)


def test_one_kind_alone(house):
    make.update(slug="news")
    found = board(["ar"], kind="update")
    assert (slugs(found), found.counts) == (["news"], {"ar": {"missing": 1}})


def test_a_page_has_fifty_documents_and_every_page_asks_as_many_questions(django_assert_num_queries):
    for number in range(PER_PAGE + 3):
        make.explainer(slug=f"guide-{number:03}")
    with django_assert_num_queries(2):
        first = board(languages.CODES)
    with django_assert_num_queries(2):
        second = board(languages.CODES, page=2)
    assert (len(first.rows), len(second.rows), first.documents) == (PER_PAGE, 3, PER_PAGE + 3)
    assert set(slugs(first)).isdisjoint(slugs(second))
    assert board(languages.CODES, page=9).rows == []


def test_nothing_to_show_is_no_mistake():
    assert board(["ar"]).rows == []
    assert board([]).counts == {}


def test_what_is_not_live_in_english_either_is_no_gap_that_harms(house):
    make.revision(make.explainer(slug="a-draft"), text="not live yet")
    found = board(["ar"])
    assert slugs(found)[-1] != "missing"
    assert slugs(found).index("missing") < slugs(found).index("drafted") < slugs(found).index("a-draft")
