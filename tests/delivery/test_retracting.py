"""What was taken away is noted on the disk, or its pages go at once, whatever the machine lacks."""

import threading

import pytest
from django.db import transaction

from site_app.delivery import retracting
from site_app.delivery.addresses import Address
from site_app.delivery.files import Files
from site_app.delivery.known import Ledger
from site_app.delivery.retracting import KeptBack
from tests.delivery.test_memory_and_files import page

SHOWS, OTHER = Address("/en/guides/question/"), Address("/en/about/")


@pytest.fixture
def files(tmp_path):
    files = Files(tmp_path / "pages")
    files.write(page(SHOWS.path, shown={"12"}))
    files.write(page(OTHER.path, shown={"3"}))
    return files


@pytest.fixture
def kept_back(files):
    return KeptBack(files.folder)


def full(*given, **named):
    raise OSError(28, "No space left on device")


def swept():
    for thread in threading.enumerate():
        if thread.name == "sweep":
            thread.join()


def test_the_note_comes_before_the_commit_and_the_sweep_after_it(committed_db, files, kept_back):
    with transaction.atomic():
        kept_back({"12": 8})
        assert Ledger(files.folder).read().retracted == {"12": 8}
        assert files.has(SHOWS)
    swept()
    assert not files.has(SHOWS)
    assert files.has(OTHER)


def test_on_a_full_disk_the_pages_go_before_the_commit(committed_db, files, kept_back, monkeypatch, caplog):
    monkeypatch.setattr(Ledger, "_write", full)
    with transaction.atomic():
        kept_back({"12": 8})
        assert not files.has(SHOWS)
        files.write(page(SHOWS.path, shown={"12"}))  # by a worker that did not know yet
    swept()
    assert not files.has(SHOWS)
    assert files.has(OTHER)
    assert "could not be noted" in caplog.text


def test_where_no_thread_can_start_the_withdrawal_succeeds_and_the_sweep_is_done_all_the_same(
    committed_db, files, kept_back, monkeypatch
):
    class NoThread(threading.Thread):
        def start(self):
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr(retracting, "Thread", NoThread)
    with transaction.atomic():
        kept_back({"12": 8})
    assert not files.has(SHOWS)


def test_what_fails_after_the_commit_is_no_failure_of_the_withdrawal(committed_db, files, kept_back, monkeypatch):
    monkeypatch.setattr(kept_back, "_sweep_in_the_background", lambda retracted: 1 / 0)
    with transaction.atomic():
        kept_back({"12": 8})


def test_a_process_that_does_not_let_go_of_the_ledger_holds_up_no_withdrawal_for_long(
    committed_db, files, kept_back, monkeypatch, caplog
):
    monkeypatch.setattr("site_app.delivery.known.LONGEST_WAIT", 0.05)
    with Ledger(files.folder)._alone(), transaction.atomic():
        kept_back({"12": 8})
        assert not files.has(SHOWS)
    swept()
    assert "could not be noted" in caplog.text
    assert Ledger(files.folder).read().retracted == {}
