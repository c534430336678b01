"""Many texts for measuring: rows as the lifecycle would have made them."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from site_app import append_only, languages
from site_app.content.models import Explainer, Update
from site_app.editions import lifecycle
from site_app.editions.models import Edition, Publication, Revision, Site
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(capsys):
    Site.objects.update(demonstration=True)
    call_command("make_demo", texts=6)


def test_a_real_site_is_never_filled():
    with pytest.raises(CommandError, match="no demonstration"):
        call_command("make_demo", texts=1)


def test_every_text_is_live_in_every_language_as_if_it_had_been_published(filled):
    assert Explainer.objects.count() + Update.objects.count() == 6
    assert Edition.objects.visible().count() == 6 * len(languages.CODES)
    assert not Edition.objects.outdated().exists()
    for edition in Edition.objects.select_related("live"):
        model = Explainer if Explainer.objects.filter(pk=edition.document_id).exists() else Update
        document = model.objects.get(pk=edition.document_id)
        for name in model.required_texts:
            assert getattr(document, document.text_column(name, edition.language_id)) == edition.live.texts[name]
    assert Publication.objects.count() == Revision.objects.count() == Edition.objects.count()
    assert append_only.missing() == []


def test_its_pages_are_long_and_differ(filled):
    slugs = Explainer.objects.values_list("slug", flat=True)
    pages = {Client().get(f"/zh-hans/guides/{slug}/").content for slug in slugs}
    assert len(pages) == len(slugs)
    assert min(map(len, pages)) > 8000


def test_the_desk_goes_on_from_there(filled):
    document = Explainer.objects.first()
    make.live(document, text="by hand")
    lifecycle.withdraw(document, reason="mistake", by=None)
    make.live(make.explainer(), text="another")
