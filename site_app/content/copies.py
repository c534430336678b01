"""Archived copies of sources: a file under VAR/media by a name nobody can guess, and a row that knows it.

The file is written under a temporary name and renamed, so that a crash leaves a whole file or none.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from site_app.content import pictures
from site_app.content.models import ArchivedCopy, Source

MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "pdf": "application/pdf"}


def keep(source: Source, data: bytes, *, by) -> ArchivedCopy:
    """Raises pictures.Unfit, and then nothing is left behind."""
    ending, content = pictures.judged(data)
    name = f"{secrets.token_hex(16)}.{ending}"
    kind = ArchivedCopy.Kind.PDF if ending == "pdf" else ArchivedCopy.Kind.PICTURE
    _write(path(name), content)
    try:
        return ArchivedCopy.objects.create(source=source, kind=kind, name=name, size=len(content), by=by)
    except BaseException:
        path(name).unlink(missing_ok=True)
        raise


@transaction.atomic
def remove(copy: ArchivedCopy, *, by) -> ArchivedCopy:
    """The file goes, for good; the row says who did it and when."""
    copy = ArchivedCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if copy.removed_at is None:
        copy.removed_at, copy.removed_by = timezone.now(), by
        copy.save(update_fields=["removed_at", "removed_by"])
        transaction.on_commit(lambda: path(copy.name).unlink(missing_ok=True))
    return copy


def path(name: str) -> Path:
    return settings.MEDIA_ROOT / name


def media_type(copy: ArchivedCopy) -> str:
    return MEDIA_TYPES[copy.name.rpartition(".")[2]]


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.new")
    try:
        with open(unfinished, "xb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
