"""How long readers wait for a look at the database, and what they get when it has no answer."""

import threading
import time

import pytest

from site_app.delivery import watch
from site_app.delivery.known import Ledger
from site_app.delivery.watch import Watch
from tests.delivery.fake_site import FakeSite

pytestmark = pytest.mark.anywhere


class Slow(FakeSite):
    """Answers when it is let."""

    def __init__(self):
        super().__init__()
        self.may_answer = threading.Event()
        self.may_answer.set()

    def look(self, token):
        self.may_answer.wait(60)
        return super().look(token)


@pytest.fixture
def site():
    site = Slow()
    yield site
    site.may_answer.set()


@pytest.fixture
def watching(site, tmp_path):
    return Watch(site.look, Ledger(tmp_path / "pages", "r1"))


def passes(watching, seconds):
    """As if the last look were that long ago."""
    watching._looked_at -= seconds
    watching._due -= seconds


def test_after_a_quiet_time_the_first_reader_waits_for_a_slow_answer_and_gets_what_is_true_now(
    site, watching, monkeypatch
):
    monkeypatch.setattr(watch, "HANGS", 60)
    assert watching.current().generation == 1
    site.generation = 2
    site.may_answer.clear()
    passes(watching, 600)
    threading.Timer(4 * watch.PATIENCE, site.may_answer.set).start()
    assert watching.current().generation == 2


def test_among_many_readers_nobody_waits_longer_than_a_moment(site, watching, monkeypatch):
    monkeypatch.setattr(watch, "HANGS", 60)
    watching.current()
    watching._looked_at = time.monotonic()
    watching._due = 0
    site.may_answer.clear()
    for _ in range(1000):
        assert watching.current().generation == 1


def test_as_soon_as_an_answer_is_late_what_was_noted_on_this_machine_counts(site, watching, tmp_path):
    watching.current()
    watching._looked_at = time.monotonic()
    watching._due = 0
    site.may_answer.clear()
    Ledger(tmp_path / "pages", "r1").retract({"12": 2})
    assert watching.current().retracted == {"12": 2}
    assert not watching.failing


def test_after_a_quiet_time_with_a_database_that_hangs_the_first_answer_is_known_to_be_old(site, watching, monkeypatch):
    monkeypatch.setattr(watch, "HANGS", 0.2)
    monkeypatch.setattr(watch, "PATIENCE", 1)
    watching.current()
    site.may_answer.clear()
    passes(watching, 600)
    watching.current()
    assert watching.failing


def test_when_nobody_asks_any_more_the_thread_lets_go_of_its_connection(site, tmp_path, monkeypatch):
    monkeypatch.setattr(watch, "IDLE", 0)
    let_go = threading.Event()
    Watch(site.look, Ledger(tmp_path / "pages"), let_go=let_go.set).current()
    assert let_go.wait(60)
