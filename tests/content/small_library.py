"""A library small enough to see through, for the tests of reading and of loading one.

`FILES` is {name: content}; `write` puts it, or what a test made of it, into a folder.
"""

import json
from pathlib import Path

from site_app.content.library_files import stamp


def text_file(body: str = "Words.", **front) -> str:
    """A Markdown file with front matter. Dates are written as text and told by their shape."""
    return "\n".join(["+++", *(f"{key} = {_toml(value)}" for key, value in front.items()), "+++", "", body, ""])


def _toml(value) -> str:
    return value if isinstance(value, str) and value.startswith("2026-") else json.dumps(value, ensure_ascii=False)


def english(name: str, **front) -> str:
    """One file, told apart by `name`."""
    shared = {"facts": ["F1"], "sign_off": ""} | front
    return text_file(f"Body {name}.", title=f"Title {name}", summary=f"Summary {name}", **shared)


def translation(name: str, follows: str = "", **front) -> str:
    return text_file(f"Body {name}.", title=f"Title {name}", summary=f"Summary {name}", follows=follows, **front)


POLICE = {"organisations": ["helpline"], "positions": ["victims"]}
FILES = {
    "sources.toml": """\
# Where the facts are from.

[article]
publisher = "The Forum"
title = "An article"
url = "https://example.org/article"
dated = "2024"
read_on = 2026-11-22

[report]
publisher = "The Board"
title = "A report"
url = "https://example.org/report"
dated = ""
read_on = 2026-11-22
""",
    "facts.toml": """\
[F1]
statement = "The first fact."
sources = ["article"]
dated = "2024"
confidence = "found"
flags = ["safety"]
caution = ""
checked_on = 2026-11-22
check_by = 2027-11-22

[F2]
statement = "The second fact."
sources = []
dated = ""
confidence = "known"
flags = []
caution = "Not to be told as settled."
checked_on = 2026-11-22
check_by = 2027-11-22

[F3]
statement = "The third fact."
sources = ["article", "report"]
dated = "2023-03"
confidence = "seed"
flags = ["old", "ni-differs"]
caution = ""
checked_on = 2026-11-22
check_by = 2027-11-22
""",
    "organisations.toml": """\
[helpline]
name = "The Helpline"
phones = [{ number = "0800 555 111", label = "", confidence = "found" }]
email = ""
web = "https://example.org/help"
facts = ["F1"]
needs = ["danger"]
area = "derry"
cost = ""
asks_status = ""
funded_by = ""
confidence = "found"
hold = ""
checked_on = 2026-11-22
check_by = 2027-02-22

[law-centre]
name = "The Law Centre"
phones = []
email = "law@example.org"
web = ""
facts = []
needs = ["advice", "asylum"]
area = "northern-ireland"
cost = ""
interpreters = "yes"
languages = ["ar", "pl"]
asks_status = "no"
funded_by = "The Board"
confidence = "seed"
hold = ""
checked_on = 2026-11-22
check_by = 2027-02-22
""",
    "organisations.en.toml": """\
[helpline]
summary = "Somebody to talk to."
caution = "In danger now? Call 999."

[law-centre]
summary = "Advice about the law."
caution = ""
""",
    "organisations.ar.toml": """\
[helpline]
summary = "شخص تتحدث إليه."
caution = ""
follows = ""
""",
    "topics/police/en.md": text_file("", title="Police", summary="", facts=[], sign_off="", order=2),
    "positions/victims/en.md": english(
        "victims", authority="PSNI", subject="victims", since="2023-03", standing="stated", checked_on="2026-11-22"
    ),
    "terms/suspect/en.md": text_file("", title="Suspect", summary="Who may have done it.", facts=[], sign_off=""),
    "pages/about/en.md": english("about", facts=[]),
    "explainers/first/en.md": english("first", **POLICE, topic="police", order=1, code="first"),
    "explainers/first/ar.md": translation("first in Arabic", note="ترجمة"),
    "explainers/first/pl.md": translation("first in Polish"),
    "explainers/signed/en.md": english("signed", sign_off="CAJ", organisations=[], positions=[]),
    "explainers/signed/ar.md": translation("signed in Arabic"),
    "explainers/held/en.md": english("held", hold="until the Forum has read it", organisations=[], positions=[]),
    "updates/news/en.md": english("news", since="2024", sort_on="2026-06-01", **POLICE),
    "updates/news/pl.md": translation("news in Polish"),
}


def write(root: Path, files: dict[str, str | bytes | None] | None = None) -> Path:
    """Writes the library with `files` laid over it; None leaves a file out. Translations follow the text of now."""
    _put(root, FILES)
    stamp(root)
    _put(root, files or {})
    return root


def _put(root: Path, files: dict) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
