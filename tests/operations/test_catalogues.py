"""The interface's catalogues: compiled when they changed, brought up to date without losing a translation."""

import os
import re
import shutil
from gettext import GNUTranslations
from io import StringIO

import polib
import pytest
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import to_locale

from site_app import languages
from site_app.operations.catalogues import LOCALE, compile_changed
from site_app.operations.messages import update_catalogues

pytestmark = pytest.mark.anywhere

BASE = LOCALE.parent
NAMES = sorted(to_locale(code) for code in languages.CODES if code != languages.SOURCE)


def catalogue(locale, name):
    return locale / name / "LC_MESSAGES" / "django.po"


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals={forms}\\n"\n\n'
POLISH = HEADER.format(forms="3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);") + (
    'msgid "Language"\nmsgstr "Język"\n\nmsgid "%d day"\nmsgid_plural "%d days"\n'
    'msgstr[0] "%d dzień"\nmsgstr[1] "%d dni"\nmsgstr[2] "%d dnia"\n\nmsgid "Not yet"\nmsgstr ""\n'
)
TETUM = HEADER.format(forms="2; plural=(n != 1);") + 'msgid "Language"\nmsgstr "Lian"\n'


@pytest.fixture
def locale(tmp_path):
    write(catalogue(tmp_path, "pl"), POLISH)
    write(catalogue(tmp_path, "tet"), TETUM)
    return tmp_path


# --- compiling -------------------------------------------------------------------------------------------


def test_only_catalogues_that_changed_are_compiled(locale):
    assert compile_changed(locale) == ["pl", "tet"]
    assert compile_changed(locale) == []
    polish = catalogue(locale, "pl")
    polish.write_text(POLISH.replace("Język", "Mowa"), "utf-8")
    later = polish.with_suffix(".mo").stat().st_mtime + 5
    os.utime(polish, (later, later))
    unchanged = catalogue(locale, "tet").with_suffix(".mo").stat().st_mtime_ns
    assert compile_changed(locale) == ["pl"]
    assert catalogue(locale, "tet").with_suffix(".mo").stat().st_mtime_ns == unchanged
    with catalogue(locale, "pl").with_suffix(".mo").open("rb") as file:
        assert GNUTranslations(file).gettext("Language") == "Mowa"


def test_django_reads_what_was_compiled(locale, settings):
    compile_changed(locale)
    settings.LOCALE_PATHS = [locale]
    with translation.override("pl"):
        assert translation.gettext("Language") == "Język"
        days = [translation.ngettext("%d day", "%d days", number) for number in (1, 2, 5)]
        assert days == ["%d dzień", "%d dni", "%d dnia"]
        assert translation.gettext("Not yet") == "Not yet"
    with translation.override("tet"):
        assert translation.gettext("Language") == "Lian"


def test_a_reader_of_a_catalogue_never_meets_half_of_one(locale):
    compile_changed(locale)
    target = catalogue(locale, "pl").with_suffix(".mo")
    before = target.read_bytes()
    os.utime(catalogue(locale, "pl"), (2_000_000_000, 2_000_000_000))
    write(catalogue(locale, "pl"), POLISH + "\nthis is no catalogue\n")
    os.utime(catalogue(locale, "pl"), (2_000_000_000, 2_000_000_000))
    with pytest.raises(OSError, match="Syntax error"):
        compile_changed(locale)
    assert target.read_bytes() == before


def test_the_command_says_what_it_compiled(locale, monkeypatch):
    monkeypatch.setattr(compile_changed, "__defaults__", (locale,))
    out = StringIO()
    call_command("compile_catalogues", stdout=out)
    assert out.getvalue() == "compiled: pl\ncompiled: tet\n"


# --- bringing up to date ---------------------------------------------------------------------------------


@pytest.fixture
def base(tmp_path, settings):
    """A copy of what strings are found in and written to."""
    for name in ("site_app", "templates", "locale"):
        shutil.copytree(BASE / name, tmp_path / name, ignore=shutil.ignore_patterns("*.mo", "library", "__pycache__"))
    settings.BASE_DIR = tmp_path
    return tmp_path


@pytest.fixture
def small_base(tmp_path, settings):
    """A house with one template and one module."""
    write(tmp_path / "templates" / "page.html", '{% load i18n %}<p>{% translate "Exit" %}</p>')
    write(tmp_path / "site_app" / "thing.py", 'from x import gettext as _\n_("Language")\n')
    settings.BASE_DIR = tmp_path
    return tmp_path


def contents(base):
    return {path: path.read_bytes() for path in sorted((base / "locale").rglob("*.po"))}


def read(base, name="pl"):
    return polib.pofile(str(catalogue(base / "locale", name)))


def translate(base, name, **translations):
    found = read(base, name)
    for msgid, text in translations.items():
        found.find(msgid.replace("_", " ")).msgstr = text
    found.save()


def test_every_catalogue_is_what_make_messages_would_write(base):
    before = contents(base)
    assert [path.parent.parent.name for path in before] == NAMES
    update_catalogues()
    outdated = [path.parent.parent.name for path, content in contents(base).items() if before.get(path) != content]
    assert not outdated, f"run `make messages` and commit: {', '.join(outdated)}"


def test_a_second_update_changes_no_byte(base):
    first = update_catalogues()
    before = contents(base)
    assert update_catalogues() == first
    assert contents(base) == before


def test_a_catalogue_is_made_for_every_language_but_english(small_base):
    assert update_catalogues() == {code: 2 for code in languages.CODES if code != "en"}
    assert [path.parent.parent.name for path in contents(small_base)] == NAMES


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("templates/a/b.html", '{% load i18n %}{% translate "Found" %}', ("Found", "", None)),
        ("templates/a.html", '{% load i18n %}{% translate "Found" context "verb" %}', ("Found", "", "verb")),
        ("templates/a.html", "{% load i18n %}{{ _('Found') }}", ("Found", "", None)),
        (
            "templates/a.html",
            "{% load i18n %}\n<p>\n{% blocktranslate trimmed with a=b %}\n  Found\n  {{ a }}\n{% endblocktranslate %}",
            ("Found %(a)s", "", None),
        ),
        (
            "templates/a.html",
            "{% load i18n %}{% blocktranslate count n=a %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            ("%(n)s day", "%(n)s days", None),
        ),
        ("site_app/a/b.py", '_("Found")', ("Found", "", None)),
        ("site_app/a.py", 'gettext("Found " "it")', ("Found it", "", None)),
        ("site_app/a.py", 'gettext_lazy("Found")', ("Found", "", None)),
        ("site_app/a.py", 'ngettext("%d day", "%d days", n)', ("%d day", "%d days", None)),
        ("site_app/a.py", 'ngettext_lazy("%d day", "%d days", "n")', ("%d day", "%d days", None)),
        ("site_app/a.py", 'pgettext("verb", "Found")', ("Found", "", "verb")),
        ("site_app/a.py", 'pgettext_lazy("verb", "Found")', ("Found", "", "verb")),
        ("site_app/a.py", 'npgettext("a", "%d day", "%d days", n)', ("%d day", "%d days", "a")),
        ("site_app/a.py", 'npgettext_lazy("a", "%d day", "%d days", n)', ("%d day", "%d days", "a")),
    ],
)  # fmt: skip
def test_a_new_string_is_found_wherever_it_is_written(small_base, name, source, expected):
    update_catalogues()
    write(small_base / name, source)
    update_catalogues()
    singular, plural, context = expected
    entry = read(small_base).find(singular, msgctxt=context)
    assert (entry.msgid_plural or "") == plural
    assert set(entry.msgstr_plural) == ({0, 1, 2} if plural else set())
    assert len(read(small_base)) == 3


def test_plurals_have_as_many_forms_as_the_language(small_base):
    write(small_base / "site_app" / "a.py", 'ngettext("%d day", "%d days", n)')
    update_catalogues()
    for name, forms in {"ar": 6, "pl": 3, "lt": 3, "zh_Hans": 1, "zh_Hant": 1, "tet": 2}.items():
        found = read(small_base, name)
        assert found.metadata["Plural-Forms"].startswith(f"nplurals={forms};")
        assert sorted(found.find("%d day").msgstr_plural) == list(range(forms))


def test_a_comment_for_translators_travels_with_the_string(small_base):
    write(small_base / "site_app" / "a.py", '# Translators: a verb\n_("Found")\n')
    write(small_base / "templates" / "a.html", '{% load i18n %}{# Translators: a noun #}\n{% translate "Place" %}')
    update_catalogues()
    assert read(small_base).find("Found").comment == "a verb"
    assert read(small_base).find("Place").comment == "a noun"


def test_translations_survive_and_are_counted(small_base):
    write(small_base / "site_app" / "a.py", 'ngettext("%d day", "%d days", n)')
    update_catalogues()
    translate(small_base, "pl", Exit="Wyjście")
    found = read(small_base)
    found.find("%d day").msgstr_plural = {0: "%d dzień", 1: "%d dni", 2: "%d dnia"}
    found.find("Language").tcomment = "asked Ania"
    found.save()
    assert update_catalogues()["pl"] == 1
    found = read(small_base)
    assert found.find("Exit").msgstr == "Wyjście"
    assert found.find("%d day").msgstr_plural == {0: "%d dzień", 1: "%d dni", 2: "%d dnia"}
    assert found.find("Language").tcomment == "asked Ania"


def test_what_vanished_stays_only_where_somebody_translated_it_and_comes_back_with_its_translation(small_base):
    page = small_base / "templates" / "page.html"
    was = page.read_text("utf-8")
    update_catalogues()
    translate(small_base, "pl", Exit="Wyjście")
    page.write_text("", "utf-8")
    update_catalogues()
    assert [(entry.msgid, entry.msgstr) for entry in read(small_base).obsolete_entries()] == [("Exit", "Wyjście")]
    assert read(small_base).find("Exit") is None
    assert read(small_base, "lt").find("Exit", include_obsolete_entries=True) is None
    before = contents(small_base)
    update_catalogues()
    assert contents(small_base) == before
    page.write_text(was, "utf-8")
    update_catalogues()
    assert read(small_base).find("Exit").msgstr == "Wyjście"
    assert read(small_base).obsolete_entries() == []


@pytest.mark.parametrize(
    ("first", "then"),
    [('_("day")', 'ngettext("day", "days", n)'), ('ngettext("day", "days", n)', '_("day")')],
    ids=["gains a plural", "loses its plural"],
)
def test_a_string_that_gains_or_loses_a_plural_leaves_a_sound_catalogue(small_base, first, then):
    module = small_base / "site_app" / "a.py"
    write(module, first)
    update_catalogues()
    found = read(small_base)
    entry = found.find("day")
    entry.msgstr, entry.msgstr_plural = ("", dict.fromkeys(range(3), "x")) if entry.msgid_plural else ("x", {})
    found.save()
    write(module, then)
    update_catalogues()
    before = contents(small_base)
    update_catalogues()
    assert contents(small_base) == before
    entry = read(small_base).find("day")
    assert bool(entry.msgid_plural) == bool(entry.msgstr_plural) == then.startswith("ngettext")
    compile_changed(small_base / "locale")
    with catalogue(small_base / "locale", "pl").with_suffix(".mo").open("rb") as file:
        assert GNUTranslations(file).ngettext("day", "days", 1) in {"day", "x"}


def test_catalogues_carry_no_dates_names_or_places(small_base):
    update_catalogues()
    found = read(small_base)
    assert set(found.metadata) == {
        "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms",
    }  # fmt: skip
    assert not [entry for entry in found if entry.occurrences or entry.flags]
    assert [entry.msgid for entry in found] == sorted(entry.msgid for entry in found)


def test_the_command_says_how_many_strings_wait_for_a_translation(small_base):
    out = StringIO()
    call_command("update_catalogues", stdout=out)
    assert "pl: 2 untranslated\n" in out.getvalue()
    translate(small_base, "pl", Exit="Wyjście", Language="Język")
    out = StringIO()
    call_command("update_catalogues", stdout=out)
    assert "pl: none untranslated\n" in out.getvalue()


def filled_in(text):
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]", text))


def test_no_translation_of_the_site_loses_or_invents_what_is_filled_in():
    """A name in a string, %(like)s this, is the same in its translation, or the page fails in that language."""
    wrong = []
    for name in NAMES:
        for entry in polib.pofile(str(catalogue(LOCALE, name))).translated_entries():
            wanted = filled_in(entry.msgid) | filled_in(entry.msgid_plural)
            wrong += [(name, entry.msgstr)] if entry.msgstr and filled_in(entry.msgstr) != wanted else []
            # A form for one or two may leave the number out.
            wrong += [(name, text) for text in entry.msgstr_plural.values() if not filled_in(text) <= wanted]
    assert wrong == []
