"""The pages that list: guides by topic, updates, who can help, words."""

import re

import pytest
from django.test import Client

from site_app.content.models import Organisation, Page, Term, Topic, Update
from site_app.editions import lifecycle
from tests import make

pytestmark = pytest.mark.django_db

DAY = {"checked_on": "2026-11-22", "check_by": "2027-02-22", "confidence": "found"}


def page(path):
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def saved(document):
    document.save()
    return document


def organisation(slug, **values):
    document = saved(Organisation(slug=slug, name=slug.title(), **({"area": "uk"} | DAY | values)))
    make.live(document, text={"title": slug.title(), "summary": f"About {slug}."})
    return document


def names(html):
    return re.findall(r"<h2[^>]*>\s*([A-Z]\w+)\s*</h2>", html)


def test_guides_stand_on_their_topics_shelf_in_order_and_the_rest_comes_last():
    for order, slug in enumerate(("report", "information"), start=1):
        make.live(saved(Topic(slug=slug)), text={"title": slug.title(), "summary": "Shelf."}, shared={"order": order})
    for slug, shared in (
        ("loose", {}),
        ("second", {"topic": "report", "order": 2}),
        ("first", {"topic": "report", "order": 1}),
        ("data", {"topic": "information"}),
    ):
        make.live(make.explainer(slug=slug), text=slug, shared=shared)
    html = page("/ar/guides/")
    assert re.findall(r"/ar/guides/(\w+)/", html) == ["first", "second", "data", "loose"]
    assert '<h2 lang="en" dir="ltr">Report</h2>' in html


def test_a_withdrawn_topic_leaves_its_guides_readable():
    topic = saved(Topic(slug="report"))
    make.live(topic, text={"title": "Report"})
    make.live(make.explainer(slug="first"), shared={"topic": "report"})
    lifecycle.withdraw(topic, reason="mistake", by=None)
    assert "/en/guides/first/" in page("/en/guides/")


def test_updates_come_newest_first_twenty_five_on_a_page():
    for number in range(27):
        document = saved(Update(slug=f"news-{number:02}"))
        make.live(document, shared={"since": "", "sort_on": f"2024-01-{number + 1:02}"})
    first, second = page("/en/updates/"), page("/en/updates/?page=2")
    assert re.findall(r"updates/news-(\d\d)", first) == [f"{number:02}" for number in range(26, 1, -1)]
    assert re.findall(r"updates/news-(\d\d)", second) == ["01", "00"]
    assert page("/en/updates/?page=senseless") == first


def test_organisations_are_found_by_need_area_interpreters_and_spoken_language():
    organisation("alpha", needs=["abuse"], area="derry")
    organisation("beta", needs=["abuse", "report"], interpreters="yes")
    organisation("gamma", needs=["report"], languages=["uk"])
    assert names(page("/en/help/")) == ["Alpha", "Beta", "Gamma"]
    assert names(page("/en/help/abuse/")) == ["Alpha", "Beta"]
    assert names(page("/en/help/derry/")) == ["Alpha"]
    assert names(page("/en/help/interpreters/")) == ["Beta"]
    assert names(page("/en/help/in-uk/")) == ["Gamma"]
    assert names(page("/en/help/uk/")) == ["Beta", "Gamma"]
    assert "Українська" in page("/pl/help/")


def test_only_choices_that_lead_somewhere_are_offered():
    organisation("alpha", needs=["abuse"])
    assert "/en/help/asylum/" not in page("/en/help/")
    assert Client().get("/en/help/asylum/").status_code == 404
    assert Client().get("/en/help/nonsense/").status_code == 404


def test_a_word_stands_beside_its_english_name():
    term = saved(Term(slug="witness"))
    make.live(term, text={"title": "Witness", "summary": "Who saw it."})
    make.live(term, "ar", {"title": "شاهد", "summary": "من رأى."})
    html = page("/ar/words/")
    assert re.search(r'<span>شاهد</span>\s*<span lang="en" dir="ltr">Witness</span>', html)
    assert re.search(r"<dd>\s*<span>من رأى.</span>\s*</dd>", html)
    assert page("/en/words/").count("Witness") == 1


def test_a_word_that_stays_english_stands_there_once():
    term = saved(Term(slug="home-office"))
    for code, about in (("en", "A ministry."), ("pt", "Um ministério.")):
        make.live(term, code, {"title": "Home Office", "summary": about})
    html = page("/pt/words/")
    assert html.count(">Home Office<") == 1
    assert '<span lang="en" dir="ltr">Home Office</span>' in html


@pytest.mark.parametrize("slug", ["safety", "about", "made-at-the-desk"])
def test_a_fixed_page_is_a_document_like_any_other(slug):
    document = saved(Page(slug=slug))
    assert Client().get(f"/en/{slug}/").status_code == 404
    make.live(document, text="fixed")
    assert "Body fixed" in page(f"/en/{slug}/")
    assert '<h1 lang="en" dir="ltr">Title fixed</h1>' in page(f"/pl/{slug}/")


def test_fixed_pages_that_no_footer_names_are_found_from_the_one_about_the_site():
    make.live(saved(Page(slug="about")))
    make.live(saved(Page(slug="safety")), text="in the footer")
    contact = saved(Page(slug="contact"))
    make.live(contact, text={"title": "Contact", "summary": "How.", "body": "<p>So.</p>"})
    make.live(contact, "pl", {"title": "Kontakt", "summary": "Jak.", "body": "<p>Tak.</p>"})
    make.live(saved(Page(slug="how")), text={"title": "How we write", "summary": "How.", "body": "<p>So.</p>"})
    html = page("/pl/about/")
    assert '<a href="/pl/contact/">Kontakt</a>' in html
    assert '<a href="/pl/how/" lang="en" dir="ltr">How we write</a>' in html
    assert "Title in the footer" not in html
    assert "/pl/how/" not in page("/pl/safety/")


def test_a_fixed_page_that_moved_leads_on_from_its_former_address():
    document = saved(Page(slug="contact"))
    make.live(document)
    document.slug = "contact-us"
    document.save()
    response = Client().get("/pl/contact/")
    assert (response.status_code, response["Location"]) == (301, "/pl/contact-us/")


def test_the_safety_page_leads_on_without_a_trail():
    make.live(saved(Page(slug="safety")))
    assert 'href="/en/#quiet"' in page("/en/safety/")


def test_a_page_can_be_passed_on_by_plain_links(settings):
    settings.SITE_ADDRESS = "https://forum.example"
    make.live(make.explainer(slug="question"))
    html = page("/en/guides/question/")
    address = "https%3A%2F%2Fforum.example%2Fen%2Fguides%2Fquestion%2F"
    assert f'href="sms:?body={address}"' in html
    assert f'href="https://wa.me/?text={address}"' in html
    assert "utm" not in html


def test_a_text_tells_its_history_with_the_notes_and_which_english_text_it_follows():
    document = make.explainer(slug="question")
    make.live(document, text="one")
    make.live(document, text="two", significance="meaning", note="The rule has a date now.")
    make.live(document, "ar", "ar")
    english = page("/en/guides/question/")
    assert "The rule has a date now." in english
    assert "Published for the first time." in english
    assert english.index("The rule has a date now.") < english.index("Published for the first time.")
    assert "It follows the English text of:" not in english
    assert "The rule has a date now." not in page("/ar/guides/question/")
