"""What an English text of the library says that none of its facts, organisations or sources says.

Held to are numbers, time limits ("three months"), months, telephone numbers, email addresses, addresses of pages and
streets. Everything is compared in one form: "0808 802 1414" and "08088021414" are the same, and so are "3 months" and
"three months".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_app.content.library_files import Library, TextFile, read_library
from site_app.markup import to_text

WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NUMBER = re.compile(r"(?<![\w/])\d[\d,.: ]*\d|\d")
LIMIT = re.compile(rf"\b(\d+|{'|'.join(WORDS)})[ -](minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?=[ ,.]+\d{{4}}|,|\.|$| \d)|(?<=\d )({'|'.join(MONTHS)})\b")
ISO = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK = re.compile(r'href="(https?://[^"]*)"')
SITE = re.compile(
    r"""(?<![\w@.-])(?:https?://)?(?:www\.)?((?:[\w-]+\.)+(?:uk|org|com|net|tv|eu|ie)\b(?:/[^\s"'<>)]*)?)"""
)
STREET = re.compile(
    r"\b(?:[A-Z][\w'’]+ )+(?:Street|Road|Avenue|Terrace|Square|Park|Buildings|House)\b|\bBT\d+ ?\d\w+\b"
)
# What is said about this site itself stands on the site.
ABOUT_THE_SITE = {
    "accessibility": "WCAG 2.2 and 320 px; https://nwmf.org.uk/",
    "contact": "https://nwmf.org.uk/",
    "how-we-write": "https://nwmf.org.uk/",
}


@dataclass(frozen=True)
class Groundless:
    text: TextFile
    what: str  # "number 55", "limit 30 day" …

    def __str__(self):
        return f"{self.text.kind} {self.text.slug}: {self.what}"


def groundless(root: Path) -> Iterator[Groundless]:
    """Of every English text that stands on facts or organisations."""
    library = read_library(root)
    facts = {entry.key: entry.values for entry in library.facts}
    sources = {entry.key: entry.values for entry in library.sources}
    organisations = {entry.key: entry.values for entry in library.organisations}
    about = _words_about(library)
    pages = " ".join([*(one["url"] for one in sources.values()), *(one["web"] for one in organisations.values())])
    for text in library.texts:
        if not text.is_source:
            continue
        own = [text.slug] if text.kind == "organisation" else text.about.get("organisations", [])
        codes = [*text.about.get("facts", [])]
        codes += [code for key in own for code in organisations[key]["facts"]]
        ground = [
            pages,
            ABOUT_THE_SITE.get(text.slug, ""),
            str(text.about.get("since", "")),
            *(f"{organisations[key]} {about.get(key, '')}" for key in own),
        ]
        for code in codes:
            fact = facts[code]
            ground += [fact["statement"], fact["caution"], fact["dated"], *(str(sources[s]) for s in fact["sources"])]
        found = said(" ".join(ground))
        for what in sorted(said(_all_of(text)) - found):
            yield Groundless(text, what)


def _words_about(library: Library) -> dict[str, str]:
    return {text.slug: " ".join(text.texts.values()) for text in library.texts if text.kind == "organisation"}


def _all_of(text: TextFile) -> str:
    body = text.texts.get("body", "")
    pages = " ".join(LINK.findall(body))
    others = [words for name, words in text.texts.items() if name != "body"]
    return "\n".join([*others, to_text(body), pages])


def said(words: str) -> set[str]:
    """Everything in these words that has to have a ground."""
    found = set()
    for date in ISO.finditer(words):
        found |= {f"number {int(part)}" for part in date.groups() if part}
        found.add(f"month {MONTHS[int(date[2]) - 1]}" if 1 <= int(date[2]) <= 12 else "")
    found |= {f"limit {_figure(count)} {unit.lower()}" for count, unit in LIMIT.findall(words)}
    found |= {f"month {first or second}" for first, second in MONTH.findall(words)}
    found |= {f"email {one.lower().rstrip('.')}" for one in EMAIL.findall(words)}
    found |= {f"address {' '.join(one.split())}" for one in STREET.findall(words)}
    found |= {f"page {one.rstrip('/.')}" for one in SITE.findall(words)}
    found |= {f"number {_figure(one)}" for one in NUMBER.findall(ISO.sub(" ", words))}
    return found - {""}


def _figure(number: str) -> str:
    """Digits alone, without a sign between them; "three" is 3."""
    if number.lower() in WORDS:
        return str(WORDS.index(number.lower()) + 1)
    return re.sub(r"\D", "", number).lstrip("0") or "0"
