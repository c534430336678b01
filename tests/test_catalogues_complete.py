"""The interface is whole in all 24 languages: no English sentence under another language's label, once it is opened."""

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from site_app import languages

pytestmark = pytest.mark.anywhere


def catalogue_of(code: str) -> polib.POFile:
    return polib.pofile(str(settings.BASE_DIR / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("code", [code for code in languages.CODES if code != languages.SOURCE])
def test_every_string_of_the_interface_is_translated_with_its_placeholders(code):
    catalogue = catalogue_of(code)
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    for entry in catalogue:
        if not entry.obsolete:
            assert _placeholders(entry.msgid) == _placeholders(entry.msgstr), entry.msgid


def _placeholders(text: str) -> list[str]:
    return sorted(part.split(")")[0] for part in text.split("%(")[1:])
