"""Opening and closing a language: at once, and with a line in the trail."""

import pytest
from django.test import Client
from django.urls import reverse

from site_app.accounts.models import Event
from tests import make

pytestmark = pytest.mark.django_db


def test_opening_a_language_is_seen_by_readers_at_once_and_stands_in_the_trail():
    person = make.person("una", roles=["publisher"])
    address = reverse("desk:editions_language_change", args=["hu"])
    assert Client().get("/hu/").status_code == 404
    assert make.at_the_desk(person).post(address, {"policy": "open"}).status_code == 302
    assert Client().get("/hu/").status_code == 200
    event = Event.objects.get(what=Event.What.LANGUAGE)
    assert (event.by, event.detail) == (person, "Hungarian: open")


def test_what_may_not_be_is_said_and_changes_nothing():
    address = reverse("desk:editions_language_change", args=["so"])
    answer = make.at_the_desk(make.person(roles=["publisher"])).post(address, {"policy": "open"})
    assert "In this language only checked texts may reach readers." in answer.content.decode()
    assert not Event.objects.filter(what=Event.What.LANGUAGE).exists()
