"""Organisations at the desk: a number is put right once and is right everywhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from site_app.content import changes
from site_app.content.models import Organisation, Update
from site_app.editions.models import Edition, Revision
from tests import make

pytestmark = pytest.mark.django_db

HELPLINE = reverse("keeping:organisation", args=["helpline"])
WORDS = reverse("keeping:organisation_words", args=["helpline"])


def typed(client, address=HELPLINE, **values):
    """What the browser would send, with other values."""
    context = client.get(address).context
    sent = {name: context["form"][name].value() for name in context["form"].fields}
    phones = context["phones"]
    sent |= {f"phones-{name}": phones.management_form[name].value() for name in phones.management_form.fields}
    for form in phones:
        sent |= {form.add_prefix(name): form[name].value() for name in form.fields}
    sent |= values
    return {name: value for name, value in sent.items() if value is not None and value is not False}


def kept():
    return Organisation.objects.get(slug="helpline")


def test_a_number_is_put_right_once_and_is_right_in_the_guide_on_the_help_page_and_in_the_update(
    client, sign_in, helpline
):
    guide = make.explainer(slug="guide")
    make.live(guide, shared={"organisations": ["helpline"]})
    update = Update(slug="update")
    update.save()
    make.live(update, shared={"organisations": ["helpline"]})
    pages = ["/en/guides/guide/", "/ar/guides/guide/", "/en/updates/update/", "/en/help/", "/pl/help/"]
    for page in pages:
        assert "0800 555 111" in client.get(page).content.decode()
    sign_in("author", "publisher")
    client.post(HELPLINE, typed(client, **{"phones-0-number": "0808 802 1414"}))
    for page in pages:
        html = client.get(page).content.decode()
        assert 'href="tel:08088021414">0808 802 1414</a>' in html
        assert "0800 555 111" not in html


def test_a_number_that_is_not_confirmed_is_kept_and_no_reader_sees_it(client, sign_in, helpline):
    sign_in("author", "publisher")
    client.post(HELPLINE, typed(client, **{"phones-0-confirmed": False}))
    assert kept().phones == [{"number": "0800 555 111", "label": "", "confirmed": False}]
    html = client.get("/en/help/").content.decode()
    assert "0800 555 111" not in html
    assert "Telephone number: not confirmed" in html
    assert "not confirmed: no reader sees it" in client.get(HELPLINE).content.decode()


def test_numbers_are_added_and_an_emptied_row_is_gone(client, sign_in, helpline):
    sign_in("author", "publisher")
    more = {"phones-1-number": "028-9024 (4401)".replace("(", "").replace(")", ""), "phones-1-label": "office"}
    client.post(HELPLINE, typed(client, **more, **{"phones-1-confirmed": "on"}))
    assert [phone["number"] for phone in kept().phones] == ["0800 555 111", "028 9024 4401"]
    client.post(HELPLINE, typed(client, **{"phones-0-number": ""}))
    assert kept().phones == [{"number": "028 9024 4401", "label": "office"}]


def test_an_author_changes_no_number_that_readers_see_at_once(client, sign_in, helpline):
    sign_in("publisher")
    sent = typed(client, **{"phones-0-number": "0808 802 1414"})
    sign_in("author")
    assert client.post(HELPLINE, sent).status_code == 403
    assert kept().phones[0]["number"] == "0800 555 111"
    html = client.get(HELPLINE).content.decode()
    assert "Tell a publisher what has to change." in html
    assert 'name="words-summary"' in html


READERS_SEE = [
    ({"cost": "free"}, ["Free"]),
    ({"cost": "paid"}, ["It can cost money"]),
    ({"on_bill": "absent"}, ["A call is not on the phone bill."]),
    ({"on_bill": "present"}, ["A call is on the phone bill."]),
    ({"asks_status": "yes"}, ["They ask about your immigration status."]),
    ({"asks_status": "no"}, ["They do not ask about your immigration status."]),
    ({"interpreters": "yes"}, ["With interpreters"]),
    ({"languages": ["ar", "pl"]}, ["They speak:", '<bdi lang="ar" dir="rtl">العربية</bdi>', "Polski"]),
    ({"funded_by": "Home Office"}, ["Paid for by:", "Home Office"]),
    ({"email": "help@example.org"}, ["mailto:help@example.org"]),
    ({"web": "https://example.org/"}, ['href="https://example.org/"']),
]


@pytest.mark.parametrize(("values", "seen"), READERS_SEE, ids=lambda value: next(iter(value)))
def test_what_a_reader_has_to_know_before_calling_is_shown_when_it_is_known(client, sign_in, helpline, values, seen):
    before = client.get("/en/help/").content.decode()
    sign_in("publisher")
    client.post(HELPLINE, typed(client, **values))
    after = client.get("/en/help/").content.decode()
    for words in seen:
        assert words in after
        assert words not in before or words in ("Free", "With interpreters", "Polski")


WRONG = [
    ({"phones-0-number": "call us"}, "Write only the digits that people dial"),
    ({"phones-0-number": "12"}, "Write only the digits"),
    ({"phones-0-number": "+44 (0)28 7137 0086"}, "Write only the digits"),
    ({"phones-0-number": "1" * 16}, "Write only the digits"),
    ({"phones-1-label": "office"}, "There is a description and no number."),
    ({"phones-1-number": "0800-555-111"}, "The same number is there twice."),
    ({"name": ""}, "This field is required."),
    ({"email": "help"}, "Enter a valid email address."),
    ({"web": "javascript:alert(1)"}, "Enter a valid URL."),
    ({"web": "ftp://example.org/"}, "Write an address that begins with https://"),
    ({"area": "moon"}, "not one of the available choices"),
    ({"languages": ["tlh"]}, "not one of the available choices"),
    ({"asks_status": "maybe"}, "not one of the available choices"),
    ({"checked_today": "on", "check_by": "2020-01-01"}, "That day has passed."),
    ({"phones-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
]


@pytest.mark.parametrize(("values", "told"), WRONG)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client, sign_in, helpline, values, told):
    sign_in("author", "publisher")
    answer = client.post(HELPLINE, typed(client, funded_by="Typed with care", **values))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert told in html
    assert "Typed with care" in html
    assert not helpline.changes.exists()


def test_somebody_elses_change_meanwhile_is_told_and_not_overwritten(client, sign_in, helpline):
    sign_in("author", "publisher")
    mine = typed(client, **{"phones-0-number": "101"})
    changes.change(helpline, {"email": "new@example.org"}, by=make.person(), seen=0)
    html = client.post(HELPLINE, mine).content.decode()
    assert "Somebody else changed this while you had it open" in html
    assert 'value="101"' in html
    assert (kept().email, kept().phones[0]["number"]) == ("new@example.org", "0800 555 111")


def test_checked_today_is_one_act_with_a_next_day(client, sign_in, helpline, today):
    person = sign_in("author", "publisher")
    sent = {"confirm-seen": 0, "confirm-check_by": today + timedelta(days=60)}
    client.post(reverse("keeping:confirm_organisation", args=["helpline"]), sent)
    assert (kept().checked_on, kept().checked_by, kept().check_by) == (today, person, today + timedelta(days=60))
    html = client.post(reverse("keeping:confirm_organisation", args=["helpline"]), sent).content.decode()
    assert "Somebody else changed this" in html
    wrong = {"confirm-check_by": "x"}
    html = client.post(reverse("keeping:confirm_organisation", args=["helpline"]), wrong).content.decode()
    assert "Write the day as" in html


# --- its words are texts ---------------------------------------------------------------------------------


def words(client, **values):
    form = client.get(HELPLINE).context["words_form"]
    sent = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    return sent | {form.add_prefix(name): value for name, value in values.items()}


def test_words_are_handed_in_as_a_revision_and_what_is_live_stays(client, sign_in, helpline):
    author = sign_in("author")
    client.post(WORDS, words(client, summary="They listen, day and night."))
    edition = Edition.objects.get(document=helpline, language="en")
    assert (edition.latest.by, edition.latest.marks.get().kind) == (author, "submitted")
    assert edition.latest != edition.live
    assert "They listen." in client.get("/en/help/").content.decode()
    assert "These words wait to be published." in client.get(HELPLINE).content.decode()


def test_a_publisher_can_publish_them_at_once_and_an_author_cannot(client, sign_in, helpline):
    sign_in("author")
    client.post(
        WORDS,
        words(
            client,
            summary="By an author.",
        )
        | {"publish": ""},
    )
    assert "By an author." not in client.get("/en/help/").content.decode()
    sign_in("publisher")
    client.post(WORDS, words(client, summary="By a publisher.") | {"publish": ""})
    assert "By a publisher." in client.get("/en/help/").content.decode()


def test_facts_of_an_organisation_survive_new_words(client, sign_in, helpline, fact):
    make.live(helpline, text={"title": "A Helpline", "summary": "On a fact."}, shared={"facts": ["F1"]})
    sign_in("publisher")
    client.post(WORDS, words(client, summary="New words.") | {"publish": ""})
    assert list(kept().facts.all()) == [fact]


def test_words_that_somebody_else_changed_meanwhile_are_not_overwritten(client, sign_in, helpline):
    sign_in("publisher")
    mine = words(client, summary="Mine.")
    make.revision(helpline, text={"title": "A Helpline", "summary": "Theirs."})
    html = client.post(WORDS, mine | {"publish": ""}).content.decode()
    assert "Somebody else changed this text meanwhile" in html
    assert "Mine." in html
    assert Revision.objects.filter(edition__document=helpline).last().texts["summary"] == "Theirs."


@pytest.mark.parametrize(("values", "told"), [({"summary": ""}, "required"), ({"summary": "x" * 1001}, "at most 1000")])
def test_words_that_are_wrong_are_told(client, sign_in, helpline, values, told):
    sign_in("author")
    html = client.post(WORDS, words(client, caution="Typed with care", **values)).content.decode()
    assert told in html
    assert "Typed with care" in html


def test_the_same_words_again_are_nothing_new(client, sign_in, helpline):
    sign_in("author")
    assert "Nothing was different" in client.post(WORDS, words(client), follow=True).content.decode()


# --- a new one -------------------------------------------------------------------------------------------


def new(client, today, **values):
    new_one = {
        "name": "Law Centre", "area": "belfast", "confidence": "found", "checked_today": "on",
        "check_by": today + timedelta(days=30), "words-summary": "They advise.", "phones-0-number": "028 9024 4401",
        "phones-0-confirmed": "on",
    }  # fmt: skip
    return typed(client, reverse("keeping:new_organisation"), **new_one | values)


def test_a_new_organisation_is_seen_when_its_words_are_published(client, sign_in, today):
    sign_in("author")
    answer = client.post(reverse("keeping:new_organisation"), new(client, today))
    assert answer.headers["Location"] == reverse("keeping:organisation", args=["law-centre"])
    assert "Law Centre" not in client.get("/en/help/").content.decode()
    made = Organisation.objects.get()
    assert made.changes.get().act == "added"
    sign_in("publisher")
    client.post(
        reverse("keeping:organisation_words", args=["law-centre"]),
        {"words-summary": "They advise.", "words-after": Edition.objects.get().latest_id, "publish": ""},
    )
    html = client.get("/en/help/").content.decode()
    assert "They advise." in html
    assert "028 9024 4401" in html


def test_two_of_the_same_name_have_two_addresses_and_none_is_called_new(client, sign_in, today):
    sign_in("author")
    for name in ("Law Centre", "Law Centre", "New", "مركز"):
        client.post(reverse("keeping:new_organisation"), new(client, today, name=name))
    assert list(Organisation.objects.order_by("pk").values_list("slug", flat=True)) == [
        "law-centre", "law-centre-2", "new-2", "organisation",
    ]  # fmt: skip


def test_a_new_one_with_a_mistake_comes_back_whole(client, sign_in, today):
    sign_in("author")
    sent = new(client, today, **{"phones-0-number": "abc", "funded_by": "Typed with care"})
    html = client.post(reverse("keeping:new_organisation"), sent).content.decode()
    assert "Write only the digits" in html
    assert "Typed with care" in html
    assert "They advise." in html
    assert not Organisation.objects.exists()


def test_only_those_who_write_change_organisations(client, sign_in, helpline):
    sign_in(("translator", "ar"), "administrator")
    for name in ("organisation", "confirm_organisation", "organisation_words"):
        assert client.post(reverse(f"keeping:{name}", args=["helpline"]), {}).status_code == 403
    assert client.post(reverse("keeping:new_organisation"), {}).status_code == 403


def test_those_past_their_day_are_listed_alone(client, sign_in, helpline, today):
    sign_in("author")
    assert "None is past its day." in client.get(reverse("keeping:organisations"), {"due": ""}).content.decode()
    Organisation.objects.update(check_by=today - timedelta(days=1))
    assert "A Helpline" in client.get(reverse("keeping:organisations"), {"due": ""}).content.decode()
