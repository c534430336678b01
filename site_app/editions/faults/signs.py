"""Brackets and quotation marks come in pairs; nothing turns the order of the letters; nothing waits to be filled in."""

import re
from collections.abc import Iterator

from site_app import languages
from site_app.editions.faults.fault import ERROR, WARNING, Fault, Pair

BRACKETS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "（": "）",
    "【": "】",
    "［": "］",
    "〔": "〕",
    "《": "》",
    "「": "」",
    "『": "』",
}
COUNTED_OFF = re.compile(r"^\w{1,2}\)")  # "a)" at the head of a line
# Which marks open and close in a language; where one sign does both, it has to come an even number of times.
LOW_HIGH, LOW_RIGHT, GUILLEMETS, HIGH = ("„", "“"), ("„", "”"), ("«", "»"), ("“", "”")
QUOTES = {
    "pl": (LOW_RIGHT, GUILLEMETS), "ro": (LOW_RIGHT, GUILLEMETS), "hu": (LOW_RIGHT, ("»", "«")),
    "lt": (LOW_HIGH, GUILLEMETS), "bg": (LOW_HIGH, GUILLEMETS), "sk": (LOW_HIGH, ("»", "«")),
    "lv": (LOW_RIGHT, GUILLEMETS), "uk": (GUILLEMETS, LOW_HIGH), "ru": (GUILLEMETS, LOW_HIGH),
}  # fmt: skip
USUAL = (HIGH, GUILLEMETS)
SIGNS_OF_QUOTES = "„“”«»"
# Marks, embeddings and isolates of direction, and what no keyboard writes. The zero-width joiners are spelling.
CONTROLS = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
UNFINISHED = re.compile(
    r"\b(?:TO[D]O|TBC|TBD|FIX[M]E|X{3,}|[Ll]orem ipsum)\b"
    r"|\[(?:\.{3}|…|\s*|name|link|date|number)\]|\?{3,}|\{\{|\}\}|%\(\w+\)s|_{4,}"
)


def check_signs(pair: Pair) -> Iterator[Fault]:
    yield from _controls(pair)
    if (found := UNFINISHED.search(pair.translation.text)) and not UNFINISHED.search(pair.english.text):
        yield pair.fault("unfinished", ERROR, f"“{found[0]}” looks as if something has still to be written here.")
    text = pair.translation.text
    if (sign := _lone_bracket(text)) and not _lone_bracket(pair.english.text):
        yield pair.fault("brackets", WARNING, f"The bracket {sign} has no other half.")
    if (sign := _lone_quote(text, QUOTES.get(pair.language, USUAL))) and not _lone_quote(pair.english.text, (HIGH,)):
        yield pair.fault("quotes", WARNING, f"The quotation mark {sign} has no other half.")


def _controls(pair: Pair) -> Iterator[Fault]:
    raw = pair.translation.html
    found = CONTROLS.search(raw)
    if not found:
        return
    severity = ERROR if TURNING.search(raw) or not languages.BY_CODE[pair.language].rtl else WARNING
    words = f"There is an invisible sign here (U+{ord(found[0]):04X}) that can turn the order of words and figures."
    yield pair.fault("invisible", severity, words + " Write the sentence again without pasting it.")


def _lone_bracket(text: str) -> str:
    waiting: list[str] = []
    closes = {end: start for start, end in BRACKETS.items()}
    for sign in COUNTED_OFF.sub(" ", text):
        if sign in BRACKETS:
            waiting.append(sign)
        elif sign in closes and (not waiting or waiting.pop() != closes[sign]):
            return sign
    return waiting[-1] if waiting else ""


def _lone_quote(text: str, of_the_language: tuple) -> str:
    """Of marks that this language does not use, nothing is said."""
    own = [pair for pair in of_the_language if pair[0] in text or pair[1] in text]
    if len({sign for pair in own for sign in pair}) == 2 * len(own):  # no sign belongs to two of them
        for start, end in own:
            if text.count(start) != text.count(end) and not _other_style(text, own):
                return start if text.count(start) > text.count(end) else end
    return '"' if text.count('"') % 2 else ""


def _other_style(text: str, own: list) -> bool:
    """Some marks are those of another language, such as the English ones around English words."""
    return bool({sign for sign in text if sign in SIGNS_OF_QUOTES} - {sign for pair in own for sign in pair})
