"""The account trail: entries stay what they were, and nobody writes another one into theirs."""

import pytest

from site_app.accounts import trail
from site_app.accounts.models import Event
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", ["Jane\n2026-11-25 boss deactivated everybody", "Jane\r\n\tx", "Jane\u2028x", "Jane\u202ex", "Jane\0x"]
)
def test_an_entry_is_one_line(name):
    detail = trail.record(Event.What.LINK_MADE, by=make.person(), detail=name).detail
    assert detail.isprintable()
    assert len(detail.splitlines()) == 1


def test_an_entry_that_is_too_long_is_cut_and_not_lost():
    assert trail.record(Event.What.LINK_MADE, by=None, detail="x" * 1000).detail == "x" * trail.LONGEST
