"""Does the translation say no where the English says no, and is it as careful? And what nobody may ever say."""

import re
from collections.abc import Iterable, Iterator, Mapping

from site_app import markup
from site_app.editions.blocks import blocks_of_field
from site_app.editions.faults.fault import ERROR, WARNING, Fault, Pair, fingerprint, plain, without
from site_app.editions.faults.names import PROTECTED
from site_app.editions.faults.tables import CAREFUL, HEDGES, NEGATION, NEVER, PROMISES

SAYS_NO = re.compile(
    r"\b(?:not|no|never|cannot|none|nobody|nothing|neither|nor|\w+n['’]t)\b(?! (?:matter|later than)\b)", re.IGNORECASE
)
ONLY_NO = re.compile(r"\bno(?:t only|t just|w)\b|\bNo\.? ?\d", re.IGNORECASE)
UNDONE = re.compile(
    r"\b(?:not (?:promise|say|mean|true)|never say|cannot)\b", re.IGNORECASE
)  # it is said that it is not so
QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def check_saying(pair: Pair, names: Iterable[str]) -> Iterator[Fault]:
    english = without(pair.english.text, [*names, *PROTECTED])
    translation = plain(pair.translation.text).lower().replace("’", "'")
    if (no := SAYS_NO.search(ONLY_NO.sub(" ", english))) and not re.search(NEGATION[pair.language], translation):
        words = f"The English says “{no[0]}”. Nothing here says no."
        yield pair.fault("negation", WARNING, words)
    of_the_language = HEDGES.get(pair.language, {})
    for name, pattern in CAREFUL.items():
        if (
            name in of_the_language
            and re.search(pattern, english)
            and not re.search(of_the_language[name], translation)
        ):
            yield pair.fault(
                "careful", WARNING, f"The English is careful here: “{name}”. Is the translation, too?", name
            )
    promise = PROMISES.get(pair.language)
    if promise and (found := re.search(promise, translation)) and not UNDONE.search(english):
        words = f"“{found[0]}” promises what nobody can. The English does not."
        yield pair.fault("never", WARNING, words, found[0])


def find_wording(english: Mapping[str, str], html: Iterable[str] = ("body",)) -> list[Fault]:
    """Sentences that must never stand in an English text, unless it quotes them or says that they are not so."""
    return [
        Fault("never", ERROR, field, index, words, fingerprint("never", field, block.text, said))
        for field, text in english.items()
        for index, block in enumerate(blocks_of_field(text, is_html=field in html))
        for said, words in _never(QUOTED.sub(" ", block.text))
    ]


def _never(text: str) -> Iterator[tuple[str, str]]:
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        for pattern, instead in NEVER.items():
            found = re.search(pattern, sentence.replace("’", "'"), re.IGNORECASE)
            if found and not UNDONE.search(sentence[: found.start()]):
                yield found[0], f"Nobody can know that: “{found[0]}”. Write instead: {instead}"


def words_of(texts: Mapping[str, str], html: Iterable[str]) -> str:
    """All words of a text in one line."""
    return " ".join(markup.to_text(text) if field in html else text for field, text in texts.items())
