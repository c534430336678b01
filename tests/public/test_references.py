"""Cards and words that a text refers to and does not repeat."""

from unittest import mock

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from site_app import languages, markup
from site_app.content.models import Organisation, Term
from site_app.public.references import expanded
from tests import make

pytestmark = pytest.mark.django_db

ENGLISH, ARABIC = languages.BY_CODE["en"], languages.BY_CODE["ar"]
CARD = '<p><a href="#organisation-helpline">A Helpline</a></p>'


def helpline(slug="helpline", **values):
    today = timezone.localdate()
    values = {"phones": [{"number": "0800 555 111", "label": ""}]} | values
    made = Organisation(
        slug=slug, name="A Helpline", area="uk", confidence="found", checked_on=today, check_by=today, **values
    )
    made.save()
    make.live(made, text={"title": "A Helpline", "summary": "They listen."})
    return made


def guide(body, language="en"):
    document = make.explainer()
    english = make.live(document, text=make.words() | {"body": body})
    if language != "en":
        make.live(document, language, make.words() | {"body": body}, based_on=english)
    return document


def page(client, document, language="en"):
    return client.get(f"/{language}/guides/{document.slug}/").content.decode()


def test_a_card_has_todays_number_wherever_it_stands(client):
    organisation, document = helpline(), guide(f"<p>Call.</p>{CARD}")
    assert 'href="tel:0800555111"' in page(client, document)
    organisation.phones = [{"number": "0800 555 222", "label": ""}]
    organisation.save()
    html = page(client, document)
    assert 'href="tel:0800555222"' in html
    assert "0800 555 111" not in html
    assert "They listen." in html


def test_a_card_speaks_the_language_of_the_text(client):
    organisation = helpline()
    english = organisation.editions.get().live
    make.live(organisation, "ar", {"title": "خط", "summary": "يستمعون."}, based_on=english)
    arabic = guide(CARD, "ar")
    assert "يستمعون." in page(client, arabic, "ar")
    english_only = guide(CARD)
    html = page(client, english_only, "ar")
    assert html.index('lang="en" dir="ltr"') < html.index("They listen.")
    assert "يستمعون." not in html


@pytest.mark.parametrize("body", [CARD, "<ul><li>Ask " + CARD[3:-4] + ".</li></ul>"])
def test_without_the_organisation_its_name_stays(body):
    html = expanded(body, ENGLISH, ENGLISH)
    assert "A Helpline" in html
    assert "article" not in html


def test_a_name_inside_a_sentence_leads_to_the_list():
    helpline()
    html = expanded('<p>Ask <a href="#organisation-helpline">them</a>.</p>', ENGLISH, ARABIC)
    assert html == '<p>Ask <a href="/ar/help/#organisation-helpline">them</a>.</p>'


def test_a_word_leads_to_its_explanation_in_the_readers_language(client):
    term = Term(slug="psni")
    term.save()
    make.live(term, text={"title": "PSNI", "summary": "The police here."})
    document = guide('<p>The <a href="#word-psni">PSNI</a> says so.</p>')
    assert 'The <a href="/ar/words/#word-psni">PSNI</a> says' in page(client, document, "ar")
    assert 'id="word-psni"' in client.get("/ar/words/").content.decode()


HELPLINE, POLICE = '<a href="#organisation-helpline">A Helpline</a>', '<a href="tel:999"><strong>999</strong></a>'
NO_CARDS = [
    "{0} can help. Never ring from home.",
    "Ask {0}",
    "Or {1}",
    "{0} or {0}",
    "{0} {1}",
    "<em>Nothing</em> to call",
]
BLOCKS = [CARD, "<h2>{0}</h2>", *(f"<{tag}>{one}</{tag}>" for one in NO_CARDS for tag in ("p", "blockquote"))]


@given(st.lists(st.sampled_from(BLOCKS)).map(lambda blocks: [one.format(HELPLINE, POLICE) for one in blocks]))
@example([f"<p>{HELPLINE} can help. Never ring from home.</p>", f"<p>Or {POLICE}</p>"])
def test_no_word_outside_the_paragraph_of_a_card_ever_disappears(blocks):
    with mock.patch("site_app.public.references._cards", return_value={"helpline": "<p>CARD</p>"}):
        html = expanded(markup.clean_html("".join(blocks)), ENGLISH, ENGLISH)
    expected = markup.clean_html("".join("<p>CARD</p>" if one == CARD else one for one in blocks))
    assert markup.to_text(html) == markup.to_text(expected)
    assert html.count('href="tel:999"') == "".join(blocks).count('href="tel:999"')


def test_ten_cards_cost_one_query_and_none_none(django_assert_num_queries):
    body = ""
    for number in range(10):
        helpline(f"h{number}")
        body += f'<p><a href="#organisation-h{number}">H</a></p>'
    with django_assert_num_queries(1):
        assert expanded(body, ENGLISH, ENGLISH).count("<article") == 10
    with django_assert_num_queries(0):
        expanded("<p>No card.</p>", ENGLISH, ENGLISH)


def test_nothing_in_a_name_becomes_html():
    helpline(funded_by="<script>alert(1)</script>")
    assert "<script>" not in expanded(CARD, ENGLISH, ENGLISH)
