"""A new release makes every page anew; starting the same one again does not."""

import pytest

from site_app.operations import release

pytestmark = pytest.mark.anywhere


@pytest.fixture
def house(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    for name in ("site_app/views.py", "templates/page.html", "static/css/a.css", "locale/ar/django.po"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    return tmp_path


def test_the_same_files_and_settings_are_the_same_release(house):
    (house / "var").mkdir()
    before = release.fingerprint()
    (house / "var" / "site.sqlite3").write_text("data")
    assert release.fingerprint() == before


@pytest.mark.parametrize(
    "name", ["site_app/views.py", "templates/page.html", "static/css/a.css", "locale/ar/django.po"]
)
def test_a_changed_file_is_a_new_release(house, name):
    before = release.fingerprint()
    (house / name).write_text("two")
    assert release.fingerprint() != before


def test_a_changed_setting_that_pages_show_is_a_new_release(house, settings):
    before = release.fingerprint()
    settings.EXIT_ADDRESS = "https://elsewhere.example"
    assert release.fingerprint() != before
