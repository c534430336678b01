"""People at the desk of the site that is being served, signed in, and whatever else a test wants done there.

It is another process with a database of its own, so what is asked of it runs in a third one.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.browser.serving import OUR_SETTINGS

SIGNED_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from allauth.mfa.models import Authenticator
from site_app.accounts.models import Grant, User
person, _ = User.objects.get_or_create(username={name!r}, defaults=dict(first_name={name!r}))
Authenticator.objects.get_or_create(user=person, type="totp", defaults=dict(data=dict(secret="x")))
for role, language in {roles!r}:
    Grant.objects.get_or_create(person=person, role=role, language=language)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(session.session_key)
"""


def run(var: Path, code: str) -> str:
    """What this Python, run inside the served site, prints."""
    inherited = {name: value for name, value in os.environ.items() if name not in OUR_SETTINGS}
    ours = {
        "VAR": str(var),
        "HTTPS": "0",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SECRET_KEY": (var / "secret").read_text().strip(),
        "DJANGO_SETTINGS_MODULE": "site_app.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env=inherited | ours,
        cwd=Path(__file__).resolve().parent.parent.parent.parent,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def session_of(var: Path, name: str, *roles) -> str:
    """The session cookie of a person with these roles, who has come in through the door with a second factor."""
    pairs = [(role, "") if isinstance(role, str) else role for role in roles]
    return run(var, SIGNED_IN.format(name=name, roles=pairs))
