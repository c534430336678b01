"""Links that let one person do one thing: once, for a while, until somebody takes them back."""

from datetime import timedelta

import pytest
from django.core import serializers
from django.utils import timezone

from site_app.accounts import links
from site_app.accounts.models import Event, Link
from tests import make

pytestmark = pytest.mark.django_db

Purpose = Link.Purpose


@pytest.fixture
def made():
    return links.make(Purpose.SIGN_OFF, name=" Jane ", organisation="CAJ", subject=7, by=make.person())


def unusable(purpose, token):
    with pytest.raises(links.Unusable) as why:
        links.find(purpose, token)
    return why.value


def test_a_link_is_found_by_its_token_and_says_whom_and_what_it_is_for(made):
    link, token = made
    found = links.find(Purpose.SIGN_OFF, token)
    assert (found.pk, found.subject, found.full_name, found.state) == (link.pk, 7, "Jane, CAJ", "open")


def test_the_token_is_nowhere_in_the_database(made):
    _link, token = made
    rows = [*Link.objects.all(), *Event.objects.all()]
    assert token not in serializers.serialize("json", rows)
    assert len(token) >= 43  # 256 bits


def test_a_link_has_one_purpose(made):
    _link, token = made
    assert unusable(Purpose.INVITATION, token).state == "unknown"


@pytest.mark.parametrize("token", ["", "x", "x" * 5000, "\0", "é"])
def test_what_is_no_token_opens_nothing(made, token):
    assert "not known" in str(unusable(Purpose.SIGN_OFF, token))


def test_it_works_once(made):
    link, token = made
    links.use(link)
    assert unusable(Purpose.SIGN_OFF, token).state == "used"
    with pytest.raises(links.Unusable, match="used already"):
        links.use(link)  # somebody else who had opened it before


def test_it_ends_by_itself(made):
    link, token = made
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert unusable(Purpose.SIGN_OFF, token).state == "expired"
    with pytest.raises(links.Unusable, match="too old"):
        links.use(link)


def test_it_can_be_taken_back_once_and_by_name(made):
    link, token = made
    somebody = make.person()
    assert links.revoke(link, by=somebody)
    assert not links.revoke(link, by=somebody)
    assert unusable(Purpose.SIGN_OFF, token).state == "revoked"
    last = Event.objects.latest("pk")
    assert (last.what, last.by, last.detail) == ("link-revoked", somebody, "sign-off (7): Jane, CAJ")


def test_each_purpose_has_its_time_and_a_caller_may_choose_another():
    now = timezone.now()
    for purpose, lasts in links.LASTS.items():
        link, _token = links.make(purpose, name="x", by=None)
        assert abs(link.expires_at - now - lasts) < timedelta(minutes=1)
    link, _token = links.make(Purpose.SIGN_OFF, name="x", by=None, lasts=timedelta(days=28))
    assert link.expires_at - now > timedelta(days=27)


def test_the_trail_tells_of_making_and_using(made):
    link, _token = made
    links.use(link)
    assert [(event.what, event.by) for event in Event.objects.order_by("pk")] == [
        ("link-made", link.by),
        ("link-used", None),
    ]
