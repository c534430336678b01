"""What is visible is the same wherever it is asked: in a query, in a subquery, in a subquery of a subquery."""

import re

import pytest
from django.db.models import Exists, OuterRef

from site_app.editions.models import Document
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def documents():
    for slug, codes in (("both", ("en", "ar")), ("english", ("en",))):
        guide = make.explainer(slug=slug)
        for code in codes:
            make.live(guide, code)
    make.explainer(slug="neither")


def within(queryset):
    """The documents of which the query gives one, asked one level deeper."""
    return Document.objects.filter(Exists(queryset.filter(pk=OuterRef("pk"))))


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
@pytest.mark.parametrize(("code", "slugs"), [("ar", ["both"]), ("en", ["both", "english"])])
def test_what_is_visible_does_not_depend_on_where_it_is_asked(depth, code, slugs):
    found = Document.objects.visible_in(code)
    for _ in range(depth):
        found = within(found)
    assert sorted(found.values_list("slug", flat=True)) == slugs


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_a_list_of_identities_may_come_from_the_rule_too(depth):
    found = Document.objects.visible_in("ar")
    for _ in range(depth):
        found = Document.objects.filter(pk__in=found.values("pk"))
    assert [one.slug for one in found] == ["both"]


def test_the_tables_of_a_rule_have_names_that_django_gives_to_none():
    sql = str(Document.objects.readable_in("ar").with_language_shown("ar").query)
    assert "rule_V0" in sql
    assert not re.search(r"\b[A-Z][0-9]+\b", sql)
