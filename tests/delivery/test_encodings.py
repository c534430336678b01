"""Which form of a page a browser gets (RFC 9110, section 12.5.3)."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app.delivery.encodings import BEST_FIRST, _chosen, chosen, compressed, quickly_compressed

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("*", "br"),
        ("*;q=0.5, gzip", "gzip"),
        ("*;q=0", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=1.0", "gzip"),
        ("identity;q=0", "identity"),
        ("GZip", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip ; q=0.7 , br ; q=0.2", "gzip"),
        ("deflate", "identity"),
        ("gzip;q=nonsense", "identity"),
        ("gzip;q=7", "identity"),
        (",,;;q=,", "identity"),
    ],
)
def test_the_browsers_wish_decides_and_otherwise_the_smallest(header, encoding):
    assert chosen(header) == encoding


def test_no_long_header_is_remembered():
    before = _chosen.cache_info().currsize
    assert chosen("x;q=0.1, " * 1000 + "gzip") == "gzip"
    assert _chosen.cache_info().currsize == before


@given(st.text(max_size=200))
def test_no_header_is_an_error(header):
    assert chosen(header) in BEST_FIRST


@given(st.binary(max_size=2000))
def test_every_form_is_the_same_page(body):
    kept = compressed(body)
    assert all(len(form) < len(body) for name, form in kept.items() if name != "identity")
    kept = {"gzip": gzip.compress(body), "br": brotli.compress(body)} | kept
    for forms in (kept, {name: quickly_compressed(body, name) for name in BEST_FIRST}):
        assert forms["identity"] == gzip.decompress(forms["gzip"]) == brotli.decompress(forms["br"]) == body
