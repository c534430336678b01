"""How complete a language's interface is: what stands on buttons and in notices, from its catalogue in `locale/`.

The texts of the site are editions and not here. A person's word that a catalogue is right is an `InterfaceCheck`, and
holds for exactly the catalogue that they looked at.
"""

import hashlib
from dataclasses import dataclass
from functools import cache

import polib
from django.conf import settings
from django.utils.translation import to_locale

from site_app import languages


@dataclass(frozen=True)
class Catalogue:
    strings: int
    translated: int
    fingerprint: str  # of every string with its translation; "" for English, which is the source

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all of it."""
        return 100 * self.translated // self.strings if self.strings else 100


@cache  # a release brings new ones, and new processes
def catalogue(code: str) -> Catalogue:
    if code == languages.SOURCE:
        return Catalogue(0, 0, "")
    path = settings.BASE_DIR / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"
    entries = [one for one in polib.pofile(str(path)) if not one.obsolete] if path.exists() else []
    told = hashlib.sha256()
    for entry in sorted(entries, key=lambda one: (one.msgctxt or "", one.msgid)):
        told.update(f"{entry.msgid}\0{entry.msgstr}\0{sorted(entry.msgstr_plural.items())}\0".encode())
    return Catalogue(len(entries), sum(one.translated() for one in entries), told.hexdigest()[:16])
