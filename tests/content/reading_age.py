"""How hard an English text is to read, by two formulas that see different things: syllables and letters.

Grades are of American schools; a grade plus five is about the age (Kincaid and others 1975; Smith and Senter
1967). Headings and list items count as sentences only if they have a verb's worth of words.
"""

import re
from dataclasses import dataclass

WORD = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")
SHORTEST_SENTENCE = 3  # words; anything shorter is a label, such as "For whom"


@dataclass(frozen=True)
class Reading:
    words: int
    average: float  # words per sentence
    longest: int
    flesch_kincaid: float  # age in years
    automated: float  # age in years, Automated Readability Index


def syllables(word: str) -> int:
    word = word.lower().strip("'’")
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if re.search(r"[^td]ed$", word) and groups > 1:
        groups -= 1
    return max(groups, 1)


def measure(text: str, names: list[str]) -> Reading:
    """text: one block per line. names: what cannot be said more simply, counted as one short word each."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "Name")
    sentences = [WORD.findall(part) for line in text.splitlines() for part in re.split(r"(?<=[.!?:])[”’\"]?\s+", line)]
    sentences = [words for words in sentences if len(words) >= SHORTEST_SENTENCE]
    words = [word for sentence in sentences for word in sentence]
    average = len(words) / len(sentences)
    kincaid = 0.39 * average + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    automated = 4.71 * sum(map(len, words)) / len(words) + 0.5 * average - 21.43
    return Reading(len(words), average, max(map(len, sentences)), kincaid + 5, automated + 5)
