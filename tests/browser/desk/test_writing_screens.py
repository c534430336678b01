"""Every screen on which texts are written, reviewed and published: for everybody, light and dark, narrow and wide."""

import pytest

from tests.browser import pages
from tests.browser.desk.staffing import run
from tests.browser.desk.test_screens import SPILLED_AT_THE_DESK, look

# Once for each site, however often this module's tests are taken up again.
MADE = """
from site_app.accounts.models import Grant, User
from site_app.content.models import Explainer, Update
from site_app.editions import lifecycle
from site_app.editions.desk import commenting, scheduling
from site_app.editions.models import Edition
from django.utils import timezone
from datetime import timedelta
boss = User.objects.get(username="boss")
guide = Explainer.objects.get(slug="copy-of-your-data")
planned = Update.objects.get(slug="automatic-sharing-stopped")
withdrawn = Explainer.objects.get(slug="hate-crime")
other, is_new = User.objects.get_or_create(username="brid", first_name="Bríd")
if is_new:
    for role in ("translator", "checker"):
        Grant.objects.create(person=boss, role=role, language="ar")
    first = Edition.objects.get(document=guide, language="en").latest
    text = lifecycle.save_revision(
        guide, "en", by=boss, after=first, shared=first.shared, note="Clearer.",
        texts=first.texts | {"summary": "You can ask the police what they wrote about you. It is free."},
    )
    lifecycle.mark(text, "submitted", by=boss)
    commenting.comment(text, words="Who says that it is free?", passage="It is free.", by=boss)
    edition = Edition.objects.get(document=planned, language="en")
    later = lifecycle.save_revision(
        planned, "en", by=boss, after=edition.latest, shared=edition.latest.shared,
        texts=edition.latest.texts | {"title": "PSNI says it stopped"},
    )
    scheduling.schedule(later, seen=lifecycle.live_now(later), significance="normal", by=boss,
                        at=timezone.now() + timedelta(days=1))
    lifecycle.keep_working_copy(guide, "en", texts=text.texts, by=other, after=text)
    lifecycle.keep_working_copy(guide, "en", texts=text.texts | {"title": "Mine"}, by=boss, after=first)
lifecycle.withdraw(withdrawn, reason="unsure", by=boss)
print(guide.pk, planned.pk, withdrawn.pk)
"""

SCREENS = {
    "texts": "texts/",
    "texts that were looked for": "texts/?q=police&state=live",
    "nothing found": "texts/?q=nothing+like+that",
    "a new text": "texts/new/",
    "planned": "texts/planned/",
    "a text in all languages": "texts/{guide}/",
    "a planned text": "texts/{planned}/",
    "a withdrawn text": "texts/{withdrawn}/",
    "writing in English": "texts/{guide}/en/",
    "writing an update": "texts/{planned}/en/",
    "writing without JavaScript": "texts/{guide}/en/?simple",
    "translating into Arabic": "texts/{guide}/ar/",
    "both texts": "texts/{guide}/en/both/",
    "history": "texts/{guide}/en/history/",
    "comparing": "texts/{guide}/en/compare/?old=1&new=2",
    "reviewing": "texts/{guide}/en/2/",
    "reviewing Arabic": "texts/{guide}/ar/1/",
    "publishing": "texts/{guide}/en/2/publish/",
    "what cannot be published": "texts/{withdrawn}/en/1/publish/",
    "taking down": "texts/{guide}/ar/take-down/",
    "rolling back": "texts/{guide}/en/1/roll-back/",
    "removing words": "texts/{guide}/en/1/redact/",
    "withdrawing": "texts/{guide}/withdraw/",
    "giving back": "texts/{withdrawn}/restore/",
    "changing an address": "texts/{guide}/address/",
    "still correct": "texts/{guide}/still-correct/",
}
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def writer(administrator, desk_site):
    """The administrator, who also translates into Arabic, among texts in every state there is."""
    keys = dict(zip(("guide", "planned", "withdrawn"), run(desk_site.var, MADE).split(), strict=True))
    administrator.keys = keys
    yield administrator
    run(
        desk_site.var,
        "from site_app.content.models import Explainer\nfrom site_app.editions import lifecycle\n"
        f"lifecycle.restore(Explainer.objects.get(pk={keys['withdrawn']}), by=None)",
    )


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_for_everybody_and_says_what_it_is_for(writer, screen):
    writer.visit.said.clear()
    page = writer.page
    page.goto("/staff/" + SCREENS[screen].format(**writer.keys))
    if page.locator("#text:not([action*=simple])").count():
        page.locator("#text[data-ready]").wait_for()
    assert look(page) == []
    assert page.locator("h1").inner_text().strip()
    assert page.locator(".purpose").inner_text().strip().endswith(".")
    assert writer.visit.said == []
    page.set_viewport_size(WIDE)
    assert page.evaluate(SPILLED_AT_THE_DESK) == []
    page.set_viewport_size(pages.PHONE)


def test_a_preview_has_the_width_of_a_phone_where_there_is_room_and_is_quiet(writer):
    page = writer.page
    writer.visit.said.clear()
    page.set_viewport_size(WIDE)
    page.goto(f"/staff/texts/{writer.keys['guide']}/en/")
    frame = page.frame_locator("iframe[name=preview]")
    frame.get_by_role("heading", level=1).wait_for()
    assert frame.get_by_role("heading", level=1).inner_text() == "Mine"
    assert 360 <= page.locator("iframe[name=preview]").bounding_box()["width"] <= 412
    frame.get_by_role("link", name="Exit").click()
    assert frame.get_by_role("heading", level=1).inner_text() == "Mine", "nothing in it leads away"
    assert writer.visit.said == []
    page.set_viewport_size(pages.PHONE)


def test_the_form_of_the_longest_guide_stays_below_thirty_kilobytes(writer):
    for slug in ("will-the-police-tell-the-home-office", "copy-of-your-data"):
        writer.page.goto(f"/staff/texts/?q={slug}")
        address = writer.page.locator("tbody a").first.get_attribute("href")
        answer = writer.page.goto(f"{address}en/")
        assert len(answer.body()) < 30_000, slug
