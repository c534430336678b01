"""Bringing the library into the database: again and again, in three modes, around whatever staff have done."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st

from site_app.content import loading
from site_app.content.loading import DEMO, DRAFTS, PUBLISH, WrongSite
from site_app.content.models import Explainer, Fact, Organisation, Source, Update
from site_app.editions import lifecycle, opening
from site_app.editions.models import Document, Edition, Mark, Publication, Revision, Site
from tests import make
from tests.content import small_library

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(tmp_path):
    return small_library.write(tmp_path)


def edit(root, name, old, new):
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def edition(slug, language="en"):
    return Edition.objects.select_related("live", "latest", "document").get(document__slug=slug, language=language)


def live():
    """{(slug, language)} of what readers get, or would if the language were open."""
    return set(Edition.objects.exclude(live=None).values_list("document__slug", "language"))


def everything():
    return set(Edition.objects.values_list("document__slug", "language"))


def state():
    """Every row that the loader or the lifecycle writes."""
    models = (Site, Edition, Revision, Publication, Mark, Document, Explainer, Update, Organisation, Fact, Source)
    rows = {model: list(model.objects.order_by("pk").values()) for model in models if not hasattr(model, "KIND")}
    texts = {
        model: list(model.objects.rewrite(False).order_by("pk").values()) for model in models if hasattr(model, "KIND")
    }
    links = {
        model: list(model.objects.order_by("pk").values_list("pk", "facts")) for model in (Source, Explainer, Update)
    }
    for site in rows[Site]:
        del site["library"]  # which files were seen last says nothing about what is in the database
    return rows, texts, links


# --- the three modes -------------------------------------------------------------------------------------


def test_as_drafts_everything_arrives_and_nothing_is_published(root):
    report = loading.load(root, DRAFTS)
    assert report.problems == report.kept == []
    assert Source.objects.count() == 2
    assert Fact.objects.count() == 3
    assert Revision.objects.count() == len(everything()) == 15
    assert live() == set()
    assert not Publication.objects.exists()
    assert not Site.objects.get().demonstration


def test_a_demonstration_publishes_everything_but_what_is_on_hold_and_says_that_it_is_one(root):
    report = loading.load(root, DEMO)
    assert report.problems == []
    assert everything() - live() == {("held", "en")}
    assert Site.objects.get().demonstration
    assert not Mark.objects.exists()


@pytest.mark.parametrize("mode", [PUBLISH, DEMO])
def test_a_text_in_a_closed_language_stays_a_draft_however_it_is_loaded(root, mode):
    opening.set_policy("ar", "closed")
    report = loading.load(root, mode)
    assert "ar" not in {language for _slug, language in live()}
    assert "ar" in {language for _slug, language in everything()}
    assert any("nobody has opened this language" in line for line in report.lines)


def test_publishing_leaves_what_needs_a_signature_as_drafts_until_it_has_it(root):
    report = loading.load(root, PUBLISH)
    waiting = {("signed", "en"), ("signed", "ar")}
    assert everything() - live() == {("held", "en")} | waiting
    drafts = [line for line in report.lines if line.startswith("draft: ")]
    assert drafts[0] == "draft: explainers/signed/en.md: This text has to be signed off first, by: CAJ"
    assert drafts[1].startswith("draft: explainers/signed/ar.md: ")
    assert report.counts["draft"] == 2
    lifecycle.mark(edition("signed").latest, Mark.Kind.SIGNED_OFF, by=make.person())
    report = loading.load(root, PUBLISH)
    assert everything() - live() == {("held", "en")}
    assert report.counts["live"] == 2
    assert not Site.objects.get().demonstration


def test_what_a_text_shares_goes_live_with_it(root):
    loading.load(root, DEMO)
    first, news = Explainer.objects.get(slug="first"), Update.objects.get()
    assert [fact.code for fact in first.facts.all()] == ["F1"]
    assert [one.slug for one in first.organisations.all()] == ["helpline"]
    assert [one.slug for one in first.positions.all()] == ["victims"]
    assert (first.topic.slug, first.topic.order, first.order, first.code) == ("police", 2, 1, "first")
    assert (news.since, news.sort_on.isoformat()) == ("2024", "2026-06-01")
    assert edition("first", "ar").live.note == "ترجمة"
    assert edition("first", "ar").live.based_on == edition("first").live


def test_rows_say_what_the_files_say(root):
    loading.load(root)
    first = Fact.objects.get(code="F1")
    assert [source.slug for source in first.sources.all()] == ["article"]
    assert (first.safety, first.old, first.ni_differs, first.england_and_wales) == (True, False, False, False)
    third = Fact.objects.get(code="F3")
    assert sorted(third.sources.values_list("slug", flat=True)) == ["article", "report"]
    assert (third.safety, third.old, third.ni_differs, third.england_and_wales) == (False, True, True, False)
    helpline = Organisation.objects.get(slug="helpline")
    assert helpline.phones == [{"number": "0800 555 111", "label": ""}]
    assert (helpline.name, helpline.area, helpline.needs) == ("The Helpline", "derry", ["danger"])
    assert (helpline.interpreters, helpline.languages) == ("", [])
    law_centre = Organisation.objects.get(slug="law-centre")
    assert (law_centre.interpreters, law_centre.languages, law_centre.asks_status) == ("yes", ["ar", "pl"], "no")


def test_a_hold_that_is_lifted_lets_the_text_out(root):
    loading.load(root, DEMO)
    edit(root, "explainers/held/en.md", "until the Forum has read it", "")
    loading.load(root, DEMO)
    assert everything() == live()


def test_an_organisation_on_hold_gets_nothing_new_in_any_language(root):
    loading.load(root, DEMO)
    before = edition("helpline", "ar").live
    edit(root, "organisations.toml", 'hold = ""', 'hold = "they are asked first"')
    edit(root, "organisations.ar.toml", "شخص", "إنسان")
    loading.load(root, DEMO)
    assert edition("helpline", "ar").live == before
    assert edition("helpline", "ar").latest != before


def test_a_demonstration_is_refused_where_texts_were_published(root):
    loading.load(root, PUBLISH)
    before = state()
    with pytest.raises(WrongSite, match="database of its own"):
        loading.load(root, DEMO)
    assert state() == before


def test_publishing_for_real_is_refused_on_a_demonstration(root):
    loading.load(root, DEMO)
    before = state()
    with pytest.raises(WrongSite, match="demonstration"):
        loading.load(root, PUBLISH)
    assert state() == before


# --- again and again -------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", [DRAFTS, PUBLISH, DEMO])
def test_a_second_load_changes_nothing(root, mode):
    loading.load(root, mode)
    before = state()
    report = loading.load(root, mode)
    assert state() == before
    assert set(report.counts) <= {"unchanged", "draft"}
    assert report.kept == report.problems == []


EDITS = {
    ("police", "en"): ("topics/police/en.md", "Police", "The police"),
    ("victims", "en"): ("positions/victims/en.md", 'since = "2023-03"', 'since = "2023"'),
    ("suspect", "en"): ("terms/suspect/en.md", "Who may", "A person who may"),
    ("about", "en"): ("pages/about/en.md", "facts = []", 'facts = ["F2"]'),
    ("first", "en"): ("explainers/first/en.md", "Body first", "Body of the first"),
    ("first", "ar"): ("explainers/first/ar.md", "Title first", "Title of the first"),
    ("first", "pl"): ("explainers/first/pl.md", "+++\n\n", 'note = "Nowe"\n+++\n\n'),
    ("signed", "en"): ("explainers/signed/en.md", "organisations = []", 'organisations = ["law-centre"]'),
    ("signed", "ar"): ("explainers/signed/ar.md", "Summary", "A summary"),
    ("held", "en"): ("explainers/held/en.md", "Body", "Text"),
    ("news", "en"): ("updates/news/en.md", 'positions = ["victims"]', "positions = []"),
    ("news", "pl"): ("updates/news/pl.md", "Body", "Text"),
    ("helpline", "en"): ("organisations.en.toml", "Somebody", "A person"),
    ("helpline", "ar"): ("organisations.ar.toml", 'caution = ""', 'caution = "999"'),
    ("law-centre", "en"): ("organisations.toml", "The Law Centre", "The Law Centre of Derry"),
}


LATEST = ("document__slug", "language", "latest__number")


@pytest.mark.parametrize("mode", [DRAFTS, DEMO])
@settings(max_examples=10)
@given(edited=st.sets(st.sampled_from(sorted(EDITS))))
def test_exactly_the_texts_that_were_edited_get_one_new_revision(tmp_path, mode, edited):
    root = small_library.write(tmp_path)
    with transaction.atomic():
        if not Edition.objects.exists():
            loading.load(root, mode)
        was_live, publications = live(), Publication.objects.count()
    with transaction.atomic():
        for name, old, new in map(EDITS.get, edited):
            edit(root, name, old, new)
        report = loading.load(root, mode)
        assert report.problems == report.kept == []
        assert report.counts["new revision"] == len(edited)
        numbers = {one: 2 if one in edited else 1 for one in EDITS}
        assert numbers == {(slug, code): number for slug, code, number in Edition.objects.values_list(*LATEST)}
        assert Revision.objects.count() == len(EDITS) + len(edited)
        assert live() == was_live
        assert not Edition.objects.exclude(live=None).exclude(live=F("latest")).exists()
        assert Publication.objects.count() == publications + len(edited & was_live)
        transaction.set_rollback(True)


@pytest.mark.parametrize("significance", ["minor", "normal", "meaning"])
def test_a_translation_stays_with_the_english_text_it_was_made_from_and_is_told_as_outdated(root, significance):
    loading.load(root, DEMO)
    old = edition("first").live
    edit(root, "explainers/first/en.md", "Body first", "Body changed")
    edit(root, "explainers/first/en.md", "+++\n\n", f'significance = "{significance}"\n+++\n\n')
    loading.load(root, DEMO)
    assert edition("first").live.based_on is None
    assert edition("first").live != old
    assert edition("first", "ar").live.based_on == edition("first", "pl").live.based_on == old
    outdated = {(one.document.slug, one.language_id): one.outdated for one in Edition.objects.outdated()}
    expected = {("first", "ar"): significance, ("first", "pl"): significance}
    assert outdated == ({} if significance == "minor" else expected)


def test_a_translation_brought_up_to_date_is_not_outdated_any_more(root):
    loading.load(root, DEMO)
    edit(root, "explainers/first/en.md", "Body first", "Body changed")
    loading.load(root, DEMO)
    arabic = root / "explainers/first/ar.md"
    arabic.write_text(small_library.translation("changed in Arabic"), "utf-8")
    call_command("stamp_library", "--from", root, stdout=StringIO())
    loading.load(root, DEMO)
    assert edition("first", "ar").live.based_on == edition("first").live
    assert [one.language_id for one in Edition.objects.outdated()] == ["pl"]


def test_a_change_of_what_is_shared_in_every_language_leaves_translations_checked_and_up_to_date(root):
    loading.load(root, DEMO)
    checked = edition("first", "ar").live
    lifecycle.mark(checked, Mark.Kind.CHECKED, by=make.person())
    edit(root, "explainers/first/en.md", '["helpline"]', '["helpline", "law-centre"]')
    loading.load(root, DEMO)
    assert Explainer.objects.get(slug="first").organisations.count() == 2
    assert edition("first", "ar").live == checked
    assert not Edition.objects.outdated().exists()


def test_a_translation_that_follows_no_text_of_the_document_is_reported_with_the_newest_one(root):
    edit(root, "explainers/first/ar.md", 'follows = "', 'follows = "0')
    report = loading.load(root, DEMO)
    (problem,) = report.problems
    newest = loading.fingerprint(edition("first").latest.texts)
    assert problem.startswith("explainers/first/ar.md:1: ")
    assert f"The newest is {newest}." in problem
    assert everything() == live() | {("held", "en")}
    assert ("first", "ar") not in everything()
    assert ("first", "pl") in live()


def test_a_signature_that_a_file_asks_for_later_is_waited_for(root):
    loading.load(root, PUBLISH)
    before = edition("about").live
    edit(root, "pages/about/en.md", 'sign_off = ""', 'sign_off = "CAJ"')
    edit(root, "pages/about/en.md", "Body", "Text")
    loading.load(root, PUBLISH)
    assert edition("about").live == before
    assert edition("about").latest.texts["body"] == "<p>Text about.</p>"


# --- what staff have done --------------------------------------------------------------------------------


def write_at_the_desk(person):
    make.revision(edition("first").document, text="by staff", by=person)


def take_down(person):
    lifecycle.take_down(edition("first"), by=person)


def withdraw(person):
    lifecycle.withdraw(edition("first").document, reason="mistake", by=person)


def redact(person):
    lifecycle.redact(edition("first").live, by=person)


def publish_at_the_desk(person):
    make.publish(make.revision(edition("first").document, text="by staff", by=person), by=person)


def roll_back(person):
    make.live(edition("first").document, text="by staff", by=person)
    one = edition("first")
    seen = {one.pk: one.live_id}
    lifecycle.roll_back(one, to=one.revisions.get(number=1), seen=seen, significance="minor", by=person)


@pytest.mark.parametrize("act", [write_at_the_desk, publish_at_the_desk, roll_back, take_down, withdraw, redact])
@pytest.mark.parametrize("edited", [True, False], ids=["file edited since", "file as it was"])
def test_what_staff_did_to_a_text_is_left_alone_and_reported(root, act, edited):
    loading.load(root, DEMO)
    act(make.person())
    before, texts = edition("first"), Explainer.objects.filter(slug="first").values("title_en", "body_en").get()
    everybody = live()
    if edited:
        edit(root, "explainers/first/en.md", "Body first", "Body second")
    report = loading.load(root, DEMO)
    assert report.problems == []
    assert edition("first").live == before.live
    assert Explainer.objects.filter(slug="first").values("title_en", "body_en").get() == texts
    assert live() == everybody
    if edited or act in (take_down, redact):
        assert [line for line in report.kept if "explainers/first/en.md" in line]
    if act not in (take_down, withdraw):
        assert edition("first").latest == before.latest


def change_the_statement():
    Fact.objects.filter(code="F1").update(statement="Better said.")


def change_its_sources():
    Fact.objects.get(code="F1").sources.set([])


def change_a_flag():
    Fact.objects.filter(code="F1").update(safety=False)


def change_a_phone_number():
    Organisation.objects.filter(slug="helpline").update(phones=[{"number": "101", "label": ""}])


def change_a_title():
    Source.objects.filter(slug="article").update(title="Its new title")


@pytest.mark.parametrize(
    ("act", "name", "row"),
    [
        (change_the_statement, "facts.toml", "F1"),
        (change_its_sources, "facts.toml", "F1"),
        (change_a_flag, "facts.toml", "F1"),
        (change_a_phone_number, "organisations.toml", "helpline"),
        (change_a_title, "sources.toml", "article"),
    ],
)
@pytest.mark.parametrize("edited", [True, False], ids=["file edited since", "file as it was"])
def test_a_row_that_staff_changed_is_left_alone_and_reported(root, act, name, row, edited):
    loading.load(root)
    act()
    before = state()
    if edited:
        edit(root, name, "2026-11-22", "2026-11-23")
    report = loading.load(root)
    assert state() == before
    assert report.kept == [f"kept as changed at the desk: {row}"]
    assert report.problems == []


def test_a_row_that_nobody_changed_follows_its_file(root):
    loading.load(root)
    edit(root, "facts.toml", "The first fact.", "The first fact, better said.")
    edit(root, "facts.toml", '["article", "report"]', '["report"]')
    edit(root, "organisations.toml", "0800 555 111", "0800 555 222")
    generation = Site.objects.get().generation
    report = loading.load(root)
    assert report.counts["updated"] == 3
    assert Fact.objects.get(code="F1").statement == "The first fact, better said."
    assert [source.slug for source in Fact.objects.get(code="F3").sources.all()] == ["report"]
    assert Organisation.objects.get(slug="helpline").phones[0]["number"] == "0800 555 222"
    assert Site.objects.get().generation > generation


# --- mistakes --------------------------------------------------------------------------------------------

FIRST = "explainers/first/en.md:1: "
MISTAKES = [
    ("facts.toml", '"report"]', '"rumour"]', "facts.toml:21: F3: no source rumour"),
    ("facts.toml", '"known"', '"certain"', "facts.toml:11: F2: "),
    ("facts.toml", '"2023-03"', '"March 2023"', "facts.toml:21: F3: Write a date as"),
    ("facts.toml", "[F2]", "[F2-is-too-long]", "facts.toml:11: F2-is-too-long: "),
    ("sources.toml", "https://example.org/report", "example.org", "sources.toml:10: report: "),
    ("organisations.toml", '"northern-ireland"', '"ireland"', "organisations.toml:17: law-centre: "),
    ("organisations.toml", "law@example.org", "law", "organisations.toml:17: law-centre: "),
    ("organisations.toml", "phones = []", 'phones = ["101"]', "organisations.toml:17: law-centre: "),
    ("organisations.toml", "phones = []", 'phones = [{label = ""}]', "organisations.toml:17: law-centre: "),
    ("explainers/first/en.md", '["F1"]', '["F1", "F9"]', FIRST + "Not found: F9"),
    ("explainers/first/en.md", '["helpline"]', '["hotline"]', FIRST + "Not found: hotline"),
    ("explainers/first/en.md", '["victims"]', '["nobody"]', FIRST + "Not found: nobody"),
    ("explainers/first/en.md", '"police"', '"nowhere"', FIRST + "Not found: nowhere"),
    ("explainers/first/en.md", "order = 1", "order = -1", FIRST),
    ("explainers/first/en.md", 'code = "first"', 'code = "first one"', FIRST),
    ("explainers/held/en.md", 'hold = "', 'code = "first"\nhold = "', "explainers/held/en.md:1: "),
    ("updates/news/en.md", '"2024"', '"in 2024"', "updates/news/en.md:1: Write a date as"),
    ("positions/victims/en.md", '"stated"', '"certain"', "positions/victims/en.md:1: "),
    ("positions/victims/en.md", '"PSNI"', '""', "positions/victims/en.md:1: "),
    ("positions/victims/en.md", '"PSNI"', '"' + "P" * 101 + '"', "positions/victims/en.md:1: "),
    ("pages/about/en.md", 'sign_off = ""', 'sign_off = "' + "S" * 201 + '"', "pages/about/en.md:"),
    ("terms/suspect/en.md", "+++\n\n", "+++\n\nA body, which terms do not have.", "terms/suspect/en.md:"),
    ("topics/police/en.md", "+++\n\n", "+++\n\nA body, which topics do not have.", "topics/police/en.md:"),
]


@pytest.mark.parametrize(("name", "old", "new", "problem"), MISTAKES)
def test_a_mistake_that_only_the_database_can_tell_is_reported_and_everything_else_is_loaded(
    root, name, old, new, problem
):
    edit(root, name, old, new)
    report = loading.load(root)
    assert [line for line in report.problems if line.startswith(problem)]
    others = {("news", "pl"), ("signed", "ar"), ("about", "en"), ("helpline", "ar"), ("police", "en")}
    assert {one for one in others if one[0] != Path(name).parent.name} <= everything()
    assert Source.objects.filter(slug="article").exists()
    assert Fact.objects.filter(code="F2").exists() or name == "facts.toml"


def test_a_malformed_organisation_is_reported_and_the_others_have_their_words(root):
    edit(root, "organisations.toml", '"northern-ireland"', '"ireland"')
    report = loading.load(root, DEMO)
    assert len(report.problems) == 2
    assert "organisations.en.toml:5: law-centre was not loaded from organisations.toml" in report.problems
    assert {("helpline", "en"), ("helpline", "ar")} <= live()
    assert not Organisation.objects.filter(slug="law-centre").exists()


def test_the_command_loads_what_it_can_and_ends_with_an_error_that_names_file_and_line(root):
    edit(root, "pages/about/en.md", "facts = []", "facts = none")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 mistakes in the library"):
        call_command("load_library", "--demo", "--from", root, stdout=out, stderr=err)
    assert "pages/about/en.md:4: " in err.getvalue()
    assert "Library: 13 live," in out.getvalue()
    assert ("first", "ar") in live()
    assert ("about", "en") not in everything()


def test_the_command_says_what_it_did_and_what_it_kept(root):
    out = StringIO()
    call_command("load_library", "--publish", "--from", root, stdout=out, verbosity=2)
    assert "new text: explainers/first/ar.md" in out.getvalue()
    assert "live: explainers/first/ar.md" in out.getvalue()
    assert "draft: explainers/signed/en.md: This text has to be signed off first, by: CAJ" in out.getvalue()
    change_the_statement()
    out = StringIO()
    call_command("load_library", "--from", root, stdout=out)
    assert out.getvalue() == "kept as changed at the desk: F1\nLibrary: 1 kept as changed at the desk, 21 unchanged.\n"


def test_the_command_without_a_mode_makes_drafts(root):
    call_command("load_library", "--from", root, stdout=StringIO())
    assert Revision.objects.exists()
    assert not Publication.objects.exists()


def test_the_command_refuses_a_folder_that_is_not_there_two_modes_at_once_and_the_wrong_site(root):
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("load_library", "--from", root / "nowhere")
    with pytest.raises(CommandError, match="not allowed with"):
        call_command("load_library", "--demo", "--publish", "--from", root)
    assert not Revision.objects.exists()
    call_command("load_library", "--demo", "--from", root, stdout=StringIO())
    with pytest.raises(CommandError, match="This database is a demonstration"):
        call_command("load_library", "--publish", "--from", root)


def test_an_empty_library_is_loaded_and_said_to_be_empty(tmp_path):
    out = StringIO()
    call_command("load_library", "--from", tmp_path, stdout=out)
    assert out.getvalue() == "Library: empty.\n"


def test_stamping_says_what_it_stamped(root):
    (root / "explainers/first/ar.md").write_text(small_library.translation("new"), "utf-8")
    out = StringIO()
    call_command("stamp_library", "--from", root, stdout=out)
    assert out.getvalue() == "stamped: explainers/first/ar.md first\n"


# --- the library of this site ----------------------------------------------------------------------------


def test_the_library_of_the_site_loads_as_a_demonstration_and_claims_that_nothing_is_checked_or_signed():
    report = loading.load(mode=DEMO)
    assert report.problems == report.kept == []
    assert report.counts["live"] == Edition.objects.exclude(live=None).count() > 0
    assert not Mark.objects.exists()
    assert Site.objects.get().demonstration


def test_files_that_were_loaded_without_a_mistake_are_known_until_one_of_them_changes(root):
    assert not loading.is_loaded(root, DEMO)
    loading.load(root, DEMO)
    assert loading.is_loaded(root, DEMO)
    assert not loading.is_loaded(root, PUBLISH)
    edit(root, "pages/about/en.md", "Body", "Text")
    assert not loading.is_loaded(root, DEMO)
    edit(root, "pages/about/en.md", 'sign_off = ""', "sign_off = 3")
    loading.load(root, DEMO)
    assert not loading.is_loaded(root, DEMO)
