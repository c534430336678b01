"""The editor: what is typed and pasted into it, in both directions, and what becomes of it when things go wrong."""

import json
import re
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk.staffing import run, session_of

ROLES = ("author", ("translator", "ar"))
PATIENCE = 20_000  # milliseconds

# As Word 365 puts it on the clipboard: conditional comments, lists that are paragraphs, styles on everything.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm;font-family:"Calibri"} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12.0pt'><span style='font-family:"Calibri Light"'>What changed<o:p></o:p></span></h1>
<p class=MsoNormal style='text-align:justify'><span style='color:red;mso-fareast-language:EN-US'>The
<b style='mso-bidi-font-weight:normal'>police</b>
stopped.<o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Victims</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-list:Ignore'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Witnesses</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Call</p>
<table class=MsoTable border=1><tr><td><p class=MsoNormal>In a table</p></td></tr></table>
<p class=MsoNormal><a href="file:///C:/notes.docx">my notes</a> and
<a href="https://www.psni.police.uk/" style='color:blue'>PSNI</a></p>
<p class=MsoNormal><img src="file:///C:/image001.png" onerror="window.stolen=1"><script>window.stolen=1</script></p>
<!--EndFragment--></body></html>"""
OF_WORD = (
    "<h2>What changed</h2><p>The <strong>police</strong> stopped.</p><ul><li>Victims</li><li>Witnesses</li></ul>"
    "<ol><li>Call</li></ol><p>In a table</p>"
    '<p>my notes and <a href="https://www.psni.police.uk/">PSNI</a></p>'
)
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<p dir="ltr" style="line-height:1.38">'
    '<span style="font-size:11pt;font-weight:400">Plain </span><span style="font-weight:700">bold</span> '
    '<span style="font-style:italic">slanted</span></p></b>'
)
OF_DOCS = '<p dir="ltr">Plain <strong>bold</strong> <em>slanted</em></p>'
WEB = (
    '<div class="article" onclick="window.stolen=1"><h4>News</h4><div>One <i>two</i></div>'
    '<blockquote>Said</blockquote><a href="javascript:window.stolen=1">click</a><iframe src="https://x/"></iframe></div>'
)
OF_WEB = "<h3>News</h3><p>One <em>two</em></p><blockquote><p>Said</p></blockquote><p>click</p>"

DOCUMENTS = 30  # one for each test
NEW = """
import time
from site_app.content.models import Explainer
from site_app.editions import lifecycle
for number in range({how_many}):
    document = Explainer(slug=f"to-be-edited-{{time.time_ns()}}")
    document.save()
    texts = {{"title": f"Guide {{number}}", "summary": "In short.", "body": {body!r}}}
    english = lifecycle.save_revision(document, "en", texts=texts, by=None, after=None)
    lifecycle.publish(english, seen=lifecycle.live_now(english), significance="normal", by=None)
    print(document.pk)
"""
BODY = (
    "<aside><p>Careful.</p></aside>\n<h2>One</h2>\n<ul>\n<li>a <bdi>b</bdi></li>\n</ul>\n"
    '<p>Ask for <span lang="ar" dir="rtl">نسخة</span> <a href="tel:101"><bdi dir="ltr">101</bdi></a>.</p>'
)


class Writer:
    """Somebody at the form of one text."""

    def __init__(self, visit, document: str, language: str = "en"):
        self.visit, self.page = visit, visit.page
        self.address = f"/staff/texts/{document}/{language}/"

    def open(self):
        self.page.goto(self.address)
        self.page.locator("#text[data-ready]").wait_for()
        return self

    @property
    def editor(self):
        return self.page.locator("#editor_body")

    @property
    def body(self) -> str:
        return self.page.locator("#id_body").input_value()

    def wait_until(self, said: str) -> None:
        self.page.locator("#saving", has_text=said).wait_for(timeout=PATIENCE)

    def at_the_end(self) -> None:
        self.editor.focus()
        self.page.keyboard.press("Control+End")

    def paste(self, html: str) -> None:
        self.editor.focus()
        self.page.keyboard.press("Control+a")
        self.page.evaluate(
            """html => {
              const data = new DataTransfer();
              data.setData("text/html", html);
              data.setData("text/plain", "x");
              document.getElementById("editor_body").dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
            }""",
            html,
        )

    def button(self, name: str):
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


@pytest.fixture(scope="module")
def documents(desk_site):
    """A live guide for each test, made at once: each question to the desk's database is a process of its own."""
    return iter(run(desk_site.var, NEW.format(how_many=DOCUMENTS, body=BODY)).split())


@pytest.fixture
def document(documents):
    return next(documents)


@pytest.fixture(scope="module")
def sessions(desk_site):
    return {name: session_of(desk_site.var, name, *ROLES) for name in ("Aoife", "Boris")}


@pytest.fixture
def person(browser, desk_site, sessions):
    """Opens a browser for somebody who has signed in."""
    visits = []

    def person(name: str, **options):
        visit = Visit(browser, desk_site.address, viewport={"width": 1280, "height": 900}, **options)
        visits.append(visit)
        visit.context.add_cookies([cookie(sessions[name])])
        return visit

    yield person
    for visit in visits:
        with closing(visit):
            visit.context.set_offline(False)


def cookie(session: str) -> dict:
    return {"name": "__Secure-desk", "value": session, "domain": "localhost", "path": "/staff/", "secure": True,
            "httpOnly": True, "sameSite": "Strict"}  # fmt: skip


@pytest.fixture
def writer(person, document):
    return Writer(person("Aoife"), document).open()


# --- what is typed and pasted ----------------------------------------------------------------------------


def test_a_text_that_nobody_touched_stays_as_it_was_to_the_byte(writer):
    assert writer.body == BODY
    writer.page.locator("#id_title").fill("Another title")
    writer.wait_until("Kept")
    assert writer.body == BODY


def test_what_the_editor_has_no_button_for_survives_editing(writer):
    writer.at_the_end()
    writer.page.keyboard.type(" More.")
    assert writer.body == BODY.replace("\n", "").removesuffix("</p>") + " More.</p>"


@pytest.mark.parametrize(
    ("pasted", "clean"), [(WORD, OF_WORD), (DOCS, OF_DOCS), (WEB, OF_WEB)], ids=["word", "docs", "web"]
)
def test_what_is_pasted_comes_out_clean_and_executes_nothing(writer, pasted, clean):
    writer.paste(pasted)
    assert writer.body == clean
    assert writer.page.evaluate("window.stolen") is None
    assert writer.visit.said == []


def test_the_buttons_say_what_they_do_and_do_it(writer):
    writer.editor.focus()
    writer.page.keyboard.press("Control+a")
    writer.page.keyboard.press("Delete")
    writer.page.keyboard.type("Who sees it?")
    writer.button("Heading").click()
    assert writer.button("Heading").get_attribute("aria-pressed") == "true"
    writer.page.keyboard.press("Enter")
    writer.page.keyboard.type("Victims")
    writer.button("List").click()
    writer.page.keyboard.press("Enter")
    writer.page.keyboard.press("Enter")
    writer.page.keyboard.type("In danger?")
    writer.button("Call-out").click()
    html = "<h2>Who sees it?</h2><ul><li>Victims</li></ul><aside><p>In danger?</p></aside>"
    assert writer.body == html
    writer.button("Undo").click()
    assert "<aside>" not in writer.body


def test_a_link_is_asked_for_and_a_wrong_one_is_told(writer):
    page = writer.page
    writer.paste("<p>Ring us</p>")
    page.keyboard.press("Control+a")
    writer.button("Link").click()
    page.get_by_label("Address", exact=True).fill("javascript:alert(1)")
    page.get_by_role("button", name="Link it").click()
    assert page.get_by_text("That is no address a reader can follow").is_visible()
    page.get_by_label("Address", exact=True).fill("0800 555 111")
    page.get_by_role("button", name="Link it").click()
    expect(page.locator("#id_body")).to_have_value('<p><a href="tel:0800555111">Ring us</a></p>')


def test_a_card_and_a_word_are_put_in_by_name_and_shown_in_the_preview(writer):
    page = writer.page
    writer.paste("<p>Talk to somebody.</p>")
    page.keyboard.press("Control+End")
    writer.button("Organisation").click()
    page.get_by_label("Choose one").select_option(index=0)
    name = page.get_by_label("Choose one").locator("option").first.inner_text()
    page.get_by_role("button", name="Put it in").click()
    expect(page.locator("#id_body")).to_have_value(re.compile('<p><a href="#organisation-'))
    assert f'">{name}</a></p>' in writer.body.replace("&amp;", "&")
    writer.button("Word").click()
    page.get_by_label("Choose one").select_option("psni")
    page.get_by_role("button", name="Put it in").click()
    expect(page.locator("#id_body")).to_have_value(re.compile('<a href="#word-psni">'))
    page.get_by_role("link", name="Preview").click()
    page.frame_locator("iframe[name=preview]").locator("article.organisation").first.wait_for()


def test_the_toolbar_is_one_stop_of_the_keyboard(writer):
    writer.page.get_by_label("The answer in short").focus()
    writer.page.keyboard.press("Tab")
    assert writer.page.evaluate("document.activeElement.textContent") == "Heading"
    writer.page.keyboard.press("ArrowRight")
    writer.page.keyboard.press("ArrowRight")
    assert writer.page.evaluate("document.activeElement.textContent") == "Strong"
    writer.page.keyboard.press("Tab")
    assert writer.page.evaluate("document.activeElement.id") == "editor_body"


def test_arabic_is_written_from_right_to_left(person, document):
    writer = Writer(person("Aoife"), document, "ar").open()
    area = writer.page.locator("#in-body-0")
    about = {name: area.get_attribute(name) for name in ("lang", "dir", "aria-labelledby")}
    assert about == {"lang": "ar", "dir": "rtl", "aria-labelledby": "en-body-0"}
    area.fill("ماذا تغيّر؟")
    assert area.evaluate("area => getComputedStyle(area).direction") == "rtl"
    writer.wait_until("Kept")
    writer.page.reload()
    assert area.input_value() == "ماذا تغيّر؟"


# --- when things go wrong --------------------------------------------------------------------------------


def test_a_lost_connection_loses_nothing_and_saving_goes_on_by_itself(writer):
    writer.visit.context.set_offline(True)
    writer.at_the_end()
    writer.page.keyboard.type(" Written in a tunnel.")
    writer.wait_until("Not saved yet: no connection")
    writer.visit.context.set_offline(False)
    writer.wait_until("Kept")
    writer.open()
    assert "Written in a tunnel." in writer.body


def test_submitting_without_a_connection_stays_on_the_page(writer):
    writer.visit.context.set_offline(True)
    writer.page.locator("#id_title").fill("Not lost")
    writer.page.get_by_role("button", name="Save", exact=True).click()
    writer.wait_until("Not saved yet: no connection")
    assert writer.page.locator("#id_title").input_value() == "Not lost"


def test_an_ended_session_loses_nothing_and_goes_on_after_signing_in_in_another_tab(writer, sessions):
    writer.visit.context.clear_cookies(name="__Secure-desk")
    writer.at_the_end()
    writer.page.keyboard.type(" Typed while signed out.")
    writer.wait_until("you have been signed out")
    assert writer.page.get_by_role("link", name="Sign in in a new tab").get_attribute("target") == "_blank"
    writer.page.get_by_role("button", name="Submit for review").click()
    assert "Typed while signed out." in writer.body
    # What signing in does: another session and another token.
    writer.visit.context.clear_cookies()
    writer.visit.context.add_cookies([cookie(sessions["Aoife"])])
    writer.wait_until("Kept")
    with writer.page.expect_navigation():
        writer.page.get_by_role("button", name="Save", exact=True).click()
    assert writer.page.get_by_text("Saved. Only the desk sees it.").is_visible()
    assert writer.page.get_by_text("Typed while signed out.").first.is_visible()


def test_two_browsers_on_one_text_are_told_and_the_second_to_save_sees_both(person, document):
    aoife, boris = (Writer(person(name), document).open() for name in ("Aoife", "Boris"))
    for writer in (aoife, boris):
        writer.page.locator("#id_title").fill(f"Title of {(writer is boris and 'Boris') or 'Aoife'}")
        writer.wait_until("Kept")
    boris.page.get_by_text("Aoife has been writing here too, since").wait_for()
    with aoife.page.expect_navigation():
        aoife.page.get_by_role("button", name="Save", exact=True).click()
    with boris.page.expect_navigation():
        boris.page.get_by_role("button", name="Save", exact=True).click()
    page = boris.page
    assert page.get_by_role("heading", name="Somebody saved a newer text").is_visible()
    assert page.locator("del", has_text="Aoife").first.is_visible()
    assert page.locator("ins", has_text="Boris").first.is_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Go on with this choice").click()
    page.locator("#text[data-ready]").wait_for()
    assert page.locator("#id_title").input_value() == "Title of Boris"
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("Saved. Only the desk sees it.").is_visible()


def test_the_same_text_in_two_languages_disturbs_nobody(person, document):
    english, arabic = Writer(person("Aoife"), document).open(), Writer(person("Boris"), document, "ar").open()
    arabic.page.locator("#in-title-0").fill("عنوان")
    english.page.locator("#id_title").fill("English")
    for writer in (arabic, english):
        with writer.page.expect_navigation():
            writer.page.get_by_role("button", name="Save", exact=True).click()
        assert writer.page.get_by_text("Saved. Only the desk sees it.").is_visible()


def test_too_much_text_is_told_and_stays(writer):
    writer.paste(f"<p>{'long words ' * 6000}</p>")
    writer.wait_until("more text than one page may have")
    assert len(writer.body) > 60_000


def test_the_page_asks_before_it_is_left_with_something_not_kept(writer):
    writer.visit.context.set_offline(True)
    writer.page.locator("#id_title").click()
    writer.page.keyboard.type("x")
    asked = []
    writer.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    writer.page.close(run_before_unload=True)
    writer.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


def test_without_javascript_it_is_a_plain_text_that_saves(person, document):
    visit = person("Aoife", java_script_enabled=False)
    visit.page.goto(f"/staff/texts/{document}/en/")
    visit.page.wait_for_url("**/?simple")
    area = visit.page.get_by_label("The whole text")
    assert "## One" in area.input_value()
    area.fill("## Two\n\nPlain.")
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Save", exact=True).click()
    assert visit.page.get_by_role("heading", name="Two").is_visible()
    assert json.dumps(visit.said) == "[]"
