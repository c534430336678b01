"""Still correct, for all languages in one act."""

import pytest

from site_app.editions import lifecycle
from site_app.editions.desk import confirming
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Confirmation, Edition, Mark, Recheck, WorkingCopy
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    """English that changed in meaning after its Arabic and Polish were made; the Arabic is checked."""
    document, translator = make.explainer(), make.person()
    first = make.live(document)
    arabic = make.live(document, "ar", based_on=first, by=translator)
    make.live(document, "pl", based_on=first, by=translator)
    lifecycle.mark(arabic, Mark.Kind.CHECKED, by=make.person())
    make.live(document, text="second", significance="meaning")
    return document


def editions(document):
    return {one.language_id: one for one in document.editions.with_freshness().with_checked().select_related("live")}


def test_english_is_confirmed_and_no_other_language_is_touched_unasked(document):
    before = editions(document)
    confirmation = confirming.still_correct(document, by=make.person())
    assert confirmation.revision == before["en"].live
    assert {code: one.live for code, one in editions(document).items()} == {c: one.live for c, one in before.items()}
    assert editions(document)["ar"].outdated == "meaning"


def test_a_language_follows_todays_english_with_the_words_it_had(document):
    before = editions(document)
    confirming.still_correct(document, by=make.person(), also=["ar", "pl"], checks=["ar"])
    after = editions(document)
    for code in ("ar", "pl"):
        assert after[code].outdated == ""
        assert after[code].live.texts == before[code].live.texts
        assert after[code].live.based_on == after["en"].live
    assert after["ar"].checked
    assert not after["pl"].checked


def test_a_checked_language_that_nobody_checks_again_says_so(document):
    confirming.still_correct(document, by=make.person(), also=["ar"])
    assert editions(document)["ar"].outdated == ""
    assert not editions(document)["ar"].checked


def test_nobody_checks_their_own_words_by_confirming_them(document):
    translator = editions(document)["ar"].live.by
    confirming.still_correct(document, by=translator, also=["ar"], checks=["ar"])
    assert not editions(document)["ar"].checked


def test_whose_words_they_are_stays_when_they_follow_todays_english(document):
    translator = editions(document)["ar"].live.by
    confirming.still_correct(document, by=make.person(), also=["ar"])
    again = editions(document)["ar"].live
    with pytest.raises(Refused, match="what you wrote"):
        lifecycle.mark(again, Mark.Kind.CHECKED, by=translator)
    lifecycle.mark(again, Mark.Kind.CHECKED, by=again.by)


def test_whoever_confirms_publishes_nothing_of_their_own_where_it_has_to_be_signed():
    document = make.explainer(sign_off="CAJ")
    for text in ("first", "second"):
        english = make.revision(document, text=text)
        lifecycle.mark(english, Mark.Kind.SIGNED_OFF, by=None, name="CAJ")
        make.publish(english, significance="meaning")
        if text == "first":
            make.live(document, "ar", based_on=english, by=make.person())
    confirming.still_correct(document, by=make.person(), also=["ar"])
    assert editions(document)["ar"].outdated == ""


def test_the_same_checker_may_confirm_again_and_again(document):
    checker = make.person()
    for text in ("third", "fourth"):
        make.live(document, text=text, significance="meaning")
        confirming.still_correct(document, by=checker, also=["ar"], checks=["ar"])
        assert editions(document)["ar"].checked


def test_what_somebody_is_typing_stays(document):
    person = make.person()
    lifecycle.keep_working_copy(document, "ar", texts={"title": "half"}, by=person, after=None)
    confirming.still_correct(document, by=person, also=["ar"], checks=["ar"])
    assert WorkingCopy.objects.get().texts == {"title": "half"}


def test_a_language_with_a_newer_text_waiting_is_refused_and_nothing_happens(document):
    english = editions(document)["en"].live
    make.revision(document, "ar", "newer", based_on=english)
    with pytest.raises(Refused, match="newer text is waiting in Arabic"):
        confirming.still_correct(document, by=make.person(), also=["pl", "ar"])
    assert editions(document)["pl"].outdated == "meaning"
    assert not Confirmation.objects.exists()


def test_a_language_that_is_up_to_date_or_not_live_is_left_as_it_is(document):
    lifecycle.take_down(Edition.objects.get(document=document, language="pl"), by=None)
    before = editions(document)["en"].live
    confirming.still_correct(document, by=make.person(), also=["en", "pl", "lt"])
    assert editions(document)["en"].live == before
    assert editions(document)["pl"].live is None


def test_what_is_not_live_cannot_be_confirmed(document):
    lifecycle.withdraw(document, reason="unsure", by=None)
    with pytest.raises(Refused, match="not live"):
        confirming.still_correct(document, by=make.person())
    with pytest.raises(Refused, match="not live"):
        confirming.still_correct(make.explainer(), by=make.person())


# --- requests to read a text again -----------------------------------------------------------------------


def publish_update_touching(*explainers, significance="normal", slug="news"):
    update = make.update(slug=slug)
    shared = {"touches": [one.slug for one in explainers]}
    make.publish(make.revision(update, shared=shared), significance=significance)
    return update


def test_an_update_asks_once_for_each_explainer_it_touches(document):
    publish_update_touching(document)
    publish_update_touching(document, slug="more-news")
    request = Recheck.objects.open().get()
    assert request.document_id == document.pk
    assert request.because_of.edition.document.slug == "news"


def test_a_spelling_mistake_in_an_update_asks_for_nothing(document):
    publish_update_touching(document, significance="minor")
    assert not Recheck.objects.exists()


@pytest.mark.parametrize(
    ("answer", "act"),
    [
        ("still-correct", lambda document: confirming.still_correct(document, by=make.person())),
        ("changed", lambda document: make.live(document, text="third", significance="normal")),
        ("", lambda document: make.live(document, text="spelling", significance="minor")),
        ("", lambda document: make.live(document, "lt", "lietuviškai", significance="normal")),
    ],
)
def test_a_request_is_answered_by_reading_or_by_a_new_text(document, answer, act):
    publish_update_touching(document)
    act(document)
    assert Recheck.objects.get().answer == answer
    assert Recheck.objects.open().exists() == (answer == "")
