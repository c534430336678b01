"""`make run` publishes what is planned without a timer beside it."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from site_app.editions import lifecycle
from site_app.editions.desk import scheduling
from site_app.editions.models import Edition, Scheduled
from site_app.operations import clock
from tests import make


@pytest.mark.usefixtures("committed_db")
def test_a_tick_publishes_what_is_due():
    revision = make.revision(make.explainer())
    at = timezone.now() + timedelta(hours=1)
    scheduling.schedule(
        revision, seen=lifecycle.live_now(revision), significance="normal", at=at, by=make.person(roles=["publisher"])
    )
    clock.tick()
    assert Edition.objects.get().live is None
    Scheduled.objects.update(at=timezone.now())
    clock.tick()
    assert Edition.objects.get().live == revision


@pytest.mark.usefixtures("committed_db")
def test_a_database_that_is_away_does_not_stop_the_clock(monkeypatch, caplog):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(scheduling, "publish_due", away)
    clock.tick()
    assert "could not be looked at" in caplog.text
