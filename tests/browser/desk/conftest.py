"""A site of its own for the desk, and in it the first administrator, who came in as `make run` says."""

import re
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from tests import totp
from tests.browser import pages
from tests.browser.conftest import Visit
from tests.browser.serving import copied, serving

PASSWORD = "four words that are long"


@dataclass
class Worker:
    """Somebody at the desk, in a browser of their own."""

    visit: Visit
    username: str
    secret: str = ""  # of the authenticator app
    codes: list[str] = field(default_factory=list)  # recovery codes
    used: str = ""  # the code that the app showed when it was set up

    @property
    def page(self):
        return self.visit.page

    def press(self, name: str) -> None:
        """A button or a link that leads on."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).or_(self.page.get_by_role("link", name=name)).first.click()

    def join(self, link: str, name: str) -> None:
        self.page.goto(link)
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("User name").fill(self.username)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_label("The same password again").fill(PASSWORD)
        self.press("Join")

    def set_up_app(self) -> None:
        self.press("Set up an app")
        self.secret = self.page.locator("#authenticator_secret").inner_text()
        self.used = totp.code(self.secret)
        self.page.get_by_label("Authenticator code").fill(self.used)
        self.press("The app works")

    def note_recovery_codes(self) -> None:
        self.codes = self.page.locator(".codes li").all_inner_texts()

    def link_for(self, name: str, *roles: str) -> str:
        """An invitation that this administrator makes."""
        self.page.goto("/staff/people/invite/")
        self.page.get_by_label("Their name").fill(name)
        for role in roles:
            self.page.get_by_label(role).check()
        self.press("Make the link")
        return self.page.get_by_label("The link alone").input_value()


@pytest.fixture(scope="package")
def desk_site(served, tmp_path_factory):
    with serving(copied(served.var, tmp_path_factory.mktemp("desk") / "var")) as site:
        yield site


@pytest.fixture(scope="package")
def administrator(browser, desk_site):
    """Came in through the link that was printed; signed in; also author and publisher. To look around with."""
    (link,) = re.findall(r"http\S+/first/\S+", "".join(desk_site.output))
    with closing(Visit(browser, desk_site.address, viewport=pages.PHONE)) as visit:
        worker = Worker(visit, "boss")
        worker.join(link, "Sinéad O’Neill")
        worker.set_up_app()
        worker.note_recovery_codes()
        yield worker


@pytest.fixture
def somebody(browser, desk_site):
    """A browser at the desk's door with nothing in it."""
    with closing(Visit(browser, desk_site.address, viewport={"width": 390, "height": 844})) as visit:
        yield Worker(visit, "amal")
