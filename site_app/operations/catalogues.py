"""Compiles the interface catalogues with polib, because no machine of ours has to have gettext.

Django ignores a language in addresses until it has a compiled catalogue, so this runs before anything else.
Knows no Django.
"""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


def compile_changed(locale: Path = LOCALE) -> list[str]:
    """Compiles every catalogue that is newer than its compiled form. Returns the languages compiled.

    Written to a temporary name and renamed, so that a server that starts meanwhile reads a whole file.
    """
    compiled = []
    for source in sorted(locale.glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        compiled.append(source.parent.parent.name)
    return compiled
