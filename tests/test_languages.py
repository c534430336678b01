"""Every language of the registry works in every corner of Django that knows about languages."""

from collections import Counter

import pytest
from django.db import connection
from django.utils import translation

from site_app import languages
from site_app.content.models import Explainer, Organisation, Position
from site_app.editions.models import Language

every_language = pytest.mark.parametrize("language", languages.ALL, ids=languages.CODES)


def test_there_are_twenty_four_languages_and_english_is_the_source():
    assert len(languages.ALL) == len(set(languages.CODES)) == 24
    assert languages.SOURCE in languages.BY_CODE


@every_language
def test_django_calls_a_language_what_its_readers_call_it(language):
    told = translation.get_language_info(language.code)
    assert told["code"] == language.code
    assert told["name_local"] == language.autonym
    assert told["name"] == language.name
    assert told["bidi"] == language.rtl


@every_language
def test_an_address_leads_to_its_language(language):
    assert translation.check_for_language(language.code)
    assert translation.get_language_from_path(f"/{language.code}/guides/") == language.code


@every_language
def test_an_active_language_runs_in_its_own_direction(language):
    with translation.override(language.code):
        assert translation.get_language() == language.code
        assert translation.get_language_bidi() == language.rtl
    assert language.direction == ("rtl" if language.code in {"ar", "fa", "fa-af", "ps", "ckb", "ur"} else "ltr")


def test_no_tag_leads_to_two_languages():
    tags = Counter(tag for one in languages.ALL for tag in {one.code, one.tag.lower(), *one.aliases})
    assert [tag for tag, count in tags.items() if count > 1] == []
    assert set(tags) == set(languages.BY_TAG)
    assert all(tag == tag.lower() for tag in tags)


@every_language
def test_every_language_has_its_columns(language):
    suffix = language.code.replace("-", "_")
    for model, fields in (
        (Explainer, ("title", "summary", "body")),
        (Organisation, ("caution",)),
        (Position, ("body",)),
    ):
        names = {field.name for field in model._meta.get_fields()}
        assert {f"{field}_{suffix}" for field in fields} <= names


@pytest.mark.django_db
@every_language
def test_the_database_has_those_columns_and_a_row_for_the_language(language):
    suffix = language.code.replace("-", "_")
    with connection.cursor() as cursor:
        of_document = {one.name for one in connection.introspection.get_table_description(cursor, "editions_document")}
        of_explainer = {one.name for one in connection.introspection.get_table_description(cursor, "content_explainer")}
    assert {f"title_{suffix}", f"summary_{suffix}"} <= of_document
    assert f"body_{suffix}" in of_explainer
    assert Language.objects.get(pk=language.code).about == language
