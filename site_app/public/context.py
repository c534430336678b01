from django.conf import settings
from django.utils.translation import get_language

from site_app import languages


def page(request) -> dict:
    """What every template of the site needs. Asks nothing of the database: error pages use it too."""
    return {
        "page_language": languages.BY_CODE[get_language()],
        "inline_style": settings.INLINE_STYLE,
        "inline_script": settings.INLINE_SCRIPT,
        "exit_address": settings.EXIT_ADDRESS,
    }
