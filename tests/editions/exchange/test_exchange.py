"""Exchange files: a text comes back as it went out, in every language; what is wrong is told and changes nothing."""

import re

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.pypo import pofile
from translate.storage.xliff import xlifffile

from site_app import languages, markup
from site_app.editions import lifecycle
from site_app.editions.exchange import passing, po, xliff
from site_app.editions.exchange.segments import Sheet, Unreadable, fingerprint, segments, texts_of
from site_app.editions.models import Edition, Revision
from tests import make

FORMATS = {"xliff": xliff, "po": po}
every_format = pytest.mark.parametrize("form", FORMATS)
# What breaks files: marks that combine, joiners, right to left, signs of XML, PO and HTML, and ends of lines.
LETTERS = st.text(
    st.sampled_from("aŻ ابת漢\u0301\u064b\u200c\u200d\u00a0\u2028<>&\"'\\%{}\t\n#~|") | st.characters(codec="utf-8"),
    min_size=1,
    max_size=25,
)
INLINE = st.sampled_from(["{}", "<strong>{}</strong>", '<a href="tel:999">{}</a>', "{}<br>{}", "<em>a</em>{}",
                          '<span lang="en" dir="ltr">{}</span>', "<strong><em>{}</em></strong>"])  # fmt: skip


@st.composite
def texts(draw):
    parts = [
        f"<{tag}>{draw(INLINE).replace('{}', markup.clean_html(draw(LETTERS)).strip() or 'x')}</{tag}>"
        for tag in ("h2", "p", "aside", "blockquote")
    ]
    title, summary = (markup.clean_text(draw(LETTERS)) or "x" for _ in range(2))
    return {"title": title, "summary": summary, "body": markup.clean_html("".join(parts))}


def sheet(english, translation, language="ar"):
    return Sheet("explainer", "question", language, fingerprint(english), segments(english, translation, ["body"]))


@pytest.mark.anywhere
@every_format
@settings(max_examples=150)
@given(english=texts(), translation=texts(), code=st.sampled_from(languages.CODES[1:]))
def test_a_text_comes_back_as_it_went_out(form, english, translation, code):
    out = sheet(english, translation, code)
    (back,) = FORMATS[form].read(FORMATS[form].write([out]))
    assert (back.name, back.language, back.english, back.segments) == (out.name, code, out.english, out.segments)
    again = texts_of(back, english, translation, ["body"])
    assert {name: text for name, text in again.items() if text} == translation


@pytest.mark.anywhere
@settings(max_examples=60)
@given(english=texts(), translation=texts())
def test_somebody_elses_tool_opens_and_saves_a_file_and_changes_nothing(english, translation):
    out = sheet(english, translation)
    opened = xlifffile.parsestring(xliff.write([out]))
    assert len(opened.units) == len(out.segments)
    assert xliff.read(bytes(opened))[0].segments == out.segments
    opened = pofile.parsestring(po.write([out]))
    assert po.read(bytes(opened))[0].segments == out.segments


# --- with the desk ---------------------------------------------------------------------------------------

BODY = "<p>{}</p><ul><li>{}</li><li>{}</li></ul>"
ARABIC_BODY = "<p>اتصل.</p><ul><li>مجاني.</li><li>ادخل.</li></ul><p>شرح.</p>"
ENGLISH = {"title": "Help", "summary": "In short.", "body": BODY.format("Call us.", "It is free.", "Come in.")}
ARABIC = {"title": "مساعدة", "summary": "باختصار.", "body": ARABIC_BODY}


@pytest.fixture
def guide(db):
    document = make.explainer(slug="question")
    make.live(document, "ar", ARABIC, based_on=make.live(document, text=ENGLISH))
    return document


@pytest.fixture
def rania(db):
    return make.person("rania")


def newest():
    return Edition.objects.get(language="ar").latest


@every_format
def test_an_unchanged_file_changes_nothing_and_what_a_translation_says_besides_is_kept(guide, rania, form):
    content = passing.out([guide.pk], "ar", form)
    (result,) = passing.back(content, form, "ar", by=rania)
    assert (result.revision, result.moved) == (None, [])
    changed = content.replace("مجاني.".encode(), "بلا مقابل.".encode())
    (result,) = passing.back(changed, form, "ar", by=rania)
    assert result.revision == newest()
    assert newest().texts == ARABIC | {"body": ARABIC["body"].replace("مجاني.", "بلا مقابل.")}
    assert (newest().by, Edition.objects.get(language="ar").live.number) == (rania, 1)


@every_format
def test_a_file_whose_english_has_moved_on_says_exactly_where_and_stays_behind(guide, rania, form):
    content = passing.out([guide.pk], "ar", form).replace("مساعدة".encode(), "عون".encode())
    made_from = Edition.objects.get(language="en").live
    make.live(guide, text=ENGLISH | {"body": ENGLISH["body"].replace("It is free.", "It costs money.")})
    (result,) = passing.back(content, form, "ar", by=rania)
    assert [(name, was, now) for name, was, now in result.moved] == [("body-1", "It is free.", "It costs money.")]
    assert newest().based_on == made_from
    assert newest().texts["title"] == "عون"


@every_format
def test_of_a_translation_that_is_behind_only_what_still_says_the_same_goes_out(guide, form):
    make.live(guide, text=ENGLISH | {"body": ENGLISH["body"].replace("It is free.", "It costs money.")})
    (out,) = FORMATS[form].read(passing.out([guide.pk], "ar", form))
    assert {one.name for one in out.segments if not one.target} == {"body-1"}


def test_what_is_withdrawn_not_live_or_removed_does_not_go_out(guide, rania):
    lifecycle.redact(newest(), by=rania)
    assert "مساعدة" not in passing.out([guide.pk], "ar", "po").decode()
    lifecycle.withdraw(guide, reason="unsure", by=rania)
    with pytest.raises(Unreadable, match="None of these texts"):
        passing.out([guide.pk], "ar", "po")


def test_a_checked_translation_is_approved_in_the_file(guide):
    assert b'approved="yes"' not in passing.out([guide.pk], "ar", "xliff")
    lifecycle.mark(newest(), "checked", by=make.person("omar"))
    assert b'approved="yes"' in passing.out([guide.pk], "ar", "xliff")


@every_format
def test_what_a_machine_wrote_is_marked_in_the_file_and_coming_back_unchanged_it_is_nobodys(guide, rania, form):
    texts = newest().texts
    made = make.revision(guide, "ar", texts | {"title": "عنوان آخر"}, machine=True, by_name="LibreTranslate")
    content = passing.out([guide.pk], "ar", form)
    marked = {"xliff": b'state-qualifier="mt-suggestion"', "po": b"#, fuzzy"}[form]
    assert marked in content
    (result,) = passing.back(content, form, "ar", by=rania)
    assert (result.revision, newest()) == (None, made)
    make.revision(guide, "ar", made.texts, by=rania)
    assert marked not in passing.out([guide.pk], "ar", form)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="&b;"/></xliff>"""
OUTSIDE = BOMB.replace(b'<!ENTITY a "aaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


def without_one(content: bytes) -> bytes:
    return re.sub(rb'<trans-unit id="body-1".*?</trans-unit>', b"", content, flags=re.S)


def twice(content: bytes) -> bytes:
    return re.sub(rb'(<trans-unit id="body-1".*?</trans-unit>)', rb"\1\1", content, flags=re.S)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda content: content[: len(content) // 2], "not whole"),
        (lambda content: b"", "not whole"),
        (lambda content: b"\xff\xfe\x00" + content, "not whole"),
        (lambda content: BOMB, "could do harm"),
        (lambda content: OUTSIDE, "could do harm"),
        (lambda content: content.replace(b'version="1.2"', b'version="2.0"'), "no XLIFF 1.2"),
        (lambda content: content.replace(b'age="ar"', b'age="pl"'), "in Polish, and not in Arabic"),
        (lambda content: content.replace(b'age="ar"', b'age="xx"'), "an unknown language"),
        (lambda content: content.replace(b"explainer/question", b"explainer/nothing"), "There is no text"),
        (lambda content: content.replace(b"explainer/question", b"nothing"), "There is no text"),
        (lambda content: re.sub(rb'build-num="\w+"', b'build-num="0123456789abcdef"', content), "is not here"),
        (lambda content: content.replace(b"It is free.", b"It is cheap."), "was changed in the file"),
        (lambda content: content.replace(b'id="body-1"', b'id="body-9"'), "has no part body-9"),
        (without_one, "is missing"),
        (twice, "is there twice"),
        (lambda content: content.replace("مجاني.".encode(), b'<bpt id="1">&lt;strong&gt;</bpt>x'), "does not close"),
        (lambda content: content + b" " * passing.LARGEST, "too large"),
    ],
)
def test_a_spoiled_xliff_is_told_and_changes_nothing(guide, rania, spoil, why):
    content = passing.out([guide.pk], "ar", "xliff").replace("مساعدة".encode(), "عون".encode())
    before = Revision.objects.count()
    with pytest.raises(Unreadable, match=why):
        passing.back(spoil(content), "xliff", "ar", by=rania)
    assert Revision.objects.count() == before


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda content: content[:-20], "not whole"),
        (lambda content: b"", "not whole"),
        (lambda content: content.decode().encode("utf-16"), "not whole"),
        (lambda content: b"\x00\x01" * 50, "not whole"),
        (lambda content: content.replace(b"Language: ar", b"Language: pl"), "in Polish"),
        (lambda content: content.replace(b'msgctxt "explainer', b'# "explainer'), "does not say which text"),
        (lambda content: content.replace(b"explainer/question", b"explainer/nothing"), "There is no text"),
        (lambda content: content.replace(b"It is free.", b"It is cheap."), "was changed in the file"),
    ],
)
def test_a_spoiled_po_is_told_and_changes_nothing(guide, rania, spoil, why):
    content = passing.out([guide.pk], "ar", "po").replace("مساعدة".encode(), "عون".encode())
    before = Revision.objects.count()
    with pytest.raises(Unreadable, match=why):
        passing.back(spoil(content), "po", "ar", by=rania)
    assert Revision.objects.count() == before


@every_format
def test_of_two_texts_in_a_file_one_that_is_wrong_takes_the_other_with_it(guide, rania, form):
    other = make.explainer(slug="another")
    make.live(other, text=ENGLISH | {"title": "Another"})
    content = passing.out([guide.pk, other.pk], "ar", form).replace("مساعدة".encode(), "عون".encode())
    with pytest.raises(Unreadable):
        passing.back(content.replace(b"Another", b"Changed"), form, "ar", by=rania)
    assert newest().texts == ARABIC
    assert len(passing.back(content, form, "ar", by=rania)) == 2


def test_a_po_file_is_one_that_gettext_would_read(guide):
    catalogue = polib.pofile(passing.out([guide.pk], "ar", "po").decode())
    assert catalogue.metadata["Language"] == "ar"
    names = [entry.msgctxt.split(" ")[-1] for entry in catalogue]
    assert names == ["title-0", "summary-0", "body-0", "body-1", "body-2", "end"]
