"""Comments beside the text."""

import pytest

from site_app.editions import lifecycle
from site_app.editions.desk import commenting
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Comment
from tests import make

pytestmark = pytest.mark.django_db

BODY = "<p>The <strong>police</strong> may ask.</p><p>Say no.</p>"


@pytest.fixture
def revision():
    return make.revision(make.explainer(), text=make.words() | {"body": BODY})


@pytest.mark.parametrize("passage", ["The police may", "Say no.", "may ask. Say", "Title words", ""])
def test_a_comment_is_about_words_of_the_text_or_about_all_of_it(revision, passage):
    made = commenting.comment(revision, words=" Who says so? ", passage=passage, by=make.person())
    assert (made.words, made.passage) == ("Who says so?", passage)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"passage": "The council may"}, "not in this text"),
        ({"words": "  "}, "Write what"),
        ({"words": "x" * 2001}, "2000 characters"),
        ({"by": None}, "named"),
    ],
)
def test_what_is_not_a_comment_is_refused(revision, values, why):
    with pytest.raises(Refused, match=why):
        commenting.comment(revision, **{"words": "Who?", "by": make.person()} | values)


def test_an_adviser_without_an_account_is_named(revision):
    assert commenting.comment(revision, words="Fine.", name="Eliza Browning, CAJ").name == "Eliza Browning, CAJ"


def test_a_redaction_takes_the_comments_words_with_it(revision):
    commenting.comment(revision, words="Take out Maria's name", passage="Say no.", by=make.person())
    lifecycle.redact(revision, by=make.person())
    left = Comment.objects.get()
    assert (left.words, left.passage) == (Comment.REMOVED, "")
    with pytest.raises(Refused, match="removed"):
        commenting.comment(revision, words="More", by=make.person())
