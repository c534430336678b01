"""No line of the log names a reader or what they read (P4)."""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client

from tests import make

CANARY = "canary-51c9"


@pytest.fixture
def log():
    """What the site's own configuration would write, read back."""
    written = io.StringIO()
    configuration = settings.LOGGING | {
        "handlers": {"console": settings.LOGGING["handlers"]["console"] | {"stream": written}}
    }
    before = logging.getLogger().handlers[:]
    logging.config.dictConfig(configuration)
    yield written
    logging.getLogger().handlers[:] = before


@pytest.mark.django_db
def test_neither_pages_nor_readers_nor_what_they_asked_for_are_written_down(log):
    make.live(make.explainer(slug="question"))
    client = Client(REMOTE_ADDR="203.0.113.77", headers={"user-agent": CANARY})
    for path in ("/", f"/?{CANARY}", "/en/guides/question/", f"/en/guides/{CANARY}/", f"/{CANARY}", "/staff/"):
        client.get(path)
    client.post("/en/", {"q": CANARY})
    Client(headers={"host": f"{CANARY}.example"}, raise_request_exception=False).get("/en")
    assert log.getvalue() == ""


@pytest.mark.django_db
def test_a_failure_is_written_down_with_its_traceback_and_without_the_page(log, monkeypatch):
    def broken(*args):
        raise RuntimeError("the cause")

    make.live(make.explainer(slug=CANARY))
    monkeypatch.setattr("site_app.public.views.read", broken)
    Client(raise_request_exception=False, REMOTE_ADDR="203.0.113.77").get(f"/en/guides/{CANARY}/")
    assert "A page failed" in log.getvalue()
    assert "RuntimeError: the cause" in log.getvalue()
    assert CANARY not in log.getvalue()
    assert "203.0.113" not in log.getvalue()
