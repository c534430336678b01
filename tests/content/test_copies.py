"""Archived copies: a whole file and a row, or neither."""

import io

import pytest
from django.db import transaction
from PIL import Image

from site_app.content import copies
from site_app.content.models import ArchivedCopy, Source
from site_app.content.pictures import Unfit
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Source.objects.create(slug="s", publisher="P", title="T", url="https://example.org", read_on="2026-11-22")


def picture():
    target = io.BytesIO()
    Image.new("RGB", (5, 5)).save(target, "PNG")
    return target.getvalue()


def files(settings):
    return sorted(path.name for path in settings.MEDIA_ROOT.rglob("*")) if settings.MEDIA_ROOT.exists() else []


def test_a_copy_is_kept_by_a_name_nobody_can_guess_and_for_this_account_alone(source, settings):
    ann = make.person()
    made, other = (copies.keep(source, picture(), by=ann) for _time in range(2))
    assert made.name != other.name
    assert len(made.name) == 32 + len(".png")
    assert sorted([made.name, other.name]) == files(settings)
    assert copies.path(made.name).stat().st_mode & 0o777 == 0o600
    assert copies.path(made.name).stat().st_size == made.size
    assert (made.kind, made.by, copies.media_type(made)) == ("picture", ann, "image/png")


@pytest.mark.parametrize("data", [b"", b"<svg/>", picture()[:40]], ids=["nothing", "SVG", "half a picture"])
def test_what_is_unfit_leaves_nothing(source, settings, data):
    with pytest.raises(Unfit):
        copies.keep(source, data, by=None)
    assert files(settings) == []
    assert not ArchivedCopy.objects.exists()


def test_a_full_disk_leaves_nothing(source, settings, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        copies.keep(source, picture(), by=None)
    assert files(settings) == []


def test_a_row_that_cannot_be_written_takes_its_file_along(source, settings):
    source.pk = None
    with pytest.raises(ValueError, match="source"):
        copies.keep(source, picture(), by=None)
    assert files(settings) == []


def test_removing_a_copy_removes_the_file_and_keeps_who_did_it(source, settings, django_capture_on_commit_callbacks):
    made, ann = copies.keep(source, picture(), by=None), make.person()
    with django_capture_on_commit_callbacks(execute=True):
        copies.remove(made, by=ann)
        copies.remove(made, by=make.person())
    made.refresh_from_db()
    assert (files(settings), made.removed_by) == ([], ann)


def test_a_removal_that_is_undone_keeps_the_file(source, settings):
    made = copies.keep(source, picture(), by=None)
    with transaction.atomic():
        copies.remove(made, by=None)
        transaction.set_rollback(True)
    assert files(settings) == [made.name]
