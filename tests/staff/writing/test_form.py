"""The form of a text: what is saved, what is kept, what is said when something is wrong."""

import pytest

from site_app.content.models import Fact, Position, Source, Update
from site_app.editions import lifecycle
from site_app.editions.models import Document, Edition, Mark, Revision, WorkingCopy
from tests import make
from tests.staff.writing.forms import fields_of

pytestmark = pytest.mark.django_db


def address(document, language="en", end=""):
    return f"/staff/texts/{document.pk}/{language}/{end}"


def send(client, where, **changes):
    """Opens the form at `where`, changes some of its fields, and sends it."""
    sent = fields_of(client.get(where)) | changes
    return client.post(where, sent)


@pytest.fixture
def author(sign_in):
    return sign_in("author", name="amina")


@pytest.fixture
def guide():
    document = make.explainer()
    make.live(document)
    return document


def newest(document, language="en"):
    return Edition.objects.get(document=document, language=language).latest


# --- saving ----------------------------------------------------------------------------------------------


def test_what_is_saved_is_a_new_text_that_readers_do_not_see(client, author, guide):
    response = send(client, address(guide), title="Better title", body="<p>New</p>", act="save")
    assert response["Location"] == address(guide, end="2/")
    assert newest(guide).texts == {"title": "Better title", "summary": "Summary words", "body": "<p>New</p>"}
    assert newest(guide).by == author
    assert Document.objects.get(pk=guide.pk).title_en == "Title words"


def test_opening_a_text_and_saving_it_changes_nothing(client, author, guide):
    make.revision(guide, text="noted", note="Clearer.")
    send(client, address(guide), act="save")
    assert newest(guide).number == 2


def test_the_same_holds_for_an_update_without_anything_chosen(client, author):
    update = make.update()
    make.revision(update, text="bare", shared={"sort_on": "2026-01-02", "since": "2026-01-02"})
    send(client, address(update), act="save")
    assert newest(update).number == 1


def test_submitting_saves_and_hands_on(client, author, guide):
    send(client, address(guide), summary="Shorter.", act="submit")
    assert [mark.kind for mark in newest(guide).marks.all()] == [Mark.Kind.SUBMITTED]


def test_the_change_note_is_saved_and_begins_empty_the_next_time(client, author, guide):
    send(client, address(guide), note="Clearer.", summary="x", act="save")
    assert newest(guide).note == "Clearer."
    assert fields_of(client.get(address(guide)))["note"] == [""]


def test_without_javascript_a_text_is_written_in_simple_signs(client, author, guide):
    where = address(guide) + "?simple"
    assert fields_of(client.get(where))["body"] == ["Body words"]
    send(client, where, body="## Who?\n\nThe **police**.\n\n- one\n- two", act="save")
    clean = newest(guide).texts["body"].replace("\n", "")
    assert clean == "<h2>Who?</h2><p>The <strong>police</strong>.</p><ul><li>one</li><li>two</li></ul>"


def test_hostile_html_is_harmless_and_its_words_stay(client, author, guide):
    body = '<p onclick="x">Hi<script>alert(1)</script> <a href="javascript:alert(1)">there</a></p><img src=x onerror=x>'
    send(client, address(guide), body=body, act="save")
    assert newest(guide).texts["body"] == "<p>Hi <a>there</a></p>"


# --- what is wrong is said, and nothing is lost ----------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": "x" * 201}, "title may have 200 characters at most"),
        ({"body": f"<p>{'long ' * 13_000}</p>"}, "body may have 60000 characters at most"),
        ({"facts": ["F999"]}, "Not found: F999"),
    ],
)
def test_a_text_that_cannot_be_saved_says_why_and_stays_in_the_form(client, author, guide, changes, why):
    response = send(client, address(guide), **({"summary": "Typed with care."} | changes), act="save")
    assert response.status_code == 422
    assert why in response.content.decode()
    again = fields_of(response)
    assert again["summary"] == ["Typed with care."]
    for name in set(changes) - {"facts"}:
        assert again[name] == [changes[name]]
    assert newest(guide).number == 1


@pytest.mark.parametrize("since", ["yesterday", "2026-13", "17.3.2026"])
def test_a_date_that_is_none_is_told_at_its_place(client, author, since):
    update = make.update()
    response = send(client, address(update), title="News", since=since, act="submit")
    assert response.status_code == 422
    assert "since: Write a date as 2023, 2023-03 or 2023-03-17." in response.content.decode()
    assert fields_of(response)["since"] == [since]
    assert not Revision.objects.exists()


def test_an_unfinished_text_may_be_saved_and_its_gaps_are_told_when_it_is_published(client, author):
    update = make.update()
    send(client, address(update), title="Only a title", act="save")
    outcome = newest(update)
    with pytest.raises(lifecycle.Refused, match="Missing: summary, body"):
        make.publish(outcome)


def test_what_is_withdrawn_can_be_written_on_and_is_not_published(client, author, guide):
    lifecycle.withdraw(guide, reason="mistake", by=None)
    send(client, address(guide), summary="Right this time.", act="save")
    with pytest.raises(lifecycle.Refused, match="withdrawn"):
        make.publish(newest(guide))


def test_an_address_that_is_none_is_not_found(client, author, guide):
    assert client.get("/staff/texts/999999/en/").status_code == 404
    assert client.get(f"/staff/texts/{guide.pk}/xx/").status_code == 404


# --- keeping what is typed -------------------------------------------------------------------------------


def test_autosave_keeps_it_for_this_person_and_shows_it_again(client, author, guide):
    sent = fields_of(client.get(address(guide))) | {"title": "Half a ti"}
    answer = client.post(address(guide, end="keep/"), sent, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json()["others"] == []
    assert fields_of(client.get(address(guide)))["title"] == ["Half a ti"]
    assert newest(guide).number == 1


def test_two_people_on_one_text_are_told_of_each_other(client, sign_in, guide):
    sign_in("author", name="amina")
    client.post(address(guide, end="keep/"), fields_of(client.get(address(guide))))
    sign_in("author", name="boris")
    assert "amina has been writing here too, since" in client.get(address(guide)).content.decode()
    answer = client.post(address(guide, end="keep/"), fields_of(client.get(address(guide))))
    assert answer.json()["others"][0].startswith("amina has been writing here too, since")


def test_somebodys_newer_text_is_told_while_typing(client, author, guide):
    sent = fields_of(client.get(address(guide)))
    make.revision(guide, text="newer", by=make.person("boris"))
    answer = client.post(address(guide, end="keep/"), sent)
    assert answer.json()["newer"] == {"name": "boris", "number": 2}


def test_what_was_typed_can_be_thrown_away(client, author, guide):
    client.post(address(guide, end="keep/"), fields_of(client.get(address(guide))) | {"title": "No"})
    client.post(address(guide, end="discard/"))
    assert not WorkingCopy.objects.exists()
    assert fields_of(client.get(address(guide)))["title"] == ["Title words"]


def test_throwing_away_touches_nobody_elses_text(client, sign_in, guide):
    sign_in("author", name="amina")
    client.post(address(guide, end="keep/"), fields_of(client.get(address(guide))) | {"title": "Mine"})
    sign_in("author", name="boris")
    client.post(address(guide, end="discard/"))
    assert WorkingCopy.objects.get().texts["title"] == "Mine"


def test_the_counters_measure_sentences_and_for_english_the_age(client, author, guide):
    sent = fields_of(client.get(address(guide))) | {"body": f"<p>{'One very long sentence goes on ' * 6}.</p>"}
    measures = {one["label"]: one for one in client.post(address(guide, end="keep/"), sent).json()["measures"]}
    assert measures["Longest sentence"]["value"] == "36 words"
    assert not measures["Longest sentence"]["fine"]
    assert "Reading age" in measures


# --- an update is one act --------------------------------------------------------------------------------


@pytest.fixture
def position():
    document = make.position(slug="psni-victims")
    texts = {"title": "Victims", "summary": "They share.", "body": "<p>Old.</p>"}
    make.live(document, text=texts, shared={"authority": "PSNI", "subject": "victims", "standing": "stated"})
    return document


@pytest.fixture
def update():
    return make.update(slug="news")


def open_part(client, update, position):
    """The form of the update after `position` was ticked."""
    sent = fields_of(client.get(address(update))) | {"positions": [position.slug], "open": position.slug}
    return fields_of(client.post(address(update), sent))


def test_a_position_is_written_beside_the_update_and_saved_with_it(client, author, update, position):
    sent = open_part(client, update, position)
    assert sent["position-psni-victims-summary"] == ["They share."]
    changes = {
        "title": "It stopped",
        "position-psni-victims-summary": "They say they stopped.",
        "position-psni-victims-standing": "evidenced",
        "position-psni-victims-since": "2023-03",
    }
    client.post(address(update), sent | changes | {"act": "submit"})
    changed = newest(position)
    assert changed.texts["summary"] == "They say they stopped."
    assert (changed.shared["standing"], changed.shared["since"]) == ("evidenced", "2023-03")
    assert changed.marks.get().kind == Mark.Kind.SUBMITTED
    assert newest(update).shared["positions"] == ["psni-victims"]
    assert Position.objects.get().summary_en == "They share."


def test_a_position_that_nobody_changed_gets_no_new_text(client, author, update, position):
    client.post(address(update), open_part(client, update, position) | {"title": "News", "act": "save"})
    assert newest(position).number == 1


def test_update_and_position_are_saved_together_or_not_at_all(client, author, update, position):
    sent = open_part(client, update, position) | {"title": "News", "position-psni-victims-summary": "Mine"}
    faster = {"title": "Victims", "summary": "Faster"}
    make.revision(position, text=faster, by=make.person("boris"), shared=newest(position).shared)
    response = client.post(address(update), sent | {"act": "save"})
    assert response["Location"] == address(position, end="both/") + f"?back={update.pk}"
    assert not Revision.objects.filter(edition__document=update).exists()
    assert WorkingCopy.objects.get(edition__document=position).texts["summary"] == "Mine"
    assert WorkingCopy.objects.get(edition__document=update).texts["title"] == "News"


def test_what_was_typed_into_a_position_is_kept_with_the_update(client, author, update, position):
    sent = open_part(client, update, position) | {"position-psni-victims-summary": "Half"}
    client.post(address(update, end="keep/"), sent)
    assert fields_of(client.get(address(update)))["position-psni-victims-summary"] == ["Half"]


def test_a_fact_with_its_source_is_added_without_losing_the_text(client, author, update):
    fact = {
        "new-statement": "PSNI stopped in March 2023.",
        "new-publisher": "The Detail",
        "new-title": "PSNI reported",
        "new-url": "https://thedetail.tv/x",
        "new-dated": "2024-02",
    }
    sent = fields_of(client.get(address(update))) | {"title": "Typed before"} | fact
    response = client.post(address(update), sent | {"act": "add-fact"})
    made = Fact.objects.get()
    assert made.sources.get().url == "https://thedetail.tv/x"
    assert fields_of(response)["facts"] == [made.code]
    assert fields_of(response)["title"] == ["Typed before"]
    client.post(address(update), fields_of(response) | {"act": "save"})
    assert newest(update).shared["facts"] == [made.code]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"new-url": "javascript:alert(1)"}, "Address of the page: Enter a valid URL"),
        ({"new-url": ""}, "Address of the page: This field cannot be blank"),
        ({"new-statement": " "}, "What is true: This field cannot be blank"),
        ({"new-dated": "soon"}, "Date on the page: Write a date"),
    ],
)
def test_a_fact_that_cannot_be_added_says_why_and_stays_in_the_form(client, author, update, wrong, why):
    fact = {"new-statement": "S", "new-publisher": "P", "new-title": "T", "new-url": "https://example.org/"} | wrong
    sent = fields_of(client.get(address(update))) | {"title": "Typed before"} | fact
    response = client.post(address(update), sent | {"act": "add-fact"})
    assert response.status_code == 422
    assert why in response.content.decode()
    again = fields_of(response)
    assert {name: again[name][0].strip() for name in fact} == {name: value.strip() for name, value in fact.items()}
    assert again["title"] == ["Typed before"]
    assert not Fact.objects.exists()
    assert not Source.objects.exists()


def test_a_translator_adds_no_facts(client, sign_in, guide):
    sign_in(("translator", "ar"))
    fact = {"new-statement": "S", "new-publisher": "P", "new-title": "T", "new-url": "https://example.org/"}
    sent = fields_of(client.get(address(guide, "ar"))) | fact | {"act": "add-fact"}
    assert client.post(address(guide, "ar"), sent).status_code == 403
    assert not Fact.objects.exists()
    assert not Source.objects.exists()


def test_a_source_that_is_known_is_used_again(client, author, update):
    fact = {"new-statement": "One", "new-publisher": "P", "new-title": "T", "new-url": "https://example.org/"}
    for statement in ("One", "Two"):
        sent = fields_of(client.get(address(update))) | fact | {"new-statement": statement, "act": "add-fact"}
        client.post(address(update), sent)
    assert Source.objects.get().facts.count() == 2


def test_searching_finds_facts_and_loses_nothing(client, author, update):
    for number in range(30):
        days = {"checked_on": "2026-01-01", "check_by": "2027-01-01"}
        Fact.objects.create(code=f"F{number}", statement=f"Number {number} of police", confidence="found", **days)
    sent = fields_of(client.get(address(update))) | {"title": "Typed", "find": "facts", "find-facts": "police 17"}
    response = client.post(address(update), sent)
    assert b"Number 17 of police" in response.content
    assert b"Number 16 of police" not in response.content
    assert fields_of(response)["title"] == ["Typed"]
    everything = client.post(address(update), sent | {"find-facts": ""})
    assert everything.content.count(b"of police") == 12


def test_guides_that_stand_on_the_same_facts_are_suggested(client, author, update):
    Fact.objects.create(code="F1", statement="S", confidence="found", checked_on="2026-01-01", check_by="2027-01-01")
    touched, other = make.explainer(slug="touched"), make.explainer(slug="other")
    make.live(touched, text=make.words("touched"), shared={"facts": ["F1"]})
    make.live(other, text=make.words("other"))
    sent = fields_of(client.get(address(update))) | {"facts": ["F1"], "act": ""}
    html = client.post(address(update), sent).content.decode()
    assert 'value="touched"' in html
    assert 'value="other"' not in html


def test_the_update_takes_its_place_in_the_list_by_its_date(client, author, update):
    send(client, address(update), title="T", summary="S", body="<p>B</p>", since="2024-02", act="save")
    make.publish(newest(update))
    assert str(Update.objects.get().sort_on) == "2024-02-01"


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "-1", "x"])
def test_a_number_that_nobody_typed_is_none(client, author, guide, number):
    sent = fields_of(client.get(address(guide))) | {"title": "Typed", "after": number, "act": "save"}
    assert client.post(address(guide), sent).status_code < 500
    lifecycle.keep_working_copy(guide, "en", texts={"title": "Typed"}, by=author, after=None)
    assert client.post(address(guide, end="both/"), {"back": number}).status_code == 302
