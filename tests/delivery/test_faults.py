"""A real server, a real database, and what can go wrong with both while people read.

Short loops here; `make drill` runs them fifty times as long.
"""

import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from site_app.delivery.addresses import Address
from site_app.delivery.files import Files
from site_app.delivery.pages import Page
from tests.delivery.real_site import ARABIC, GUIDE, HOME, LIST, OTHER, READ, RealSite

TIMES = 50 if os.environ.get("HYPOTHESIS_PROFILE") == "drill" else 1


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A database with a few texts, to be copied: making one takes longer than most of what follows."""
    site = RealSite(tmp_path_factory.mktemp("filled") / "var")
    desk = site.desk()
    desk.does("start")
    desk.leaves()
    site.desks.clear()
    yield site
    site.is_cleared_away()


@pytest.fixture
def site(tmp_path, filled):
    site = RealSite(tmp_path / "var", like=filled)
    site.desk()
    site.opens()
    yield site
    site.is_cleared_away()


@contextmanager
def reading(site, paths=READ, readers=4):
    """Readers who do not stop until the end of the block. Gives what went wrong: {(path, status): how often}."""
    stop, wrong, read = threading.Event(), Counter(), Counter()

    def read_on(number):
        chance = random.Random(number)
        while not stop.is_set():
            path = chance.choice(paths)
            try:
                answer = site.get(path)
            except OSError as error:
                wrong[path, type(error).__name__] += 1
                continue
            read[path] += 1
            if answer.status != 200 or len(answer.versions) > 1:
                wrong[path, answer.status, *answer.versions] += 1

    with ThreadPoolExecutor(readers) as threads:
        running = [threads.submit(read_on, number) for number in range(readers)]
        try:
            yield wrong
        finally:
            stop.set()
            for one in running:
                one.result()
    assert sum(read.values()) >= readers


def test_a_database_that_is_taken_away_under_load_costs_no_reader_a_page(site):
    site.has_every_page()
    with reading(site) as wrong:
        time.sleep(0.5)
        site.loses_its_database()
        time.sleep(2)
    assert wrong == {}
    site._wait_until(lambda: site.get("/readyz").status == 503)  # SQLite's memory may answer for a while
    assert site.get("/healthz").status == 200
    site._wait_until(lambda: int(site.get(GUIDE).headers.get("age", 0)) >= 1)
    site.ends(signal.SIGKILL)
    site.opens()  # and a site that is started meanwhile has them too
    with reading(site) as wrong:
        time.sleep(0.5)
    assert wrong == {}
    log = (site.var / "log").read_text()
    assert "The database does not answer" in log
    assert "/en/" not in log


def test_what_was_withdrawn_a_moment_before_the_database_goes_stays_withdrawn_and_the_rest_stays_readable(site):
    site.has_every_page()
    assert "question0" in site.get(LIST).text
    site.desks[0].does("withdraw", "question")
    site.loses_its_database()
    time.sleep(1.1)
    for _ in range(2):
        for path in (GUIDE, "/ar/guides/question/", LIST, "/ar/guides/", HOME):
            for _ in range(6):  # every worker
                assert "question0" not in site.get(path).text
        for path in (OTHER, ARABIC, "/en/updates/news/"):
            assert site.get(path).status == 200
        site.ends(signal.SIGKILL)
        site.opens()
    for path in Files(site.var / "pages")._all():
        assert b"Body question0" not in Page.from_bytes(path.read_bytes()).bodies["identity"]


def test_what_is_taken_down_or_in_a_closed_language_goes_and_comes_back(site):
    desk = site.desks[0]
    site.has_every_page()
    desk.does("take down", "question", "ar")
    site.shows("/ar/guides/question/", '<div lang="en" dir="ltr"><p>Body question0')
    desk.does("withdraw", "question")
    site.shows(GUIDE, "has been withdrawn")
    desk.does("restore", "question")
    site.shows(GUIDE, "Body question0")
    desk.does("policy", "ar", "closed")
    site._wait_until(lambda: site.get("/ar/").status == 404)
    assert not [path for path in Files(site.var / "pages")._all() if _language(path) == "ar"]
    desk.does("policy", "ar", "open")
    site.shows("/ar/guides/other/", "Body other0")


def _language(path):
    about = Page.about_file(path)
    return about.address.path.split("/")[1] if about else ""


def test_a_publication_is_on_every_worker_a_second_later(site):
    for number in range(1, 4):
        site.get(GUIDE)
        site.desks[0].does("publish", "question", f"question{number}")
        time.sleep(1)
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(lambda _: site.get(GUIDE), range(24)))
        assert {version for answer in answers for version in answer.versions} == {f"question{number}"}


def test_two_people_publishing_at_once_leave_whole_pages_and_the_newest(site):
    desks = [site.desks[0], site.desk(), site.desk()]

    def publish(desk, slug):
        for number in range(1, 11):
            desk.does("publish", slug, f"{slug}{number}")

    with reading(site) as wrong, ThreadPoolExecutor(2) as threads:
        both = threads.map(publish, desks, ["question", "other"])
        desks[2].does("withdraw", "news")
        list(both)
    assert wrong == {}
    site.shows("/en/updates/news/", "has been withdrawn")
    time.sleep(1)
    assert "news0" not in site.get(HOME).text + site.get("/en/updates/").text
    site.shows(GUIDE, "Body question10")
    site.shows(OTHER, "Body other10")


@pytest.mark.drill
def test_a_server_killed_while_generations_change_leaves_the_whole_old_page_or_the_whole_new_one(site):
    chance, number, files = random.Random(TIMES), 0, Files(site.var / "pages")
    desk = site.desks[0]
    desk.does("withdraw", "other")
    for _ in range(2 * TIMES):
        killed = threading.Timer(chance.uniform(0, 0.6), site.ends, [signal.SIGKILL])
        killed.start()
        while killed.is_alive():
            number += 1
            desk.begins("publish", "question", f"question{number}")
            for path in (GUIDE, LIST, HOME):
                try:
                    answer = site.get(path)
                except (OSError, ValueError):
                    break
                assert len(answer.versions) <= 1
            desk.ends()
        killed.join()
        whole = [Page.from_bytes(path.read_bytes()) for path in files._all() if not path.name.startswith(".")]
        assert all(whole)
        assert all(len(set(_versions(page))) <= 1 for page in whole)
        site.opens()
        site.shows(GUIDE, f"Body question{number}<")
        assert "other0" not in site.get(OTHER).text + site.get(ARABIC).text + site.get(LIST).text


def _versions(page: Page) -> list[bytes]:
    words = page.bodies["identity"].split(b"question")[1:]
    return [word[:6].split(b"<")[0] for word in words if word[:1].isdigit()]


@pytest.mark.drill
def test_whoever_withdraws_may_be_killed_at_any_moment_and_no_fault_after_that_shows_what_was_withdrawn(site):
    chance = random.Random(TIMES)
    for _ in range(TIMES):
        site.shows(GUIDE, "Body question0")
        desk = site.desks.pop()
        desk.begins("withdraw", "question")
        time.sleep(chance.uniform(0, 0.1))
        desk.leaves(signal.SIGKILL)
        desk = site.desk()
        withdrawn = Files(site.var / "pages")
        site.get(GUIDE)
        time.sleep(1.1)
        seen = "has been withdrawn" in site.get(GUIDE).text
        for _ in range(6):
            assert ("has been withdrawn" in site.get(GUIDE).text) == seen
        if seen:
            site.ends(signal.SIGKILL)
            site.opens()
            assert "Body question0" not in site.get(GUIDE).text
            assert b"Body question0" not in (withdrawn.read(Address(GUIDE)) or _nothing()).bodies["identity"]
            desk.does("restore", "question")


def _nothing():
    return type("Nothing", (), {"bodies": {"identity": b""}})


def test_a_full_disk_while_pages_are_kept_costs_no_page_and_spoils_none(site):
    site.has_every_page()
    site.ends()
    site.opens(largest_file=1500)
    site.desks[0].does("publish", "question", "question1")
    with reading(site) as wrong:
        site.shows(GUIDE, "Body question1")
        time.sleep(1)
    assert wrong == {}
    assert all(Page.from_bytes(path.read_bytes()) for path in Files(site.var / "pages")._all())
    assert "store: failing" in site.get("/readyz").text
    site.desks[0].does("withdraw", "other")
    site.shows(OTHER, "has been withdrawn")
    site.loses_its_database()
    time.sleep(1.1)
    for path in (OTHER, ARABIC, LIST):
        for _ in range(6):  # every worker
            assert "other0" not in site.get(path).text
    assert (site.var / "log").read_text().count("cannot be kept on the disk") < 6  # a small page may fit in between
