"""A machine fills what is empty, replaces nothing, and what it wrote goes nowhere until somebody saves it."""

import pytest

from site_app.content.models import Organisation
from site_app.editions import drafting, lifecycle
from site_app.editions.models import Edition, Revision, WorkingCopy
from site_app.machine_translation.libretranslate import LibreTranslate
from site_app.machine_translation.machine import Failed
from tests import make
from tests.machine_translation.speaking import speaking

pytestmark = pytest.mark.django_db
DAY = {"checked_on": "2026-11-22", "check_by": "2027-02-22", "confidence": "found"}
BODY = (
    '<h2>Now</h2><ul><li>Call <a href="tel:999">999</a>.</li><li>Read <a href="/en/help/">help</a> of PSNI.</li></ul>'
)
ENGLISH = {"title": "In danger & afraid?", "summary": "Call 999.", "body": BODY}


@pytest.fixture
def server():
    with speaking() as machine:
        yield machine


@pytest.fixture
def machine(server):
    return LibreTranslate(server.address)


@pytest.fixture
def guide():
    document = make.explainer(slug="danger")
    make.live(document, text=ENGLISH)
    return document


def draft(guide, machine, language="pl", by=None):
    edition = Edition.objects.filter(document=guide, language=language).select_related("latest").first()
    return drafting.draft(guide, language, after=edition and edition.latest, machine=machine, by=by or make.person())


def test_a_draft_has_every_part_in_the_structure_of_the_english_with_links_in_its_language(guide, machine):
    rania = make.person("rania")
    drafted = draft(guide, machine, by=rania)
    assert (drafted.filled, drafted.left, drafted.why) == (5, 0, "")
    revision = drafted.revision
    assert (revision.machine, revision.by, revision.by_name) == (True, rania, "LibreTranslate")
    assert revision.writer == "LibreTranslate (a machine)"
    assert revision.texts == {
        "title": "IN DANGER & AFRAID?",
        "summary": "CALL 999.",
        "body": (
            '<h2>NOW</h2><ul><li>CALL <a href="tel:999"><bdi dir="ltr">999</bdi></a>.</li>'
            '<li>READ <a href="/pl/help/">HELP</a> OF PSNI.</li></ul>'
        ),
    }
    assert Edition.objects.get(document=guide, language="pl").live is None


def test_words_of_people_stay_even_where_the_english_has_changed(guide, machine, server):
    ours = {"title": "Tytuł", "body": BODY.replace(">Now<", ">Teraz<").replace("/en/", "/pl/")}
    make.revision(guide, "pl", ours)
    make.live(guide, text=ENGLISH | {"title": "In danger?", "summary": "Call 112."}, significance="meaning")
    drafted = draft(guide, machine)
    assert drafted.revision.texts["title"] == "Tytuł"
    assert drafted.revision.texts["summary"] == "CALL 112."
    assert "Teraz" in drafted.revision.texts["body"]
    assert [one["question"]["q"] for one in server.asked] == [["Call 112."]]


def test_only_what_readers_have_already_is_sent(guide, machine, server):
    make.revision(guide, "en", ENGLISH | {"title": "Secret until Monday"})
    draft(guide, machine)
    assert "Secret" not in str(server.asked)
    unpublished = make.explainer()
    make.revision(unpublished, "en", ENGLISH)
    with pytest.raises(lifecycle.Refused, match="not live in English"):
        draft(unpublished, machine)
    lifecycle.withdraw(guide, reason="mistake", by=None)
    with pytest.raises(lifecycle.Refused, match="not live in English"):
        draft(guide, machine, "ar")


def test_a_name_of_an_organisation_is_not_sent_to_be_translated(machine, server):
    forum = Organisation(slug="forum", name="Forum", area="uk", **DAY)
    forum.save()
    make.live(forum, text={"title": "The Forum", "summary": "It helps."})
    texts = draft(forum, machine).revision.texts
    assert texts == {"title": "The Forum", "summary": "IT HELPS."}
    assert server.asked[0]["question"]["q"] == ["It helps."]


def test_what_the_machine_broke_stays_empty_and_is_told(guide, machine, server):
    server.how = "breaks"
    drafted = draft(guide, machine)
    assert (drafted.filled, drafted.left, drafted.why) == (4, 1, drafting.BROKEN)
    assert "<li></li>" in drafted.revision.texts["body"]


def test_a_machine_that_fails_half_way_keeps_what_it_did_and_fills_the_rest_next_time(machine, server):
    long = make.explainer()
    make.live(long, text=ENGLISH | {"body": "".join(f"<p>{place} {'word ' * 300}</p>" for place in range(6))})
    server.how, server.after = 503, 1
    first = draft(long, machine)
    assert first.filled > 0
    assert first.left > 0
    assert "a fault of its own" in first.why
    server.how = ""
    asked = len(server.asked)
    second = draft(long, machine)
    assert (second.left, second.filled) == (0, first.left)
    sent_again = [one for asked_then in server.asked[asked:] for one in asked_then["question"]["q"]]
    assert len(sent_again) == first.left
    assert drafting.machine_made(Edition.objects.get(document=long, language="pl")) == {
        block.target for block in drafting.parts(long, drafting.live_english(long), second.revision)
    }


@pytest.mark.parametrize("how", [403, 429, 500, "garbage", "fewer", "elsewhere"])
def test_a_machine_that_fails_changes_nothing(guide, machine, server, how):
    make.revision(guide, "pl", {"title": "Tytuł"})
    server.how = how
    with pytest.raises(Failed):
        draft(guide, machine)
    assert Revision.objects.filter(edition__language="pl").count() == 1


def test_a_text_with_nothing_empty_and_a_text_in_review_are_left_alone(guide, machine, server):
    revision = make.revision(guide, "pl", {"title": "Tytuł"})
    lifecycle.mark(revision, "submitted", by=make.person())
    with pytest.raises(lifecycle.Refused, match="waits for a publisher"):
        draft(guide, machine)
    draft(guide, machine, "ar")
    with pytest.raises(lifecycle.Refused, match="has words already"):
        draft(guide, machine, "ar")
    assert len(server.asked) == 1


def test_somebody_who_saves_while_the_machine_works_wins(guide, machine):
    seen = make.revision(guide, "pl", {"title": "Tytuł"})
    newer = make.revision(guide, "pl", {"title": "Nowszy tytuł"})
    with pytest.raises(lifecycle.Stale):
        drafting.draft(guide, "pl", after=seen, machine=machine, by=make.person())
    assert Edition.objects.get(document=guide, language="pl").latest == newer


def test_what_somebody_was_typing_is_still_theirs(guide, machine):
    rania = make.person("rania")
    lifecycle.keep_working_copy(guide, "pl", texts={"title": "Mój"}, by=rania, after=None)
    draft(guide, machine, by=rania)
    assert WorkingCopy.objects.get(person=rania).texts == {"title": "Mój"}


def test_it_is_never_handed_in_checked_live_or_put_back_and_is_a_persons_once_saved(guide, machine):
    revision = draft(guide, machine).revision
    rania, jan = make.person("rania"), make.person("jan")
    for act in (
        lambda: lifecycle.mark(revision, "submitted", by=rania),
        lambda: lifecycle.mark(revision, "checked", by=jan),
        lambda: make.publish(revision),
        lambda: lifecycle.roll_back(revision.edition, to=revision, seen={}, significance="normal", by=jan),
    ):
        with pytest.raises(lifecycle.Refused, match="A machine made this text"):
            act()
    saved = make.revision(guide, "pl", revision.texts, by=rania)
    assert (saved.machine, saved.writer, saved.number) == (False, "rania", 2)
    assert drafting.machine_made(Edition.objects.get(pk=saved.edition_id)) == set()
    lifecycle.mark(saved, "submitted", by=rania)
    with pytest.raises(lifecycle.Refused, match="Somebody else has to check"):
        lifecycle.mark(saved, "checked", by=rania)
    make.publish(saved, by=jan)
