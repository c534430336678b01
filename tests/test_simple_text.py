"""Clean HTML as text a person can change without JavaScript, and back."""

import re
from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY
from site_app.markup import clean_html, to_text
from site_app.simple_text import from_simple, to_simple
from tests.test_markup import anything

pytestmark = pytest.mark.anywhere

words = st.text(st.sampled_from("ab 1.-+#*_[]()<>&\\`~=!|سلام字é\u200c"), min_size=1, max_size=12).map(escape)
inline = st.one_of(
    words,
    words.map("<strong>{}</strong>".format),
    words.map("<em>{}</em>".format),
    words.map('<a href="https://x.org/a?b=(c)&amp;d">{}</a>'.format),
    words.map('<a href="tel:101">{}</a>'.format),
    words.map('<span lang="ar" dir="rtl">{}</span>'.format),
)
line = st.lists(inline, min_size=1, max_size=3).map(" ".join)
items = st.lists(line, min_size=1, max_size=3).map(lambda lines: "".join(f"<li>{one}</li>" for one in lines))
block = st.one_of(
    line.map("<p>{}</p>".format),
    line.map("<h2>{}</h2>".format),
    line.map("<h3>{}</h3>".format),
    items.map("<ul>{}</ul>".format),
    items.map('<ol start="3">{}</ol>'.format),
    line.map("<blockquote><p>{}</p></blockquote>".format),
    line.map("<aside><p>{}</p></aside>".format),
)
documents = st.lists(block, max_size=5).map("".join)


def tight(text):
    """Without the line ends and spaces that mean nothing between and inside blocks."""
    return re.sub(r"\s+", " ", re.sub(r"\s*(</?(p|h2|h3|ul|ol|li|blockquote|aside)\b[^>]*>)\s*", r"\1", text)).strip()


@given(documents)
@example("<p>1. no list</p><p># no heading</p><p>- no item</p>")
@example("<p>*no* **emphasis** _at_ all [and](no link)</p>")
@example("<p>&lt;script&gt; &amp;amp;</p>")
@example("<ul><li>one<ul><li>two</li></ul></li></ul>")
def test_a_text_goes_out_and_comes_back_with_every_word_and_tag(text):
    clean = clean_html(text)
    assert tight(clean_html(from_simple(to_simple(clean)))) == tight(clean)


@given(anything)
def test_whatever_is_clean_loses_no_word_on_the_way(text):
    clean = clean_html(text)
    assert to_text(from_simple(to_simple(clean))).split() == to_text(clean).split()


def test_every_text_of_the_library_can_be_read_without_tags():
    bodies = [text.texts["body"] for text in read_library(LIBRARY).texts if text.texts.get("body")]
    assert len(bodies) > 50
    assert [body for body in bodies if re.search(r"</?(p|h2|li|ul|strong|a)\b", to_simple(body))] == []


def test_it_looks_like_a_letter_and_not_like_code():
    html = (
        '<h2>Who sees it?</h2><p>The <strong>police</strong> may. <a href="/en/help/">Ask</a>.</p>'
        "<ol><li>Call.</li><li>Write.</li></ul>"
    )
    assert to_simple(clean_html(html)) == (
        "## Who sees it?\n\nThe **police** may. [Ask](/en/help/).\n\n1. Call.\n2. Write."
    )
