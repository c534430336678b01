"""Which machine this site has, if any."""

from django.conf import settings

from site_app.machine_translation.deepl import DeepL
from site_app.machine_translation.libretranslate import LibreTranslate
from site_app.machine_translation.machine import Machine

KINDS = {"deepl": DeepL, "libretranslate": LibreTranslate}


def configured() -> Machine | None:
    """The machine that TRANSLATION_URL names (`settings`), None where it is not set."""
    if not settings.TRANSLATION_URL:
        return None
    return KINDS[settings.TRANSLATION_KIND](settings.TRANSLATION_URL, settings.TRANSLATION_KEY)
