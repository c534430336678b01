"""Reads the library's files: what they say, and what is wrong with them. Knows no database.

    sources.toml, facts.toml           tables by slug or number
    organisations.toml                 what is the same in every language
    organisations.<language>.toml      its words
    <kind>s/<slug>/<language>.md       TOML front matter between lines of +++, then Markdown

A translation says in `follows` which English text it was made from, by that text's fingerprint. A mistake
is told with file and line and spoils nothing but the entry it is in.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from site_app import languages, markup

FOLDERS = {
    "topics": "topic",
    "positions": "position",
    "terms": "term",
    "pages": "page",
    "explainers": "explainer",
    "updates": "update",
}
FENCE = "+++"
EMPTY_FOLLOWS = r"""^\s*follows\s*=\s*(""|'')"""
WITHOUT_BODY = {"topic", "term"}
SIGNIFICANCES = {"minor", "normal", "meaning"}
# Front matter: what every file may say, what an English file may say about all languages, by kind.
WORDS = {"title": str, "summary": str, "note": str}
OF_A_TRANSLATION = {"follows": str}
OF_THE_SOURCE = {"facts": list, "sign_off": str, "hold": str, "significance": str, "code": str}
BY_KIND = {
    "topic": {"order": int},
    "explainer": {"organisations": list, "positions": list, "topic": str, "order": int},
    "update": {"organisations": list, "positions": list, "since": str, "sort_on": date},
    "position": {"authority": str, "subject": str, "standing": str, "since": str, "checked_on": date, "order": int},
}
SOURCE_KEYS = {"publisher": str, "title": str, "url": str, "dated": str, "read_on": date}
FACT_KEYS = {
    "statement": str,
    "sources": list,
    "dated": str,
    "confidence": str,
    "flags": list,
    "caution": str,
    "checked_on": date,
    "check_by": date,
}
FLAGS = {"safety", "old", "england-and-wales", "ni-differs"}
ORGANISATION_KEYS = {
    "name": str,
    "phones": list,
    "email": str,
    "web": str,
    "facts": list,
    "needs": list,
    "area": str,
    "cost": str,
    "asks_status": str,
    "funded_by": str,
    "confidence": str,
    "hold": str,
    "checked_on": date,
    "check_by": date,
}
ORGANISATION_MAY_SAY = {"interpreters": str, "languages": list, "on_bill": str}
ORGANISATION_WORDS = {"summary": str, "caution": str}


@dataclass(frozen=True)
class Problem:
    path: str
    line: int
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}"


class Malformed(Exception):
    def __init__(self, line: int, what: str):
        self.line, self.what = line, what
        super().__init__(what)


@dataclass(frozen=True)
class Entry:
    """One table of a TOML file."""

    key: str
    values: dict
    path: str
    line: int


@dataclass(frozen=True)
class TextFile:
    """The words of one document in one language."""

    kind: str
    slug: str
    language: str
    texts: dict[str, str]  # cleaned, as they will be stored
    about: dict  # the rest of the front matter
    path: str
    line: int = 1

    @property
    def is_source(self) -> bool:
        return self.language == languages.SOURCE

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.texts)


@dataclass
class Library:
    sources: list[Entry] = field(default_factory=list)
    facts: list[Entry] = field(default_factory=list)
    organisations: list[Entry] = field(default_factory=list)
    texts: list[TextFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def fingerprint(texts: dict[str, str]) -> str:
    """Tells one English text from another; twelve hexadecimal digits."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def read_library(root: Path) -> Library:
    """Everything under `root`, in an order in which nothing comes before what it refers to."""
    library = Library()
    library.sources = list(_entries(root, "sources.toml", SOURCE_KEYS, library))
    library.facts = list(_entries(root, "facts.toml", FACT_KEYS, library))
    library.organisations = list(
        _entries(root, "organisations.toml", ORGANISATION_KEYS, library, may_say=ORGANISATION_MAY_SAY)
    )
    library.texts = [*_organisation_words(root, library), *_markdown_texts(root, library)]
    _refuse_orphans(library)
    _refuse_strays(root, library)
    return library


def _entries(root: Path, name: str, keys: dict, library: Library, may_say: dict | None = None) -> Iterator[Entry]:
    """The tables of a TOML file that say what they have to."""
    path = root / name
    if not path.exists():
        return
    try:
        text = path.read_text("utf-8")
        tables = _toml(text)
    except Malformed as problem:
        library.problems.append(Problem(name, problem.line, problem.what))
        return
    except UnicodeDecodeError as problem:
        library.problems.append(Problem(name, 1, f"is not UTF-8 ({problem.reason})"))
        return
    for key, values in tables.items():
        line = _line_of(text, rf'^\["?{re.escape(key)}"?\]')
        try:
            if not isinstance(values, dict):
                raise Malformed(line, f"{key} stands outside a [table]")
            _check_keys(values, required=keys, optional=keys | (may_say or {}), text=text, first=line)
            if unknown := set(values.get("flags", [])) - FLAGS:
                raise Malformed(line, f"unknown flag {', '.join(sorted(map(str, unknown)))}")
        except Malformed as problem:
            library.problems.append(Problem(name, problem.line, problem.what))
        else:
            yield Entry(key, values, name, line)


def _organisation_words(root: Path, library: Library) -> Iterator[TextFile]:
    names = {entry.key: entry.values["name"] for entry in library.organisations}
    abouts = {
        entry.key: {"facts": entry.values["facts"], "hold": entry.values["hold"]} for entry in library.organisations
    }
    for path in _source_first(root.glob("organisations.*.toml")):
        language = path.name.split(".")[1]
        translated = language != languages.SOURCE
        for entry in _entries(root, path.name, ORGANISATION_WORDS | (OF_A_TRANSLATION if translated else {}), library):
            if language not in languages.BY_CODE or entry.key not in names:
                what = f"no organisation {entry.key}" if language in languages.BY_CODE else f"no language {language}"
                library.problems.append(Problem(path.name, entry.line, what))
                continue
            words = {"title": names[entry.key], "summary": entry.values["summary"], "caution": entry.values["caution"]}
            about = {"follows": entry.values["follows"]} if translated else abouts[entry.key]
            yield TextFile("organisation", entry.key, language, _clean(words), about, path.name, entry.line)


def _markdown_texts(root: Path, library: Library) -> Iterator[TextFile]:
    for folder, kind in FOLDERS.items():
        for document in sorted((root / folder).glob("*/")):
            for path in _source_first(document.glob("*.md")):
                name = path.relative_to(root).as_posix()
                try:
                    yield _markdown_text(path.read_text("utf-8"), kind, document.name, path.stem, name)
                except Malformed as problem:
                    library.problems.append(Problem(name, problem.line, problem.what))
                except UnicodeDecodeError as problem:
                    library.problems.append(Problem(name, 1, f"is not UTF-8 ({problem.reason})"))


def _markdown_text(text: str, kind: str, slug: str, language: str, name: str) -> TextFile:
    if language not in languages.BY_CODE:
        raise Malformed(1, f"{language} is not one of the site's languages")
    if not re.fullmatch(r"[a-z0-9-]{1,80}", slug):
        raise Malformed(1, f"the folder {slug} is no address: small letters, digits and hyphens only")
    lines = text.removesuffix("\n").split("\n")
    if not lines or lines[0].strip() != FENCE:
        raise Malformed(1, f"the first line has to be {FENCE}")
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.strip() == FENCE), None)
    if end is None:
        raise Malformed(len(lines), f"the second line of {FENCE} is missing")
    front = "\n".join(lines[1:end])
    about = _toml(front, before=1)
    of_the_kind = BY_KIND.get(kind, {})
    if language == languages.SOURCE:
        optional = WORDS | OF_THE_SOURCE | of_the_kind
        required = {"title": str, "summary": str, "facts": list, "sign_off": str} | {
            name: what for name, what in of_the_kind.items() if name not in {"topic", "order"}
        }
    else:
        optional = WORDS | OF_A_TRANSLATION
        required = {"title": str, "summary": str} | OF_A_TRANSLATION
    _check_keys(about, required=required, optional=optional, text=front, before=1)
    words = {"title": about.pop("title"), "summary": about.pop("summary")}
    if len(words["title"]) > 200:
        raise Malformed(_line_of(front, r"^\s*title") + 1, "the title is longer than 200 characters")
    body = "\n".join(lines[end + 1 :]).strip()
    if body and kind in WITHOUT_BODY:
        raise Malformed(end + 2, f"a {kind} has no text below its front matter")
    if about.get("significance", "minor") not in SIGNIFICANCES:
        what = f"significance has to be one of {', '.join(sorted(SIGNIFICANCES))}"
        raise Malformed(_line_of(front, r"^\s*significance") + 1, what)
    if body:
        words["body"] = markup.from_markdown(body)
    return TextFile(kind, slug, language, _clean(words), about, name)


def _refuse_orphans(library: Library) -> None:
    """A translation without its English text has nothing to follow."""
    sources = {(text.kind, text.slug) for text in library.texts if text.is_source}
    orphans = [text for text in library.texts if (text.kind, text.slug) not in sources]
    library.problems += [Problem(text.path, text.line, "its English text is missing or malformed") for text in orphans]
    library.texts = [text for text in library.texts if (text.kind, text.slug) in sources]


def _refuse_strays(root: Path, library: Library) -> None:
    """A text in the wrong place would otherwise be missed without a word."""
    expected = {path for folder in FOLDERS for path in (root / folder).glob("*/*.md")}
    for path in sorted(set(root.glob("*/**/*.md")) - expected):
        library.problems.append(Problem(path.relative_to(root).as_posix(), 1, "is not in <kind>s/<slug>/"))


def _clean(words: dict[str, str]) -> dict[str, str]:
    clean = {
        name: markup.clean_html(text) if name == "body" else markup.clean_text(text) for name, text in words.items()
    }
    return {name: text for name, text in clean.items() if text}


def _source_first(paths) -> list[Path]:
    return sorted(
        paths, key=lambda path: (f".{languages.SOURCE}." not in path.name and path.stem != languages.SOURCE, path)
    )


def _toml(text: str, before: int = 0) -> dict:
    """before: how many lines of the file stand above `text`."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column \d+\)", str(error))
        line = int(found[1]) if found else text.removesuffix("\n").count("\n") + 1
        what = re.sub(r" \(at .*\)$", "", str(error))
        raise Malformed(line + before, what) from None
    except (RecursionError, ValueError):
        raise Malformed(1, "a value in it is too big to read") from None


def _check_keys(values: dict, *, required: dict, text: str, optional=None, first=0, before=0) -> None:
    """Every required key is there, no unknown one is, and each holds what it should."""
    known = optional or required

    def at(name: str) -> int:
        return _line_of(text, rf"^\s*{re.escape(name)}\s*=", after=first) + before

    for name in values:
        if name not in known:
            raise Malformed(at(name), f"unknown key {name}")
    for name in required:
        if name not in values:
            raise Malformed((first or 1) + (0 if first else before), f"{name} is missing")
    for name, value in values.items():
        if type(value) is not known[name]:
            raise Malformed(at(name), f"{name} has to be a {known[name].__name__}")
        if isinstance(value, str) and "\0" in value:
            raise Malformed(at(name), f"{name} has a character that no database keeps")
        if known[name] is list and name != "phones" and not all(isinstance(one, str) for one in value):
            raise Malformed(at(name), f"{name} has to be a list of texts")


def _line_of(text: str, pattern: str, after: int = 0) -> int:
    """The number of the first line at or after line `after` that matches; 1 if none does."""
    lines = text.split("\n")
    for number in range(max(after, 1), len(lines) + 1):
        if re.match(pattern, lines[number - 1]):
            return number
    return 1


def stamp(root: Path) -> list[str]:
    """Fills every empty `follows` with the fingerprint of the English text of now. Returns what it filled."""
    texts = read_library(root).texts
    english = {(text.kind, text.slug): text.fingerprint for text in texts if text.is_source}
    stamped = []
    for text in texts:
        if text.is_source or text.about["follows"]:
            continue
        path = root / text.path
        lines = path.read_text("utf-8").split("\n")
        number = _line_of("\n".join(lines), EMPTY_FOLLOWS, after=text.line) - 1
        if not re.match(EMPTY_FOLLOWS, lines[number]):
            raise Malformed(text.line, f'{text.path}: write follows = "" on a line of its own')
        lines[number] = f'follows = "{english[text.kind, text.slug]}"'
        path.write_text("\n".join(lines), "utf-8")
        stamped.append(f"{text.path} {text.slug}")
    return stamped
