"""A real Chromium and the site as `make run` serves it, one of each for every worker."""

import time
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from tests import machine
from tests.browser import pages
from tests.browser.serving import serving

HERE = Path(__file__).resolve().parent
# Chromium says this of every document that is not there, which is what such a page is about.
ITS_OWN_REMARK = "Failed to load resource: the server responded with a status of 404 (Not Found)"
SOON = 15.0  # seconds; how many it takes is told where it matters, and held nowhere
STUB = "<!doctype html><title>Weather</title><h1>Weather</h1>"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            item.add_marker("anywhere")


# Of the package and not of the session: while Playwright runs, Django refuses the database on this thread.
@pytest.fixture(scope="package")
def served(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("site") / "var") as site:
        yield site


@pytest.fixture(scope="package")
def site(served) -> str:
    """Where the site is: http://localhost:8000, without a stroke at its end."""
    return served.address


@pytest.fixture(scope="package")
def browser():
    path = machine.chromium()
    assert path, "No Chromium here. `python -m tests.machine` installs one."
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


def soon(is_so) -> None:
    """Waits until it is so. Each worker of the site looks once a second whether there is anything new."""
    until = time.monotonic() + SOON
    while not is_so():
        assert time.monotonic() < until, "It did not become so."


class Visit:
    """One reader's browser, with nothing in it yet, and a record of what happens there.

    Nothing foreign is reached. The exit's destination is answered by a stub, at once or, if `stalled` is
    a list, when the test says so.
    """

    def __init__(self, browser, site: str, **options):
        self.site = site
        self.requests, self.foreign, self.said = [], [], []
        self.destination = None  # the host that the exit leads to
        self.stalled = None
        self.address = self.status = None
        self.context = browser.new_context(base_url=site, **options)
        self.context.route("**/*", self._answer)
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", lambda message: self._hear(message.text))
        self.context.on("weberror", lambda error: self._hear(str(error.error)))
        self.page = self.context.new_page()

    def go(self, address: str):
        """Opens an address of the site. The destination of its exit is known from then on."""
        self.address = address
        response = self.page.goto(address)
        self.status = response.status
        if link := self.page.query_selector("a.exit"):
            self.destination = urlsplit(link.get_attribute("href")).netloc
        return response

    def close(self) -> None:
        for route in self.stalled or []:
            route.abort()
        self.context.close()
        assert self.foreign == []

    def held_back(self) -> list:
        """The requests for the exit's destination that have no answer yet."""
        self.context.cookies()  # whatever Chromium had to say before this, it has said
        return self.stalled

    def _hear(self, what: str) -> None:
        if what != ITS_OWN_REMARK:
            self.said.append(what)

    def _answer(self, route) -> None:
        url = route.request.url
        if url.startswith(f"{self.site}/"):
            route.continue_()
        elif urlsplit(url).netloc == self.destination and route.request.is_navigation_request():
            if self.stalled is None:
                route.fulfill(body=STUB, content_type="text/html")
            else:
                self.stalled.append(route)
        else:
            self.foreign.append(url)
            route.abort()


@pytest.fixture(scope="package")
def phone(browser, site):
    """The browser of somebody with a small phone. For `opened` alone, which knows what is in it."""
    with closing(Visit(browser, site, viewport=pages.PHONE)) as one:
        yield one


@pytest.fixture(scope="package")
def careful_reader(browser, site):
    """The same without JavaScript."""
    with closing(Visit(browser, site, viewport=pages.PHONE, java_script_enabled=False)) as one:
        yield one


@pytest.fixture(scope="package", params=pages.OPENED)
def opened(request, phone):
    """Each page in turn, or those that a test is marked with. To look at and leave as it was: see `reopened`."""
    phone.requests.clear()
    phone.said.clear()
    phone.go(request.param)
    return phone


@pytest.fixture
def reopened(opened):
    """The same page, as if nobody had scrolled, focused or followed anything. To do all that with."""
    opened.go(opened.address)
    return opened


@pytest.fixture
def visit(browser, site):
    """Opens as many browsers as a test asks for, each a context with the given options."""
    with ExitStack() as visits:
        yield lambda **options: visits.enter_context(closing(Visit(browser, site, **options)))
