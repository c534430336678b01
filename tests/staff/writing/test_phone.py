"""The preview: the readers' own page, for the desk alone, that can do nothing."""

import pytest

from site_app.editions import lifecycle
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    document = make.explainer(slug="secret-guide")
    make.revision(document, text=make.words("saved"))
    return document


def where(document, language="en", query=""):
    return f"/staff/texts/{document.pk}/{language}/preview/{query}"


def test_it_shows_what_this_person_is_typing_in_the_readers_page(client, sign_in, guide):
    person = sign_in("author")
    assert "Title saved" in client.get(where(guide)).content.decode()
    lifecycle.keep_working_copy(
        guide, "en", texts={"title": "Typing", "body": "<p>x<script>y</script></p>"}, by=person, after=None
    )
    html = client.get(where(guide)).content.decode()
    assert "<h1>Typing</h1>" in html
    assert "<p>x</p>" in html
    assert "In danger now?" in html


def test_nobody_sees_what_somebody_else_is_typing(client, sign_in, guide):
    lifecycle.keep_working_copy(guide, "en", texts={"title": "Hers"}, by=make.person(), after=None)
    sign_in("author")
    assert "Hers" not in client.get(where(guide)).content.decode()


def test_it_does_nothing_and_stands_in_the_desks_own_pages_alone(client, sign_in, guide):
    sign_in("author")
    response = client.get(where(guide))
    assert b"<script" not in response.content
    assert 'href="/' not in response.content.decode()
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "form-action 'none'" in policy
    assert "unsafe" not in policy


def test_readers_get_nothing_of_it(client, guide):
    assert client.get("/en/guides/secret-guide/").status_code == 404
    assert client.get(where(guide)).status_code == 302


def test_another_language_has_its_own_page(client, sign_in, guide):
    sign_in(("translator", "ar"))
    assert client.get(where(guide, "ar")).status_code == 404, "nothing is written in it"
    make.live(guide)
    make.revision(guide, "ar", make.words("عربي"))
    html = client.get(where(guide, "ar")).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert "Title عربي" in html


def test_a_position_is_shown_beside_an_update_as_it_will_be(client, sign_in):
    person = sign_in("author")
    position = make.position(slug="p")
    shared = {"authority": "PSNI", "subject": "victims", "standing": "unknown"}
    make.live(position, text={"title": "P", "summary": "Before"}, shared=shared)
    update = make.update()
    make.revision(update, shared={"positions": ["p"], "since": "2023-03"})
    changed = shared | {"standing": "evidenced"}
    lifecycle.keep_working_copy(
        position, "en", texts={"title": "P", "summary": "After"}, by=person, after=None, shared=changed
    )
    html = client.get(where(update)).content.decode()
    assert "After" in html
    assert "There is proof of this." in html
    assert "March 2023" in html
    assert "Before" not in html


@pytest.mark.parametrize("query", ["?revision=1", "?revision=x"])
def test_a_saved_text_can_be_looked_at(client, sign_in, guide, query):
    sign_in(("checker", "ar"))
    assert client.get(where(guide, query=query)).status_code == 200
    assert client.get(where(guide, query="?revision=9")).status_code == 404
