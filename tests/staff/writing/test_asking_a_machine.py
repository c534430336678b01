"""Asking a machine for a draft at the desk: off by default, told to whom, marked until saved, and nothing is lost."""

import pytest

from site_app.editions import lifecycle
from site_app.editions.models import Edition, Revision, WorkingCopy
from site_app.staff import asking_a_machine
from tests import make
from tests.machine_translation.speaking import speaking

pytestmark = pytest.mark.django_db
ENGLISH = {
    "title": "In danger?",
    "summary": "Call 999.",
    "body": '<p>Call <a href="tel:999">999</a>.</p><p>PSNI comes.</p>',
}


@pytest.fixture
def server(settings):
    with speaking() as machine:
        settings.TRANSLATION_KIND, settings.TRANSLATION_URL = "libretranslate", machine.address
        yield machine


@pytest.fixture
def guide():
    document = make.explainer(slug="danger")
    make.live(document, text=ENGLISH)
    return document


def here(guide, language="pl"):
    return f"/staff/texts/{guide.pk}/{language}/"


def ask(client, guide, language="pl"):
    latest = Edition.objects.filter(document=guide, language=language).values_list("latest", flat=True).first()
    return client.post(f"{here(guide, language)}machine/", {"after": latest or ""}, follow=True)


def test_without_a_machine_the_desk_does_not_speak_of_one(client, sign_in, guide):
    sign_in(("translator", "pl"))
    assert "machine" not in client.get(here(guide)).content.decode()
    assert client.post(f"{here(guide)}machine/").status_code == 404


def test_the_form_says_what_is_sent_where_before_anything_is(client, sign_in, guide, server):
    sign_in(("translator", "pl"))
    html = client.get(here(guide)).content.decode()
    assert "can write a draft of the 4 parts that have no words yet" in html
    assert f"is sent to 127.0.0.1:{server.port}; nothing else is" in html
    assert server.asked == []


def test_a_draft_is_marked_part_by_part_until_a_person_saves_it(client, sign_in, guide, server):
    rania = sign_in(("translator", "pl"), name="rania")
    html = ask(client, guide).content.decode()
    assert "LibreTranslate wrote 4 parts." in html
    assert "A machine wrote 4 parts of this." in html
    assert html.count("A machine wrote this. Read it beside the English.") == 4
    assert "CALL" in html
    edition = Edition.objects.select_related("latest").get(document=guide, language="pl")
    sent = {"after": edition.latest_id, "based_on": edition.latest.based_on_id, "act": "save"}
    sent |= {"title-0": "Zagrożenie?", "summary-0": "CALL 999.", "body-0": "CALL [999].", "body-1": "PSNI COMES."}
    client.post(here(guide), sent)
    saved = Revision.objects.filter(edition=edition).latest("number")
    assert (saved.machine, saved.by, saved.number, saved.texts["title"]) == (False, rania, 2, "Zagrożenie?")
    assert "A machine wrote" not in client.get(here(guide)).content.decode()


def test_in_its_history_and_on_its_page_it_is_a_machines_and_there_is_nothing_to_hand_on(
    client, sign_in, guide, server
):
    sign_in(("translator", "pl"), name="rania")
    ask(client, guide)
    history = client.get(f"{here(guide)}history/").content.decode()
    assert "LibreTranslate (a machine)" in history
    page = client.get(f"{here(guide)}1/").content.decode()
    assert "Somebody has to read it and save it first" in page
    assert "Submit for review" not in page
    assert "Publish …" not in page


def test_a_publisher_cannot_put_it_live(client, sign_in, guide, server):
    sign_in("publisher", ("translator", "pl"))
    ask(client, guide)
    edition = Edition.objects.select_related("latest").get(document=guide, language="pl")
    response = client.post(f"{here(guide)}1/publish/", {"significance": "normal", "seen": "", "confirm": "1"})
    assert response.status_code == 422 or "A machine made this text" in response.content.decode()
    edition.refresh_from_db()
    assert edition.live is None


@pytest.mark.parametrize(("how", "says"), [(429, "asked too much"), (403, "TRANSLATION_KEY"), ("garbage", "something")])
def test_a_machine_that_fails_is_told_and_nothing_changes(client, sign_in, guide, server, how, says):
    sign_in(("translator", "pl"))
    make.revision(guide, "pl", {"title": "Zagrożenie?"})
    server.how = how
    html = ask(client, guide).content.decode()
    assert says in html
    assert "Nothing was changed." in html
    assert "Zagrożenie?" in html
    assert Revision.objects.filter(edition__language="pl").count() == 1


def test_a_machine_that_is_down_is_told(client, sign_in, guide, settings):
    settings.TRANSLATION_KIND, settings.TRANSLATION_URL = "deepl", "http://127.0.0.1:9"
    sign_in(("translator", "pl"))
    assert "cannot be reached. Nothing was changed." in ask(client, guide).content.decode()


def test_what_somebody_typed_comes_first(client, sign_in, guide, server):
    rania = sign_in(("translator", "pl"), name="rania")
    lifecycle.keep_working_copy(guide, "pl", texts={"title": "Mój"}, by=rania, after=None)
    html = client.get(here(guide)).content.decode()
    assert "Save what you typed first, or throw it away." in html
    assert "Save what you typed first" in ask(client, guide).content.decode()
    assert WorkingCopy.objects.get(person=rania).texts == {"title": "Mój"}
    assert server.asked == []


def test_a_newer_text_than_the_person_saw_stays_the_newest(client, sign_in, guide, server):
    sign_in(("translator", "pl"))
    make.revision(guide, "pl", {"title": "Zagrożenie?"}, by=make.person("jan"))
    html = client.post(f"{here(guide)}machine/", {"after": ""}, follow=True).content.decode()
    assert "jan saved a newer text meanwhile, so the machine&#x27;s draft was not kept. Nothing was changed." in html


def test_one_text_at_a_time(client, sign_in, guide, server):
    sign_in(("translator", "pl"))
    with asking_a_machine.asking:
        assert "busy with another text" in ask(client, guide).content.decode()
    assert server.asked == []


def test_who_asked_is_in_the_trail(client, sign_in, guide, server):
    sign_in("administrator", ("translator", "pl"), name="rania")
    ask(client, guide)
    assert "asked LibreTranslate (a machine) for a draft" in client.get("/staff/trail/?what=saved").content.decode()


@pytest.mark.parametrize("role", ["author", "checker"])
def test_nobody_else_may_ask(client, sign_in, guide, server, role):
    sign_in((role, "ar") if role == "checker" else role)
    assert client.post(f"{here(guide)}machine/").status_code == 403


def test_in_a_language_where_machines_are_often_wrong_the_form_says_so(client, sign_in, guide, server):
    sign_in(("translator", "so"))
    assert "Machines are often wrong in Somali" in client.get(here(guide, "so")).content.decode()
    sign_in(("translator", "pl"))
    assert "Machines are often wrong" not in client.get(here(guide)).content.decode()
