"""What was left in English, and what is much shorter or longer than such a text usually is."""

import re
from collections.abc import Iterable, Iterator

from site_app import languages, markup
from site_app.editions.faults.fault import ELSEWHERE, ERROR, IN_ENGLISH, WARNING, Fault, Pair, without
from site_app.editions.faults.names import CAPITALS, PROTECTED

# Words that hold English sentences together. Those that are words elsewhere too ("to", "on", "are") are left out
# or taken out for the language.
ENGLISH = {
    "the", "of", "and", "you", "your", "yours", "with", "that", "this", "these", "those", "have", "has", "had",
    "from", "they", "them", "their", "there", "will", "would", "what", "which", "when", "where", "who", "why",
    "how", "not", "about", "because", "before", "after", "should", "could", "does", "did", "been", "being",
    "was", "were", "into", "than", "then", "if", "it", "its", "for", "is", "can", "we", "our", "my", "by", "or",
    "be", "as", "any", "each", "every", "other", "some", "but", "it's", "don't", "doesn't", "isn't",
}  # fmt: skip
THEIRS = {
    "pl": {"by", "my", "we"}, "sk": {"by", "my", "the"}, "hu": {"is", "be", "for", "had", "who", "by"},
    "ro": {"or", "be", "as", "am", "the", "is"}, "pt": {"as", "for", "or", "be"}, "es": {"has", "we", "be"},
    "fr": {"or", "but", "as", "has", "my", "can"}, "lt": {"is", "or", "be", "but", "who"}, "lv": {"is", "be", "or"},
    "tet": {"is", "be", "for", "or", "as"}, "so": {"is", "been", "or", "by", "why", "my", "has", "had"},
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.!?:;؟۔።。！？])[”’\"»]?\s*(?=\S)")
BESIDE = re.compile(
    r"[(（“„«\"‘「][^()（）“”„«»\"「」]{1,160}[)）”“»\"’」]"
)  # a term in English, or what is to be said
SHORTEST = 4  # words that a sentence has
LATIN = re.compile(r"[A-Za-z]")
POSTAL = re.compile(
    r"[A-Z0-9][\w'’ ,.]*\bBT\d{1,2} ?\d[A-Z]{2}\b"
)  # an address in Northern Ireland, as a letter needs it
MOST = {"Latn": 0.25, "": 0.6}  # share of English words, or of Latin letters, from which it is English

# How many characters a translation has for one of English: medians over the library; the rest are of relatives.
LENGTH = {
    "pl": 1.19, "ar": 1.01, "lt": 1.16, "ro": 1.2, "pt": 1.16, "tet": 1.2, "bg": 1.15, "so": 1.25, "uk": 1.12,
    "zh-hans": 0.36, "zh-hant": 0.36, "fa": 1.05, "fa-af": 1.05, "ps": 1.05, "ckb": 1.1, "ti": 0.8, "sk": 1.1,
    "hu": 1.2, "ru": 1.18, "lv": 1.15, "es": 1.2, "fr": 1.25, "ur": 1.1,
}  # fmt: skip
LONG_ENOUGH = 40  # characters of English; of less, nothing can be said
SHORT, LONG = 0.4, 2.5  # of what is expected


def check_leftover(pair: Pair, names: Iterable[str]) -> Iterator[Fault]:
    """English where the translation should stand; not names, not what is marked as English or explained beside it."""
    words = markup.to_text(IN_ENGLISH.sub(" ", pair.translation.html))
    words = without(ELSEWHERE.sub(" ", words), [*names, *PROTECTED])
    if BESIDE.sub("", words).strip(" .?!:"):
        words = BESIDE.sub(" ", words)
    words = CAPITALS.sub(" ", POSTAL.sub(" ", words))
    sentences = [sentence for sentence in SENTENCE_END.split(words) if len(WORD.findall(sentence)) >= SHORTEST]
    in_english = [sentence for sentence in sentences if _is_english(sentence, pair.language)]
    if in_english and len(in_english) == len(sentences):
        yield pair.fault("english", ERROR, "This part is still in English.")
    elif in_english:
        yield pair.fault("english", WARNING, f"This looks like English: “{_start(in_english[0])}”")


def _is_english(sentence: str, language: str) -> bool:
    if languages.BY_CODE[language].script != "Latn":
        letters = [one for one in sentence if one.isalpha()]
        latin = [one for one in letters if LATIN.match(one)]
        # A Chinese sign is a word, a Latin letter is not.
        weight = 4 if language.startswith("zh") else 1
        return len(latin) >= 15 and len(latin) > MOST[""] * (len(latin) + weight * (len(letters) - len(latin)))
    words = [word.lower().replace("’", "'") for word in WORD.findall(sentence)]
    english = [word for word in words if word in ENGLISH - THEIRS.get(language, set())]
    return len(english) >= 2 and len(english) >= MOST["Latn"] * len(words)


def _start(sentence: str) -> str:
    sentence = " ".join(sentence.split())
    return sentence if len(sentence) <= 60 else sentence[:60].rsplit(" ", 1)[0] + " …"


def check_length(pair: Pair) -> Iterator[Fault]:
    english, translation = (len(POSTAL.sub("", block.text)) for block in (pair.english, pair.translation))
    if english < LONG_ENOUGH:
        return
    ratio = translation / english / LENGTH[pair.language]
    if ratio < SHORT:
        yield pair.fault("length", WARNING, "This is much shorter than the English. Is something missing?")
    elif ratio > LONG:
        yield pair.fault("length", WARNING, "This is much longer than the English. Is something in it twice?")
