"""The commands for a site that has no administrator, or whose only one is locked out."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from site_app.accounts.models import Event, User
from tests import make

pytestmark = pytest.mark.django_db


def said(*command, **options) -> str:
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


def address_in(text: str) -> str:
    return re.search(r"^    https://localhost(/staff/\S+)$", text, re.MULTILINE)[1]


def test_the_first_administrator_is_made_through_what_the_command_prints(client):
    address = address_in(said("first_administrator"))
    password = "four words are long"
    client.post(address, {"name": "A", "username": "a", "password": password, "again": password})
    assert User.objects.get().is_administrator
    assert said("first_administrator") == "The desk has an administrator, who can invite others.\n"
    assert said("first_administrator", if_none=True) == ""


def test_a_locked_out_administrator_gets_a_new_password_and_sets_up_a_new_second_factor(client):
    boss = make.person("boss", roles=["administrator"])
    before = make.at_the_desk(boss)
    address = address_in(said("let_in", "Boss"))
    assert before.get("/staff/").status_code == 302
    password = "four words are long"
    client.post(address, {"password": password, "again": password})
    client.post("/staff/login/", {"login": "boss", "password": password})
    assert client.get("/staff/").headers["Location"] == "/staff/me/"
    assert Event.objects.filter(what="factors-reset", about=boss, by=None).exists()


def test_a_name_that_nobody_has_is_refused_in_one_sentence():
    with pytest.raises(CommandError, match="No active account"):
        said("let_in", "nobody")
