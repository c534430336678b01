"""Exchange files at the desk: who gets them, what comes back, and what is told of a file that is wrong."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from site_app.editions.exchange import passing
from site_app.editions.models import Edition, Revision
from tests import make

pytestmark = pytest.mark.django_db
HERE = "/staff/exchange/"


@pytest.fixture
def guide():
    document = make.explainer(slug="question")
    make.live(document, "ar", "Arabic", based_on=make.live(document, text="English"))
    return document


def out(client, **sent):
    sent = {"language": "ar", "form": "xliff", "which": "all", "document": ""} | sent
    return client.post(HERE, {f"out-{name}": value for name, value in sent.items()} | {"out": "1"})


def back(client, content, name="texts.xlf", **sent):
    sent = {"language": "ar", "form": "xliff"} | sent
    fields = {f"back-{name}": value for name, value in sent.items()} | {"back": "1"}
    return client.post(HERE, fields | {"back-file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(("form", "ends"), [("xliff", ".xlf"), ("po", ".po")])
def test_a_file_goes_out_and_comes_back_as_a_draft_that_readers_do_not_see(client, sign_in, guide, form, ends):
    person = sign_in(("translator", "ar"))
    answer = out(client, form=form, document=guide.pk)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="question-ar-')
    assert answer.headers["Content-Disposition"].endswith(f'{ends}"')
    response = back(client, answer.content.replace(b"Title Arabic", b"Another title"), form=form)
    assert "draft 2 is saved" in response.content.decode()
    edition = Edition.objects.get(document=guide, language="ar")
    assert (edition.latest.by, edition.latest.texts["title"], edition.live.number) == (person, "Another title", 1)


def test_what_is_up_to_date_stays_at_home_unless_all_is_wanted(client, sign_in, guide):
    sign_in(("translator", "ar"))
    response = out(client, which="behind")
    assert (response.status_code, "nothing to translate" in response.content.decode()) == (422, True)
    make.live(guide, text="newer", significance="meaning")
    assert b"Title newer" in out(client, which="behind").content


def test_segments_that_moved_are_told(client, sign_in, guide):
    sign_in(("translator", "ar"))
    content = out(client).content.replace(b"Title Arabic", b"Another title")
    make.live(guide, text={"title": "Title English", "summary": "Summary English", "body": "<p>Body of today</p>"})
    html = back(client, content).content.decode()
    assert "English has moved on in 1 part" in html
    assert "<del>Body English</del> <ins>Body of today</ins>" in html


WRONG = {
    "truncated": (b"<xliff", "not whole"),
    "hostile": (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "could do harm"),
    "empty": (b"", "The submitted file is empty"),
}


@pytest.mark.parametrize(("content", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_told_and_changes_nothing(client, sign_in, guide, content, why):
    sign_in(("translator", "ar"))
    before = Revision.objects.count()
    response = back(client, content)
    assert response.status_code == 422
    assert why in response.content.decode()
    assert Revision.objects.count() == before


def test_a_file_of_another_language_or_of_nothing_here_is_told(client, sign_in, guide):
    sign_in("publisher")
    content = out(client).content
    assert "in Arabic, and not in Polish. Nothing was changed." in back(client, content, language="pl").content.decode()
    wrong = content.replace(b"explainer/question", b"explainer/nothing")
    assert "There is no text explainer/nothing here. Nothing was changed." in back(client, wrong).content.decode()


def test_too_large_a_file_is_refused_before_it_is_read(client, sign_in, guide):
    sign_in("publisher")
    assert "too large" in back(client, b" " * (passing.LARGEST + 1)).content.decode()
    answer = client.post(HERE, b"x", content_type="text/plain", headers={"Content-Length": str(50_000_000)})
    assert answer.status_code == 413


def test_translators_have_their_languages_and_no_other(client, sign_in, guide):
    sign_in(("translator", "pl"))
    assert out(client, language="ar").status_code == 422
    response = back(client, passing.out([guide.pk], "ar", "xliff"))
    assert response.status_code == 422
    assert [code for code, _name in client.get(HERE).context["out"].fields["language"].choices] == ["pl"]
