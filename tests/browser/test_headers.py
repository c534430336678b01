"""What every answer tells the browser, whoever gives it."""

import re

import pytest

from tests.browser import pages
from tests.browser.serving import fetch

EXACTLY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
LOGIN = "/staff/login/"
# What is asked, and what is answered.
ANSWERS = {
    "gateway": ({"address": "/"}, 200),
    "home": ({"address": "/ar/"}, 200),
    "guide": ({"address": f"/pl/{pages.GUIDE}"}, 200),
    "not found": ({"address": f"/{pages.NOWHERE}"}, 404),
    "a closed language": ({"address": pages.CLOSED}, 404),
    "a file": ({"address": "/favicon.ico"}, 200),
    "a missing file": ({"address": "/static/none.css"}, 404),
    "a redirect": ({"address": f"/en/{pages.GUIDE}".rstrip("/")}, 301),
    "a form nobody asked for": ({"address": "/en/", "method": "POST"}, 403),
    "a name that is not ours": ({"address": "/en/", "Host": "elsewhere.example"}, 400),
    "the desk": ({"address": "/staff/"}, 302),
    "the desk's door": ({"address": LOGIN}, 200),
    "a wrong address at the desk": ({"address": f"/staff/{pages.NOWHERE}"}, 302),
}


def policy(answer) -> dict[str, list[str]]:
    directives = (part.split() for part in answer.headers["content-security-policy"].split(";"))
    return {name: values for name, *values in directives}


@pytest.mark.parametrize(("asked", "status"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_has_the_strict_headers(site, asked, status):
    asked = dict(asked)
    answer = fetch(site + asked.pop("address"), **asked)
    assert answer.status == status
    assert {name: answer.headers.get(name) for name in EXACTLY} == EXACTLY
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(answer.headers["permissions-policy"].split(", "))
    assert answer.headers["cache-control"]
    rules = policy(answer)
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    assert rules["form-action"] == ["'self'"]
    sources = {source for values in rules.values() for source in values}
    assert not [source for source in sources if source.startswith("'unsafe") or source in {"*", "http:", "https:"}]


@pytest.mark.parametrize("address", pages.ONE_OF_EACH)
def test_a_readers_page_allows_its_own_style_and_script_and_nothing_else(site, address):
    answer = fetch(site + address)
    rules = policy(answer)
    for name in ("style-src", "script-src"):
        (allowed,) = rules[name]
        assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", allowed)
    assert set(rules) <= {
        "default-src", "style-src", "script-src", "img-src", "base-uri", "form-action", "frame-ancestors",
    }  # fmt: skip
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] in {"private, no-cache", "no-store"}
    assert answer.headers.get("access-control-allow-origin") is None


def test_the_desks_door_works_under_its_own_policy(visit, site):
    worker = visit()
    assert worker.go(LOGIN).status == 200
    worker.page.wait_for_load_state("networkidle")
    assert worker.said == []
    assert all(url.startswith(f"{site}/") for url in worker.requests)
    assert {cookie["path"] for cookie in worker.context.cookies()} <= {"/staff/"}
    assert "cookie" not in worker.go("/en/").request.all_headers()
