"""The form of a translation: one field for each block, beside the English that it says."""

import pytest

from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY
from site_app.content.models import Organisation, Term
from site_app.editions.models import Edition, FaultDismissed, Mark, WorkingCopy
from tests import make
from tests.staff.writing.forms import fields_of

pytestmark = pytest.mark.django_db

BODY = "<p>Call us.</p>\n<ul>\n<li>It is free.</li>\n<li>Ask for <strong>Amal</strong>.</li>\n</ul>"
ARABIC = "<p>اتصل بنا.</p>\n<ul>\n<li>إنه مجاني.</li>\n<li>اسأل عن <strong>أمل</strong>.</li>\n</ul>"
CHANGED = BODY.replace("It is free.", "It costs 5 pounds.")


def texts(body, title="Help"):
    return {"title": title, "summary": f"{title} in short.", "body": body}


def address(document, language="ar", end=""):
    return f"/staff/texts/{document.pk}/{language}/{end}"


def newest(document, language="ar"):
    return Edition.objects.get(document=document, language=language).latest


@pytest.fixture
def guide():
    document = make.explainer()
    english = make.live(document, text=texts(BODY))
    make.live(document, "ar", texts(ARABIC, "مساعدة"), based_on=english)
    return document


@pytest.fixture
def translator(sign_in):
    return sign_in(("translator", "ar"), name="rania")


def sheet_of(client, document):
    return client.get(address(document)).context["sheet"]


def send(client, document, act="save", **changes):
    return client.post(address(document), fields_of(client.get(address(document))) | changes | {"act": act})


def test_english_and_its_translation_stand_beside_each_other_each_in_its_own_direction(client, translator, guide):
    response = client.get(address(guide))
    assert [(row.english, row.words) for row in response.context["sheet"].rows][2:] == [
        ("Call us.", "اتصل بنا."),
        ("It is free.", "إنه مجاني."),
        ("Ask for <strong>Amal</strong>.", "اسأل عن **أمل**."),
    ]
    html = response.content.decode()
    assert html.count('lang="ar" dir="rtl" aria-labelledby="en-body-0"') == 1
    assert 'lang="en" dir="ltr" id="en-body-0"' in html
    assert response.context["sheet"].to_do == []


def test_what_is_sent_back_unchanged_changes_nothing(client, translator, guide):
    before = newest(guide)
    assert send(client, guide).status_code == 302
    assert newest(guide) == before


@pytest.mark.parametrize("significance", ["normal", "meaning"])
def test_exactly_the_sentence_that_english_changed_is_to_do_and_both_english_texts_are_compared(
    client, translator, guide, significance
):
    english = make.live(guide, text=texts(CHANGED), significance=significance)
    sheet = sheet_of(client, guide)
    (row,) = sheet.to_do
    assert (sheet.changed, row.name, row.words) == (1, "body-1", "إنه مجاني.")
    assert [(piece.kind, piece.text) for piece in row.changes] == [
        ("same", "It "), ("removed", "is free"), ("added", "costs 5 pounds"), ("same", "."),
    ]  # fmt: skip
    send(client, guide, act="submit", **{"body-1": "يكلف 5 جنيهات."})
    assert newest(guide).based_on == english
    assert newest(guide).texts["body"] == ARABIC.replace("إنه مجاني.", "يكلف 5 جنيهات.")
    assert newest(guide).marks.get().kind == Mark.Kind.SUBMITTED
    assert sheet_of(client, guide).to_do == []


def test_a_block_stays_to_do_while_it_is_typed_and_kept_until_it_says_something_else(client, translator, guide):
    make.live(guide, text=texts(CHANGED))
    sent = fields_of(client.get(address(guide)))
    told = client.post(address(guide, end="keep/"), sent | {"summary-0": "باختصار."}).json()["rows"]
    assert {name for name, row in told.items() if row["to_do"]} == {"body-1"}
    assert [row.name for row in sheet_of(client, guide).to_do] == ["body-1"]
    told = client.post(address(guide, end="keep/"), sent | {"body-1": "5 جنيهات."}).json()["rows"]
    assert not any(row["to_do"] for row in told.values())


def test_nothing_is_handed_in_before_every_block_is_done_and_nothing_typed_is_lost(client, translator, guide):
    make.live(guide, text=texts(BODY.replace("It is free.", "You pay us with a smile.")))
    before = newest(guide)
    response = send(client, guide, act="submit", **{"title-0": "عنوان جديد"})
    assert response.status_code == 422
    assert "the English has changed" in response.content.decode()
    assert newest(guide) == before
    assert fields_of(response)["title-0"] == ["عنوان جديد"]
    assert WorkingCopy.objects.get().texts["title"] == "عنوان جديد"
    (row,) = response.context["sheet"].to_do
    assert send(client, guide, act="submit", **{"as-it-is": row.stays}).status_code == 302
    assert newest(guide).texts["body"] == ARABIC


def test_a_tick_is_kept_and_is_of_this_change_alone(client, translator, guide):
    make.live(guide, text=texts(CHANGED))
    (row,) = sheet_of(client, guide).to_do
    client.post(address(guide, end="keep/"), fields_of(client.get(address(guide))) | {"as-it-is": row.stays})
    assert sheet_of(client, guide).to_do == []
    make.live(guide, text=texts(CHANGED.replace("5 pounds", "10 pounds")))
    assert [row.name for row in sheet_of(client, guide).to_do] == ["body-1"]


def test_what_english_added_is_empty_and_what_it_dropped_is_shown_with_its_translation(client, translator, guide):
    moved = "<p>Call us.</p>\n<ul>\n<li>Ask for <strong>Amal</strong>.</li>\n</ul>\n<h2>A visit to our office</h2>"
    make.live(guide, text=texts(moved))
    sheet = sheet_of(client, guide)
    assert [row.name for row in sheet.to_do] == ["body-2"]
    (gone,) = [row for row in sheet.rows if row.state == "gone"]
    assert (gone.english, gone.html) == ("It is free.", "إنه مجاني.")
    send(client, guide, act="submit", **{"body-2": "زيارة مكتبنا"})
    expected = "<p>اتصل بنا.</p>\n<ul>\n<li>اسأل عن <strong>أمل</strong>.</li>\n</ul>\n<h2>زيارة مكتبنا</h2>"
    assert newest(guide).texts["body"] == expected


def test_a_new_translation_can_be_saved_half_done_and_not_handed_in(client, sign_in, guide):
    sign_in(("translator", "pl"))
    pl = address(guide, "pl")
    sent = fields_of(client.get(pl)) | {"title-0": "Pomoc", "body-2": "Zapytaj o **Amal**."}
    refused = client.post(pl, sent | {"act": "submit"})
    assert (refused.status_code, len(refused.context["sheet"].to_do)) == (422, 3)
    client.post(pl, sent | {"act": "save"})
    assert [(row.name, row.words) for row in client.get(pl).context["sheet"].rows if row.words] == [
        ("title-0", "Pomoc"),
        ("body-2", "Zapytaj o **Amal**."),
    ]


def test_what_a_translation_says_besides_stays_where_it_stands(client, translator, guide):
    make.live(guide, "ar", texts(ARABIC + "\n<p>شرح.</p>", "مساعدة"))
    assert [row.words for row in sheet_of(client, guide).rows if row.state == "added"] == ["شرح."]
    send(client, guide, **{"title-0": "أخرى"})
    assert newest(guide).texts["body"] == ARABIC + "\n<p>شرح.</p>"
    send(client, guide, **{"body-2-added-0": ""})
    assert newest(guide).texts["body"] == ARABIC


def test_whatever_is_typed_into_a_block_breaks_no_structure(client, translator, guide):
    typed = "## One\n\n- two</li></ul><script>x</script>\n\n<aside>three</aside>"
    send(client, guide, **{"body-1": typed})
    body = newest(guide).texts["body"]
    assert "<li>## One - two three</li>" in body  # a sign at the start of a line is only a sign
    assert body.count("<li>") == 2
    assert not any(tag in body for tag in ("script", "aside", "<h2>"))


def test_a_translation_stays_with_the_english_that_was_shown_when_english_moves_on_meanwhile(client, translator, guide):
    shown = Edition.objects.get(document=guide, language="en").live
    sent = fields_of(client.get(address(guide))) | {"title-0": "عنوان", "act": "save"}
    make.live(guide, text=texts(CHANGED))
    client.post(address(guide), sent)
    assert newest(guide).based_on == shown
    assert [row.name for row in sheet_of(client, guide).to_do] == ["body-1"]


def test_words_are_kept_even_if_the_form_names_no_english_text_of_the_document(client, translator, guide):
    other = make.live(make.explainer())
    for based_on in ("", "x", str(other.pk)):
        response = send(client, guide, act="submit", based_on=based_on, **{"title-0": f"عنوان {based_on}"})
        assert response.status_code in {302, 422}
        kept = WorkingCopy.objects.filter(edition__document=guide).first()
        assert (kept or newest(guide)).texts["title"] == f"عنوان {based_on}".strip()


def test_the_name_of_an_organisation_is_never_translated(client, translator):
    row = Organisation(slug="helpline", name="The Helpline", area="uk", checked_on="2026-11-22", check_by="2027-02-22")
    row.save()
    make.live(row, text={"title": "The Helpline", "summary": "They listen.", "caution": "Not at night."})
    assert set(fields_of(client.get(address(row)))) >= {"summary-0", "caution-0"}
    assert "title-0" not in fields_of(client.get(address(row)))
    send(client, row, act="submit", **{"summary-0": "يستمعون.", "caution-0": "ليس ليلاً."})
    assert newest(row).texts == {"title": "The Helpline", "summary": "يستمعون.", "caution": "ليس ليلاً."}
    assert client.get(address(row, end=f"{newest(row).number}/")).status_code == 200


def test_a_word_can_be_translated_and_read_before_it_is_live(client, translator):
    term = Term(slug="victim")
    term.save()
    make.live(term, text={"title": "Victim", "summary": "Somebody who was hurt."})
    send(client, term, **{"title-0": "ضحية (Victim)", "summary-0": "شخص تأذى."})
    assert newest(term).texts["title"] == "ضحية (Victim)"
    assert client.get(address(term, end="preview/")).status_code == 200


def test_without_an_english_text_there_is_nothing_to_translate(client, translator):
    response = client.get(address(make.explainer()))
    assert (response.status_code, response.context["sheet"]) == (200, None)
    assert "no English text yet" in response.content.decode()


# --- what a machine finds --------------------------------------------------------------------------------


@pytest.fixture
def paid(guide):
    """English costs 5 pounds now."""
    make.live(guide, text=texts(CHANGED))
    return guide


def test_a_wrong_number_is_told_while_typing_and_stops_the_text_from_being_handed_in(client, translator, paid):
    sent = fields_of(client.get(address(paid))) | {"body-1": "يكلف 50 جنيهًا."}
    told = client.post(address(paid, end="keep/"), sent).json()["rows"]["body-1"]
    assert any("5" in words for words in told["faults"])
    response = send(client, paid, act="submit", **{"body-1": "يكلف 50 جنيهًا."})
    assert response.status_code == 422
    assert "This cannot be right" in response.content.decode()
    assert fields_of(response)["body-1"] == ["يكلف 50 جنيهًا."]
    ticks = [fault.fingerprint for fault in response.context["standing"].faults]
    assert send(client, paid, act="submit", right=ticks, **{"body-1": "يكلف 50 جنيهًا."}).status_code == 422
    assert not newest(paid).marks.exists()
    assert not FaultDismissed.objects.exists()


def test_a_warning_is_ticked_once_and_comes_back_when_the_words_change(client, translator, paid):
    odd = {"body-1": "يكلف 5 جنيهات (تقريبا."}  # a bracket that does not close
    response = send(client, paid, act="submit", **odd)
    assert response.status_code == 422
    ticks = [fault.fingerprint for fault in response.context["standing"].warnings]
    assert ticks
    assert response.context["standing"].errors == ()
    assert send(client, paid, act="submit", right=ticks, **odd).status_code == 302
    dismissed = FaultDismissed.objects.get()
    assert (dismissed.name, dismissed.by) == ("rania", translator)
    send(client, paid, **{"title-0": "عنوان"})
    assert send(client, paid, act="submit").status_code == 302
    assert send(client, paid, act="submit", **{"body-1": "يكلف 5 جنيهات (ربما."}).status_code == 422


def test_a_publisher_may_say_that_an_error_is_none(client, sign_in, paid):
    sign_in(("translator", "ar"), "publisher", name="grace")
    wrong = {"body-1": "يكلف خمسة جنيهات."}
    response = send(client, paid, act="submit", **wrong)
    ticks = [fault.fingerprint for fault in response.context["standing"].faults]
    assert send(client, paid, act="submit", right=ticks, **wrong).status_code == 302
    assert FaultDismissed.objects.filter(name="grace").count() == len(ticks)


def test_a_saved_text_is_looked_at_before_it_is_handed_in_and_before_it_is_published(client, sign_in, paid):
    sign_in(("translator", "ar"), "publisher")
    send(client, paid, **{"body-1": "يكلف 50 جنيهًا."})
    where = address(paid, end=f"{newest(paid).number}/")
    assert "This cannot be right" in client.post(where, {"act": "submit"}).content.decode()
    assert "A machine finds this in it" in client.get(f"{where}publish/").content.decode()


def test_english_that_promises_too_much_is_stopped_as_well(client, sign_in, guide):
    sign_in("author")
    where = address(guide, "en")
    body = BODY.replace("Call us.", "It is safe to report.")
    response = client.post(where, fields_of(client.get(where)) | {"body": body, "act": "submit"})
    assert response.status_code == 422
    assert response.context["standing"]


LIBRARY_TEXTS = read_library(LIBRARY).texts
EXPLAINERS = [one for one in LIBRARY_TEXTS if one.kind == "explainer" and one.is_source]
LONGEST = max(EXPLAINERS, key=lambda one: len(one.texts["body"]))


def test_the_form_of_the_longest_explainer_is_small_and_asks_as_many_questions_as_that_of_the_shortest(
    client, translator, guide, django_assert_max_num_queries, record_property
):
    document = make.explainer()
    english = make.live(document, text=LONGEST.texts)
    (arabic,) = [one for one in LIBRARY_TEXTS if (one.slug, one.language) == (LONGEST.slug, "ar")]
    make.live(document, "ar", arabic.texts, based_on=english)
    make.live(document, text=LONGEST.texts | {"body": LONGEST.texts["body"].replace("police", "officers")})
    with django_assert_max_num_queries(22):
        client.get(address(guide))
    with django_assert_max_num_queries(22):
        response = client.get(address(document))
    size = len(response.content)
    record_property("told", f"{size:>6} of  60000 bytes, not packed: side by side, /{LONGEST.slug}/")
    assert size <= 60_000
