"""One sentence of English changes: every language is told, a translator and a volunteer put one right, readers know."""

import re
import time
from contextlib import closing

import polib
import pytest

from tests.browser.conftest import Visit, soon
from tests.browser.desk.staffing import run, session_of
from tests.browser.desk.test_screens import look

WARNING = "The English text has changed since this translation was made. Important things may be different now."
PHONE = {"width": 390, "height": 844}
MADE = """
from site_app.content.models import Explainer
from site_app.editions import lifecycle
def live(document, language, texts, significance="normal", **values):
    edition = document.editions.filter(language=language).select_related("latest").first()
    made = lifecycle.save_revision(document, language, texts=texts, after=edition and edition.latest, by=None, **values)
    lifecycle.publish(made, seen=lifecycle.live_now(made), significance=significance, by=None)
    return made
body = "<p>{}</p><ul><li>{}</li><li>{}</li></ul>"
english = {"title": "Can I ask a friend to help?", "summary": "Yes, you can.",
           "body": body.format("A friend can go with you.", "Tell the officer first.", "Your friend can wait outside.")}
document = Explainer.objects.filter(slug="a-friend").first() or Explainer(slug="a-friend", sign_off="CAJ")
"""
BEGIN = """
document.save()
first = live(document, "en", english)
live(document, "ar", {"title": "هل يمكنني أن أطلب من صديق المساعدة؟", "summary": "نعم، يمكنك ذلك.", "body": body.format(
    "يمكن لصديق أن يذهب معك.", "أخبر الشرطي أولاً.", "يمكن لصديقك أن ينتظر في الخارج.")}, based_on=first)
live(document, "pl", {"title": "Czy mogę poprosić przyjaciela o pomoc?", "summary": "Tak, można.", "body": body.format(
    "Przyjaciel może pójść.", "Najpierw powiedz policjantowi.", "Przyjaciel może czekać na zewnątrz.")}, based_on=first)
print(document.pk)
"""
CHANGE = """
english["body"] = english["body"].replace("Your friend can wait outside.", {sentence!r})
live(document, "en", english, {significance!r})
"""
COME_IN, COME_IN_NOW = "Your friend can come in with you.", "Your friend can come into the room with you."
ARABIC = "يمكن لصديقك أن يدخل معك."


@pytest.fixture(scope="module")
def journey(desk_site):
    pk = run(desk_site.var, MADE + BEGIN)
    yield pk
    run(desk_site.var, MADE + "lifecycle.withdraw(document, reason='unsure', by=None)")


def said_in(code: str) -> str:
    return polib.pofile(f"locale/{code}/LC_MESSAGES/django.po").find(WARNING).msgstr


def _at_the_desk(browser, site, name, *roles) -> Visit:
    visit = Visit(browser, site.address, viewport=PHONE)
    cookie = {"name": "__Secure-desk", "value": session_of(site.var, name, *roles), "domain": "localhost"}
    visit.context.add_cookies([cookie | {"path": "/staff/", "secure": True, "httpOnly": True, "sameSite": "Strict"}])
    return visit


def press(page, name: str, **options) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, **options).click()


def test_a_change_of_meaning_is_followed_from_english_to_a_reader_who_is_warned_no_more(
    browser, desk_site, journey, record_property
):
    pages = {code: f"/{code}/guides/a-friend/" for code in ("ar", "pl")}
    with (
        closing(Visit(browser, desk_site.address, viewport=PHONE)) as reader,
        closing(_at_the_desk(browser, desk_site, "rania", ("translator", "ar"))) as translator,
        closing(_at_the_desk(browser, desk_site, "grace", "publisher")) as publisher,
        closing(Visit(browser, desk_site.address, viewport=PHONE)) as volunteer,
    ):

        def warns(code: str) -> bool:
            return bool(reader.page.goto(pages[code])) and reader.page.get_by_text(said_in(code)).count() > 0

        soon(lambda: reader.page.goto(pages["pl"]).status == 200)
        assert not warns("ar")
        run(desk_site.var, MADE + CHANGE.format(sentence=COME_IN, significance="meaning"))
        began = time.monotonic()
        soon(lambda: warns("ar"))
        record_property("told", f"A change of meaning: {time.monotonic() - began:.1f} s until the Arabic page warns")
        assert warns("pl")

        page = translator.page
        page.goto("/staff/board/")
        first = page.locator("table.board tbody tr").first
        assert first.locator("th a").inner_text() == "Can I ask a friend to help?"
        with page.expect_navigation():
            first.get_by_role("link", name=re.compile("^changed")).click()
        to_do = page.locator(".pair.todo")
        assert to_do.count() == 1
        assert to_do.locator("ins").all_inner_texts() == ["come in with you"]
        assert look(page) == []
        to_do.locator("textarea").fill(ARABIC)
        page.get_by_text("Every part is done.").wait_for()
        press(page, name="Submit for review")
        assert page.get_by_text("Submitted. A publisher sees it now.").is_visible()

        page = publisher.page
        page.goto(f"/staff/texts/{journey}/ar/ask/")
        page.get_by_label("Check the newest translation").check()
        page.get_by_label("Name of the volunteer").fill("Amina")
        press(page, name="Make the link")
        link = page.get_by_label("The link alone").input_value()

        page = volunteer.page
        page.goto(link)
        assert page.get_by_text(COME_IN).is_visible()
        assert page.get_by_text(ARABIC).is_visible()
        assert look(page) == []
        page.get_by_label("I speak both languages").check()
        press(page, name="I confirm this translation")
        assert page.get_by_text("The translation is confirmed by Amina.").is_visible()
        assert volunteer.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0

        page = publisher.page
        page.goto(f"/staff/texts/{journey}/ar/2/publish/")
        press(page, name="Publish", exact=True)
        assert page.get_by_text("It is live. Readers see it now.").is_visible()
        soon(lambda: not warns("ar"))
        assert reader.page.get_by_text(ARABIC).is_visible()
        assert warns("pl")

        run(desk_site.var, MADE + CHANGE.format(sentence=COME_IN_NOW, significance="minor"))
        soon(lambda: reader.page.goto("/en/guides/a-friend/") and reader.page.get_by_text(COME_IN_NOW).count() > 0)
        assert not warns("ar")
        translator.page.goto("/staff/board/?language=ar&state=outdated-meaning")
        assert translator.page.get_by_text("Can I ask a friend to help?").count() == 0


def test_a_volunteer_translates_on_a_phone_without_a_script_and_nothing_is_left_behind(browser, desk_site, journey):
    with (
        closing(_at_the_desk(browser, desk_site, "grace", "publisher")) as publisher,
        closing(Visit(browser, desk_site.address, viewport=PHONE, java_script_enabled=False)) as volunteer,
    ):
        page = publisher.page
        page.goto(f"/staff/texts/{journey}/lt/ask/")
        page.get_by_label("Name of the volunteer").fill("Rūta")
        press(page, name="Make the link")
        link = page.get_by_label("The link alone").input_value()
        page = volunteer.page
        page.goto(link)
        page.locator("[name=title-0]").fill("Ar galiu paprašyti draugo pagalbos?")
        press(page, name="Keep it, I go on later")
        assert page.get_by_text("Kept. You can close the page").is_visible()
        page.goto(link)
        assert page.locator("[name=title-0]").input_value() == "Ar galiu paprašyti draugo pagalbos?"
        words = {"summary-0": "Taip, galite.", "body-0": "Draugas gali eiti kartu.",
                 "body-1": "Pirmiausia pasakykite pareigūnui.", "body-2": "Draugas gali palaukti lauke."}  # fmt: skip
        for name, lithuanian in words.items():
            page.locator(f"[name={name}]").fill(lithuanian)
        press(page, name="I have finished")
        assert page.get_by_text("under the name Rūta").is_visible()
        assert volunteer.context.cookies() == []
        assert volunteer.page.goto(link).status == 410
