"""Reading leaves no trace: one request, nothing stored, nothing said, and no line anywhere that tells of it."""

import socket
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

import pytest

from tests.browser import pages
from tests.browser.serving import PATIENCE, fetch, serving

STORED = """async () => ({
  cookie: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  databases: (await indexedDB.databases()).length,
})"""


@pytest.mark.parametrize("opened", pages.ONE_OF_EACH, indirect=True)
def test_a_page_is_one_request_says_nothing_and_stores_nothing(opened, site):
    opened.requests.clear()
    opened.go(opened.address)
    opened.page.wait_for_load_state("networkidle")
    assert opened.status == (404 if opened.address in pages.MISSING else 200)
    assert opened.requests == [site + opened.address]
    assert opened.said == []
    assert opened.context.cookies() == []
    stored = opened.page.evaluate(STORED)
    assert not any(stored.values()), stored


class Links(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.ids.add(named.get("id"))
        if tag == "a" and "href" in named:
            self.links.append(named["href"])


def test_every_link_of_the_site_leads_somewhere_and_none_sets_a_cookie(site):
    waiting, wrong, seen = [(site + "/", "the start")], [], {site + "/"}
    while waiting:
        address, found_on = waiting.pop()
        answer = fetch(address)
        if answer.status != 200 or "set-cookie" in answer.headers:
            wrong.append(f"{address}, linked from {found_on}: {answer.status}")
            continue
        page = Links(answer.body.decode())
        for link in page.links:
            target, fragment = urldefrag(urljoin(address, link))
            if target == address and fragment and fragment not in page.ids:
                wrong.append(f"{link} leads nowhere on {address}")
            if target.startswith(f"{site}/") and not target.startswith(f"{site}/staff/") and target not in seen:
                seen.add(target)
                waiting.append((target, address))
    assert wrong == []
    assert {site + address for address in pages.PREFIXED} <= seen


CANARY = "canary-4f1c"
NOT_HTTP = [
    f"GET /en/{CANARY} and more HTTP/1.1\r\nHost: localhost\r\n\r\n",
    f"GET /en/ HTTP/1.1\r\nHost: localhost\r\n{CANARY} without a colon\r\n\r\n",
    f"GET /en/{CANARY * 1000} HTTP/1.1\r\nHost: localhost\r\n\r\n",
]


def _written(served, act) -> tuple[str, list[str]]:
    """What a site on the same data prints from its start to its end, `act` between, and its files with the canary."""
    with serving(served.var) as site:
        started = len(site.output)
        act(site)
    holding = [str(path) for path in site.var.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    return "".join(site.output[started:]).strip(), holding


def test_reading_writes_no_line_anywhere(served):
    def read(site):
        for method in ("GET", "HEAD", "POST", "OPTIONS"):
            for path in ("", "en/", f"en/?{CANARY}", f"en/guides/{CANARY}/", CANARY, f"static/{CANARY}.css"):
                about_me = {"User_Agent": CANARY, "Referer": f"http://{CANARY}/", "Cookie": f"a={CANARY}"}
                fetch(f"{site.address}/{path}", method, **about_me)

    assert _written(served, read) == ("", [])


def test_what_is_no_request_leaves_neither_its_words_nor_where_it_came_from(served):
    def say(site):
        fetch(f"{site.address}/en/", Host=f"{CANARY}.example")
        for words in NOT_HTTP:
            with socket.create_connection(("127.0.0.1", site.port), timeout=PATIENCE) as connection:
                connection.sendall(words.encode())
                while connection.recv(4096):
                    pass  # until the site hangs up

    output, holding = _written(served, say)
    assert CANARY not in output
    assert "127.0.0.1" not in output
    assert holding == []
