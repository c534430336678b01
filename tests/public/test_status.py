"""What a reader of Arabic is told about a text that is missing, unchecked, outdated, gone or in a closed language.

On each kind of page where its words can stand, in Arabic, and never with a word of another language unmarked.
"""

from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import translation

from site_app.content.models import Explainer, Organisation, Page, Position, Term, Topic, Update
from site_app.editions import lifecycle, opening
from site_app.editions.models import Edition, Mark
from tests import make

pytestmark = pytest.mark.django_db

WORDS = {"en": "Lanterns in English", "ar": "فوانيس"}
DAY = date(2026, 11, 22)
NEW = {
    "explainer": lambda: Explainer(slug="thing"),
    "update": lambda: Update(slug="thing"),
    "page": lambda: Page(slug="safety"),
    "topic": lambda: Topic(slug="thing"),
    "position": lambda: Position(slug="thing"),
    "term": lambda: Term(slug="thing"),
    "organisation": lambda: Organisation(
        slug="thing", name="Thing", area="uk", confidence="found", checked_on=DAY, check_by=DAY
    ),
}
WITH_BODY = {"explainer", "update", "page", "position"}
# A kind of page → the kind of document whose words are followed through it, and its address.
OF_ONE_TEXT = {
    "guide": ("explainer", "/ar/guides/thing/"),
    "update": ("update", "/ar/updates/thing/"),
    "fixed page": ("page", "/ar/safety/"),
}
LISTING = {
    "home, its updates": ("update", "/ar/"),
    "home, where things stand": ("position", "/ar/"),
    "guides": ("explainer", "/ar/guides/"),
    "guides, a topic": ("topic", "/ar/guides/"),
    "updates": ("update", "/ar/updates/"),
    "where things stand": ("position", "/ar/positions/"),
    "who can help": ("organisation", "/ar/help/"),
    "words": ("term", "/ar/words/"),
    "a guide, where things stand": ("position", "/ar/guides/holder/"),
    "a guide, who can help": ("organisation", "/ar/guides/holder/"),
}
EVERYWHERE = OF_ONE_TEXT | LISTING
every_kind = pytest.mark.parametrize("where", EVERYWHERE)

MISSING = {
    "This page is not in your language yet. Here it is in English.",
    "Some of this page is not in your language yet. Here it is in English.",
}
UNCHECKED = {
    "This translation has not been checked by a second speaker. There may be mistakes.",
    "Some of this page is a translation that has not been checked by a second speaker. There may be mistakes.",
}
CHANGED = {"The English text has changed since this translation was made. Important things may be different now."}


class Followed:
    """One document, the page where a reader meets it, and what that page says now."""

    def __init__(self, where: str):
        kind, self.address = EVERYWHERE[where]
        self.kind = kind
        self.document = NEW[kind]()
        self.document.save()
        self.live("en")
        if kind == "topic":
            self._held(make.explainer(slug="on-the-shelf"), {"topic": "thing"})
        elif "holder" in self.address:
            self._held(make.explainer(slug="holder"), {f"{kind}s": ["thing"]})

    @staticmethod
    def _held(holder, shared: dict) -> None:
        """Live and checked in both languages, so that all there is to say is about the document itself."""
        make.live(holder, text="holder", shared=shared)
        lifecycle.mark(make.live(holder, "ar", "حامل"), Mark.Kind.CHECKED, by=make.person())

    def live(self, language: str, more: str = "", **values):
        text = {"title": WORDS[language] + more, "summary": f"{WORDS[language]}."}
        body = {"body": f"<p>{WORDS[language]}</p>"} if self.kind in WITH_BODY else {}
        return make.live(self.document, language, text | body, **values)

    def page(self, status: int = 200) -> str:
        response = Client().get(self.address)
        assert response.status_code == status
        return response.content.decode()


def said(html: str) -> set[str]:
    """The sentences about status, by their English, that stand on an Arabic page in Arabic."""
    with translation.override("ar"):
        known = {sentence: translation.gettext(sentence) for sentence in MISSING | UNCHECKED | CHANGED}
    assert all(sentence != arabic for sentence, arabic in known.items())
    return {sentence for sentence, arabic in known.items() if arabic in html}


class Marked(HTMLParser):
    """With which language and direction the followed words are marked, each time they stand on a page."""

    def __init__(self, html: str):
        super().__init__()
        self.around, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag not in {"br", "meta", "link"}:
            self.around.append(dict(attributes))

    def handle_endtag(self, tag):
        self.around.pop()

    def handle_data(self, data):
        if WORDS["en"] in data:
            self.found.append(
                tuple(next(one[name] for one in reversed(self.around) if name in one) for name in ("lang", "dir"))
            )


def assert_english_is_marked(html: str) -> None:
    assert set(Marked(html).found) == {("en", "ltr")}


@every_kind
def test_a_text_that_is_missing_is_shown_in_english_marked_so_with_a_notice_in_arabic(where):
    html = Followed(where).page()
    assert said(html) & MISSING
    assert not said(html) & (UNCHECKED | CHANGED)
    assert_english_is_marked(html)


@every_kind
def test_an_unchecked_translation_says_so_and_a_checked_one_does_not(where):
    followed = Followed(where)
    translated = followed.live("ar")
    html = followed.page()
    assert WORDS["ar"] in html
    assert said(html) & UNCHECKED
    assert not said(html) & (MISSING | CHANGED)
    lifecycle.mark(translated, Mark.Kind.CHECKED, by=make.person())
    assert said(followed.page()) == set()


@every_kind
def test_a_translation_whose_english_changed_in_meaning_warns_and_any_other_change_does_not(where):
    followed = Followed(where)
    lifecycle.mark(followed.live("ar"), Mark.Kind.CHECKED, by=make.person())
    for significance in ("minor", "normal"):
        followed.live("en", f" {significance}", significance=significance)
        assert said(followed.page()) == set()
    followed.live("en", " and more", significance="meaning")
    html = followed.page()
    assert WORDS["ar"] in html
    assert said(html) == CHANGED


@every_kind
def test_a_text_that_was_taken_down_is_missing_again(where):
    followed = Followed(where)
    followed.live("ar")
    lifecycle.take_down(Edition.objects.get(document=followed.document, language="ar"), by=None)
    html = followed.page()
    assert WORDS["ar"] not in html
    assert said(html) & MISSING
    assert_english_is_marked(html)


@pytest.mark.parametrize("where", OF_ONE_TEXT)
def test_a_withdrawn_text_leaves_its_address_with_the_reason_in_arabic(where):
    followed = Followed(where)
    followed.live("ar")
    lifecycle.withdraw(followed.document, reason="law-changed", by=None)
    html = followed.page()
    with translation.override("ar"):
        assert translation.gettext("The law has changed and this page is no longer true.") in html
    assert not any(words in html for words in WORDS.values())
    assert said(html) == set()


@pytest.mark.parametrize("where", LISTING)
def test_a_withdrawn_text_is_in_no_list(where):
    followed = Followed(where)
    followed.live("ar")
    lifecycle.withdraw(followed.document, reason="mistake", by=None)
    assert not any(words in followed.page() for words in WORDS.values())


@every_kind
def test_in_a_closed_language_no_page_answers(where):
    followed = Followed(where)
    followed.live("ar")
    opening.set_policy("ar", "closed")
    html = followed.page(status=404)
    assert not any(words in html for words in WORDS.values())
    assert 'href="/pl/"' in html
    assert 'href="/ar/"' not in html


@every_kind
def test_an_english_page_has_nothing_to_say_about_translations(where):
    followed = Followed(where)
    followed.address = followed.address.replace("/ar/", "/en/")
    followed.live("ar")
    html = followed.page()
    assert not any(sentence in html for sentence in MISSING | UNCHECKED | CHANGED)
    assert WORDS["ar"] not in html
