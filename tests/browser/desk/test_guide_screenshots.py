"""Walks through the first-hour guide (docs/desk.md) and takes its pictures on the way.

So the guide shows nothing that is not there: a screen that has gone, or a button that is called something else,
fails here. `make screenshots` writes the pictures into docs/desk/; otherwise they are taken and thrown away.
"""

import io
import os
import re
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import Visit
from tests.browser.desk import furnishing, staffing
from tests.browser.desk.test_keeping import signed_in

BASE = Path(__file__).resolve().parent.parent.parent.parent
GUIDE = BASE / "docs" / "desk.md"
SIZE = {"width": 480, "height": 760}
MOST = 45_000  # bytes of a picture
WORDS = "words.txt"  # of every screen that was visited

HANDED_IN = """
from site_app.accounts.models import User
from site_app.editions import lifecycle
from site_app.editions.models import Document
document = Document.objects.get(kind="update", slug="complain-about-your-data")
edition = document.editions.select_related("live", "latest").get(language="en")
texts = edition.live.texts | {"summary": "There is a new way to complain about how your information was used."}
saved = lifecycle.save_revision(
    document, "en", texts=texts, shared=edition.live.shared, after=edition.latest, by=User.objects.get(username="amal")
)
lifecycle.mark(saved, "submitted", by=saved.by)
print(document.pk, saved.number)
"""


@pytest.fixture
def folder(tmp_path):
    """Where the pictures go."""
    return BASE / "docs" / "desk" if os.environ.get("SCREENSHOTS") else tmp_path


@pytest.fixture
def grace(browser, desk_site):
    with closing(signed_in(browser, desk_site, viewport=SIZE)) as visit:
        furnishing.furnish(desk_site.var, "grace")
        yield visit


def take(page, folder: Path, name: str) -> None:
    """A picture of what is on the screen, with few colours: it is paper and ink. Its words are kept, too."""
    folder.mkdir(exist_ok=True)
    with (folder / WORDS).open("a", encoding="utf-8") as file:
        file.write(" ".join(page.evaluate("document.body.textContent").split()) + "\n")
    page.evaluate("document.activeElement?.blur()")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(64)
    shot.save(folder / f"{name}.png", optimize=True)


def show(page, words: str) -> None:
    """Scrolls until a heading is at the top."""
    page.get_by_role("heading", name=words).first.evaluate("one => one.scrollIntoView()")


def test_the_guide_shows_what_is_really_there(browser, desk_site, administrator, grace, folder):
    _coming_in(browser, desk_site, administrator, folder)
    _what_needs_me(grace.page, folder)
    _keeping(grace.page, folder)
    _writing(grace.page, folder)
    _publishing(grace.page, desk_site, folder)
    guide, seen = GUIDE.read_text("utf-8"), (folder / WORDS).read_text("utf-8")
    (folder / WORDS).unlink()
    assert [words for words in re.findall(r"\*\*(.+?)\*\*", guide) if words not in seen] == []
    taken = {path.name for path in folder.glob("*.png")}
    shown = set(re.findall(r"\]\(desk/([\w-]+\.png)\)", guide))
    assert taken == shown
    assert {path.name: path.stat().st_size for path in folder.glob("*.png") if path.stat().st_size > MOST} == {}
    assert grace.said == []


def _coming_in(browser, desk_site, administrator, folder) -> None:
    link = administrator.link_for("Amal Haddad", "Author")
    with closing(Visit(browser, desk_site.address, viewport=SIZE)) as visit:
        page = visit.page
        page.goto(link)
        page.get_by_label("User name").fill("amal-haddad")
        take(page, folder, "join")


def _what_needs_me(page, folder) -> None:
    page.goto("/staff/")
    take(page, folder, "what-needs-me")
    show(page, "Tell a colleague")
    take(page, folder, "tell")


def _keeping(page, folder) -> None:
    page.goto("/staff/organisations/crimestoppers/")
    take(page, folder, "checked-today")
    show(page, "Numbers and what else")
    take(page, folder, "number")
    page.goto("/staff/facts/F1/")
    show(page, "Change it")
    page.get_by_label("It means something else now.").check()
    page.get_by_text("How much does this change?").evaluate("one => one.scrollIntoView()")
    take(page, folder, "fact")
    page.goto("/staff/read-again/")
    take(page, folder, "read-again")


def _writing(page, folder) -> None:
    page.goto("/staff/texts/new/")
    page.get_by_label(re.compile("^Title:?$")).fill("The police have a new form")
    take(page, folder, "new-text")
    with page.expect_navigation():
        page.get_by_role("button", name="Go on to the text").click()
    page.get_by_role("button", name="Submit for review").wait_for()
    take(page, folder, "editor")


def _publishing(page, desk_site, folder) -> None:
    staffing.session_of(desk_site.var, "amal", "author")
    pk, number = staffing.run(desk_site.var, HANDED_IN).split()
    page.goto(f"/staff/texts/{pk}/en/{number}/publish/")
    take(page, folder, "publish")
    page.goto(f"/staff/texts/{pk}/")
    page.get_by_role("link", name="Withdraw everywhere").wait_for()
    show(page, "For every language")
    take(page, folder, "one-text")
