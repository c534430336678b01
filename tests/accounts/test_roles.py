"""What people may do, from what they were granted."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from site_app.accounts.models import Grant, Role, User
from tests import make

pytestmark = pytest.mark.django_db


def test_roles_add_up_in_any_combination():
    person = make.person(roles=["author", ("translator", "pl"), ("translator", "ar"), ("checker", "ar"), "publisher"])
    assert [code for code in ("en", "ar", "pl", "lt") if person.may_write(code)] == ["en", "ar", "pl"]
    assert [code for code in ("en", "ar", "pl") if person.may_check(code)] == ["ar"]
    assert person.may_publish
    assert not person.is_administrator
    assert person.languages_of(Role.TRANSLATOR) == ["pl", "ar"]


@pytest.mark.parametrize("roles", [[], ["administrator"], ["publisher"], [("checker", "ar")]])
def test_no_role_brings_another_with_it(roles):
    person = make.person(roles=roles)
    assert not person.may_write("en")
    assert not person.may_write("ar")
    assert person.is_administrator == (roles == ["administrator"])
    assert person.may_publish == (roles == ["publisher"])
    assert person.may_check("ar") == (roles == [("checker", "ar")])


def test_somebody_inactive_may_do_nothing():
    person = make.person(roles=["author", "administrator", "publisher"])
    User.objects.filter(pk=person.pk).update(is_active=False)
    person = User.objects.get(pk=person.pk)
    assert not any([person.may_write("en"), person.may_publish, person.is_administrator])


def test_however_many_grants_cost_one_query(django_assert_num_queries):
    person = make.person(roles=["author", "publisher", *(("translator", code) for code in ("ar", "pl", "lt", "ro"))])
    with django_assert_num_queries(1):
        assert person.may_write("en")
        assert person.may_write("ar")
        assert not person.may_check("ar")
        assert person.may_publish
        assert person.languages_of("translator")


@pytest.mark.parametrize(
    ("role", "language"),
    [
        ("translator", ""),
        ("translator", "en"),
        ("checker", "xx"),
        ("author", "ar"),
        ("administrator", "en"),
        ("boss", ""),
    ],
)
def test_senseless_grants_are_refused_by_the_form_and_by_the_database(role, language):
    grant = Grant(person=make.person(), role=role, language=language)
    with pytest.raises(ValidationError):
        grant.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        grant.save()
