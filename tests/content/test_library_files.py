"""Reading the library's files: what is right is read, what is wrong is told with its place and spoils nothing else."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_app.content.library_files import fingerprint, read_library, stamp
from site_app.content.loading import LIBRARY
from tests.content import small_library
from tests.content.small_library import FILES

pytestmark = pytest.mark.anywhere


def read(library):
    """Everything that was read, in a form that can be compared."""
    return {
        *(("source", one.key, repr(one.values)) for one in library.sources),
        *(("fact", one.key, repr(one.values)) for one in library.facts),
        *(("organisation", one.key, repr(one.values)) for one in library.organisations),
        *((one.kind, one.slug, one.language, one.fingerprint, repr(one.about)) for one in library.texts),
    }


def places(library):
    return sorted((problem.path, problem.line) for problem in library.problems)


def edit(root, name, old, new):
    """Changes one file and returns its text."""
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    path.write_text(changed, "utf-8")
    return changed


def test_a_correct_library_is_read_without_a_problem(tmp_path):
    library = read_library(small_library.write(tmp_path))
    assert library.problems == []
    assert [one.key for one in library.sources] == ["article", "report"]
    assert [one.key for one in library.facts] == ["F1", "F2", "F3"]
    assert {(text.kind, text.slug, text.language) for text in library.texts} == {
        ("organisation", "helpline", "en"),
        ("organisation", "helpline", "ar"),
        ("organisation", "law-centre", "en"),
        *(
            (folder[:-1], slug, name.removesuffix(".md"))
            for folder, slug, name in (path.split("/") for path in FILES if path.endswith(".md"))
        ),
    }


def test_words_are_read_as_they_will_be_stored(tmp_path):
    front = {"title": "  A   title\u202e ", "summary": "<b>plain</b>", "facts": [], "sign_off": ""}
    body = "**Call** [999](tel:999).<script>x</script>"
    root = small_library.write(tmp_path, {"pages/about/en.md": small_library.text_file(body, **front)})
    (about,) = (text for text in read_library(root).texts if text.slug == "about")
    assert about.texts == {
        "title": "A title",
        "summary": "<b>plain</b>",
        "body": '<p><strong>Call</strong> <a href="tel:999"><bdi dir="ltr">999</bdi></a>.</p>',
    }


def test_what_is_empty_is_not_there(tmp_path):
    texts = read_library(small_library.write(tmp_path)).texts
    assert [set(text.texts) for text in texts if text.slug == "police"] == [{"title"}]
    assert [set(text.texts) for text in texts if text.slug == "law-centre"] == [{"title", "summary"}]


def test_nothing_comes_before_what_it_refers_to(tmp_path):
    seen = set()
    for text in read_library(small_library.write(tmp_path)).texts:
        assert text.is_source or (text.kind, text.slug) in seen
        assert text.kind not in {"explainer", "update"} or ("position", "victims") in seen
        seen.add((text.kind, text.slug))


def test_a_folder_with_nothing_in_it_is_an_empty_library(tmp_path):
    library = read_library(tmp_path)
    assert read(library) == set()
    assert library.problems == []


ABOUT, VICTIMS, NEWS_PL = "pages/about/en.md", "positions/victims/en.md", "updates/news/pl.md"
OF_ABOUT, OF_VICTIMS, OF_NEWS_PL = {("page", "about")}, {("position", "victims")}, {("update", "news")}


@pytest.mark.parametrize(
    ("name", "old", "new", "at", "what", "lost"),
    [
        (ABOUT, '"Title about"', '"Title about', "Title about", "Illegal character", OF_ABOUT),
        (VICTIMS, '"2023-03"', "2023-03-", "since =", "after a statement", OF_VICTIMS),
        (VICTIMS, 'standing = "stated"', "standing = stated", "standing", "Invalid value", OF_VICTIMS),
        (ABOUT, "+++\ntitle", "title", 1, "first line has to be +++", OF_ABOUT),
        (ABOUT, '""\n+++', '""', "Body about.", "second line of +++ is missing", OF_ABOUT),
        (ABOUT, "facts", "titel", "titel", "unknown key titel", OF_ABOUT),
        (ABOUT, "title", "authority", "authority", "unknown key authority", OF_ABOUT),
        (ABOUT, "sign_off", "follows", "follows", "unknown key follows", OF_ABOUT),
        (NEWS_PL, "\n+++", '\nsign_off = ""\n+++', "sign_off", "unknown key sign_off", OF_NEWS_PL),
        (ABOUT, 'summary = "Summary about"\n', "", 2, "summary is missing", OF_ABOUT),
        (NEWS_PL, "follows", "note", 2, "follows is missing", OF_NEWS_PL),
        (VICTIMS, "[", "", "facts =", "", OF_VICTIMS),
        (VICTIMS, '["F1"]', '"F1"', "facts", "facts has to be a list", OF_VICTIMS),
        (VICTIMS, '["F1"]', "[1]", "facts", "facts has to be a list of texts", OF_VICTIMS),
        (VICTIMS, '"2023-03"', "2023", "since", "since has to be a str", OF_VICTIMS),
        (VICTIMS, "2026-11-22", '"2026-11-22"', "checked_on", "checked_on has to be a date", OF_VICTIMS),
        (VICTIMS, "2026-11-22", "2026-11-22T10:00:00", "checked_on", "checked_on has to be a date", OF_VICTIMS),
        (VICTIMS, "2026-11-22", "2026-02-30", "checked_on", "Invalid date", OF_VICTIMS),
        (NEWS_PL, "+++\ntitle", '+++\nsignificance = "meaning"\ntitle', "significance", "unknown key", OF_NEWS_PL),
        (ABOUT, "+++\ntitle", '+++\nsignificance = "huge"\ntitle', "significance", "significance", OF_ABOUT),
        (ABOUT, "Title about", "long " * 41, "long", "longer than 200 characters", OF_ABOUT),
        ("topics/police/en.md", "order = 2", 'order = "2"', "order", "order has to be a int", {("topic", "police")}),
        ("facts.toml", '"The second', '"The second"', "The second", "", {("fact",)}),
        ("facts.toml", "[F2]", "[F1]", "[F1]\nstatement = \"The second", "twice", {("fact",)}),
        ("facts.toml", '["safety"]', '["safty"]', "[F1]", "unknown flag safty", {("fact", "F1")}),
        ("facts.toml", 'confidence = "known"\n', "", "[F2]", "confidence is missing", {("fact", "F2")}),
        ("facts.toml", 'confidence = "known"', 'sure = "no"', "sure", "unknown key sure", {("fact", "F2")}),
        ("facts.toml", 'dated = "2023-03"', "dated = 2023", "dated = 2023", "has to be a str", {("fact", "F3")}),
        ("facts.toml", "[F2]", "[F2.more]", 1, "", {("fact", "F2")}),
        ("facts.toml", "[F1]", 'stray = "x"\n[F1]', "stray", "stray stands outside a [table]", set()),
        ("sources.toml", "2026-11-22", '"today"', "today", "read_on has to be a date", {("source", "article")}),
        ("organisations.en.toml", "[law", "[nobody]\nsummary = ''\ncaution = ''\n[law", "[nobody]", "nobody", set()),
        ("organisations.ar.toml", "follows", "note", "note", "unknown key note", {("organisation", "helpline", "ar")}),
    ],
    ids=lambda value: value if isinstance(value, str) and value.islower() else "",
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_spoils_nothing_else(tmp_path, name, old, new, at, what, lost):
    root = small_library.write(tmp_path)
    whole = read(read_library(root))
    changed = edit(root, name, old, new)
    line = at if isinstance(at, int) else changed[: changed.index(at)].count("\n") + 1
    library = read_library(root)
    assert places(library) == [(name, line)]
    assert what in str(library.problems[0])
    assert str(library.problems[0]).startswith(f"{name}:{line}: ")
    left = read(library)
    assert left <= whole
    if name == NEWS_PL:
        lost = {("update", "news", "pl")}
    assert whole - left == {one for one in whole if any(one[: len(key)] == key for key in lost)}


@pytest.mark.parametrize(
    ("name", "content", "line", "what"),
    [
        ("explainers/first/xx.md", small_library.translation("x"), 1, "xx"),
        ("explainers/first/EN.md", small_library.english("x"), 1, "EN"),
        ("explainers/First guide/en.md", small_library.english("x", organisations=[], positions=[]), 1, "First guide"),
        ("pages/" + "a" * 81 + "/en.md", small_library.english("x"), 1, "aaaa"),
        ("pages/new/ar.md", small_library.translation("x"), 1, "English text is missing"),
        ("pages/new/en.md", b"", 1, "first line has to be +++"),
        ("pages/new/en.md", b"+++\ntitle = 'x'", 2, "second line of +++ is missing"),
        ("pages/new/en.md", "+++\ntitle = 'é'\n+++\n".encode("latin-1"), 1, "not UTF-8"),
        ("organisations.xx.toml", "[helpline]\nsummary=''\ncaution=''\nfollows=''", 1, "no language xx"),
        ("organisations.pl.toml", "[helpline]\nsummary='\xe9'".encode("latin-1"), 1, "not UTF-8"),
        ("organisations.pl.toml", b"\n\n[helpline\n", 3, "Expected"),
        ("organisations.pl.toml", b'a = """\n\n', 2, "Unterminated"),
    ],
)
def test_a_file_that_should_not_be_there_or_cannot_be_read_is_told_and_spoils_nothing(
    tmp_path, name, content, line, what
):
    root = small_library.write(tmp_path)
    whole = read(read_library(root))
    small_library.write(root, {name: content})
    library = read_library(root)
    assert places(library) == [(name, line)]
    assert what in library.problems[0].what
    assert read(library) == whole


@pytest.mark.parametrize("content", [None, "+++\n"])
def test_translations_of_a_text_that_is_missing_or_malformed_are_told_too(tmp_path, content):
    root = small_library.write(tmp_path, {"explainers/first/en.md": content})
    library = read_library(root)
    malformed = [] if content is None else [("explainers/first/en.md", 1)]
    assert places(library) == sorted([("explainers/first/ar.md", 1), ("explainers/first/pl.md", 1), *malformed])
    assert ("explainer", "first") not in {(text.kind, text.slug) for text in library.texts}
    assert len(library.texts) == len(read_library(small_library.write(tmp_path / "whole")).texts) - 3


def test_the_words_of_a_malformed_organisation_are_told_too(tmp_path):
    root = small_library.write(tmp_path)
    edit(root, "organisations.toml", 'area = "derry"\n', "")
    library = read_library(root)
    assert places(library) == [("organisations.ar.toml", 1), ("organisations.en.toml", 1), ("organisations.toml", 1)]
    assert [entry.key for entry in library.organisations] == ["law-centre"]


@pytest.mark.parametrize("character", ["\u2028", "\u2029"])
def test_a_separator_pasted_into_a_text_is_no_end_of_a_line(tmp_path, character):
    root = small_library.write(tmp_path)
    edit(root, ABOUT, "Title about", f"Title{character}about")
    edit(root, "facts.toml", "first fact", f"first{character}fact")
    changed = edit(root, "facts.toml", 'flags = ["old"', 'flag = ["old"')
    library = read_library(root)
    line = changed[: changed.index("flag = ")].count("\n") + 1
    assert places(library) == [("facts.toml", line)]
    assert [text.texts["title"] for text in library.texts if text.slug == "about"] == ["Title about"]


@pytest.mark.parametrize("value", ["[" * 5000, "1" * 5000, "{a=" * 5000])
def test_a_value_too_big_to_read_is_a_mistake_like_others(tmp_path, value):
    files = {"facts.toml": f"a = {value}", ABOUT: f"+++\na = {value}\n+++\n"}
    library = read_library(small_library.write(tmp_path, files))
    assert [problem.path for problem in library.problems] == ["facts.toml", ABOUT]


cuts = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.text(max_size=6) | st.sampled_from("\n\"'[]{}=+#")), max_size=3
)
spoilers = st.one_of(
    st.text().map(lambda garbage: lambda text: garbage.encode()),
    st.binary().map(lambda garbage: lambda text: garbage),
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S", "Z"])).map(
        lambda garbage: lambda text: f"+++\n{garbage}\n+++\n{garbage}".encode()
    ),
    cuts.map(lambda made: lambda text: cut(text, made).encode()),
)


def lines_of(path):
    text = path.read_text("utf-8", errors="replace")
    return max(1, text.count("\n") + (not text.endswith("\n")))


def cut(text, made):
    for where, length, put in made:
        start = int(where * len(text))
        text = text[:start] + put + text[start + length :]
    return text


@settings(max_examples=100)
@given(st.sampled_from(sorted(FILES)), spoilers)
def test_whatever_is_in_a_file_reading_goes_on_and_names_a_line_of_a_file(tmp_path, name, spoiler):
    if not (tmp_path / name).exists():
        small_library.write(tmp_path)
    path = tmp_path / name
    was = path.read_text("utf-8")
    path.write_bytes(spoiler(was))
    try:
        library = read_library(tmp_path)
        for problem in library.problems:
            assert 1 <= problem.line <= lines_of(tmp_path / problem.path), problem
            assert problem.what
        # What has nothing to do with the file is read as ever.
        assert name == "sources.toml" or len(library.sources) == 2
        assert name == "facts.toml" or len(library.facts) == 3
        assert name == "explainers/held/en.md" or any(text.slug == "held" for text in library.texts)
    finally:
        path.write_text(was, "utf-8")


words = st.dictionaries(st.sampled_from(["title", "summary", "body"]), st.text(min_size=1), min_size=1)


@given(words, st.sampled_from(["title", "summary", "body"]), st.text(min_size=1))
def test_a_fingerprint_is_stable_and_changes_with_any_word(words, name, other):
    told = fingerprint(words)
    assert re.fullmatch("[0-9a-f]{12}", told)
    assert fingerprint(dict(reversed(words.items()))) == told
    changed = words | {name: other}
    assert (fingerprint(changed) == told) == (changed == words)
    without = {key: text for key, text in words.items() if key != name}
    assert (fingerprint(without) == told) == (without == words)


def test_a_fingerprint_is_the_same_on_every_machine_and_in_every_year():
    assert fingerprint({"title": "Title", "body": "<p>می\u200cروم</p>"}) == "75a98ce490ce"


def test_stamping_fills_what_is_empty_with_the_english_of_now_and_touches_nothing_else(tmp_path):
    root = small_library.write(tmp_path, {"explainers/first/ar.md": small_library.translation("new")})
    edit(root, "organisations.ar.toml", 'follows = "', 'follows = "" # not yet "')
    before = {path: path.read_bytes() for path in root.rglob("*.*")}
    assert stamp(root) == ["organisations.ar.toml helpline", "explainers/first/ar.md first"]
    changed = sorted(path.name for path, content in before.items() if path.read_bytes() != content)
    assert changed == ["ar.md", "organisations.ar.toml"]
    library = read_library(root)
    english = {(text.kind, text.slug): text.fingerprint for text in library.texts if text.is_source}
    for text in library.texts:
        assert text.is_source or text.about["follows"] == english[text.kind, text.slug]
    assert stamp(root) == []


def test_stamping_leaves_a_translation_of_an_older_text_with_that_text(tmp_path):
    root = small_library.write(tmp_path)
    edit(root, "explainers/first/en.md", "Body first", "Body changed")
    assert stamp(root) == []


@pytest.mark.parametrize("empty", ['follows=""', "follows = ''", '  follows  =  ""  '])
def test_stamping_knows_every_way_of_writing_nothing(tmp_path, empty):
    arabic = small_library.translation("new").replace('follows = ""', empty)
    root = small_library.write(tmp_path, {"explainers/first/ar.md": arabic})
    assert stamp(root) == ["explainers/first/ar.md first"]
    assert read_library(root).problems == []
    assert stamp(root) == []


def test_the_library_of_the_site_has_no_mistake():
    assert read_library(LIBRARY).problems == []


def test_a_text_in_the_wrong_place_is_named(tmp_path):
    root = small_library.write(tmp_path, {"explainers/loose.md": "x", "explainer/typo/en.md": "x"})
    assert places(read_library(root)) == [("explainer/typo/en.md", 1), ("explainers/loose.md", 1)]


def test_a_character_that_no_database_keeps_is_named(tmp_path):
    root = small_library.write(tmp_path)
    edit(root, ABOUT, "Title about", r"Title\u0000about")
    assert [problem.path for problem in read_library(root).problems] == [ABOUT]
