"""The desk's own answers to what goes wrong, under the desk's own policy."""

import pytest
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db


def test_a_wrong_address_is_answered_at_the_desk_with_a_way_back():
    response = make.at_the_desk(make.person(roles=["author"])).get("/staff/texts/999999/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "Nothing here" in html
    assert "<style" not in html
    assert 'href="/staff/"' in html


def test_our_own_mistake_is_told_without_asking_the_database_again(monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("canary-5d1e")

    monkeypatch.setattr("site_app.staff.gate.stopped", broken)
    response = Client(raise_request_exception=False).get("/staff/texts/")
    html = response.content.decode()
    assert response.status_code == 500
    assert "The mistake is ours, not yours." in html
    assert "canary" not in html
    assert "<style" not in html
