"""One saved text: comments beside it, submitted, returned, checked."""

import pytest

from site_app.editions import lifecycle
from site_app.editions.models import Comment, Mark
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return make.explainer()


@pytest.fixture
def text(guide):
    """Somebody's submitted text."""
    made = make.revision(guide, by=make.person("boris"))
    lifecycle.mark(made, Mark.Kind.SUBMITTED, by=made.by)
    return made


def where(revision):
    edition = revision.edition
    return f"/staff/texts/{edition.document_id}/{edition.language_id}/{revision.number}/"


def kinds(revision):
    return [mark.kind for mark in revision.marks.order_by("pk")]


def test_a_comment_stands_beside_the_text_with_the_words_it_is_about(client, sign_in, text):
    sign_in("publisher", name="dara")
    client.post(where(text), {"act": "comment", "passage": "Body words", "words": "Who says so?"})
    html = client.get(where(text)).content.decode()
    assert "Who says so?" in html
    assert ">Body words</blockquote>" in html
    assert "dara" in html


def test_comments_stay_beside_the_next_text(client, sign_in, text):
    sign_in("author")
    client.post(where(text), {"act": "comment", "passage": "", "words": "Shorter."})
    following = make.revision(text.edition.document, text="shorter")
    assert "Shorter." in client.get(where(following)).content.decode()


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"act": "comment", "words": " "}, "Write what you want to say"),
        ({"act": "comment", "words": "Hm", "passage": "not there"}, "not in this text"),
        ({"act": "return", "words": ""}, "Write what has to be done"),
        ({"act": "explode"}, "not for you to do"),
    ],
)
def test_what_cannot_be_done_is_said_and_what_was_typed_stays(client, sign_in, text, sent, why):
    sign_in("publisher")
    response = client.post(where(text), sent)
    assert response.status_code == 422
    assert why in response.content.decode()
    if sent.get("words", "").strip():
        assert sent["words"] in response.content.decode()
    assert not Comment.objects.exists()
    assert kinds(text) == ["submitted"]


def test_a_text_is_returned_with_what_has_to_be_done(client, sign_in, text):
    sign_in("publisher")
    client.post(where(text), {"act": "return", "words": "Say since when."})
    mark = text.marks.last()
    assert (mark.kind, mark.comment) == ("returned", "Say since when.")
    assert "Say since when." in client.get(where(text)).content.decode()


def test_a_checker_of_the_language_checks_and_others_may_not(client, sign_in, guide):
    make.live(guide)
    arabic = make.revision(guide, "ar", by=make.person())
    sign_in(("checker", "pl"))
    assert client.post(where(arabic), {"act": "check"}).status_code == 403
    sign_in(("translator", "ar"))
    assert client.post(where(arabic), {"act": "check"}).status_code == 422
    sign_in(("checker", "ar"))
    client.post(where(arabic), {"act": "check"})
    assert kinds(arabic) == ["checked"]


def test_nobody_checks_what_they_wrote(client, sign_in, guide):
    make.live(guide)
    person = sign_in(("checker", "ar"), ("translator", "ar"))
    arabic = make.revision(guide, "ar", by=person)
    response = client.post(where(arabic), {"act": "check"})
    assert "Somebody else has to check" in response.content.decode()
    assert kinds(arabic) == []


def test_a_text_without_words_any_more_is_still_a_page(client, sign_in, text):
    lifecycle.redact(text, by=None)
    sign_in("publisher")
    assert "The words of this text were removed" in client.get(where(text)).content.decode()


def test_everything_an_update_changes_is_submitted_and_returned_with_it(client, sign_in):
    sign_in("author", "publisher")
    position = make.position(slug="p")
    words = make.revision(position, text={"title": "P", "summary": "S"}, shared={"authority": "A", "subject": "B"})
    update = make.revision(make.update(), shared={"positions": ["p"]}, by=make.person())
    client.post(where(update), {"act": "submit"})
    client.post(where(update), {"act": "return", "words": "No."})
    assert kinds(update) == kinds(words) == ["submitted", "returned"]
