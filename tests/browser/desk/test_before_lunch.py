"""A forum worker publishes a policy update before lunch: from a fresh invitation to a reader who sees it.

The author is new, writes from the seed article, adds two sources and changes one position; an adviser signs
through a link; a publisher reviews and publishes; a reader finds it. On a phone of 390 px with a pointer, and at
a desk by keyboard alone. What has to be done beyond typing the text is counted and printed.
"""

import time
from contextlib import closing

import pytest

from tests import totp
from tests.browser.conftest import Visit, soon
from tests.browser.desk.conftest import PASSWORD
from tests.browser.desk.hands import Keyboard, Pointer
from tests.browser.desk.staffing import run

AT_MOST = 40  # actions
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

SUMMARY = "The police say they no longer tell the Home Office about every victim. They changed this in March 2023."
BODY = (
    "From October 2018 to March 2023 the police told the Home Office about 29 victims and witnesses each day. "
    "The police say they stopped doing this by themselves in March 2023. They still tell about 11 suspects each day."
)
SOURCES = [
    {
        "statement": "PSNI reported about 29 victims and witnesses a day between October 2018 and March 2023.",
        "publisher": "The Detail",
        "title": "PSNI reported tens of thousands of migrant victims",
        "url": "https://thedetail.tv/articles/psni-reported-victims",
    },
    {
        "statement": "PSNI says it stopped sharing victims' data automatically in March 2023.",
        "publisher": "North West Migrants Forum",
        "title": "PSNI reporting of migrant victims ‘extremely concerning’",
        "url": "https://nwmf.org.uk/psni-reporting",
    },
]
POSITION = "They say they stopped telling the Home Office about victims by themselves."
GIVE_BACK = """
from site_app.content.models import Position
from site_app.editions import lifecycle
from site_app.editions.models import Edition
edition = Edition.objects.select_related("live").get(document=Position.objects.get(slug="psni-victims"), language="en")
lifecycle.roll_back(edition, to=edition.revisions.get(number=1), seen={edition.pk: edition.live_id},
                    significance="minor", by=None)
"""


@pytest.fixture
def put_back(desk_site):
    yield
    run(desk_site.var, GIVE_BACK)


@pytest.fixture
def opened(browser, desk_site):
    """Browsers of several people, each with nothing in it."""
    visits = []

    def opened(size) -> Visit:
        visits.append(Visit(browser, desk_site.address, viewport=size))
        return visits[-1]

    yield opened
    for visit in visits:
        with closing(visit):
            assert [said for said in visit.said if "violates" in said] == []


@pytest.mark.usefixtures("put_back")
@pytest.mark.parametrize(("hand", "size"), [(Pointer, PHONE), (Keyboard, DESK)], ids=["pointer, 390 px", "keyboard"])
def test_an_update_is_published_before_lunch(administrator, opened, hand, size, record_property):
    title = f"The police say they stopped, {hand.__name__.lower()}"
    invitation = administrator.link_for(f"Nadia {hand.__name__}", "Author")
    author = hand(opened(size).page)
    join(author, invitation, hand.__name__.lower())
    write(author, title)
    publisher = hand(administrator.page)
    administrator.page.set_viewport_size(size)
    link = ask_for_a_signature(publisher, title)
    adviser = hand(opened(size).page)
    sign(adviser, link)
    reader = opened(size).page
    publish(publisher)
    seconds = reader_sees(reader, title)
    actions = author.actions + adviser.actions + publisher.actions
    by = f"{hand.__name__.lower()}, {size['width']} px, read after {seconds:.1f} s"
    told = f"Before lunch, {by}: {len(actions)} actions beyond typing the text\n  {'; '.join(actions)}"
    record_property("told", told)
    assert len(actions) < AT_MOST


def join(author, invitation: str, name: str) -> None:
    author.go(invitation)
    author.fill("User name", f"nadia-{name}")
    author.fill("Password", PASSWORD)
    author.fill("The same password again", PASSWORD)
    author.press("button", "Join", exact=False)
    author.press("link", "Set up an app", exact=False)
    code = totp.code(author.page.locator("#authenticator_secret").inner_text())
    author.fill("Authenticator code", code)
    author.press("button", "The app works", exact=False)
    author.press("link", "To the desk", exact=False)


def write(author, title: str) -> None:
    page = author.page
    author.press("link", "Write something new")
    author.write("#id_title", title)
    author.open("Address and signature")
    author.put("#id_sign_off", "CAJ")
    author.press("button", "Go on to the text")
    page.locator("#text[data-ready]").wait_for()
    author.write("#id_summary", SUMMARY)
    author.write("#editor_body", BODY)
    for number, source in enumerate(SOURCES, start=1):
        author.open("Add a new fact with its source")
        for name, words in source.items():
            author.put(f"#new-{name}", words)
        author.press("button", "Add this fact", leads_on=False)
        page.locator("#pick-facts input:checked").nth(number - 1).wait_for()
    author.tick("Victims of crime")
    page.locator("#editor_position-psni-victims-body").wait_for()
    author.write("#id_position-psni-victims-summary", POSITION)
    author.press("link", "Preview", leads_on=False)
    page.frame_locator("iframe[name=preview]").get_by_role("heading", name=title).wait_for()
    page.frame_locator("iframe[name=preview]").get_by_text(POSITION).wait_for()
    author.press("button", "Submit for review")
    assert page.get_by_text("Submitted. A publisher sees it now.").is_visible()


def ask_for_a_signature(publisher, title: str) -> str:
    """Not the author, who could then sign as the adviser."""
    publisher.go("/staff/")
    publisher.press("link", title, exact=False)
    publisher.fill("Name of the adviser", "Eliza Browning")
    assert publisher.page.get_by_label("Their organisation").input_value() == "CAJ"
    publisher.press("button", "Make the link", exact=False)
    return publisher.page.get_by_label("The link alone").input_value()


def sign(adviser, link: str) -> None:
    adviser.go(link)
    adviser.tick("I have read the whole text")
    adviser.press("button", "I sign this text off", exact=False)
    assert adviser.page.get_by_role("heading", name="Thank you").is_visible()


def publish(publisher) -> None:
    """On from the page with the link, which then shows the signature."""
    publisher.press("link", "Done")
    assert publisher.page.get_by_text("Eliza Browning").first.is_visible()
    publisher.press("link", "Publish …")
    publisher.tick("meaning: what the reader should do or expect has changed")
    assert publisher.page.get_by_text("“Victims of crime” warns its readers").is_visible()
    publisher.press("button", "Publish")
    assert publisher.page.get_by_text("It is live. Readers see it now.").is_visible()


def reader_sees(page, title: str) -> float:
    """On the first page, among the updates and on the board. Returns the seconds until then."""
    began = time.monotonic()
    for address, words in (("/en/", title), ("/en/updates/", title), ("/en/positions/", POSITION)):
        soon(lambda address=address, words=words: page.goto(address) and page.get_by_text(words).first.is_visible())
    seconds = time.monotonic() - began
    page.goto("/en/updates/")
    page.get_by_role("link", name=title).click()
    assert page.get_by_text("29 victims and witnesses each day").first.is_visible()
    assert page.get_by_role("link", name="The Detail").is_visible()
    return seconds
