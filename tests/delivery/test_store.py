"""The store of rendered pages: the same answer as the site's, faster, and still there when the site is not."""

import gzip
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.delivery.addresses import Address, address_of
from site_app.delivery.rendering import DATABASE_IS_DOWN
from site_app.delivery.store import kept_by_a_cdn
from tests.delivery.fake_site import FakeSite, Reader

pytestmark = pytest.mark.anywhere
GUIDE = "/en/guides/question/"


@pytest.fixture
def site():
    return FakeSite()


@pytest.fixture
def reader(site, tmp_path):
    return Reader(site, tmp_path / "pages")


@pytest.fixture
def another_worker(site, tmp_path):
    return lambda **options: Reader(site, tmp_path / "pages", **options)


# --- the same page ---


def test_a_page_is_made_once_and_every_answer_is_the_same(site, reader):
    first, second = reader.get(GUIDE), reader.get(GUIDE)
    assert site.made == [GUIDE]
    assert (first.status, first.body, first.all_headers) == (second.status, second.body, second.all_headers)
    assert first.headers["x-frame-options"] == "DENY"
    assert first.headers["cache-control"] == "private, no-cache"
    assert "age" not in first.headers


def test_each_encoding_has_its_own_bytes_length_and_tag(reader):
    plain = reader.get(GUIDE)
    zipped = reader.get(GUIDE, HTTP_ACCEPT_ENCODING="gzip")
    smallest = reader.get(GUIDE, HTTP_ACCEPT_ENCODING="gzip, br")
    assert gzip.decompress(zipped.body) == brotli.decompress(smallest.body) == plain.body
    assert "content-encoding" not in plain.headers
    assert (zipped.headers["content-encoding"], smallest.headers["content-encoding"]) == ("gzip", "br")
    assert len({answer.headers["etag"] for answer in (plain, zipped, smallest)}) == 3
    for answer in (plain, zipped, smallest):
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-length"] == str(len(answer.body))


def test_a_browser_that_has_the_page_gets_304_without_a_body_or_what_describes_one(reader):
    etag = reader.get(GUIDE, HTTP_ACCEPT_ENCODING="br").headers["etag"]
    again = reader.get(GUIDE, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=f'"other", W/{etag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert {"cache-control", "vary", "x-frame-options"} <= set(again.headers)
    assert not {"content-length", "content-type", "content-encoding"} & set(again.headers)
    assert reader.get(GUIDE, HTTP_IF_NONE_MATCH=etag).status == 200, "of another encoding"


def test_a_tag_changes_with_the_content_and_with_nothing_else(site, reader, another_worker):
    before = reader.get(GUIDE).headers["etag"]
    assert another_worker(release="r2").get(GUIDE).headers["etag"] == before
    site.generation += 1
    reader.learns()
    assert reader.get(GUIDE).headers["etag"] != before


def test_head_is_get_without_a_body(site, reader):
    head, got = reader.get(GUIDE, "HEAD"), reader.get(GUIDE)
    assert site.made == [GUIDE]
    assert (head.status, head.body, head.all_headers) == (200, b"", got.all_headers)


def test_a_list_of_headers_belongs_to_who_gets_it(reader):
    reader.get(GUIDE).all_headers.clear()
    assert reader.get(GUIDE).headers["content-type"] == "text/html"


# --- nothing of the reader ---


def test_a_page_is_made_for_nobody(site, reader):
    about_me = {
        "HTTP_COOKIE": "canary=1", "HTTP_USER_AGENT": "canary", "HTTP_ACCEPT_LANGUAGE": "canary",
        "REMOTE_ADDR": "canary", "HTTP_X_FORWARDED_FOR": "canary", "HTTP_RANGE": "bytes=0-1",
    }  # fmt: skip
    reader.get(GUIDE, **about_me)
    assert "canary" not in repr(site.environs)
    assert not {name for name in site.environs[0] if name.startswith("HTTP_")} - {"HTTP_HOST"}


def test_the_gateway_is_kept_once_for_each_language_it_can_put_first(site, reader):
    for header in ("ar", "ar-SY,ar;q=0.9", "en", "", "zz", "hu, ar;q=0.5", "x" * 1000):
        answer = reader.get("/", HTTP_ACCEPT_LANGUAGE=header)
        assert answer.headers["vary"] == "Accept-Language, Accept-Encoding"
    assert [environ["HTTP_ACCEPT_LANGUAGE"] for environ in site.environs] == ["ar", "en"]


# --- what is never kept ---


@pytest.mark.parametrize(
    "path",
    [
        "/staff/", "/go/q1/", "/static/x.css", "/favicon.ico", "/en", "/xx/", "/en/a/b/c/d/", "/en//", "//en/",
        "/en/../ar/",
        "/en/guides/%3Fpage=2", "/en/guides/" + "x" * 200 + "/", "/EN/", "/go/q1/?page=1", "/en?page=1",
        "/en/a/b/c/d/?page=2",
        "/en/guides/a%20b/", "/sitemaps/01.xml",
    ],
)  # fmt: skip
def test_every_other_address_goes_to_the_site_as_it_is(site, reader, path):
    for _ in range(2):
        reader.get(path, HTTP_USER_AGENT="mine", **({"PATH_INFO": unquote(path)} if "%3F" in path else {}))
    assert len(site.made) == 2
    assert site.environs[0]["HTTP_USER_AGENT"] == "mine"
    assert list(reader.store._files._all()) == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "get"])
def test_only_reading_is_answered_from_the_store(site, reader, method):
    reader.get(GUIDE)
    reader.get(GUIDE, method)
    assert len(site.made) == 2


@pytest.mark.parametrize(
    "answer",
    [
        ("404 Not Found", []),
        ("301 Moved Permanently", [("Location", "/en/")]),
        ("204 No Content", []),
        ("200 OK", [("Set-Cookie", "a=b")]),
        ("200 OK", [("Vary", "Cookie")]),
        ("200 OK", [("Vary", "Accept-Encoding, Accept-Language")]),
    ],
)
def test_only_a_page_for_everybody_is_kept(site, reader, answer):
    site.answers[GUIDE] = answer
    assert [reader.get(GUIDE).status for _ in range(2)] == [int(answer[0][:3])] * 2
    assert len(site.made) == 2
    assert list(reader.store._files._all()) == []


def test_what_is_not_kept_still_travels_compressed(site, reader):
    site.answers[GUIDE] = ("404 Not Found", [("Vary", "Accept-Encoding")])
    plain = reader.get(GUIDE)
    zipped = reader.get(GUIDE, HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(zipped.body) == plain.body
    assert zipped.headers["content-length"] == str(len(zipped.body))
    assert reader.get(GUIDE, "HEAD", HTTP_ACCEPT_ENCODING="br").body == b""


def test_a_page_that_is_no_longer_there_is_forgotten(site, reader):
    reader.get(GUIDE)
    site.answers[GUIDE] = ("404 Not Found", [])
    site.generation += 1
    reader.learns()
    assert reader.get(GUIDE).status == 404
    site.database_works = False
    reader.learns()
    assert reader.get(GUIDE).status >= 500


queries = st.lists(
    st.sampled_from(
        ["page=2", "page=0", "page=01", "page=99999", "page=-1", "page=٣", "xpage=4", "page", "fbclid=Iw", ""]
    )
)


@given(queries, st.sampled_from(["/", "/en/", "/en/updates/", "/ar/guides/question/", "/robots.txt"]))
def test_of_a_query_nothing_counts_but_the_page_of_a_list(query, path):
    environ = {"PATH_INFO": path, "QUERY_STRING": "&".join(query), "HTTP_ACCEPT_LANGUAGE": ""}
    address = address_of(environ, lambda header, codes: "en", {"en"})
    is_second = path == "/en/updates/" and "page=2" in query
    assert address == Address(f"{path}?page=2" if is_second else path, "en" if path == "/" else "")


def test_a_link_that_somebody_tracks_leads_to_the_stored_page_also_without_a_database(site, reader):
    reader.get(GUIDE)
    reader.get("/")
    site.database_works = False
    reader.learns()
    assert reader.get(f"{GUIDE}?fbclid=IwAR0&utm_source=x").body == reader.get(GUIDE).body
    assert reader.get("/?utm_source=poster").body == reader.get("/").body
    assert site.made == [GUIDE, "/"]


@given(st.text(st.characters(max_codepoint=255), max_size=60), st.text(st.characters(max_codepoint=255), max_size=20))
def test_no_invented_address_is_taken_for_a_page_unless_it_has_the_shape_of_one(path, query):
    address = Address(f"/{path}?{query}" if query else f"/{path}")
    if address.is_storable and address.path != "/":
        assert len(address.path) < 300
        assert address.path.isascii()
        assert ".." not in address.path
        assert query == "" or query.startswith("page=")


@given(
    st.sampled_from(["", "guides/", "guides/question/", "updates/news/", "safety/", "help/", "help/housing/", "a/b/c/"])
)
def test_only_lists_have_pages_so_that_no_number_fills_the_disk(name):
    assert Address(f"/en/{name}").is_storable
    assert Address(f"/en/{name}?page=7").is_storable == (name in {"guides/", "help/", "help/housing/"})


# --- the door ---


def test_an_unknown_name_is_not_answered_from_the_store(site, reader):
    reader.get(GUIDE)
    for host in ("evil.example", "", "localhost.evil.example", "localhost:80:80", "[::1]"):
        reader.get(GUIDE, HTTP_HOST=host)
    assert len(site.made) == 6
    reader.get(GUIDE, HTTP_HOST="localhost:8000")
    reader.get(GUIDE, HTTP_HOST="127.0.0.1")
    assert len(site.made) == 6


def test_plain_http_is_not_answered_from_the_store_where_https_is_asked_for(site, reader, settings):
    settings.SECURE_SSL_REDIRECT = True
    reader.get(GUIDE, **{"wsgi.url_scheme": "https"})
    assert site.environs[0]["wsgi.url_scheme"] == "https"
    reader.get(GUIDE)
    assert len(site.made) == 2
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    reader.get(GUIDE, HTTP_X_FORWARDED_PROTO="http")
    reader.get(GUIDE, HTTP_X_FORWARDED_PROTO="http, https")
    assert len(site.made) == 4
    reader.get(GUIDE, HTTP_X_FORWARDED_PROTO="https")
    assert len(site.made) == 4


# --- a change ---


def test_a_change_is_seen_by_every_worker_after_a_second_and_the_page_made_once(site, reader, another_worker):
    other = another_worker()
    assert "generation 1" in reader.get(GUIDE).text
    assert "generation 1" in other.get(GUIDE).text
    site.generation = 2
    for worker in (reader, other):
        worker.learns()
        assert "generation 2" in worker.get(GUIDE).text
    assert site.made == [GUIDE] * 2


def test_the_database_is_looked_at_once_a_second_however_many_pages_are_read(site, reader):
    reader.get(GUIDE)
    before = site.looks
    for _ in range(500):
        reader.get(GUIDE)
    assert site.looks - before <= 1


def test_nobody_who_asks_whether_everything_works_makes_more_work_than_a_reader(site, reader, monkeypatch):
    reader.get(GUIDE)
    monkeypatch.setattr(reader.store._watch, "_due", time.monotonic() + 600)
    before = site.looks
    assert {reader.get("/readyz").status for _ in range(50)} == {200}
    assert site.looks == before


def test_a_page_that_something_changed_under_is_made_again_and_only_the_new_one_kept(site, reader):
    changes = iter([2])
    site.while_making = lambda: setattr(site, "generation", next(changes, site.generation))
    assert "generation 2" in reader.get(GUIDE).text
    assert "generation 2" in reader.get(GUIDE).text
    assert site.made == [GUIDE] * 2


def test_a_page_that_changes_faster_than_it_is_made_is_kept_by_nobody(site, tmp_path):
    reader = Reader(site, tmp_path / "pages", caching=kept_by_a_cdn(60, 3600))
    site.while_making = lambda: setattr(site, "generation", site.generation + 1)
    answer = reader.get(GUIDE)
    assert (answer.status, answer.headers["cache-control"]) == (200, "private, no-cache")
    assert "cdn-cache-control" not in answer.headers
    assert list(reader.store._files._all()) == []
    assert site.made == [GUIDE] * 2


def test_what_is_withdrawn_while_its_page_is_made_is_not_sent_to_anybody(site, reader):
    site.shown[GUIDE] = {"12"}
    site.while_making = lambda: site.retract("12")
    answer = reader.get(GUIDE)
    assert answer.status >= 500
    assert list(reader.store._files._all()) == []


def test_a_new_release_makes_every_page_anew_and_old_bytes_serve_while_it_cannot(site, reader, another_worker):
    reader.get(GUIDE)
    newer = another_worker(release="r2")
    site.pages_work = False
    failed = newer.get(GUIDE)
    assert (failed.status, "age" in failed.headers) == (200, True)
    site.pages_work = True
    newer.store._failed.clear()
    assert "age" not in newer.get(GUIDE).headers
    assert site.made == [GUIDE] * 3


def test_a_burst_on_a_cold_page_makes_it_once_across_workers(site, reader, another_worker):
    site.takes = 0.1
    workers = [reader, another_worker(), another_worker()]
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda number: workers[number % 3].get(GUIDE), range(24)))
    assert {answer.status for answer in answers} == {200}
    assert site.made == [GUIDE]


def test_two_changes_at_once_leave_the_newest_page(site, reader, another_worker):
    """A worker that is slow to notice puts nothing old over what a quicker one has made."""
    other = another_worker()
    barrier = threading.Barrier(2)

    def turn(worker):
        for _ in range(20):
            barrier.wait()
            site.generation += 1
            worker.learns()
            worker.get(GUIDE)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(turn, [reader, other]))
    for worker in (reader, other):
        worker.learns()
        assert f"generation {site.generation}<" in worker.get(GUIDE).text


# --- when things fail ---


def test_without_a_database_every_page_is_still_there_with_its_age(site, reader, another_worker):
    reader.get(GUIDE)
    reader.get("/ar/")
    site.database_works = False
    reader.learns()
    for worker in (reader, another_worker()):  # the second starts while the database is down
        for path in (GUIDE, "/ar/"):
            answer = worker.get(path)
            assert answer.status == 200
            assert int(answer.headers["age"]) >= 0
    assert len(site.made) == 2
    assert reader.get("/readyz").status == 503
    assert "database: failing" in reader.get("/readyz").text
    assert reader.get("/healthz").status == 200
    site.database_works = True
    reader.learns()
    assert "age" not in reader.get(GUIDE).headers
    assert reader.get("/readyz").status == 200


def test_pages_of_an_older_generation_serve_too(site, reader, another_worker):
    reader.get(GUIDE)
    site.generation = 2
    reader.learns()
    site.database_works = False
    reader.learns()
    other = another_worker()
    for worker in (reader, other):
        assert "generation 1" in worker.get(GUIDE).text
        assert worker.get(GUIDE).headers["age"]


def test_a_page_that_cannot_be_made_is_served_from_its_last_good_bytes_and_not_tried_at_every_request(
    site, reader, another_worker
):
    reader.get(GUIDE)
    site.generation = 2
    site.pages_work = False
    reader.learns()
    answers = [reader.get(GUIDE) for _ in range(10)]
    assert {answer.status for answer in answers} == {200}
    assert all(answer.headers["age"] for answer in answers)
    assert len(site.made) <= 3  # once by the reader, and once ahead, because it is among those read most
    assert another_worker().get("/readyz").status == 503
    assert "pages: failing" in another_worker().get("/readyz").text


def test_a_page_that_was_never_good_fails_openly(site, reader):
    site.pages_work = False
    assert reader.get(GUIDE).status >= 500


def test_a_database_that_hangs_holds_nobody_up(site, reader):
    reader.get(GUIDE)
    hangs, real = threading.Event(), site.look
    site_look = lambda token: (hangs.wait(5), real(token))[1]  # noqa: E731
    reader.store._watch._look = site_look
    try:
        reader.store._watch._due = 0
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(lambda _: reader.get(GUIDE).status, range(200)))
        assert answers == [200] * 200
        assert not hangs.is_set()
    finally:
        hangs.set()


@pytest.mark.parametrize("path", ["/go/q1/", "/en/a/b/c/d/", "/staff/"])
def test_without_a_database_no_request_waits_for_it_inside_django(site, reader, path):
    site.database_works = False
    reader.get("/healthz")
    reader.learns()
    assert reader.get(path).status >= 500
    assert site.environs[-1][DATABASE_IS_DOWN]


def test_queries_that_hang_leave_a_thread_for_pages_that_are_stored(site, tmp_path, monkeypatch):
    monkeypatch.setattr("site_app.delivery.store.FOR_A_PLACE", 0.01)
    reader, lets_go = Reader(site, tmp_path / "pages", at_once=2), threading.Event()
    reader.get(GUIDE)
    reader.get("/ar/guides/question/")
    site.generation = 2
    reader.learns()
    reader.get("/ar/guides/question/")
    hang = iter([True, True])
    site.while_making = lambda: next(hang, False) and lets_go.wait(60)
    with ThreadPoolExecutor(2) as threads:
        try:
            hanging = [threads.submit(reader.get, path) for path in ("/en/", "/go/q1/")]
            until = time.monotonic() + 60
            while reader.store._places._value and time.monotonic() < until:
                time.sleep(0.01)
            assert "generation 2" in reader.get("/ar/guides/question/").text
            assert "generation 1" in reader.get(GUIDE).text
            assert reader.get("/en/updates/").status >= 500
            assert site.environs[-1][DATABASE_IS_DOWN]
            assert reader.get("/go/q2/").status >= 500
            assert reader.get("/staff/", "POST").status == 200
        finally:
            lets_go.set()
        assert [one.result().status for one in hanging] == [200, 200]
    assert reader.store._places._value == 2


def test_while_the_database_hangs_the_note_on_the_disk_is_read(site, reader, monkeypatch):
    monkeypatch.setattr("site_app.delivery.watch.HANGS", 0.1)
    site.shown[GUIDE] = {"12"}
    reader.get(GUIDE)
    hangs = threading.Event()
    reader.store._watch._look = lambda token: hangs.wait(30) and None
    try:
        reader.store._watch._due = 0
        assert reader.get(GUIDE).status == 200
        reader.store._watch._ledger.retract({"12": 2})
        time.sleep(0.15)
        assert reader.get(GUIDE).status >= 500
    finally:
        hangs.set()


def test_a_mistake_of_the_store_costs_no_reader_the_page_and_says_nothing_of_them(site, reader, monkeypatch, caplog):
    def fails(*given):
        raise RuntimeError(GUIDE)

    reader.get(GUIDE)
    monkeypatch.setattr(reader.store._memory, "get", fails)
    answer = reader.get(GUIDE)
    assert (answer.status, site.made) == (200, [GUIDE])
    assert answer.headers["age"]
    assert reader.get("/ar/guides/question/").status == 200
    assert site.made == [GUIDE, "/ar/guides/question/"]
    assert "RuntimeError" in caplog.text
    assert "guides" not in caplog.text


def test_where_no_thread_can_start_a_look_has_failed_and_pages_come_from_the_disk(
    site, reader, another_worker, monkeypatch
):
    reader.get(GUIDE)
    starts = threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", lambda thread: (_ for _ in ()).throw(RuntimeError("no thread")))
    worker = another_worker()
    assert worker.get(GUIDE).headers["age"]
    assert worker.store._watch.failing
    monkeypatch.setattr(threading.Thread, "start", starts)
    worker.learns()
    assert "age" not in worker.get(GUIDE).headers


def test_a_disk_that_takes_nothing_costs_the_disk_and_not_the_page(site, tmp_path):
    blocked = tmp_path / "a file where the folder should be"
    blocked.write_text("")
    reader = Reader(site, blocked)
    for _ in range(2):
        assert reader.get(GUIDE).status == 200
    assert "store: failing" in reader.get("/readyz").text


def test_a_database_restored_from_an_older_copy_makes_everything_anew(site, reader, another_worker):
    site.generation = 9
    reader.get(GUIDE)
    site.generation = 4
    reader.learns()
    assert "generation 4" in reader.get(GUIDE).text
    site.generation = 9
    assert another_worker().get(GUIDE).text.count("generation 9") == 1
    assert len(site.made) == 3


@pytest.mark.parametrize(
    "becomes", [{"generation": 4}, {"generation": 5, "past": "other "}, {"generation": 7, "identity": "another"}]
)
def test_no_page_of_a_database_that_was_restored_or_exchanged_is_ever_sent_again(site, reader, another_worker, becomes):
    site.generation = 5
    reader.get(GUIDE)
    idle = another_worker()  # knows what the ledger said, and looks only after the other has
    for name, value in becomes.items():
        setattr(site, name, value)
    reader.learns()
    site.database_works = False
    for worker in (reader, idle, another_worker()):
        worker.learns()
        assert worker.get(GUIDE).status >= 500


def test_a_worker_that_saw_little_knows_from_the_ledger_that_the_database_went_back(site, reader, another_worker):
    site.generation = 5
    idle = another_worker()
    idle.get("/en/")
    site.generation = 9
    reader.learns()
    reader.get(GUIDE)
    site.generation = 7
    idle.learns()
    site.database_works = False
    idle.learns()
    assert idle.get(GUIDE).status >= 500


# --- what was taken away ---


@pytest.fixture
def taken_away(site, reader):
    """Two pages that showed document 12 and one that did not; then it is withdrawn and nothing made since."""
    site.shown = {GUIDE: {"12", "12/en", "/en"}, "/en/guides/": {"12", "12/en", "3"}, "/ar/": {"3", "/ar"}}
    for path in site.shown:
        reader.get(path)
    site.retract("12")
    site.shown[GUIDE] = site.shown["/en/guides/"] = set()


def test_no_fault_brings_back_what_was_taken_away_nor_takes_away_the_rest(taken_away, site, reader, another_worker):
    reader.learns()
    site.database_works = False
    reader.learns()
    for worker in (reader, another_worker()):
        for path in (GUIDE, "/en/guides/"):  # gone, or made anew before the database went
            answer = worker.get(path)
            assert answer.status >= 500 or "generation 2</p><p></p>" in answer.text
        assert worker.get("/ar/").status == 200


def test_what_was_taken_away_stays_away_while_its_page_cannot_be_made(taken_away, site, reader):
    site.pages_work = False
    reader.learns()
    assert reader.get(GUIDE).status >= 500
    assert reader.get("/ar/").status == 200


def test_a_note_on_the_disk_is_enough_if_the_database_goes_at_the_same_moment(taken_away, site, reader, another_worker):
    site.database_works = False
    reader.store._watch._ledger.retract(site.retracted)
    reader.learns()
    for worker in (reader, another_worker()):
        assert worker.get(GUIDE).status >= 500
        assert worker.get("/ar/").status == 200


def test_who_cannot_know_what_was_taken_away_sends_no_older_page(site, reader, another_worker):
    reader.get(GUIDE)
    site.database_works = False
    (reader.store._files.folder / "known.json").write_text('{"generation": 1')
    assert another_worker().get(GUIDE).status >= 500


def test_a_machine_without_readers_learns_of_a_withdrawal_when_it_is_asked_whether_it_lives(
    taken_away, site, tmp_path, reader
):
    elsewhere = Reader(site, tmp_path / "another machine")
    site.generation -= 1
    elsewhere.get("/ar/")
    elsewhere.store._files.write(reader.store._files.read(Address(GUIDE)))
    site.generation += 1
    elsewhere.store._watch._due = 0
    elsewhere.get("/healthz")
    site.database_works = False
    elsewhere.learns()
    assert elsewhere.get(GUIDE).status >= 500
    assert elsewhere.get("/ar/").status == 200


def test_a_disk_that_is_lost_leaves_what_is_in_memory_and_nothing_of_it_that_was_taken_away(site, reader):
    site.shown[GUIDE] = {"12"}
    for path in (GUIDE, "/ar/", GUIDE, "/ar/"):  # who reads it first puts it on the disk, who reads it next in memory
        reader.get(path)
    reader.store._files.clear()
    site.retract("12")
    reader.learns()
    site.database_works = False
    reader.learns()
    assert reader.get("/ar/").headers["age"]
    assert reader.get(GUIDE).status >= 500


def test_a_note_of_something_that_was_not_committed_counts_for_nothing_while_the_database_answers(site, reader):
    site.shown[GUIDE] = {"12"}
    reader.get(GUIDE)
    reader.store._watch._ledger.retract({"12": site.generation + 1})
    reader.learns()
    assert reader.get(GUIDE).status == 200
    assert site.made == [GUIDE]


def test_what_is_given_back_comes_back(taken_away, site, reader):
    site.shown[GUIDE] = {"12", "12/en"}
    site.generation += 1  # restored
    reader.learns()
    assert reader.get(GUIDE).status == 200
    site.database_works = False
    reader.learns()
    assert reader.get(GUIDE).status == 200


def test_a_closed_language_goes_with_all_its_pages_and_no_other(site, reader):
    site.shown = {"/ar/": {"/ar"}, "/ar/words/": {"/ar", "5/en", "5"}, "/en/": {"/en"}}
    for path in site.shown:
        reader.get(path)
    site.answers["/ar/"] = site.answers["/ar/words/"] = ("404 Not Found", [])
    site.retract("/ar")
    site.languages = ["en"]
    reader.learns()
    site.database_works = False
    reader.learns()
    assert [reader.get(path).status for path in site.shown] == [503, 503, 200]


subjects = st.sets(st.sampled_from(["1", "2", "1/ar", "2/ar", "/ar"]), max_size=3)
events = st.one_of(
    st.tuples(st.just("change"), st.none()),
    st.tuples(st.just("retract"), st.sampled_from(["1", "2", "1/ar", "2/ar", "/ar"])),
    st.tuples(st.just("read"), subjects),
    st.tuples(st.just("database"), st.booleans()),
    st.tuples(st.just("pages"), st.booleans()),
    st.tuples(st.just("new worker"), st.none()),
)


@given(st.lists(events, max_size=25))
def test_whatever_happens_nothing_is_shown_that_was_taken_away_before(tmp_path_factory, happened):
    site, folder = FakeSite(), tmp_path_factory.mktemp("pages")
    reader = Reader(site, folder)
    for what, value in happened:
        if what == "change" and site.database_works:
            site.generation += 1
        elif what == "retract" and site.database_works:
            reader.store._watch._ledger.retract({value: site.generation + 1})  # as `retracting` does, first of all
            site.retract(value)
        elif what == "database":
            site.database_works = value
        elif what == "pages":
            site.pages_work = value
        elif what == "new worker":
            reader = Reader(site, folder)
        elif what == "read":
            site.shown[GUIDE] = value
            reader.learns()
            answer = reader.get(GUIDE)
            if answer.status == 200:
                generation, shown = re.match(r"<p>.* generation (\d+)</p><p>(.*?)</p>", answer.text).groups()
                assert all(site.retracted.get(subject, 0) <= int(generation) for subject in shown.split())
