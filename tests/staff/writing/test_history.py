"""Every text that was saved, what became of it, and what differs between two."""

import pytest

from site_app.editions import lifecycle
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    document = make.explainer()
    make.live(document, text=make.words() | {"body": '<p>Call <a href="tel:101">101</a>.</p>'}, by=make.person("amina"))
    make.live(document, text=make.words() | {"body": '<p>Call <a href="tel:999">101</a>.</p>'}, note="Number.")
    return document


def where(document, end):
    return f"/staff/texts/{document.pk}/en/{end}"


def test_history_says_who_saved_what_and_what_was_published(client, sign_in, guide):
    sign_in("publisher")
    html = client.get(where(guide, "history/")).content.decode()
    assert "amina" in html
    assert "Number." in html
    assert html.count("published") == 2
    assert where(guide, "1/roll-back/") in html
    assert where(guide, "2/roll-back/") not in html


def test_two_texts_are_compared_word_by_word_addresses_included(client, sign_in, guide):
    sign_in("author")
    html = client.get(where(guide, "compare/?old=2&new=1")).content.decode()
    assert "<del>101</del>" in html
    assert "<ins>999</ins>" in html


def test_a_text_without_words_is_compared_as_an_empty_one(client, sign_in, guide):
    sign_in("author")
    lifecycle.redact(guide.editions.get().revisions.get(number=1), by=None)
    assert "<ins>" in client.get(where(guide, "compare/?old=1&new=2")).content.decode()


@pytest.mark.parametrize("query", ["", "?old=1", "?old=1&new=x", "?old=1&new=99", "?old=-1&new=2"])
def test_what_cannot_be_compared_is_not_found(client, sign_in, guide, query):
    sign_in("author")
    assert client.get(where(guide, "compare/" + query)).status_code == 404
