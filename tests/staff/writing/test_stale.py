"""Somebody saved a newer text meanwhile: both are shown, and each part is chosen."""

import re

import pytest

from site_app.editions.models import Edition, WorkingCopy
from tests import make
from tests.staff.writing.forms import fields_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    document = make.explainer()
    make.live(document)
    return document


@pytest.fixture
def stale(client, sign_in, guide):
    """Amina's save, after Boris was faster. Gives where she was led."""
    sign_in("author", name="amina")
    where = f"/staff/texts/{guide.pk}/en/"
    sent = fields_of(client.get(where)) | {"title": "Amina's title", "summary": "Amina's summary", "act": "save"}
    make.revision(guide, text=make.words("of Boris"), by=make.person("boris"))
    return client.post(where, sent)["Location"]


def newest(document):
    return Edition.objects.get(document=document).latest


def test_both_texts_are_shown_word_by_word(client, stale):
    html = client.get(stale).content.decode()
    assert "boris saved text 2" in html
    assert any("Boris" in words for words in re.findall(r"<del>(.*?)</del>", html))
    assert any("Amina" in words for words in re.findall(r"<ins>(.*?)</ins>", html))


def test_nothing_was_saved_and_nothing_was_lost(client, stale, guide):
    assert newest(guide).texts["title"] == "Title of Boris"
    assert WorkingCopy.objects.get().texts["title"] == "Amina's title"


def test_each_part_is_the_one_that_was_chosen_and_saving_goes_on_from_the_newer_text(client, stale, guide):
    choice = {"use-title": "theirs", "use-summary": "mine", "use-body": "theirs"}
    where = client.post(stale, choice)["Location"]
    form = fields_of(client.get(where))
    assert form["title"] == ["Title of Boris"]
    assert form["summary"] == ["Amina's summary"]
    client.post(where, form | {"act": "save"})
    assert newest(guide).number == 3
    assert newest(guide).texts["summary"] == "Amina's summary"


def test_if_boris_is_faster_again_she_is_asked_again(client, stale, guide):
    where = client.post(stale, {})["Location"]
    form = fields_of(client.get(where))
    make.revision(guide, text=make.words("of Boris again"), by=make.person())
    assert client.post(where, form | {"act": "save"})["Location"] == stale


def test_a_position_leads_back_to_the_update_it_was_changed_in(client, stale, guide):
    update = make.update()
    assert client.post(stale, {"back": str(update.pk)})["Location"] == f"/staff/texts/{update.pk}/en/"


def test_who_has_typed_nothing_has_nothing_to_choose(client, sign_in, guide):
    sign_in("author")
    assert client.get(f"/staff/texts/{guide.pk}/en/both/").status_code == 404
