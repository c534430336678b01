"""The first page answers "what needs me?": only what this person may do, in a fixed number of queries."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from site_app import languages
from site_app.accounts import links as account_links
from site_app.accounts.models import Link as AccountLink
from site_app.content import changes
from site_app.content.models import Fact, Link, Organisation, Source
from site_app.editions import lifecycle
from site_app.editions.desk import scheduling
from site_app.editions.models import Edition, Mark, Publication, Revision
from site_app.staff import behind, needs_me
from tests import make
from tests.staff.keeping.conftest import standing_on

pytestmark = pytest.mark.django_db


def needs(person, today=None):
    """{key of a list: [words of its lines]}"""
    sections = needs_me.needs_of(person, today=today or timezone.localdate())
    return {section.key: [line.words for line in section.lines] for section in sections}


def submitted(document, language="en", text="waiting", by=None, **options):
    made = make.revision(document, language, text, by=by, **options)
    lifecycle.mark(made, Mark.Kind.SUBMITTED, by=by or make.person())
    return made


def titled(**options):
    document = make.explainer(**options)
    make.live(document, text=make.words("here"))
    return document


def test_nothing_waits_for_somebody_with_nothing_to_do():
    assert needs(make.person(roles=["publisher", "author", ("translator", "ar")])) == {}


def test_a_draft_is_its_writers_matter_until_it_is_handed_in():
    ann, bob = make.person(roles=["author"]), make.person(roles=["author"])
    draft = make.revision(titled(), text="draft", by=ann)
    assert needs(ann) == {"drafts": ["Title here"]}
    assert needs(bob) == {}
    lifecycle.mark(draft, Mark.Kind.SUBMITTED, by=ann)
    assert "drafts" not in needs(ann)
    lifecycle.mark(draft, Mark.Kind.RETURNED, by=bob, comment="Shorter.")
    (section,) = needs_me.needs_of(ann, today=timezone.localdate())
    assert [(line.words, line.detail) for line in section.lines] == [("Title here", "sent back")]


def test_what_somebody_is_still_typing_is_there_once_and_for_nobody_else():
    ann = make.person(roles=["author"])
    document = titled()
    make.revision(document, text="draft", by=ann)
    after = document.editions.get().latest
    lifecycle.keep_working_copy(document, "en", texts={"title": "Typed"}, by=ann, after=after)
    assert needs(ann) == {"drafts": ["Typed"]}
    assert needs(make.person(roles=["author"])) == {}


def test_english_waits_for_a_publisher_and_a_translation_for_a_checker_of_its_language():
    document = titled()
    submitted(document, "ar", by=make.person(roles=[("translator", "ar")]))
    assert needs(make.person(roles=[("checker", "ar")])) == {"review": ["Title here (Arabic)"]}
    assert needs(make.person(roles=[("checker", "pl")])) == {}
    assert needs(make.person(roles=["author"])) == {}


def test_nobody_is_asked_to_review_what_they_wrote():
    checker = make.person(roles=[("translator", "ar"), ("checker", "ar")])
    submitted(titled(), "ar", by=checker)
    assert needs(checker) == {}


def test_a_checked_translation_is_ready_to_publish():
    publisher, checker = make.person(roles=["publisher"]), make.person(roles=[("checker", "ar")])
    made = submitted(titled(), "ar", by=make.person())
    assert needs(publisher) == {"review": ["Title here (Arabic)"]}
    lifecycle.mark(made, Mark.Kind.CHECKED, by=checker)
    assert needs(publisher) == {"publish": ["Title here (Arabic)"]}
    assert needs(checker) == {}


def test_a_text_that_needs_a_signature_waits_for_it_and_says_whether_somebody_was_asked():
    author, publisher = make.person(roles=["author"]), make.person(roles=["publisher"])
    document = make.explainer(slug="legal", sign_off="CAJ")
    made = submitted(document, by=author)

    def signature(person):
        sections = needs_me.needs_of(person, today=timezone.localdate())
        return [(line.words, line.detail) for one in sections if one.key == "signature" for line in one.lines]

    assert signature(author) == signature(publisher) == [("Title waiting", "nobody has been asked; by: CAJ")]
    account_links.make(AccountLink.Purpose.SIGN_OFF, name="Una Adviser", subject=made.pk, by=publisher)
    assert signature(publisher) == [("Title waiting", "Una Adviser has been asked")]
    lifecycle.mark(made, Mark.Kind.SIGNED_OFF, by=None, name="Una Adviser")
    assert signature(publisher) == []
    assert needs(publisher) == {"publish": ["Title waiting"]}


def test_nobody_is_told_to_publish_what_they_wrote_where_a_second_pair_of_eyes_is_needed():
    writer, other = (make.person(roles=["author", "publisher"]) for _one in range(2))
    made = submitted(make.explainer(slug="legal", sign_off="CAJ"), by=writer)
    lifecycle.mark(made, Mark.Kind.SIGNED_OFF, by=None, name="Una Adviser")
    assert [list(needs(person)) for person in (writer, other)] == [[], ["publish"]]
    with pytest.raises(lifecycle.Refused):
        make.publish(made, by=writer)


def test_what_is_planned_is_told_and_what_came_to_nothing_first():
    publisher = make.person(roles=["publisher"])
    made = submitted(titled())
    at = timezone.now() + timedelta(hours=2)
    scheduling.schedule(made, seen=lifecycle.live_now(made), significance="normal", at=at, by=publisher)
    assert needs(publisher) == {"scheduled": ["Title here"]}
    assert needs(make.person(roles=["author"])) == {}


def test_facts_and_their_pages_past_the_day_are_told_to_those_who_write(fact, today):
    standing_on(fact)
    author = make.person(roles=["author"])
    assert set(needs(author)) == {"facts", "pages"}
    assert needs(author)["facts"] == ["F1: Police may ask your name."]
    assert needs(author, today=today - timedelta(days=10)) == {}
    assert needs(make.person(roles=[("translator", "ar")])) == {}


def test_a_fact_that_nothing_live_stands_on_bothers_nobody(fact):
    assert needs(make.person(roles=["author"])) == {}


def test_an_organisation_past_its_day_is_told(helpline, today):
    assert needs(make.person(roles=["author"]), today=today + timedelta(days=31)) == {"organisations": ["A Helpline"]}


def test_a_broken_link_leads_to_the_screen_of_what_has_it(source, today):
    publisher = make.person(roles=["publisher"])
    broken = {"outcome": "gone", "failing_since": today, "holders": [["source", source.pk]]}
    link = Link.objects.create(url=source.url, **broken)
    (section,) = needs_me.needs_of(publisher, today=today)
    assert [(line.words, line.address) for line in section.lines] == [(source.url, "/staff/sources/article/")]
    assert needs(make.person(roles=[("translator", "ar")])) == {}
    Source.objects.update(url="https://example.org/moved")
    assert needs(publisher) == {}
    assert Link.objects.get() == link


def test_outdated_translations_are_counted_by_language_for_those_who_can_help():
    document = titled()
    for code in ("ar", "pl"):
        make.live(document, code)
    make.live(document, text="changed", significance="meaning")
    assert needs(make.person(roles=[("translator", "ar")])) == {"outdated": ["1 text in Arabic"]}
    assert needs(make.person(roles=["publisher"])) == {"outdated": ["1 text in Polish", "1 text in Arabic"]}
    assert needs(make.person(roles=["author"])) == {}


def test_a_text_to_read_again_is_told_once_with_everything_that_asks_for_it(fact, today):
    document = standing_on(fact, slug="on-facts")
    other = Fact.objects.create(
        code="F2", statement="x", confidence="found", checked_on=today, check_by=today + timedelta(days=9)
    )
    make.live(document, text="two", shared={"facts": ["F1", "F2"]})
    for one in (fact, other):
        changes.change(one, {"statement": "y"}, by=None, seen=0, significance="meaning")
    sections = needs_me.needs_of(make.person(roles=["author"]), today=today - timedelta(days=20))
    assert [(one.key, [(line.words, line.detail) for line in one.lines]) for one in sections] == [
        ("rechecks", [("Title two", "F1, F2")])
    ]


def test_every_line_of_the_page_leads_to_a_screen_that_opens(client, sign_in, fact, helpline, source, today):
    publisher = sign_in("author", "publisher")
    document = standing_on(fact)
    make.live(document, "ar")
    changes.change(fact, {"statement": "y"}, by=None, seen=0, significance="meaning")
    make.live(document, text="changed", significance="meaning", shared={"facts": ["F1"]})
    changes.change(fact, {"statement": "z"}, by=None, seen=changes.seen(fact), significance="meaning")
    make.revision(document, text="draft", by=publisher)
    submitted(make.explainer(sign_off="CAJ"))
    submitted(titled())
    submitted(titled(), "ar", by=make.person())
    Organisation.objects.update(check_by=today - timedelta(days=1))
    Link.objects.create(url=source.url, outcome="gone", failing_since=today, holders=[["source", source.pk]])
    sections = needs_me.needs_of(publisher, today=today)
    assert {section.key for section in sections} == {
        "rechecks", "links", "review", "publish", "signature", "facts", "pages", "organisations", "outdated", "drafts",
    }  # fmt: skip
    html = unescape(client.get(reverse("keeping:first")).content.decode())
    for section in sections:
        for line in section.lines:
            assert line.words in html
            assert client.get(line.address).status_code == 200


def test_a_long_list_shows_its_beginning_and_how_much_is_left(client, sign_in):
    author = sign_in("author")
    for number in range(8):
        make.revision(make.explainer(slug=f"draft-{number}"), by=author)
    html = client.get(reverse("keeping:first")).content.decode()
    assert "And 3 more" in html
    assert all(f"draft-{number}" in html for number in range(8))


def test_counting_by_what_texts_were_made_from_agrees_with_asking_each_of_them():
    for significances in (["meaning"], ["normal"], ["minor"], ["normal", "meaning"], []):
        document = titled()
        for code in ("ar", "pl", "lt"):
            make.live(document, code)
        for number, significance in enumerate(significances):
            make.live(document, text=f"later {number}", significance=significance)
        make.live(document, "lt", "follows the newest")
    lifecycle.withdraw(document, reason="mistake", by=None)
    slowly = {}
    for edition in Edition.objects.outdated().filter(document__withdrawn=""):
        of_language = slowly.setdefault(edition.language_id, {})
        of_language[edition.outdated] = of_language.get(edition.outdated, 0) + 1
    assert behind.by_language() == slowly == {"ar": {"meaning": 2, "normal": 1}, "pl": {"meaning": 2, "normal": 1}}


def fill(documents, codes, by):
    """Live texts by the hundred, written straight into the tables."""
    made = [make.explainer(slug=f"many-{number}") for number in range(documents)]
    editions = Edition.objects.bulk_create(Edition(document=one, language_id=code) for one in made for code in codes)
    source = {
        one.edition.document_id: one
        for one in Revision.objects.bulk_create(
            Revision(edition=edition, number=1, texts={"title": "T"}, by=by)
            for edition in editions
            if edition.language_id == "en"
        )
    }
    translated = Revision.objects.bulk_create(
        Revision(edition=edition, number=1, texts={"title": "T"}, by=by, based_on=source[edition.document_id])
        for edition in editions
        if edition.language_id != "en"
    )
    Publication.objects.bulk_create(
        Publication(edition=one.edition, action="published", revision=one, significance="normal")
        for one in [*source.values(), *translated]
    )
    own = Revision.objects.filter(edition=OuterRef("pk")).values("pk")[:1]
    Edition.objects.update(live=Subquery(own), latest=Subquery(own))


def test_the_number_of_queries_does_not_depend_on_how_much_there_is(client, sign_in, fact, today):
    publisher = sign_in("author", "publisher", ("translator", "ar"))

    def one_of_each():
        document = standing_on(fact)
        make.live(document, "ar")
        make.live(document, text="changed", significance="meaning", shared={"facts": ["F1"]})
        changes.change(
            fact, {"statement": f"s{document.pk}"}, by=None, seen=changes.seen(fact), significance="meaning"
        )  # fmt: skip
        make.revision(document, text="draft", by=publisher)
        submitted(make.explainer(sign_off="CAJ"))
        planned = submitted(titled())
        scheduling.schedule(
            planned, seen=lifecycle.live_now(planned), significance="normal",
            at=timezone.now() + timedelta(hours=1), by=publisher,
        )  # fmt: skip
        submitted(titled(), "ar", by=make.person())
        held = Source.objects.create(
            slug=document.slug, publisher="P", title="T", url=f"https://example.org/{document.slug}", read_on=today
        )
        Link.objects.create(url=held.url, outcome="gone", failing_since=today, holders=[["source", held.pk]])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("keeping:first")).status_code == 200
        return len(captured)

    one_of_each()
    queries()  # signing in has left something to read once
    first = queries()
    for _time in range(3):
        one_of_each()
    assert queries() == first
    assert first <= 40


def test_three_hundred_documents_in_twenty_four_languages_ask_no_more_of_the_database(client, sign_in):
    publisher = sign_in("author", "publisher")
    codes = languages.CODES
    fill(300, codes, publisher)
    make.analyzed()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(reverse("keeping:first"))
    assert answer.status_code == 200
    assert len(captured) <= 40
    assert "300 texts are live in English" in answer.content.decode()
