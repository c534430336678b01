"""What each act does and refuses, one at a time. Random sequences of them are in test_histories.py."""

import pytest
from django.core.exceptions import ValidationError

from site_app.content.models import Explainer
from site_app.editions import lifecycle, opening
from site_app.editions.lifecycle import Refused, Stale
from site_app.editions.models import Edition, Language, Mark, Publication, Revision, Site, WorkingCopy
from tests import make

pytestmark = pytest.mark.django_db


def column(document, name):
    """As it is in the database: modeltranslation would read "title" as the column of the active language."""
    return Explainer.objects.rewrite(False).values_list(name, flat=True).get(pk=document.pk)


def test_a_draft_is_in_no_column_and_a_published_text_is_in_its_own_language_alone():
    document = make.explainer()
    english = make.revision(document, text="one")
    assert column(document, "title_en") is None
    make.publish(english)
    make.live(document, "ar", "two")
    assert column(document, "title_en") == "Title one"
    assert column(document, "body_ar") == "<p>Body two</p>"
    assert column(document, "title_pl") is None
    assert column(document, "title") is None


def test_saving_the_same_text_again_makes_no_revision():
    document = make.explainer()
    first = make.revision(document)
    assert make.revision(document) == first
    assert Revision.objects.count() == 1


def test_saving_over_a_text_one_has_not_seen_is_stale_and_gives_both_texts():
    document, mine, yours = make.explainer(), make.person(), make.person()
    seen = make.revision(document, text="first")
    make.revision(document, text="theirs", by=yours)
    with pytest.raises(Stale) as stale:
        lifecycle.save_revision(document, "en", texts=make.words("mine"), by=mine, after=seen)
    assert stale.value.yours["title"] == "Title mine"
    assert stale.value.theirs.texts["title"] == "Title theirs"
    assert Edition.objects.get().latest.texts["title"] == "Title theirs"


def test_publishing_what_somebody_else_replaced_meanwhile_is_stale_and_gives_both_texts():
    document = make.explainer()
    make.live(document, text="first")
    mine = make.revision(document, text="mine")
    seen = lifecycle.live_now(mine)
    theirs = make.live(document, text="theirs")
    later = make.revision(document, text="mine again")
    with pytest.raises(Stale) as stale:
        lifecycle.publish(later, seen=seen, significance="minor", by=None)
    assert stale.value.theirs == theirs
    assert stale.value.yours == later.texts
    assert column(document, "title_en") == "Title theirs"


def test_several_texts_go_live_together_or_not_at_all():
    document = make.explainer()
    english, arabic = make.revision(document), make.revision(document, "ar", {"title": "no summary, no body"})
    with pytest.raises(Refused):
        make.publish(english, arabic)
    assert column(document, "title_en") is None
    complete = make.revision(document, "ar", "ar")
    make.publish(complete, english)
    assert column(document, "title_ar") == "Title ar"
    assert Publication.objects.count() == 2


def test_a_translation_of_an_english_text_that_never_went_live_is_refused():
    document = make.explainer()
    make.revision(document)
    with pytest.raises(Refused, match="never been published"):
        make.publish(make.revision(document, "ar"))


@pytest.mark.parametrize("based_on", ["nothing", "another document", "a translation"])
def test_a_translation_says_which_english_text_it_was_made_from(based_on):
    document = make.explainer()
    make.revision(document)
    wrong = {
        "nothing": lambda: None,
        "another document": lambda: make.revision(make.explainer()),
        "a translation": lambda: make.revision(document, "pl"),
    }[based_on]()
    with pytest.raises(Refused):
        lifecycle.save_revision(document, "ar", texts=make.words(), by=None, after=None, based_on=wrong)


def test_a_text_that_needs_signing_waits_for_it_and_its_translations_with_it():
    document, adviser = make.explainer(sign_off="CAJ"), make.person()
    english = make.revision(document)
    arabic = make.revision(document, "ar")
    with pytest.raises(Refused, match="CAJ"):
        make.publish(english)
    lifecycle.mark(english, Mark.Kind.SIGNED_OFF, by=adviser)
    make.publish(english, arabic)
    changed = make.revision(document, text="changed since")
    with pytest.raises(Refused, match="CAJ"):
        make.publish(changed)


def test_a_demonstration_publishes_unsigned_texts():
    Site.objects.update(demonstration=True)
    make.live(make.explainer(sign_off="CAJ"))


@pytest.fixture
def signed():
    """A text that has to be signed off and is, by its writer's hand."""
    document, writer = make.explainer(sign_off="CAJ"), make.person("writer")
    revision = make.revision(document, by=writer)
    lifecycle.mark(revision, Mark.Kind.SIGNED_OFF, by=None, name="CAJ")
    return revision


def test_an_objection_after_a_signature_takes_it_back_until_the_next_one(signed):
    lifecycle.mark(signed, Mark.Kind.RETURNED, by=None, name="CAJ", comment="Wrong after all.")
    with pytest.raises(Refused, match="CAJ"):
        make.publish(signed)
    lifecycle.mark(signed, Mark.Kind.SIGNED_OFF, by=None, name="CAJ")
    make.publish(signed)


def test_nobody_publishes_their_own_text_where_it_has_to_be_signed_off(signed):
    with pytest.raises(lifecycle.Refused, match="Somebody else has to publish it"):
        make.publish(signed, by=signed.by)
    make.publish(signed, by=make.person())


def test_the_same_holds_for_a_translation_and_on_a_demonstration(signed):
    Site.objects.update(demonstration=True)
    make.publish(signed)
    arabic = make.revision(signed.edition.document, "ar", by=signed.by)
    with pytest.raises(lifecycle.Refused, match="Somebody else"):
        make.publish(arabic, by=signed.by)
    make.publish(arabic, by=make.person())


def test_what_stands_beside_the_words_is_signed_with_them_and_whoever_changed_it_is_a_writer():
    document, second = make.position(sign_off="CAJ"), make.person()
    shared = {"standing": "unknown", "authority": "PSNI", "subject": "victims", "checked_on": "2025-01-01"}
    lifecycle.mark(make.revision(document, shared=shared, by=make.person()), Mark.Kind.SIGNED_OFF, by=None, name="CAJ")
    only_order = make.revision(document, shared=shared | {"order": 7}, by=second)
    make.publish(only_order, by=second)
    changed = make.revision(document, shared=shared | {"standing": "stated"}, by=second)
    assert changed.words_id == only_order.words_id
    with pytest.raises(Refused, match="CAJ"):
        make.publish(changed)
    lifecycle.mark(changed, Mark.Kind.SIGNED_OFF, by=None, name="CAJ")
    with pytest.raises(Refused, match="Somebody else has to publish it"):
        make.publish(changed, by=second)
    make.publish(changed, by=make.person())


def test_nobody_rolls_back_to_their_own_text_either(signed):
    make.publish(signed)
    later = make.revision(signed.edition.document, text="later", by=make.person())
    lifecycle.mark(later, Mark.Kind.SIGNED_OFF, by=None, name="CAJ")
    make.publish(later)
    edition = Edition.objects.get()
    how = {"to": signed, "seen": {edition.pk: edition.live_id}, "significance": "normal"}
    with pytest.raises(lifecycle.Refused, match="Somebody else"):
        lifecycle.roll_back(edition, by=signed.by, **how)
    assert edition.revisions.count() == 2, "nothing is left of the attempt"
    lifecycle.roll_back(edition, by=later.by, **how)


def test_where_nobody_has_to_sign_people_publish_what_they_wrote():
    writer = make.person()
    make.publish(make.revision(make.explainer(), by=writer), by=writer)


def test_who_wrote_a_translation_cannot_check_it():
    document, writer, other = make.explainer(), make.person(), make.person()
    make.live(document)
    arabic = make.revision(document, "ar", by=writer)
    with pytest.raises(Refused, match="Somebody else"):
        lifecycle.mark(arabic, Mark.Kind.CHECKED, by=writer)
    assert lifecycle.mark(arabic, Mark.Kind.CHECKED, by=other).name == other.username


@pytest.mark.parametrize(
    ("kind", "language"), [(Mark.Kind.CHECKED, "en"), (Mark.Kind.SIGNED_OFF, "ar")], ids=["check", "sign off"]
)
def test_english_is_signed_off_and_translations_are_checked(kind, language):
    document = make.explainer()
    make.live(document)
    revision = make.revision(document, language, "other")
    with pytest.raises(Refused):
        lifecycle.mark(revision, kind, by=make.person())


def test_a_mark_without_a_name_is_refused():
    with pytest.raises(Refused, match="named"):
        lifecycle.mark(make.revision(make.explainer()), Mark.Kind.SUBMITTED, by=None, name="  ")


def test_taking_down_removes_one_language_and_leaves_the_others():
    document = make.explainer()
    make.live(document)
    make.live(document, "ar")
    lifecycle.take_down(Edition.objects.get(language="ar"), by=None)
    assert column(document, "title_ar") is None
    assert column(document, "title_en") == "Title words"
    with pytest.raises(Refused, match="not live"):
        lifecycle.take_down(Edition.objects.get(language="ar"), by=None)


def test_withdrawing_removes_every_language_and_restoring_gives_them_back():
    document = make.explainer()
    make.live(document)
    make.live(document, "ar", "ar")
    lifecycle.withdraw(document, reason="law-changed", by=None)
    assert column(document, "title_en") is column(document, "title_ar") is None
    with pytest.raises(Refused, match="Restore it first"):
        make.live(document, text="new")
    lifecycle.restore(document, by=None)
    assert column(document, "title_ar") == "Title ar"
    assert [p.action for p in Publication.objects.order_by("pk")][-2:] == ["restored", "restored"]


def test_restoring_what_was_taken_down_meanwhile_keeps_it_down_but_is_on_record():
    document = make.explainer()
    make.live(document)
    lifecycle.withdraw(document, reason="mistake", by=None)
    lifecycle.take_down(Edition.objects.get(), by=None)
    lifecycle.restore(document, by=None)
    assert column(document, "title_en") is None
    assert Publication.objects.latest("pk").action == "restored"


@pytest.mark.parametrize(
    "act",
    [
        lambda document: lifecycle.withdraw(document, reason="mistake", by=None),
        lambda document: lifecycle.restore(document, by=None),
    ],
    ids=["withdraw what was never live", "restore what is not withdrawn"],
)
def test_acts_that_have_nothing_to_act_on_are_refused(act):
    document = make.explainer()
    make.revision(document)
    with pytest.raises(Refused):
        act(document)


def test_withdrawing_needs_a_reason_that_readers_can_be_told():
    document = make.explainer()
    make.live(document)
    with pytest.raises(Refused, match="reason"):
        lifecycle.withdraw(document, reason="because", by=None)


def test_rolling_back_publishes_a_copy_and_keeps_what_was_confirmed_about_the_words():
    document, checker = make.explainer(), make.person()
    make.live(document)
    good = make.live(document, "ar", "good")
    lifecycle.mark(good, Mark.Kind.CHECKED, by=checker)
    make.live(document, "ar", "bad")
    edition = Edition.objects.get(language="ar")
    lifecycle.roll_back(edition, to=good, seen={edition.pk: edition.live_id}, significance="minor", by=None)
    edition = Edition.objects.with_checked().get(language="ar")
    assert edition.live.copy_of == good
    assert edition.live.number == 3
    assert edition.checked
    assert column(document, "title_ar") == "Title good"


def test_redacting_empties_every_copy_of_the_words_and_takes_them_down():
    document = make.explainer()
    first = make.live(document, text="a name nobody should read")
    make.live(document, text="second")
    edition = Edition.objects.get()
    lifecycle.roll_back(edition, to=first, seen={edition.pk: edition.live_id}, significance="minor", by=None)
    lifecycle.redact(first, by=make.person())
    assert column(document, "title_en") is None
    assert not [one for one in Revision.objects.all() if "nobody should read" in str(one.texts)]
    assert Revision.objects.count() == 3
    with pytest.raises(Refused, match="removed"):
        lifecycle.redact(first, by=make.person())
    with pytest.raises(Refused, match="removed"):
        lifecycle.roll_back(Edition.objects.get(), to=first, seen={}, significance="minor", by=None)


@pytest.mark.parametrize("case", ["already live", "older", "two texts of one language", "no such significance"])
def test_publications_that_make_no_sense_are_refused(case):
    document = make.explainer()
    old, new = make.revision(document, text="old"), make.revision(document, text="new")
    make.publish(new)
    revisions, significance = {
        "already live": ([new], "minor"),
        "older": ([old], "minor"),
        "two texts of one language": ([old, new], "minor"),
        "no such significance": ([make.revision(document, text="newer")], "huge"),
    }[case]
    with pytest.raises(Refused):
        make.publish(*revisions, significance=significance)
    assert column(document, "title_en") == "Title new"


def test_a_form_for_the_slug_writes_no_language_back():
    document = make.explainer()
    make.live(document, text="old")
    opened = Explainer.objects.get(pk=document.pk)
    make.live(document, text="new")
    opened.slug = "another-address"
    opened.save()
    assert column(document, "title_en") == "Title new"
    assert column(document, "slug") == "another-address"


@pytest.mark.parametrize("fields", [["title_ar"], ["title"], ["body", "slug"]])
def test_nobody_but_publish_writes_a_live_text(fields):
    document = make.explainer()
    with pytest.raises(ValueError, match="Only lifecycle"):
        document.save(update_fields=fields)
    with pytest.raises(ValueError, match="no live text"):
        Explainer(slug="x", title_en="straight in").save()


def test_an_unknown_text_is_a_programming_error():
    with pytest.raises(ValueError, match="headline"):
        make.revision(make.explainer(), text={"headline": "x"})


def test_saving_a_revision_ends_that_persons_working_copy_and_nobody_elses():
    document, me, you = make.explainer(), make.person(), make.person()
    for person in (me, you):
        lifecycle.keep_working_copy(document, "en", texts={"title": "half"}, by=person, after=None)
    make.revision(document, by=me)
    assert list(WorkingCopy.objects.values_list("person", flat=True)) == [you.pk]


def test_html_is_reduced_to_the_safe_subset_when_it_is_saved():
    texts = make.words() | {
        "body": "<p onclick=x>a<script>alert(1)</script></p>",
        "title": " <b>plain</b>\u202e  text ",
    }
    revision = make.revision(make.explainer(), text=texts)
    assert revision.texts["body"] == "<p>a</p>"
    assert revision.texts["title"] == "<b>plain</b> text"


def test_english_cannot_be_closed_and_some_languages_take_checked_texts_only():
    with pytest.raises(ValidationError):
        opening.set_policy("en", "closed")
    with pytest.raises(ValidationError):
        opening.set_policy("so", "open")
    assert opening.set_policy("so", "checked-only").is_open
    assert Language.objects.get(code="en").is_open


def test_whatever_readers_can_see_change_raises_the_generation():
    def raised_by(act):
        before = Site.objects.get().generation
        act()
        return Site.objects.get().generation > before

    document, person = make.explainer(), make.person()
    english = make.revision(document)
    assert raised_by(lambda: make.publish(english))
    arabic = make.live(document, "ar")
    assert raised_by(lambda: lifecycle.mark(arabic, Mark.Kind.CHECKED, by=person))
    assert raised_by(lambda: lifecycle.take_down(Edition.objects.get(language="ar"), by=None))
    assert raised_by(lambda: lifecycle.withdraw(document, reason="mistake", by=None))
    assert raised_by(lambda: lifecycle.restore(document, by=None))
    assert raised_by(lambda: opening.set_policy("hu", "open"))
    assert raised_by(lambda: lifecycle.redact(english, by=person))
    assert raised_by(lambda: Explainer.objects.get().save())


def test_a_redaction_takes_the_words_of_marks_along_and_leaves_the_marks():
    revision, other = make.revision(make.explainer()), make.revision(make.explainer())
    for one in (revision, other):
        lifecycle.mark(one, Mark.Kind.RETURNED, by=None, name="Dara", comment="Take out Jane Doe.")
    lifecycle.redact(revision, by=None)
    assert [(mark.name, mark.comment) for mark in Mark.objects.order_by("pk")] == [
        ("Dara", ""),
        ("Dara", "Take out Jane Doe."),
    ]


def test_a_change_note_is_a_note():
    document = make.explainer()
    with pytest.raises(Refused, match="1000 characters at most"):
        make.revision(document, note="x" * 1001)
    assert make.revision(document, note="x" * 1000).number == 1


# --- what a machine made ---------------------------------------------------------------------------------


def test_a_text_that_a_machine_made_goes_nowhere_until_somebody_saves_it_and_then_is_theirs():
    document, rania = make.explainer(), make.person("rania")
    english = make.live(document, text="English")
    draft = make.revision(document, "ar", "machine", based_on=english, machine=True)
    for kind in ("submitted", "checked"):
        with pytest.raises(lifecycle.Refused, match="A machine made this text"):
            lifecycle.mark(draft, kind, by=rania)
    with pytest.raises(lifecycle.Refused, match="A machine made this text"):
        make.publish(draft)
    saved = make.revision(document, "ar", "machine", based_on=english, by=rania)
    assert (saved.number, saved.machine, saved.by) == (2, False, rania)
    with pytest.raises(lifecycle.Refused, match="Somebody else has to check"):
        lifecycle.mark(saved, "checked", by=rania)
    make.publish(saved)


def test_whoever_wrote_without_an_account_is_named_and_does_not_check_it():
    document = make.explainer()
    english = make.live(document, text="English")
    text = make.revision(document, "ar", "Arabic", based_on=english, by_name="Amina")
    assert (text.writer, text.from_library) == ("Amina", False)
    with pytest.raises(lifecycle.Refused, match="Somebody else has to check"):
        lifecycle.mark(text, "checked", by=None, name="AMINA")
    lifecycle.mark(text, "checked", by=None, name="Omar")
