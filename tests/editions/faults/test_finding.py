"""A translation that was spoiled is found out, and one that is faithful is left alone."""

import re
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from site_app import languages
from site_app.content.library_faults import faults_of_library
from site_app.content.library_files import read_library
from site_app.content.loading import LIBRARY
from site_app.editions.blocks import blocks_of_field, split
from site_app.editions.faults.fault import ERROR
from site_app.editions.faults.finding import find_faults
from site_app.editions.faults.leftover import WORD
from site_app.editions.faults.names import protected_in
from site_app.editions.faults.saying import find_wording
from site_app.editions.faults.tables import CAREFUL, HEDGES, NEGATION

pytestmark = pytest.mark.anywhere

FILES = read_library(LIBRARY)
NAMES = [entry.values["name"] for entry in FILES.organisations]
ENGLISH = {(text.kind, text.slug): text.texts for text in FILES.texts if text.is_source}
TRANSLATIONS = [text for text in FILES.texts if not text.is_source]
LONG = [text for text in TRANSLATIONS if "body" in text.texts]


def found(translation: dict, english: dict, language: str = "pl") -> set[tuple[str, str]]:
    faults = find_faults(english, translation, language=language, names=NAMES)
    return {(fault.kind, fault.severity) for fault in faults}


def of_sentences(english: str, translation: str, language: str = "pl") -> set[str]:
    return {kind for kind, _severity in found({"summary": translation}, {"summary": english}, language)}


# --- the library -----------------------------------------------------------------------------------------


def test_no_text_of_the_library_has_an_error_and_few_have_a_warning(record_property):
    warnings, texts = Counter(), Counter()
    for text, faults in faults_of_library(LIBRARY):
        assert [(text.path, fault) for fault in faults if fault.severity == ERROR] == []
        texts[text.language] += 1
        warnings[text.language] += len(faults)
    told = ", ".join(f"{code} {warnings[code]}" for code in sorted(texts))
    record_property("told", f"faults: warnings in the library's {sum(texts.values())} texts: {told}")
    assert all(warnings[code] <= max(5, texts[code] / 4) for code in texts)


# --- spoiled on purpose ----------------------------------------------------------------------------------


def spoiled(text, texts: dict) -> set[tuple[str, str]]:
    """What is found now and was not before."""
    english = ENGLISH[text.kind, text.slug]
    return found(texts, english, text.language) - found(text.texts, english, text.language)


@settings(max_examples=60)
@given(st.sampled_from(LONG), st.data())
def test_a_number_that_lost_a_figure_is_found(text, data):
    body = text.texts["body"]
    places = [one.start() for one in re.finditer(r"(?<=\d)\d(?=[^<>]*(?:<|$))(?![^<>]*>)", body)]
    assume(places)
    at = data.draw(st.sampled_from(places))
    kinds = {kind for kind, _severity in spoiled(text, text.texts | {"body": body[:at] + body[at + 1 :]})}
    assert kinds & {"number", "date", "phone"}


@settings(max_examples=60)
@given(st.sampled_from(LONG), st.data())
def test_a_block_that_is_gone_is_found(text, data):
    blocks = split(text.texts["body"])
    # Some texts have a block more than the English: the English block is still there without it.
    assume(len(blocks) == len(split(ENGLISH[text.kind, text.slug]["body"])))
    gone = data.draw(st.sampled_from([block for block in blocks if block.kind in {"p", "h2", "h3", "li"}]))
    tag = re.escape(f">{gone.html}</{gone.kind}>")
    body = re.sub(rf"<{gone.kind}\b[^<>]*{tag}", "", text.texts["body"], count=1)
    assume(body != text.texts["body"])
    assert any(severity == ERROR for _kind, severity in spoiled(text, text.texts | {"body": body}))


@settings(max_examples=60)
@given(st.sampled_from(LONG), st.data())
def test_a_link_that_is_gone_is_found(text, data):
    links = list(re.finditer(r"<a\b[^>]*>(.*?)</a>", text.texts["body"], re.DOTALL))
    assume(links)
    link = data.draw(st.sampled_from(links))
    body = text.texts["body"][: link.start()] + link[1] + text.texts["body"][link.end() :]
    assert spoiled(text, text.texts | {"body": body}) & {("link", ERROR), ("phone", ERROR)}


@settings(max_examples=60)
@given(st.sampled_from(LONG), st.data())
def test_a_name_that_was_translated_away_is_found(text, data):
    names = sorted(name for name in protected_in(ENGLISH[text.kind, text.slug]["body"], NAMES) if "NI" not in name)
    there = [name for name in names if all(name in text.texts.get(field, name) for field in ("body",))]
    assume(there)
    name = data.draw(st.sampled_from(there))
    other = {field: words.replace(name, "Qqqq") for field, words in text.texts.items()}
    faults = find_faults(ENGLISH[text.kind, text.slug], other, language=text.language, names=NAMES)
    assert any(fault.kind in {"name", "link"} and fault.severity == ERROR for fault in faults)


@settings(max_examples=60)
@given(st.sampled_from(LONG), st.data(), st.sampled_from("\u202e\u202a\u2066"))
def test_a_sign_that_turns_words_is_found(text, data, sign):
    blocks = [block for block in split(text.texts["body"]) if block.text]
    block = data.draw(st.sampled_from(blocks))
    body = text.texts["body"].replace(block.html, sign + block.html, 1)
    assert ("invisible", ERROR) in spoiled(text, text.texts | {"body": body})


@pytest.mark.parametrize("code", languages.CODES[1:])
def test_a_text_that_was_left_in_english_is_found_in_every_language(code, record_property):
    """Sentence by sentence; the short ones say too little."""
    all_of_them = [
        (texts, field, index)
        for texts in ENGLISH.values()
        for field in texts
        for index, block in enumerate(blocks_of_field(texts[field], is_html=field == "body"))
        if len(WORD.findall(block.text)) >= 6
    ]
    seen = {
        (id(texts), fault.field, fault.block)
        for texts in ENGLISH.values()
        for fault in find_faults(texts, texts, language=code, names=NAMES)
        if fault.kind == "english"
    }
    share = sum((id(texts), field, index) in seen for texts, field, index in all_of_them) / len(all_of_them)
    assert share > 0.8


# --- each kind -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "translation", "language", "kinds"),
    [
        (
            "Address: New Cathedral Buildings, 11 Church Street, Belfast BT1 1PG.",
            "地址：New Cathedral Buildings, 11 Church Street, Belfast BT1 1PG。",
            "zh-hans",
            set(),
        ),
        ("On 19 June 2026 it began.", "To zaczęło się 19 czerwca 2026 roku.", "pl", set()),
        ("On 19 June 2026 it began.", "这从2026年6月19日开始。", "zh-hans", set()),
        ("On 19 June 2026 it began.", "这从2026年7月19日开始。", "zh-hans", {"number"}),
        ("On 19 June 2026 it began.", "To zaczęło się w czerwcu 2026 roku.", "pl", {"date"}),
        ("Call 101 now please.", "الآن اتصل بالرقم ١٠١ من فضلك", "ar", set()),
        ("Call 101 now please.", "اکنون با شمارهٔ ۱۰۱ تماس بگیرید", "fa", set()),
        ("It cost 29,000 pounds.", "Tai kainavo 29 000 svarų.", "lt", set()),
        ("Wait two days.", "Poczekaj 2 dni.", "pl", set()),
        ("Open until 5 pm.", "Atidaryta iki 17.00 val.", "lt", set()),
        ("You must not answer.", "Musisz odpowiedzieć.", "pl", {"negation"}),
        ("You must not answer.", "Nie odpowiadaj.", "pl", set()),
        ("You do not have to answer.", "لازم نیست جواب بدهید.", "fa", set()),
        ("You do not have to answer.", "باید جواب بدهید.", "fa", {"negation"}),
        ("You do not have to answer.", "نمی‌خواهد پاسخ دهید.", "fa", set()),
        ("You do not have to answer.", "Nem kell válaszolnia.", "hu", set()),
        ("You do not have to answer.", "Tiek atbildēts jums.", "lv", {"negation"}),
        ("PSNI says it stopped automatically.", "PSNI przestała.", "pl", {"careful"}),
        ("PSNI says it stopped automatically.", "PSNI mówi, że przestała automatycznie.", "pl", set()),
        ("We talked about it (a little).", "Rozmawialiśmy o tym (trochę.", "pl", {"brackets"}),
        ("They said “never”.", "Powiedzieli „nigdy.", "pl", {"quotes"}),
        ("We talk about it.", "Mówimy o tym TBC.", "pl", {"unfinished"}),
        ("We talk about it.", "می\u200cگوییم", "fa", set()),
        ("We talk about it.", "Mówimy\u200e o tym.", "pl", {"invisible"}),
        ("You can report a crime.", "To jest bezpieczne: zgłoszenie jest bezpieczne.", "pl", {"never"}),
    ],
)
def test_what_is_told_of_a_sentence(english, translation, language, kinds):
    assert of_sentences(english, translation, language) == kinds


def test_a_number_that_is_shown_is_the_one_that_is_rung():
    english = {"body": '<p><a href="tel:08088021414">0808 802 1414</a></p>'}
    wrong = {"body": '<p><a href="tel:08088021414">0808 802 1441</a></p>'}
    assert ("phone", ERROR) in found(wrong, english)
    assert found({"body": english["body"]}, english) == set()


def test_links_inside_the_site_stay_in_the_language():
    english = {"body": '<p>See <a href="/en/safety/">more</a></p>'}
    assert found({"body": '<p>Zobacz <a href="/pl/safety/">więcej</a></p>'}, english) == set()
    assert ("link", ERROR) in found({"body": '<p>Zobacz <a href="/en/safety/">więcej</a></p>'}, english)


def test_much_too_short_and_much_too_long_are_told():
    english = "This is a sentence of some length, which is said in as many words in every other language."
    assert "length" in of_sentences(english, "Zdanie.")
    assert "length" in of_sentences(english, "Zdanie o czymś zupełnie innym i jeszcze raz. " * 7)


@pytest.mark.parametrize(
    "said",
    [
        "The police will not share your information.",
        "It is safe to report.",
        "PSNI stopped sharing data in 2023.",
        "You do not have to give your name to police.",
        "Police must tell the Home Office.",
        "You are protected by the Victims Directive.",
        "They must answer in one month.",
        "Apply for the concession.",
    ],
)
def test_what_must_never_be_written_in_english_is_found(said):
    assert [fault.severity for fault in find_wording({"body": f"<p>Hello. {said}</p>"})] == [ERROR]


@pytest.mark.parametrize(
    "said",
    [
        "We cannot promise that the police will not share your information.",
        "Some people say: “It is safe to report.” Nobody knows.",
        "PSNI says it stopped automatically sharing victims' information.",
        "They should normally answer in one month.",
        "A law allows it, but it does not mean that police must tell the Home Office.",
    ],
)
def test_saying_that_it_is_not_so_is_no_fault(said):
    assert find_wording({"summary": said}) == []


def test_every_language_can_say_no_and_the_tables_are_complete():
    assert set(NEGATION) == set(languages.CODES) - {"en"}
    assert all(set(table) == set(CAREFUL) for table in HEDGES.values())
    for patterns in (NEGATION, *HEDGES.values()):
        assert [re.compile(pattern) for pattern in patterns.values()]


def test_a_fingerprint_stays_while_nothing_changes_and_not_longer():
    english = {"summary": "You must not answer."}

    def of(translation, english=english):
        (fault,) = find_faults(english, {"summary": translation}, language="pl", names=[])
        return fault.fingerprint

    assert of("Musisz odpowiedzieć.") == of("Musisz  odpowiedzieć.")
    assert of("Musisz odpowiedzieć.") != of("Musisz coś powiedzieć.")
    assert of("Musisz odpowiedzieć.") != of("Musisz odpowiedzieć.", {"summary": "You must never answer."})
