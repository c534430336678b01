"""A language that is open has its whole interface: no English sentence under another language's label."""

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from site_app.editions.starting_rows import OPEN_AT_FIRST

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize("code", [code for code in OPEN_AT_FIRST if code != "en"])
def test_every_string_of_the_interface_is_translated_with_its_placeholders(code):
    catalogue = polib.pofile(str(settings.BASE_DIR / "locale" / to_locale(code) / "LC_MESSAGES" / "django.po"))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    for entry in catalogue:
        if not entry.obsolete:
            assert _placeholders(entry.msgid) == _placeholders(entry.msgstr), entry.msgid


def _placeholders(text: str) -> list[str]:
    return sorted(part.split(")")[0] for part in text.split("%(")[1:])
