"""How hard an English text is to read, by two formulas that see different things: syllables and letters.

Grades are of American schools; a grade plus five is about the age (Kincaid and others 1975; Smith and Senter
1967). Headings and list items count as sentences only if they have a verb's worth of words.
"""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?:؟۔。！？።])[”’\"»]?\s+")
SHORTEST_SENTENCE = 3  # words; anything shorter is a label, such as "For whom"
# What a child of eleven can read (A4): at most so many words in a sentence on average, and this age.
AVERAGE, AGE = 15, 11
# Names of people, bodies and schemes: readers have to recognise them, so they stay as they are.
NAMES = (
    "Assistant Chief Constable", "Lilian Seenoi Barr", "Bobby Singleton", "Eliza Browning", "Operation Nexus",
    "Committee on the Administration of Justice", "National Referral Mechanism", "Information Commissioner's Office",
    "Information Commission", "Policing Board", "Police Ombudsman", "Home Office", "Northern Ireland", "PSNI",
    "Domestic and Sexual Abuse Helpline", "Modern Slavery and Exploitation Helpline", "Department of Justice",
    "Health and Social Care Trust", "Criminal Justice (Sentencing etc) Bill", "Data (Use and Access) Act",
    "Hate Incident Practical Action", "Immigration Enforcement", "subject access request", "Victim Charter",
    "An Garda Síochána", "Immigration Advice Authority",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    words: int
    average: float  # words per sentence
    longest: int
    flesch_kincaid: float  # age in years
    automated: float  # age in years, Automated Readability Index
    longest_sentence: str = ""

    @property
    def age(self) -> float:
        """The harder of the two."""
        return max(self.flesch_kincaid, self.automated)


def syllables(word: str) -> int:
    word = word.lower().strip("'’")
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if re.search(r"[^td]ed$", word) and groups > 1:
        groups -= 1
    return max(groups, 1)


def measure(text: str, names=()) -> Reading | None:
    """text: one block per line. names: what cannot be said more simply, counted as one short word each.

    None of a text without a single sentence. The ages mean something only for English.
    """
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "Name")
    parts = [(part, WORD.findall(part)) for line in text.splitlines() for part in SENTENCE_END.split(line)]
    sentences = [(part, words) for part, words in parts if len(words) >= SHORTEST_SENTENCE]
    if not sentences:
        return None
    words = [word for _part, sentence in sentences for word in sentence]
    average = len(words) / len(sentences)
    longest, its_words = max(sentences, key=lambda pair: len(pair[1]))
    kincaid = 0.39 * average + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    automated = 4.71 * sum(map(len, words)) / len(words) + 0.5 * average - 21.43
    return Reading(len(words), average, len(its_words), kincaid + 5, automated + 5, longest)
