"""The command that publishes what is due, as a timer calls it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from site_app.editions import lifecycle
from site_app.editions.desk import scheduling
from site_app.editions.models import Scheduled
from tests import make

pytestmark = pytest.mark.django_db


def run():
    said = StringIO()
    call_command("publish_due", stdout=said)
    return said.getvalue()


def test_it_publishes_what_is_due_says_so_and_then_has_nothing_to_do(client):
    fine, taken = make.explainer(), make.explainer()
    for document in (fine, taken):
        revision = make.revision(document)
        scheduling.schedule(
            revision,
            seen=lifecycle.live_now(revision),
            significance="normal",
            at=timezone.now() + timedelta(hours=1),
            by=make.person(roles=["publisher"]),
        )
    assert run() == ""
    make.live(taken, text="faster")
    Scheduled.objects.update(at=timezone.now())
    said = run()
    assert said.count("published") == 1
    assert said.count("refused: Somebody else changed this text meanwhile") == 1
    assert client.get(f"/en/guides/{fine.slug}/").status_code == 200
    assert run() == ""
