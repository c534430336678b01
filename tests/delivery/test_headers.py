"""Strict headers on every answer, whoever gives it."""

import re

import pytest
from django.conf import settings
from django.test import Client

from site_app.inline import csp_hash
from tests import make

pytestmark = pytest.mark.django_db

READERS = ["/", "/en/", "/ar/guides/question/", "/hu/", "/nope", "/en/guides/nothing/", "/favicon.ico", "/en"]
DESK = ["/staff/", "/staff/login/", "/staff/nothing/"]


@pytest.fixture(autouse=True)
def document():
    make.live(make.explainer(slug="question"))


def answer(path, **client):
    response = Client(raise_request_exception=False, **client).get(path)
    response.close()
    return response


@pytest.mark.parametrize("path", READERS + DESK)
def test_every_answer_carries_every_header(path):
    headers = answer(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in headers["Permissions-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", READERS)
def test_readers_get_no_cookie_and_ask_before_showing_a_page_again(path):
    response = answer(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    if path != "/favicon.ico":
        assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", DESK)
def test_the_desk_is_never_stored_and_never_indexed(path):
    headers = answer(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"


def test_the_desks_cookies_stay_at_the_desk():
    for cookie in answer("/staff/login/").cookies.values():
        assert cookie.key.startswith("__Secure-")
        assert cookie["path"] == "/staff/"
        assert cookie["secure"]
        assert cookie["httponly"]


@pytest.mark.parametrize("path", ["/", "/ar/guides/question/", "/nope"])
def test_the_policy_allows_the_inline_style_and_script_by_their_hash_and_nothing_else(path):
    response = answer(path)
    html = response.content.decode()
    [style], [script] = (re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL) for tag in ("style", "script"))
    policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    assert policy["style-src"] == csp_hash(style)
    assert policy["script-src"] == csp_hash(script)
    assert " style=" not in html
    assert not re.search(r"\son\w+=", html)


def test_plain_http_is_sent_to_https_with_all_headers(settings):
    settings.SECURE_SSL_REDIRECT = True
    response = answer("/en/")
    assert response.status_code == 301
    assert response.headers["Location"] == "https://testserver/en/"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Cross-Origin-Embedder-Policy"] == "require-corp"


def test_an_unknown_host_name_is_refused_with_all_headers():
    response = Client(raise_request_exception=False, headers={"host": "evil.example"}).get("/en")
    assert response.status_code == 400
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_pages_travel_compressed():
    response = Client(headers={"accept-encoding": "gzip"}).get("/ar/guides/question/")
    assert response.headers["Content-Encoding"] == "gzip"


def test_the_sites_one_script_and_style_are_small():
    assert len(settings.INLINE_SCRIPT) < 3000
    assert len(settings.INLINE_STYLE) < 12000
