"""What pages are made with, apart from what is in the database: a new release makes every page anew."""

import hashlib
import platform
from importlib.metadata import distributions

from django.conf import settings

# Where a change may change a page. Texts of the library reach pages by way of the database.
PLACES = (("site_app", "*.py"), ("templates", "*"), ("static", "*"), ("locale", "*.po"))
SETTINGS = (
    "SITE_ADDRESS",
    "EXIT_ADDRESS",
    "CONTENT_SECURITY_POLICY",
    "SECURE_HSTS_SECONDS",
    "CDN_SECONDS",
    "TIME_ZONE",
)


def fingerprint() -> str:
    told = hashlib.sha256(platform.python_version().encode())
    for place, pattern in PLACES:
        for path in sorted((settings.BASE_DIR / place).rglob(pattern)):
            if path.is_file():
                told.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    libraries = sorted({f"{one.name} {one.version}" for one in distributions()})
    told.update("\n".join(libraries).encode())
    told.update(repr([getattr(settings, name) for name in SETTINGS]).encode())
    return told.hexdigest()[:16]
