from datetime import timedelta

import pytest
from django.utils import timezone

from site_app.content.models import Fact, Organisation, Source
from tests import make


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def fact(today):
    days = {"checked_on": today - timedelta(days=100), "check_by": today - timedelta(days=10)}
    return Fact.objects.create(code="F1", statement="Police may ask your name.", confidence="found", **days)


@pytest.fixture
def source(today):
    return Source.objects.create(
        slug="article", publisher="The Forum", title="An article", url="https://example.org/a", read_on=today
    )  # fmt: skip


@pytest.fixture
def helpline(today):
    """An organisation whose words are live."""
    made = Organisation(
        slug="helpline", name="A Helpline", phones=[{"number": "0800 555 111", "label": ""}], area="uk",
        needs=["abuse"], confidence="found", checked_on=today, check_by=today + timedelta(days=30),
    )  # fmt: skip
    made.save()
    make.live(made, text={"title": "A Helpline", "summary": "They listen."})
    return made


def standing_on(fact, **options):
    """A live guide on a fact."""
    document = make.explainer(**options)
    make.live(document, shared={"facts": [fact.code]})
    return document
