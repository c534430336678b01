"""If-None-Match (RFC 9110, sections 8.8.3 and 13.1.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.delivery.conditional import has_it_already

pytestmark = pytest.mark.anywhere
TAG = '"abc-br"'
# Characters of an entity tag: everything printable but the quotation mark, and what lies above ASCII.
opaque = st.text(
    st.sampled_from([chr(code) for code in (0x21, *range(0x23, 0x7F), *range(0x80, 0x100))]), max_size=20
).map(lambda text: f'"{text}"')


@pytest.mark.parametrize(
    "header", [TAG, f"W/{TAG}", "*", " * ", f'"x", {TAG}', f'"a,b" ,W/{TAG},"c"', f'"{","}",{TAG}']
)
def test_a_tag_is_found_in_a_list_weak_or_strong(header):
    assert has_it_already(header, TAG)


@pytest.mark.parametrize("header", ["", '"abc"', "abc-br", '"ABC-br"', '"abc-gzip"', '"x,"abc', "w/*", '"*"'])
def test_another_tag_is_not_taken_for_it(header):
    assert not has_it_already(header, TAG)


@given(st.lists(st.tuples(st.sampled_from(["", "W/"]), opaque), max_size=5), opaque)
def test_a_tag_is_found_exactly_if_it_is_in_the_list(tags, tag):
    header = ", ".join(weak + one for weak, one in tags)
    assert has_it_already(header, tag) == (tag in [one for _weak, one in tags])
