"""Another address for a document."""

import pytest
from django.core.exceptions import ValidationError

from site_app.editions.desk import moving
from site_app.editions.models import Document, Move
from tests import make

pytestmark = pytest.mark.django_db


def test_the_old_address_leads_on_and_who_moved_it_is_known():
    document, person = make.explainer(slug="old"), make.person()
    moving.move(document, to=" new ", by=person)
    assert Document.objects.get(pk=document.pk).slug == "new"
    assert document.former_addresses.get().slug == "old"
    made = Move.objects.get()
    assert (made.before, made.after, made.by) == ("old", "new", person)


def test_back_again_is_a_move_too():
    document = make.explainer(slug="old")
    for to in ("new", "old"):
        moving.move(document, to=to, by=None)
    assert [str(one) for one in Move.objects.order_by("pk")] == ["old → new", "new → old"]


def test_the_same_address_is_no_move():
    assert moving.move(make.explainer(slug="same"), to="same", by=None) is None
    assert not Move.objects.exists()


@pytest.mark.parametrize("to", ["taken", "had", "No slug", "", "x" * 81])
def test_an_address_that_is_taken_or_none_is_refused(to):
    make.explainer(slug="taken")
    moved = make.explainer(slug="had")
    moving.move(moved, to="has", by=None)
    document = make.explainer(slug="mine")
    with pytest.raises(ValidationError):
        moving.move(document, to=to, by=None)
    assert Document.objects.get(pk=document.pk).slug == "mine"
    assert Move.objects.count() == 1
