"""Sign-off: asking an adviser, and the page on which they answer without an account."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from site_app.accounts.models import Event, Link
from site_app.content.models import Fact, Organisation, Source, Update
from site_app.editions import lifecycle
from site_app.editions.models import Mark, Revision
from tests import make

pytestmark = pytest.mark.django_db

HERE = {"Sec-Fetch-Site": "same-origin"}
SIGNED = {"answer": "sign", "read": "on", "comment": ""}


@pytest.fixture
def document():
    return make.explainer(sign_off="CAJ")


@pytest.fixture
def revision(document):
    return make.revision(document, text="to sign")


@pytest.fixture
def desk():
    return make.at_the_desk(make.person("author", roles=["author"]))


@pytest.fixture
def address(desk, revision):
    return ask(desk, revision)


def ask(desk, revision, **typed):
    typed = {"name": "Jane Doe", "organisation": "CAJ", "days": "14"} | typed
    answer = desk.post(f"/staff/sign-off/{revision.pk}/", typed)
    return re.search(r"https?://[^/]+(/sign/[\w-]+/)", answer.content.decode())[1]


def answer(address, headers=HERE, **typed):
    return Client().post(address, SIGNED | typed, headers=headers)


def signatures():
    return list(Mark.objects.filter(kind="signed-off").values_list("revision", "name", "comment", "by"))


# --- at the desk ---


def test_the_overview_tells_what_is_signed_asked_for_and_neither(desk, revision):
    make.revision(make.explainer(), text="needs nobody")

    def shown():
        page = desk.get("/staff/sign-off/").content.decode()
        assert "needs nobody" not in page
        return re.search(r"signed off|asked for|not asked for yet", page.split("Title to sign")[1])[0]

    assert shown() == "not asked for yet"
    address = ask(desk, revision)
    assert shown() == "asked for"
    answer(address)
    assert shown() == "signed off"
    make.revision(revision.edition.document, text="to sign again")
    assert shown() == "not asked for yet", "of the newer text"


def test_asking_needs_a_name_and_an_organisation_and_keeps_what_was_typed(desk, revision):
    for missing in ("name", "organisation", "days"):
        typed = {"name": "Jane", "organisation": "CAJ", "days": "14"} | {missing: ""}
        page = desk.post(f"/staff/sign-off/{revision.pk}/", typed).content.decode()
        assert "This field is required" in page
        assert missing == "name" or 'value="Jane"' in page
    assert not Link.objects.exists()


def test_translations_and_texts_without_words_are_not_signed(desk, document, revision):
    arabic = make.revision(document, "ar")
    assert desk.get(f"/staff/sign-off/{arabic.pk}/").status_code == 404
    lifecycle.redact(revision, by=make.person())
    assert desk.get(f"/staff/sign-off/{revision.pk}/").status_code == 404


def test_a_link_that_was_taken_back_opens_nothing(desk, revision, address):
    revoke = f"/staff/sign-off/links/{Link.objects.get().pk}/revoke/"
    assert "no longer works" in desk.post(revoke, follow=True).content.decode()
    assert Client().get(address).status_code == answer(address).status_code == 410
    assert signatures() == []
    assert "had ended before" in desk.post(revoke, follow=True).content.decode()


def test_whoever_asked_sees_what_was_answered(desk, revision, address):
    answer(address, answer="comment", comment="Section 44 is <b>wrong</b>.")
    page = desk.get(f"/staff/sign-off/{revision.pk}/").content.decode()
    assert "Jane Doe, CAJ" in page
    assert "Section 44 is &lt;b&gt;wrong&lt;/b&gt;." in page


def test_an_older_text_says_that_there_is_a_newer(desk, document, revision, address):
    newer = make.revision(document, text="newer")
    page = desk.get(f"/staff/sign-off/{revision.pk}/").content.decode()
    assert f'href="/staff/sign-off/{newer.pk}/"' in page
    assert "There is a newer text by now" in Client().get(address).content.decode()


def test_whoever_wrote_a_text_does_not_ask_for_its_signature(document):
    writer = make.person("writer", roles=["author"])
    desk, revision = make.at_the_desk(writer), make.revision(document, by=writer)
    where = f"/staff/sign-off/{revision.pk}/"
    assert "Make the link" not in desk.get(where).content.decode()
    sent = desk.post(where, {"name": "Jane", "organisation": "CAJ", "days": "14"}).content.decode()
    assert "Somebody else has to ask for its signature" in sent
    assert not Link.objects.exists()
    review = desk.get(f"/staff/texts/{document.pk}/en/1/").content.decode()
    assert f'href="{where}"' not in review


def test_beside_a_signature_stands_who_made_the_link(document, revision, address):
    answer(address)
    publisher = make.at_the_desk(make.person(roles=["publisher"]))
    for page in ("1/", "1/publish/"):
        html = publisher.get(f"/staff/texts/{document.pk}/en/{page}").content.decode()
        assert "Signed off by Jane Doe, CAJ" in html
        assert "The link was made by author." in html


# --- the adviser's page ---


def test_it_shows_exactly_that_text_in_the_readers_page(document, revision, address):
    make.revision(document, text="another")
    page = Client().get(address).content.decode()
    assert "Body to sign" in page
    assert "another" not in page
    assert 'class="exit"' in page
    assert "Jane Doe, CAJ" in page


def test_it_shows_what_belongs_to_that_text(desk):
    today = timezone.now().date()
    source = Source.objects.create(
        slug="bbc", publisher="BBC", title="x", url="https://example.org/news", read_on=today
    )
    fact = Fact.objects.create(code="F1", statement="x", confidence="seen", checked_on=today, check_by=today)
    fact.sources.add(source)
    update = Update(slug="news", sign_off="CAJ")
    update.save()
    shared = {"facts": ["F1"], "since": "2025-03"}
    page = Client().get(ask(desk, make.revision(update, shared=shared))).content.decode()
    assert "March 2025" in page
    assert "https://example.org/" in page
    assert Update.objects.get().since != "2025-03", "looking changes nothing"


def test_texts_without_a_page_of_their_own_are_shown_too(desk):
    organisation = Organisation(slug="caj", name="CAJ", sign_off="CAJ", checked_on="2026-11-01", check_by="2027-11-01")
    organisation.save()
    revision = make.revision(organisation, text={"title": "CAJ", "summary": "They help."})
    assert "They help." in Client().get(ask(desk, revision)).content.decode()


def test_signing_is_a_mark_on_that_text_and_uses_the_link_up(revision, address):
    thanks = answer(address, comment=" Fine. ")
    assert "is signed off by Jane Doe, CAJ" in thanks.content.decode()
    assert signatures() == [(revision.pk, "Jane Doe, CAJ", "Fine.", None)]
    for again in (Client().get(address), answer(address)):
        assert again.status_code == 410
        assert "used already" in again.content.decode()
    assert len(signatures()) == 1


def test_a_newer_text_does_not_inherit_the_signature(document, revision, address):
    answer(address)
    make.publish(revision)
    newer = make.revision(document, text="newer")
    with pytest.raises(lifecycle.Refused, match="signed off first"):
        make.publish(newer)
    assert Revision.objects.signed_off().filter(pk=revision.pk).exists()
    assert not Revision.objects.signed_off().filter(pk=newer.pk).exists()


def test_a_comment_signs_nothing_and_leaves_the_link(revision, address):
    assert "Nothing was signed" in answer(address, answer="comment", comment="Wrong.").content.decode()
    assert signatures() == []
    returned = Mark.objects.get(kind="returned")
    assert (returned.revision, returned.name, returned.comment) == (revision, "Jane Doe, CAJ", "Wrong.")
    answer(address)
    assert len(signatures()) == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"read": ""}, "confirm that you have read the text"),
        ({"answer": "comment", "comment": "  "}, "write what has to change"),
        ({"answer": "other"}, ""),
        ({"comment": "x" * 5001}, "at most 5000"),
    ],
)
def test_a_form_that_is_not_finished_says_so_and_keeps_the_comment(address, typed, says):
    page = answer(address, **{"comment": "My thoughts."} | typed).content.decode()
    assert says in page
    assert "comment" in typed or "My thoughts." in page
    assert not Mark.objects.exists()


def test_words_that_were_removed_are_neither_shown_nor_signed(revision, address):
    lifecycle.redact(revision, by=make.person())
    for response in (Client().get(address), answer(address)):
        assert response.status_code == 410
        assert "were removed" in response.content.decode()
        assert "Body to sign" not in response.content.decode()
    assert signatures() == []
    assert Link.objects.get().state == "open"


def test_a_link_that_is_too_old_or_mistyped_says_so(address):
    assert "copy all of it" in Client().get(address[:-4] + "/").content.decode()
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "too old" in Client().get(address).content.decode()
    assert answer(address).status_code == 410


def test_how_long_it_works_is_chosen(desk, revision):
    ask(desk, revision, days="28")
    assert timedelta(days=27) < Link.objects.get().expires_at - timezone.now() < timedelta(days=28, minutes=1)


# --- privacy and abuse ---


def test_no_cookie_is_set_nothing_is_kept_and_nobody_indexes_it(address):
    for response in (Client().get(address), answer(address, read=""), answer(address), Client().get("/sign/x/")):
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 200),
    ],
    ids=str,
)
def test_only_the_page_itself_can_send_the_answer(address, headers, status):
    response = answer(address, headers=headers)
    assert response.status_code == status
    assert len(signatures()) == (1 if status == 200 else 0)


def test_answers_without_measure_are_stopped(address):
    statuses = [answer(address, answer="comment", comment=str(n)).status_code for n in range(22)]
    assert statuses == [200] * 20 + [429] * 2
    assert Mark.objects.count() == 20


def test_the_trail_tells_of_asking_signing_and_taking_back(desk, revision, address):
    answer(address)
    ask(desk, revision, name="John")
    desk.post(f"/staff/sign-off/links/{Link.objects.latest('pk').pk}/revoke/")
    told = [(event.what, event.by and event.by.username, event.detail) for event in Event.objects.order_by("pk")]
    jane, john = (f"sign-off ({revision.pk}): {name}, CAJ" for name in ("Jane Doe", "John"))
    assert told == [
        ("link-made", "author", jane),
        ("link-used", None, jane),
        ("link-made", "author", john),
        ("link-revoked", "author", john),
    ]


def test_invented_tokens_are_not_counted_and_so_leave_nothing_behind(address, monkeypatch):
    counted = []
    monkeypatch.setattr("site_app.staff.holders.ratelimit.consume", lambda *_, key, **__: counted.append(key) or True)
    for number in range(3):
        assert Client().get(f"/sign/invented-{number}/").status_code == 410
    assert Client().get(address).status_code == 200
    assert counted == [str(Link.objects.get().pk)]


@pytest.mark.parametrize("title", ["{0}", "{link.by}", "{"])
def test_braces_in_what_was_typed_are_letters_like_others(desk, document, title):
    revision = make.revision(document, text=make.words() | {"title": title})
    assert ask(desk, revision, name="Jane {x}")


def test_positions_stand_beside_it_as_they_will_be_when_it_goes_live(desk):
    shared = {"authority": "PSNI", "subject": "victims", "standing": "unknown"}
    position = make.position(slug="psni-victims")
    make.live(position, text={"title": "Victims", "summary": "They share."}, shared=shared)
    make.revision(
        position, text={"title": "Victims", "summary": "They stopped."}, shared=shared | {"standing": "stated"}
    )
    update = make.revision(make.update(sign_off="CAJ"), shared={"positions": ["psni-victims"]})
    html = Client().get(ask(desk, update)).content.decode()
    assert "They stopped." in html
    assert "They say so. We have seen no proof." in html
    assert "They share." not in html
