"""What every database has from its first migration on, and again after tests have emptied it."""

from django.db import connections

from site_app import append_only, languages
from site_app.editions.models import Language, Site

OPEN_AT_FIRST = ("en", "pl", "ar", "lt", "ro", "pt", "bg", "uk", "zh-hans", "fa", "sk", "hu")


def after_migrate(using: str, plan=(), apps=None, **kwargs) -> None:
    """The site's one `post_migrate` handler: the triggers, a row per language, the row of the site."""
    if Site._meta.db_table not in connections[using].introspection.table_names():
        return  # migrated to zero
    append_only.install(using)
    Site.objects.using(using).get_or_create(pk=1)
    Language.objects.using(using).bulk_create(
        [
            Language(code=code, policy=Language.Policy.OPEN if code in OPEN_AT_FIRST else Language.Policy.CLOSED)
            for code in languages.CODES
        ],
        ignore_conflicts=True,
    )
