"""The gate: what a rule says, and that every address under /staff/ has one."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from site_app.accounts.models import Role
from site_app.staff.gate import needs, open_to_all, rule_of
from tests import make
from tests.staff import addresses


def test_every_address_of_the_desk_has_a_rule():
    assert [address.route for address in addresses.of_the_desk() if address.rule is None] == []


def view(request, **arguments):
    return HttpResponse("the view")


urlpatterns = [path("staff/forgotten/", view)]


@pytest.mark.urls(__name__)
def test_an_address_without_a_rule_is_an_error_for_everybody(client):
    with pytest.raises(ImproperlyConfigured, match="staff/forgotten/ has no rule"):
        client.get("/staff/forgotten/")


def test_a_rule_stands_at_the_view_and_leaves_it_as_it_is():
    ruled = open_to_all(view)
    assert rule_of(ruled) is not None
    assert rule_of(view) is None
    assert ruled(RequestFactory().get("/")).content == b"the view"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("roles", "rule", "method", "language", "comes_in"),
    [
        ([], needs(), "GET", "", True),
        ([], needs(), "POST", "", True),
        ([], needs(Role.AUTHOR), "GET", "", False),
        (["author"], needs(Role.AUTHOR), "POST", "", True),
        (["author"], needs(Role.PUBLISHER), "GET", "", False),
        (["author"], needs(change=[Role.PUBLISHER]), "GET", "", True),
        (["author"], needs(change=[Role.PUBLISHER]), "POST", "", False),
        (["publisher"], needs(change=[Role.PUBLISHER]), "POST", "", True),
        (["publisher"], needs(change=[]), "POST", "", False),
        (["author"], needs(Role.AUTHOR, Role.TRANSLATOR, language="language"), "POST", "en", True),
        (["author"], needs(Role.AUTHOR, Role.TRANSLATOR, language="language"), "POST", "ar", False),
        ([("translator", "ar")], needs(Role.AUTHOR, Role.TRANSLATOR, language="language"), "POST", "ar", True),
        ([("translator", "ar")], needs(Role.AUTHOR, Role.TRANSLATOR, language="language"), "POST", "pl", False),
        ([("translator", "ar")], needs(Role.TRANSLATOR), "GET", "", True),
        ([("checker", "ar")], needs(Role.TRANSLATOR, language="language"), "GET", "ar", False),
        (["publisher"], needs(Role.TRANSLATOR, Role.PUBLISHER, language="language"), "GET", "ar", True),
        (["author"], needs(Role.AUTHOR, language=lambda language: {"en": "ar"}[language]), "GET", "en", False),
    ],
)  # fmt: skip
def test_what_a_rule_says(roles, rule, method, language, comes_in):
    person = make.person(roles=roles)
    assert rule(view).rule.allows(person, method, {"language": language}) is comes_in
