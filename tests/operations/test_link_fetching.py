"""One look at one address. A server on this machine plays the internet; the rule about where to go is lifted for
it alone, and for nothing else on this machine."""

import socket
import time

import pytest

from site_app.operations import link_addresses, link_fetching
from site_app.operations.link_fetching import Answer, Looker
from tests.operations.loopback import loopback

pytestmark = pytest.mark.anywhere


@pytest.fixture
def site():
    with loopback() as one:
        yield one


def looker(**options):
    return Looker(agent="a test", allows=lambda address: address == "127.0.0.1", ports=range(1 << 16), **options)


def test_a_page_that_is_there_is_asked_for_once_and_not_read(site):
    site.answers["/here"] = (200, {})
    assert looker().look(site.url("/here#part")) == Answer(200, "", site.url("/here#part"))
    assert site.asked == [("HEAD", "/here", f"127.0.0.1:{site.port}")]


def test_a_server_that_does_not_know_head_is_asked_again(site):
    def only_get(handler):
        handler.send_response(200 if handler.command == "GET" else 405)
        handler.end_headers()

    site.answers["/page"] = only_get
    assert looker().look(site.url("/page")).status == 200
    assert [method for method, *_rest in site.asked] == ["HEAD", "GET"]


def test_a_page_that_is_gone_says_so(site):
    assert looker().look(site.url("/gone")).status == 404


def test_redirects_are_followed_to_the_end(site):
    site.answers |= {"/a": (301, {"Location": "/b"}), "/b": (302, {"Location": site.url("/c")}), "/c": (200, {})}
    assert looker().look(site.url("/a")) == Answer(200, "", site.url("/c"))


def test_a_circle_of_redirects_ends(site):
    site.answers["/round"] = (302, {"Location": "/round"})
    assert looker().look(site.url("/round")).trouble == "failed"
    assert len(site.asked) == link_fetching.MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "where",
    ["http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "file:///etc/passwd",
     "gopher://127.0.0.1/", "http://user:word@127.0.0.1/", "//10.0.0.1/x"],
)  # fmt: skip
def test_a_redirect_to_where_we_must_not_go_is_refused_before_anything_is_sent(site, where):
    site.answers["/trap"] = (302, {"Location": where})
    assert looker().look(site.url("/trap")).trouble == "refused"
    assert [path for _method, path, _host in site.asked] == ["/trap"]


def test_without_the_tests_own_rule_this_machine_is_never_reached(site):
    site.answers["/here"] = (200, {})
    assert Looker(agent="a test").look(site.url("/here")).trouble == "refused"
    assert Looker(agent="a test").look(site.url("/here", host="localhost")).trouble == "refused"
    assert site.asked == []


def test_a_name_that_answers_differently_the_second_time_changes_nothing(site, monkeypatch):
    """DNS rebinding: the name is resolved once, and the connection goes to the address that was judged."""
    asked, real = [], socket.getaddrinfo

    def getaddrinfo(host, port, *arguments, **options):
        if host != "changing.example":
            return real(host, port, *arguments, **options)
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(asked) == 1 else "127.0.0.9", port))]

    monkeypatch.setattr(link_addresses.socket, "getaddrinfo", getaddrinfo)
    site.answers["/here"] = (200, {})
    assert looker().look(site.url("/here", host="changing.example")).status == 200
    assert asked == ["changing.example"]
    assert site.asked[0][2] == f"changing.example:{site.port}"


def test_silence_is_a_time_out(site):
    site.answers["/silent"] = lambda handler: time.sleep(0.4)
    assert looker(timeout=0.1).look(site.url("/silent")).trouble == "time-out"


def test_a_server_that_talks_for_ever_is_cut_off(site):
    def drip(handler):
        for _byte in range(100):
            handler.wfile.write(b"H")
            handler.wfile.flush()
            time.sleep(0.02)

    site.answers["/drip"] = drip
    started = time.monotonic()
    assert looker(deadline=0.3).look(site.url("/drip")).trouble == "time-out"
    assert time.monotonic() - started < 1.5


def test_no_more_than_a_few_bytes_are_read(site):
    sent = []

    def flood(handler):
        handler.send_response(500 if handler.command == "HEAD" else 200)
        handler.end_headers()
        try:
            while handler.command == "GET" and len(sent) < 5000:
                handler.wfile.write(b"x" * 65536)
                sent.append(1)
        except OSError:
            """It hung up on us, as it should."""

    site.answers["/flood"] = flood
    assert looker().look(site.url("/flood")).status == 200
    assert len(sent) < 200


@pytest.mark.parametrize(
    ("address", "trouble"),
    [("http://127.0.0.1:1/", "failed"), ("http://127.0.0.1:99999/", "failed"), ("http:///nothing", "refused")],
)
def test_what_cannot_be_reached_is_told_and_never_raised(address, trouble):
    assert looker(timeout=1).look(address).trouble == trouble


def test_a_server_that_speaks_no_http_has_failed(site):
    site.answers["/odd"] = lambda handler: handler.wfile.write(b"220 smtp.example\r\n\r\n")
    assert looker().look(site.url("/odd")).trouble == "failed"


def test_a_secure_page_whose_certificate_is_no_good_has_failed(site):
    assert looker().look(f"https://127.0.0.1:{site.port}/").trouble == "failed"


def test_what_is_no_ascii_arrives_encoded_and_no_line_break_gets_through(site):
    site.answers["/%D8%A3%20x"] = (200, {})
    assert looker().look(site.url("/أ%20x")).status == 200
    assert looker().look(site.url("/a\r\nX-Evil: 1")).status == 404
    assert site.asked[-1][1] == "/aX-Evil:%201"


@pytest.mark.parametrize("address", ["http://example.org:22/", "https://example.org:8443/", "http://example.org:6379/"])
def test_no_other_port_than_those_of_the_web_is_knocked_at(address, monkeypatch):
    monkeypatch.setattr("site_app.operations.link_fetching.resolve", None)
    assert Looker(agent="a test").look(address).trouble == "refused"
