"""Names of organisations and schemes stay as they are, because readers have to recognise and to say them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from site_app.editions.faults.fault import ERROR, WARNING, Fault, Pair

PROTECTED = (
    "Home Office", "National Referral Mechanism", "Policing Board", "Police Ombudsman", "Border Force",
    "An Garda Síochána", "The Detail", "Immigration Enforcement", "Crimestoppers", "Law Centre NI",
    "Hate Incident Practical Action", "Information Commissioner's Office", "Operation Nexus",
    "North West Migrants Forum", "Domestic and Sexual Abuse Helpline", "Modern Slavery and Exploitation Helpline",
    "Hate Crime Advocacy Service",
)  # fmt: skip
CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
# Capitals that every language has its own word for, or that are only loud.
TRANSLATED = {"GDPR", "USA", "PDF", "SMS", "NOT", "AND", "HIV", "DNA"}


def protected_in(english: str, names: Iterable[str]) -> set[str]:
    """Which names the English words have: those that are known, and abbreviations such as PSNI."""
    known = {name for name in {*names, *PROTECTED} if name in english and _as_words(name).search(english)}
    inside = {name for name in known for other in known if name != other and name in other}
    alone = {name for name in inside if _as_words(name).search(_without_longer(english, name, known))}
    return (known - inside) | alone | (set(CAPITALS.findall(english)) - TRANSLATED)


def _without_longer(english: str, name: str, known: set[str]) -> str:
    for other in known:
        if name != other and name in other:
            english = english.replace(other, " ")
    return english


def _as_words(name: str) -> re.Pattern:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


def check_names(pair: Pair, names: Iterable[str], agreed: Mapping[str, str], everywhere: str) -> Iterator[Fault]:
    """everywhere: all words of the translation; agreed: what the glossary of this language says for a name."""
    for name in sorted(protected_in(pair.english.text, names)):
        own = agreed.get(name)
        if _is_in(name, pair.translation.text) or (own and _is_in(own, pair.translation.text)):
            continue
        if _is_in(name, everywhere):
            yield pair.fault("name", WARNING, f"The name “{name}” is not in this part.", about=name)
        elif len(_alone(pair.english.text, name)) < 12:
            words = f"“{name}” is a name. Where it has its own words here, the text should say the English name too."
            yield pair.fault("name", WARNING, words, about=name)
        else:
            words = f"The name “{name}” is nowhere in the translation. Keep it as it is, and explain it beside it."
            yield pair.fault("name", ERROR, words, about=name)


def _alone(english: str, name: str) -> str:
    """What is said besides the name: nothing much in the title of a word that is explained."""
    return re.sub(r"\W", "", english.replace(name, ""))


def _is_in(name: str, text: str) -> bool:
    """With any apostrophe; an ending may follow, as in “PSNI-nek” or “Home Officeʼo”, and before it “و” or “al-”."""
    flags = 0 if CAPITALS.fullmatch(name) else re.IGNORECASE
    return bool(re.search(rf"(?<![A-Za-zÀ-ž]){re.escape(_even(name))}", _even(text), flags))


def _even(text: str) -> str:
    return re.sub(r"[’ʼ`´]", "'", text)
