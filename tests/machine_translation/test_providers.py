"""Each machine is asked in its own way and says the same; whatever goes wrong is one sentence."""

import pytest

from site_app.machine_translation.deepl import DeepL
from site_app.machine_translation.libretranslate import LibreTranslate
from site_app.machine_translation.machine import AT_ONCE, CHARACTERS_AT_ONCE, Failed, batches

pytestmark = pytest.mark.anywhere
BOTH = pytest.mark.parametrize("kind", [LibreTranslate, DeepL])


@BOTH
def test_passages_come_back_in_order_with_their_elements(server, kind):
    machine = kind(server.address, "a key")
    said = machine.translate(["Call <b>now</b>.", 'See <a id="k1">this</a> &amp; that.'], "pl", within=5)
    assert said == ["CALL <b>NOW</b>.", 'SEE <a id="k1">THIS</a> &amp; THAT.']
    assert machine.host == f"127.0.0.1:{server.port}"


def test_libretranslate_is_asked_for_html_from_english_with_its_key_in_the_question(server):
    LibreTranslate(f"{server.address}/translator", "a key").translate(["x"], "zh-hans", within=5)
    (asked,) = server.asked
    assert asked["path"] == "/translator/translate"
    assert asked["question"] == {
        "q": ["x"], "source": "en", "target": "zh-Hans", "format": "html", "api_key": "a key"
    }  # fmt: skip


def test_deepl_is_asked_for_html_from_english_with_its_key_in_a_header(server):
    DeepL(server.address, "a key").translate(["x"], "pt", within=5)
    (asked,) = server.asked
    assert (asked["path"], asked["key"]) == ("/v2/translate", "DeepL-Auth-Key a key")
    assert "a key" not in str(asked["question"])
    assert {name: asked["question"][name] for name in ("text", "source_lang", "target_lang", "tag_handling")} == {
        "text": ["x"], "source_lang": "EN", "target_lang": "PT-PT", "tag_handling": "html"
    }  # fmt: skip


@BOTH
@pytest.mark.parametrize(
    ("how", "says"),
    [
        (400, "does not know this language"),
        (403, "did not accept the key"),
        (404, "no such machine"),
        (413, "too long"),
        (429, "asked too much"),
        (456, "used up"),
        (500, "a fault of its own"),
        (503, "It says: “not <today>”"),
        ("garbage", "something else than a translation"),
        ("fewer", "something else than a translation"),
        ("numbers", "something else than a translation"),
        ("a list", "something else than a translation"),
        ("too much", "far too much"),
        ("silent", "took too long"),
        ("slow", "took too long"),
        ("elsewhere", "a fault of its own"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence(server, kind, how, says):
    server.how = how
    with pytest.raises(Failed, match=says):
        kind(server.address, "k").translate(["one", "two"], "pl", within=0.4)
    assert len(server.asked) == 1, "and no key follows a redirect"


@BOTH
def test_a_machine_that_is_not_there_is_told(server, kind):
    with pytest.raises(Failed, match="cannot be reached"):
        kind("http://127.0.0.1:9", "k").translate(["one"], "pl", within=1)


def test_a_language_that_the_machine_does_not_have_is_told(server):
    with pytest.raises(Failed, match="does not know this language"):
        LibreTranslate(server.address).translate(["one"], "tet", within=5)


def test_passages_are_sent_a_few_at_a_time_and_all_of_them_once():
    passages = ["x" * length for length in (10, 3000, 2000, 9000, *[5] * 50)]
    found = batches(passages)
    assert [place for places in found for place in places] == list(range(len(passages)))
    for places in found:
        assert len(places) <= AT_ONCE
        assert len(places) == 1 or sum(len(passages[place]) for place in places) <= CHARACTERS_AT_ONCE
