"""Which language the gateway puts first, for what phones really send."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_app import languages
from site_app.public.negotiation import likely_language

pytestmark = pytest.mark.anywhere

ALL = set(languages.CODES)

pieces = st.sampled_from(
    [*languages.BY_TAG, "*", ",", ";", "q=", "q=0", ";q=0.5", ";q=1.000", ";q=-1", ";q=nan", ";q=inf", ";q=1e999", "-",
     "--", "-x-", " ", "\t", "zh-", "FA_af", "\0", "\u202e", "٠.٥", "q=q=1", "ku-Latn-TR", "i-klingon", "a" * 600]
)  # fmt: skip
headers = st.lists(pieces | st.text(max_size=5), max_size=30).map("".join)
open_codes = st.sets(st.sampled_from(languages.CODES)).map(lambda codes: codes | {"en"})


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("ku-IQ", "ckb"),
        ("ku", "ckb"),
        ("ku-Arab-IR", "ckb"),
        ("ckb-IQ,ar;q=0.8", "ckb"),
        ("prs", "fa-af"),
        ("prs-AF", "fa-af"),
        ("fa-AF", "fa-af"),
        ("fa-IR,fa;q=0.9", "fa"),
        ("pes", "fa"),
        ("ps-AF", "ps"),
        ("pbt", "ps"),
        ("ti-ER", "ti"),
        ("ti-ET,am;q=0.9", "ti"),
        ("so-SO", "so"),
        ("tet-TL,pt;q=0.8", "tet"),
        ("tdt", "tet"),
        ("zh", "zh-hans"),
        ("zh-CN", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh-Hans-HK", "zh-hans"),
        ("cmn-Hans-CN", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-HK", "zh-hant"),
        ("zh-Hant-MO", "zh-hant"),
        ("yue-HK", "zh-hant"),
        ("ar-SD", "ar"),
        ("apc-SY", "ar"),
        ("mo", "ro"),
        ("pt-BR,pt;q=0.9,en;q=0.8", "pt"),
        ("uk-UA,uk;q=0.9,ru;q=0.8", "uk"),
        ("lvs", "lv"),
        ("PL-pl", "pl"),
        ("kmr", "en"),
        ("ga-IE", "en"),
        ("de-DE,de;q=0.9,fr;q=0.5", "fr"),
        ("*", "en"),
        ("", "en"),
    ],
)
def test_what_phones_send_leads_to_the_language_of_their_owner(header, code):
    assert likely_language(header, ALL) == code


@pytest.mark.parametrize(
    ("header", "closed", "code"),
    [
        ("tet-TL,pt;q=0.8", {"tet"}, "pt"),
        ("tet-TL", {"tet"}, "en"),
        ("fa-AF", {"fa-af"}, "fa"),
        ("prs", {"fa-af"}, "en"),  # the tag of Dari alone says nothing about reading the Persian of Iran
        ("prs,fa;q=0.5", {"fa-af"}, "fa"),
        ("fa-IR", {"fa"}, "en"),
        ("ku-IQ,ar;q=0.7", {"ckb"}, "ar"),
        ("zh-TW", {"zh-hant"}, "zh-hans"),
        ("zh-CN,en", {"zh-hans"}, "en"),
        ("ti-ER,ar;q=0.1", {"ti"}, "ar"),
        ("so,ar,pl", {"so", "ar"}, "pl"),
        ("pl", ALL - {"en"}, "en"),
    ],
)
def test_closed_languages_are_passed_over(header, closed, code):
    assert likely_language(header, ALL - closed) == code


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("en;q=0.5,pl;q=0.9", "pl"),
        ("en ; q=0.5 , pl ; q=0.9", "pl"),
        ("pl;q=0.3,lt;q=0.3", "pl"),  # of equals the first
        ("pl;q=0.300,lt;q=0.30,ro", "ro"),
        ("pl;q=0,lt;q=0.1", "lt"),
        ("pl;q=0.0,lt;q=0", "en"),
        ("pl;q=0.000", "en"),
        ("pl;q=much,lt;q=0.1", "lt"),
        ("pl;q=2,lt", "lt"),
        ("pl;q=-1,lt", "lt"),
        ("pl;q=nan,lt", "lt"),
        ("pl;Q=0.9,lt;q=0.1", "pl"),
    ],
)
def test_the_weights_of_a_header_decide_and_what_weighs_nothing_is_left_out(header, code):
    assert likely_language(header, ALL) == code


@given(headers, open_codes)
def test_no_header_is_an_error_and_every_answer_is_open(header, codes):
    assert likely_language(header, codes) in codes


@given(st.sampled_from(languages.ALL), open_codes, st.sampled_from(["", "-x-y", "-GB", ";q=0.1", ",en;q=0.5"]))
def test_every_tag_of_an_open_language_leads_to_it(language, codes, rest):
    for tag in (language.code, language.tag, *language.aliases):
        assert likely_language(f"{tag.upper()}{rest}", codes | {language.code}) == language.code


@pytest.mark.parametrize("header", ["," * 100_000, "pl;q=" + "9" * 100_000, "-" * 100_000, "x," * 50_000 + "pl"])
def test_a_huge_header_is_read_to_a_certain_length_only(header):
    assert likely_language(header, ALL) == "en"


@pytest.mark.parametrize("tag", ["ku-Latn", "ku-TR", "ku-latn-tr", "kmr"])
def test_kurmanji_readers_are_not_sent_to_sorani(tag):
    assert likely_language(f"{tag},ar;q=0.5", ALL) == "ar"
