"""An interface is whole in a language or it is not there: no English sentence under another language's label."""

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from site_app import languages
from site_app.editions.starting_rows import OPEN_AT_FIRST

pytestmark = pytest.mark.anywhere


def catalogue_of(code: str) -> polib.POFile:
    return polib.pofile(str(settings.BASE_DIR / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"))


BEGUN = [code for code in languages.CODES if code != "en" and catalogue_of(code).translated_entries()]


def test_every_language_that_is_open_at_first_has_its_interface():
    assert set(OPEN_AT_FIRST) - {"en"} <= set(BEGUN)


@pytest.mark.parametrize("code", BEGUN)
def test_every_string_of_the_interface_is_translated_with_its_placeholders(code):
    catalogue = catalogue_of(code)
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    for entry in catalogue:
        if not entry.obsolete:
            assert _placeholders(entry.msgid) == _placeholders(entry.msgstr), entry.msgid


def _placeholders(text: str) -> list[str]:
    return sorted(part.split(")")[0] for part in text.split("%(")[1:])
