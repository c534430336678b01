"""Where finished pages are kept: whole, within limits, and without a word about who read them."""

import gc
import os
import stat
import threading
import time
import weakref
from dataclasses import replace
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.delivery import pages
from site_app.delivery.addresses import Address
from site_app.delivery.files import Files
from site_app.delivery.known import Known, Ledger
from site_app.delivery.memory import Memory
from site_app.delivery.pages import Page

pytestmark = pytest.mark.anywhere
KNOWN = Known("release", generation=7, token="t", since=1_000_000_000.0)


def page(path="/en/", body=b"<p>Hello</p>", known=KNOWN, shown=()):
    headers = [("Content-Type", "text/html"), ("X-Frame-Options", "DENY"), ("Vary", "Accept-Encoding")]
    return Page.made(Address(path), known, headers, body, shown, {"Cache-Control": "private, no-cache"})


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path / "pages")


# --- one page as one file ---


@given(
    st.binary(max_size=3000),
    st.none() | st.sets(st.sampled_from(["1", "1/ar", "/ar"])),
    st.sampled_from(["/en/", "/en/updates/?page=2", "/"]),
)
def test_a_page_comes_back_from_its_bytes_as_it_was(body, shown, path):
    made = page(path, body, shown=shown)
    assert Page.from_bytes(made.to_bytes()) == made


@given(st.data())
def test_a_file_that_was_cut_short_or_spoilt_is_no_page(data):
    content = page().to_bytes()
    cut = data.draw(st.integers(0, len(content) - 1))
    assert Page.from_bytes(content[:cut]) is None
    spoilt = bytearray(content)
    spoilt[cut] ^= data.draw(st.integers(1, 255))
    assert Page.from_bytes(bytes(spoilt)) is None


@pytest.mark.parametrize("name", ["generation", "address", "bodies", "headers"])
def test_a_page_of_a_release_that_kept_something_else_is_no_page(name):
    content = page().to_bytes().replace(f'"{name}"'.encode(), f'"{name[::-1]}"'.encode())[: -pages.DIGEST]
    assert Page.from_bytes(content + blake2b(content, digest_size=pages.DIGEST).digest()) is None


def test_a_spoilt_file_counts_as_missing_and_is_replaced(files):
    files.write(page())
    [path] = files._all()
    path.write_bytes(path.read_bytes()[:-5])
    assert files.read(Address("/en/")) is None
    files.write(page())
    assert files.read(Address("/en/")) == page()


def test_a_file_under_another_pages_name_is_not_sent(files):
    files.write(page("/en/"))
    [path] = files._all()
    other = files._path(Address("/ar/"))
    other.parent.mkdir(exist_ok=True)
    path.rename(other)
    assert files.read(Address("/ar/")) is None


def test_nobody_else_can_look_and_no_time_tells_when_a_page_was_read(files):
    files.write(page())
    [path] = files._all()
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700
    assert path.stat().st_mtime == KNOWN.since
    files.read(Address("/en/"))
    files.sweep(KNOWN)
    assert path.stat().st_atime == KNOWN.since


def test_a_file_of_another_account_can_still_be_read(files, monkeypatch):
    files.write(page())
    real = os.open

    def refuses(path, flags, *given, **named):
        if flags & pages.NO_TRACE:
            raise PermissionError(1, "Operation not permitted")
        return real(path, flags, *given, **named)

    monkeypatch.setattr(os, "open", refuses)
    assert files.read(Address("/en/")) == page()


def test_addresses_reach_nothing_outside_the_folder(files):
    for path in ("/en/../../../etc/passwd", "/en/\0/", "/" + "x" * 10_000, "..", "/en/%2e%2e/"):
        assert files.folder in files._path(Address(path)).parents


# --- a disk that takes nothing ---


def test_a_full_disk_keeps_the_old_page_leaves_nothing_behind_and_is_told_once(files, caplog, monkeypatch):
    files.write(page(body=b"old"))
    with monkeypatch.context() as patched:
        real = type(files.folder).write_bytes

        def write_half(path, content):
            real(path, content[: len(content) // 2])
            raise OSError(28, "No space left on device")

        patched.setattr(type(files.folder), "write_bytes", write_half)
        assert not files.write(page(body=b"new"))
        assert not files.write(page("/ar/", body=b"new"))
        assert not files.takes_pages()
    assert files.read(Address("/en/")).bodies["identity"] == b"old"
    assert len(list(files._all())) == 1
    assert caplog.text.count("cannot be kept") == 1
    assert "/en/" not in caplog.text
    assert files.write(page(body=b"new"))
    files._probed -= 2
    assert files.takes_pages()


def test_however_often_anybody_asks_whether_the_disk_takes_pages_it_is_tried_once_a_second(files, monkeypatch):
    monkeypatch.setattr("site_app.delivery.files.PROBE", 600)
    tried, real = [], files._takes_a_file
    monkeypatch.setattr(files, "_takes_a_file", lambda: (tried.append(1), real())[1])
    files._probed = -600
    assert all(files.takes_pages() for _ in range(50))
    assert len(tried) == 1


# --- what was taken away ---


def test_sweeping_removes_what_shows_what_was_taken_away_and_what_does_not_say_and_nothing_else(files):
    for path, shown in (("/en/a/", {"12", "12/en"}), ("/en/b/", {"3"}), ("/en/c/", None), ("/en/d/", ())):
        files.write(page(path, shown=shown))
    later = Known("release", generation=9, token="u")
    files.write(page("/en/e/", known=later, shown={"12"}))
    removed = files.sweep(Known("release", retracted={"12": 8}))
    assert {address.path for address in removed} == {"/en/a/", "/en/c/"}
    assert files.has(Address("/en/e/"))
    assert files.has(Address("/en/b/"))
    assert not files.has(Address("/en/a/"))


def test_the_workers_of_a_machine_sweep_once_for_each_retraction(files, monkeypatch):
    swept, real = [], Files.sweep
    monkeypatch.setattr(Files, "sweep", lambda files, known: (swept.append(known.retracted), real(files, known))[1])
    files.write(page("/en/a/", shown={"12"}))
    workers = [Files(files.folder) for _ in range(3)]
    removed = [worker.sweep_once(Known("release", retracted={"12": 8})) for worker in workers]
    assert removed == [[Address("/en/a/")], [], []]
    for worker in workers:
        worker.sweep_once(Known("release", retracted={"12": 8, "3": 9}))
    assert swept == [{"12": 8}, {"12": 8, "3": 9}]


@given(st.binary(min_size=0, max_size=5000), st.integers(0, 400))
def test_what_a_page_shows_is_read_without_its_bytes(tmp_path_factory, body, subjects):
    made = page(body=body, shown={f"{number}/ar" for number in range(subjects)})
    path = tmp_path_factory.mktemp("page") / "page"
    path.write_bytes(made.to_bytes())
    assert Page.about_file(path) == replace(made, bodies={})


def test_sweeping_removes_unfinished_files_only_when_they_are_old(files, monkeypatch):
    files.write(page())
    [path] = files._all()
    unfinished = path.with_name(".unfinished")
    unfinished.write_bytes(b"half")
    files.sweep(KNOWN)
    assert unfinished.exists()
    monkeypatch.setattr("site_app.delivery.files.ABANDONED", -1)
    files.sweep(KNOWN)
    assert not unfinished.exists()
    assert path.exists()


def test_retractions_are_kept_by_subject_and_never_go_back(tmp_path):
    ledger = Ledger(tmp_path, "release")
    ledger.learn(Known("release", generation=5, token="five", languages=frozenset({"en"})))
    ledger.retract({"12": 6})
    ledger.retract({"12": 4, "/ar": 7})
    ledger.learn(Known("release", generation=4, token="four"))  # a worker that is slow
    known = Ledger(tmp_path, "release").read()
    assert (known.generation, known.token, known.languages) == (5, "five", {"en"})
    assert known.retracted == {"12": 6, "/ar": 7}


knowns = st.builds(
    Known,
    release=st.just("release"),
    generation=st.integers(0, 2),
    token=st.sampled_from("ab"),
    retracted=st.dictionaries(st.sampled_from(["1", "2/ar"]), st.integers(1, 3)),
)


@given(st.lists(knowns, max_size=6))
def test_in_whatever_order_workers_tell_no_retraction_is_lost_and_the_newest_generation_stays(tmp_path_factory, told):
    ledger = Ledger(tmp_path_factory.mktemp("ledger"), "release")
    for known in told:
        ledger.learn(known)
    now = ledger.read()
    assert now.generation == max((known.generation for known in told), default=-1)
    for known in told:
        assert all(now.retracted[subject] >= generation for subject, generation in known.retracted.items())


def test_the_ledger_is_not_written_anew_where_there_is_nothing_new(tmp_path):
    ledger = Ledger(tmp_path, "release")
    ledger.learn(KNOWN)
    before = ledger.stamp()
    ledger.learn(KNOWN)
    assert ledger.stamp() == before


def test_a_note_survives_a_power_cut_its_name_too(tmp_path, monkeypatch):
    flushed, real = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda opened: (flushed.append(os.fstat(opened).st_ino), real(opened)))
    Ledger(tmp_path, "release").retract({"12": 6})
    assert flushed == [(tmp_path / "known.json").stat().st_ino, tmp_path.stat().st_ino]


def test_a_ledger_that_cannot_be_read_knows_nothing(tmp_path):
    (tmp_path / "known.json").write_text('{"generation": 3')
    assert Ledger(tmp_path, "release").read() == Known("release")


def test_a_page_that_no_encoding_makes_smaller_is_sent_as_it_is():
    _status, headers, body = page(body=b"<p>").answer("br", "")
    assert body == b"<p>"
    assert "Content-Encoding" not in dict(headers)


def test_a_release_that_changes_a_header_changes_the_tag_and_the_order_of_a_policy_does_not():
    def tag(policy):
        return Page.made(Address("/en/"), KNOWN, [("Content-Security-Policy", policy)], b"<p>", (), {}).tag

    assert tag("default-src 'none'; base-uri 'none'") == tag("base-uri 'none'; default-src 'none'")
    assert tag("default-src 'none'") != tag("default-src 'self'")


# --- turns ---


def test_turns_are_taken_one_after_the_other_also_by_threads(files):
    inside, most = [], []

    def work():
        with files.turn(Address("/en/")) as mine:
            inside.append(mine)
            most.append(len(inside))
            time.sleep(0.01)
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 6


def test_who_has_no_reason_to_wait_does_not(files):
    with files.turn(Address("/en/")), files.turn(Address("/en/"), given_up=lambda: True) as mine:
        assert not mine


def test_there_are_never_more_files_for_turns_than_a_few(files):
    for number in range(300):
        with files.turn(Address(f"/en/{number}/")):
            pass
    assert len(list((files.folder / "turns").iterdir())) <= 64


# --- memory ---


def test_memory_holds_no_more_bytes_than_it_may_and_drops_what_was_read_longest_ago():
    memory, size = Memory(limit=3 * page().size), page().size
    for name in "abc":
        memory.put(Address(f"/en/{name}/"), page(), KNOWN)
    memory.get(Address("/en/a/"), KNOWN)
    memory.put(Address("/en/d/"), page(), KNOWN)
    assert memory.size <= 3 * size
    assert memory.get(Address("/en/b/"), KNOWN) is None
    assert memory.get(Address("/en/a/"), KNOWN)


SIZES = [page(body=os.urandom(length)) for length in (0, 100, 1000, 3000)]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(SIZES)), max_size=30))
def test_whatever_is_put_in_memory_its_size_is_what_it_holds_and_within_the_limit(puts):
    memory = Memory(limit=15_000)
    for name, made in puts:
        memory.put(Address(name), made, KNOWN)
        assert memory.size == sum(held.page.size for held in memory._held.values()) <= 15_000


def test_a_page_larger_than_memory_is_not_held():
    memory = Memory(limit=100)
    memory.put(Address("/en/"), page(), KNOWN)
    assert memory.get(Address("/en/"), KNOWN) is None


def test_nothing_from_memory_is_sent_after_anything_was_learned():
    memory = Memory(limit=100_000)
    memory.put(Address("/en/"), page(), KNOWN)
    assert memory.get(Address("/en/"), Known("release", generation=7, token="t", since=KNOWN.since)) is None


def test_memory_does_not_hold_on_to_what_was_known_before():
    memory, known = Memory(limit=100_000), Known("release", generation=7, retracted={"12": 6})
    memory.put(Address("/en/"), page(), known)
    gone = weakref.ref(known)
    del known
    gc.collect()
    assert gone() is None


def test_the_most_read_are_known_and_reads_fade():
    memory = Memory(limit=1_000_000)
    for name, reads in (("a", 1), ("b", 5), ("c", 3)):
        memory.put(Address(name), page(), KNOWN)
        for _ in range(reads):
            memory.get(Address(name), KNOWN)
    assert [address.path for address in memory.most_read(2)] == ["b", "c"]
    assert [held.reads for held in memory._held.values()] == [0, 2, 1]
