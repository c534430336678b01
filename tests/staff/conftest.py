import pytest
from allauth.mfa.models import Authenticator

from tests import make


@pytest.fixture
def sign_in(client):
    """Signs somebody with these roles in, past the second factor. Gives the person."""

    def sign_in(*roles, name="", email=""):
        person = make.person(name, roles=roles)
        if email:
            person.email = email
            person.save()
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
        client.force_login(person)
        return person

    return sign_in
