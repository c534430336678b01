"""What is left of HTML and Markdown, from the kindest to the most hostile."""

import re
import time
import unicodedata
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from site_app import languages, markup
from site_app.markup import clean_html, clean_text, from_markdown, to_text

pytestmark = pytest.mark.anywhere

# Written out once more and not imported: whoever widens the subset has to say so here, too.
TAGS = {
    "a", "abbr", "aside", "bdi", "blockquote", "br", "cite", "em", "h2", "h3",
    "li", "ol", "p", "q", "span", "strong", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
EVERYWHERE = {"lang", "dir"}
REORDERING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = set("\u200e\u200f\u061c")  # of direction; Unicode gives them the class of a letter
JOINERS = "\u200c\u200d"

HOSTILE = [
    "<script>alert(1)</script>", "<script", "</script>", "<scr<script>ipt>", "<style>p{}</style>", "<STYLE>",
    "<svg><script>x</script></svg>", "<svg onload=x>", "<math><mi xlink:href='javascript:x'>", "</svg>",
    "<img src=x onerror=x>", "<iframe src='https://x/'></iframe>", "<iframe srcdoc='<script>x</script>'>",
    "<template><p>x</p></template>", "<title>", "<textarea>", "</textarea>", "<xmp>", "<noscript><p title='</noscript>",
    "<form action='https://x/'>", "<input name=x>", "<button>", "<table><tr><td>", "</td></tr></table>", "<select>",
    "<option>", "<base href='https://x/'>", "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=x>",
    "<object data=x>", "<embed src=x>", "<details open ontoggle=x>", "<plaintext>",
    "<p onclick=x style='color:red' class=a id=b>", "<p lang=ar dir=rtl>", "<p lang='xx' dir='auto'>", "<p hidden>",
    "<a href='javascript:alert(1)'>", "<a href='JaVaScRiPt:alert(1)'>", "<a href='java\tscript:alert(1)'>",
    "<a href=' javascript:x'>", "<a href='&#1;javascript:x'>", "<a href='java&#10;script:x'>",
    "<a href='&#106;avascript:x'>", "<a href='javascript&colon;x'>", "<a href='data:text/html,<script>x</script>'>",
    "<a href='vb\nscript:x'>", "<a href='vbscript:x'>", "<a href='//x/'>", "<a href='/\\x/'>", "<a href='/\t/x/'>",
    "<a href='\\\\x'>", "<a href='x:y'>", "<a href='https://x/\u202ey'>", "<a href='https://x/&#x200b;y'>",
    "<a href='https://x/\"onclick=y'>", "<a href='https://x/' target=_blank ping='https://y/'>", "<a href='/en/'>",
    "<a href='#here'>", "<a href='mailto:a@b.org'>", "<a href='tel:999'>", "<a lang=ar href='tel:+44800555111'>",
    "<a href='sms:999?body=x'>", "<a name=x>", "</a>", "<ol start=3>", "<ol start='x' reversed>", "<li>", "</ol>",
    "<ul>", "</ul>", "<p>", "</p>", "<h1>", "<h2>", "</h2>", "<h3 id=x>", "<aside>", "</aside>", "<blockquote cite=x>",
    "<q cite='javascript:x'>", "<bdi>", "</bdi>", "<bdi dir=ltr>", "<span lang=fa>", "</span>", "<strong>", "</strong>",
    "<b>", "<em>", "</em>", "<br>", "<br/>", "</br>", "<div>", "</div>", "<center>", "<font color=red>", "<pre>\n",
    "<!-- x -->", "<!-->", "<!--", "-->", "<!doctype html>", "<?php x ?>", "<![CDATA[", "]]>", "<", ">", "&", "\"", "'",
    "&lt;script&gt;", "&amp;lt;", "&#60;", "&#x202e;", "&#8294;", "&rlm;", "&zwj;", "&#x200b;", "&shy;", "&#0;",
    "&#13;", "&#x80;", "&nbsp;", "&Tab;", "\u202e", "\u2066", "\u2069", "\u200f", "\u061c", "\ufeff", "\u200c", "\0",
    "\x0b", "\x0c", "\x1b", "\x7f", "\r", "\n", "\t", " ", "\xa0", "\u2028", "999", "words", "سلام", "می\u200cروم",
]  # fmt: skip

fragments = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=14).map("".join)
anything = fragments | st.text()
# Words as people write them, in any script: letters and what belongs to them.
words = st.lists(
    st.text(st.characters(categories=["L", "M", "N", "P", "S"]) | st.sampled_from(JOINERS), min_size=1), min_size=1
)


class Parsed(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self.others = [], "", []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.others.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def leads_somewhere_safe(address):
    """As a browser reads it: controls at its ends and tabs and line ends within it do not count."""
    address = re.sub(r"[\t\r\n]", "", address.strip("".join(map(chr, range(33)))))
    if scheme := re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", address):
        return scheme[1].lower() in {"https", "http", "tel", "mailto", "sms"}
    return bool(re.match(r"(/(?![/\\])|#)", address))


def hides_or_reorders(text):
    return [
        character
        for character in text
        if unicodedata.bidirectional(character) in REORDERING
        or character in MARKS
        or (unicodedata.category(character) == "Cc" and character not in "\t\n")
    ]


@given(anything)
@example("<p>&#x202e;txt.exe</p>")
@example("<p>\u061ca</p>")
def test_nothing_but_allowed_tags_attributes_and_addresses_is_left_of_anything(text):
    clean = clean_html(text)
    parsed = Parsed(clean)
    assert not parsed.others
    assert not hides_or_reorders(clean)
    for tag, attributes in parsed.elements:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES.get(tag, set()) | EVERYWHERE
        if "href" in attributes:
            assert leads_somewhere_safe(attributes["href"])
            assert not hides_or_reorders(attributes["href"])
        assert attributes.get("lang", "en").lower() in languages.BY_TAG
        assert attributes.get("dir", "ltr") in {"ltr", "rtl"}


@given(anything)
@example("<p>&#x202e;</p>")
@example("<p>a&#13;b</p>")
@example("<a href='tel:999'>999</a>")
@example("<p><table><td><h2><p>x<h3>y</table>")
@example("<p>a<select><p>b")
def test_cleaning_what_is_clean_changes_nothing(text):
    clean = clean_html(text)
    assert clean_html(clean) == clean


@given(anything)
def test_no_script_or_style_is_left_even_as_words(text):
    hidden = "<script>stolen()</script><style>stolen{}</style><svg><text>stolen</text></svg><template>stolen</template>"
    assert "stolen" not in clean_html(f"<p>{escape(text)}</p>{hidden}")


@settings(max_examples=50)
@given(st.lists(words, min_size=1))
def test_the_words_of_plain_paragraphs_survive_in_their_order(paragraphs):
    lines = [" ".join(clean_text(" ".join(paragraph)).split()) for paragraph in paragraphs]
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    assert to_text(clean_html(text)).splitlines() == [line for line in lines if line]


@pytest.mark.parametrize(
    "text",
    [
        "<h2>Who will see it?</h2>\n<p>The <strong>police</strong> <em>may</em>.<br>Ask.</p>",
        '<ol start="3"><li>Call.</li></ol><ul><li>Write.</li></ul>',
        "<aside><p>In danger?</p></aside><blockquote><p>They <q>said</q> so.</p></blockquote>",
        '<p><a href="https://www.psni.police.uk/a?b=c&amp;d=e">PSNI</a> <a href="/ar/x/">x</a> <a href="#y">y</a></p>',
        '<p lang="fa-AF" dir="rtl">دری</p><p><span lang="en" dir="ltr">subject access request</span> <bdi>x</bdi></p>',
        '<p><a href="mailto:a@b.org">a@b.org</a> <abbr>CAJ</abbr> <cite>The Detail</cite></p>',
    ],
)
def test_what_texts_are_made_of_is_kept_as_it_is(text):
    assert clean_html(text) == text


@pytest.mark.parametrize("scheme", ["javascript", "data", "vbscript", "file", "ftp", "blob", "intent", "about"])
@pytest.mark.parametrize("between", ["", "\t", "\n", "\x01", " ", "\u200b", "&#9;", "&NewLine;"])
def test_a_link_to_anything_but_pages_mail_and_phones_keeps_its_words_and_leads_nowhere(scheme, between):
    text = f'<p><a href="{between}{scheme[:3]}{between}{scheme[3:]}{between}:alert(1)">words</a></p>'
    assert clean_html(text) == "<p><a>words</a></p>"


@pytest.mark.parametrize(
    "text",
    [
        '<a href="tel:0800555111">0800 555 111</a>',
        '<a href="tel:0800555111" lang="ar">0800 555 111</a>',
        '<a lang="ar" href="tel:0800555111">0800 555 111</a>',
        '<a href="tel:0800555111"><strong>0800 555 111</strong></a>',
        '<a href="tel:0800555111"><bdi dir="ltr">0800 555 111</bdi></a>',
        '<a href="sms:999">999</a>',
    ],
)
def test_a_phone_number_in_a_link_reads_left_to_right_and_is_told_so_once(text):
    once = clean_html(f'<p dir="rtl">اتصل {text}</p>')
    assert once.count('<bdi dir="ltr">') == once.count("<bdi") == 1
    assert clean_html(clean_html(once)) == once
    assert to_text(once) == to_text(clean_html(f"<p>اتصل {text}</p>"))


def test_every_phone_link_of_a_paragraph_gets_its_own_direction():
    clean = clean_html('<p><a href="tel:999">999</a> or <a href="tel:101">101</a>, not <a href="/en/">this</a></p>')
    assert clean == (
        '<p><a href="tel:999"><bdi dir="ltr">999</bdi></a> or <a href="tel:101"><bdi dir="ltr">101</bdi></a>, '
        'not <a href="/en/">this</a></p>'
    )


@pytest.mark.parametrize("clean", [clean_html, clean_text, from_markdown, lambda text: to_text(clean_html(text))])
@pytest.mark.parametrize("joiner", JOINERS)
def test_the_joiners_of_persian_and_kurdish_spelling_survive(clean, joiner):
    assert f"می{joiner}روم" in clean(f"می{joiner}روم")


@given(st.text())
@example("\x85a\x9f")
@example("\u061c")
def test_plain_text_has_single_spaces_and_no_controls(text):
    clean = clean_text(text)
    assert clean == " ".join(clean.split())
    assert not hides_or_reorders(clean)
    assert not [character for character in clean if unicodedata.category(character) == "Cc"]
    assert clean_text(clean) == clean


def test_plain_text_keeps_every_word_and_is_no_html():
    assert clean_text("  <b>A</b> &amp;\n\tB\u202e ") == "<b>A</b> &amp; B"


@given(st.text())
def test_markdown_however_broken_becomes_clean_html(text):
    made = from_markdown(text)
    assert clean_html(made) == made
    assert {tag for tag, _attributes in Parsed(made).elements} <= TAGS


def test_a_call_out_may_hold_markdown():
    made = from_markdown("<aside>\n\n**In danger?** Call [999](tel:999).\n\n- now\n\n</aside>\n\nAfter.")
    assert made == (
        '<aside>\n<p><strong>In danger?</strong> Call <a href="tel:999"><bdi dir="ltr">999</bdi></a>.</p>\n'
        "<ul>\n<li>now</li>\n</ul>\n</aside>\n<p>After.</p>"
    )


def test_a_numbered_list_keeps_the_number_it_starts_with():
    assert from_markdown("1. a\n2. b") == "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"
    assert from_markdown("3. c") == '<ol start="3">\n<li>c</li>\n</ol>'


def test_fragments_in_a_language_of_the_site_are_kept_and_unknown_languages_dropped():
    made = from_markdown(
        'A <span lang="ar" dir="rtl">ب</span> <span lang="xx">c</span> <span lang="zh-Hant">字</span>.'
    )
    assert made == '<p>A <span lang="ar" dir="rtl">ب</span> <span>c</span> <span lang="zh-Hant">字</span>.</p>'


def test_headings_of_the_first_rank_images_code_and_rules_are_not_part_of_a_text():
    made = from_markdown("# One\n\n## Two\n\n---\n\n`code` ![x](https://x/y.png)\n\n<div class=x>\n\nInside\n\n</div>")
    assert {tag for tag, _attributes in Parsed(made).elements} == {"h2", "p"}
    assert to_text(made).splitlines() == ["One", "Two", "code", "Inside"]


@pytest.mark.parametrize(
    ("clean", "text"),
    [
        ("<h2>One</h2><p>two <strong>three</strong><br>four</p>", "One\ntwo three\nfour"),
        ("<ul><li>one</li><li>two</li></ul><blockquote>three</blockquote>four", "one\ntwo\nthree\nfour"),
        ("<aside>one</aside><p>a &lt;b&gt; &amp;amp; c</p>", "one\na <b> &amp; c"),
        ('<p><a href="https://x/&gt;y">one</a></p>\n\n<p></p><p> two </p>', "one\ntwo"),
        ("<ul><li>one<ul><li>two</li></ul></li></ul><aside>three<p>four</p></aside>", "one\ntwo\nthree\nfour"),
        ("", ""),
    ],
)
def test_the_words_of_a_text_stand_on_one_line_per_block(clean, text):
    assert to_text(clean) == text


def test_the_subset_is_the_one_written_down_here():
    assert markup.TAGS == TAGS


def test_finding_the_words_takes_no_longer_than_there_is_text():
    began = time.perf_counter()
    markup.to_text("<" * 200_000)
    assert time.perf_counter() - began < 1
