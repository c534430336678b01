"""A translation beside its English, block by block: what a translator sees, and what comes back from their form.

Structure, links of lists and call-outs come from the English text, so a translation cannot break them. Of a block
that English has changed since, both English texts are compared word by word: only that block is to be done again.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from site_app.editions import lines
from site_app.editions.alignment import Row, beside
from site_app.editions.blocks import Block, blocks_of, join, split
from site_app.editions.comparing import Piece, compare
from site_app.editions.glossary import Glossary
from site_app.editions.memory import offers
from site_app.editions.models import Document, Edition, Revision
from site_app.editions.querysets import RevisionQuerySet

AS_IT_IS = "as-it-is"  # name of the ticks: this block says what the new English says, without a change
LINK = re.compile(r"<(/?)a\b[^>]*>")
LABELS = {"title": "Title", "summary": "The answer in short", "body": "The whole text", "caution": "Caution"}


@dataclass
class Beside:
    """One row of the form."""

    name: str  # of its field; "" where there is nothing to write
    english: str  # as it reads to readers, its links not followed
    kind: str
    state: str  # see `alignment.Row`; "first" where nobody has translated the field yet
    words: str = ""  # as somebody can type them
    html: str = ""
    changes: list[Piece] = field(default_factory=list)  # of the English, since the translation was made
    stays: str = ""  # value of its tick, where the English has changed
    is_ticked: bool = False
    is_done: bool = True
    is_machines: bool = False  # nobody has saved these words since a machine wrote them
    memory: list = field(default_factory=list)
    terms: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    @property
    def lines(self) -> int:
        return max(1, min(12, len(self.words) // 42 + self.words.count("\n") + 1))


@dataclass
class Part:
    """A field of the text: its title, its summary, its body."""

    name: str
    label: str
    rows: list[Beside]


@dataclass
class Sheet:
    parts: list[Part]

    @property
    def rows(self) -> list[Beside]:
        return [row for part in self.parts for row in part.rows]

    @property
    def to_do(self) -> list[Beside]:
        return [row for row in self.rows if not row.is_done]

    @property
    def machines(self) -> int:
        """In how many parts nobody has saved the words since a machine wrote them."""
        return sum(row.is_machines for row in self.rows)

    @property
    def changed(self) -> int:
        """How many English blocks say something else than the translation follows."""
        return sum(row.state in {"changed", "new", "gone"} for row in self.rows)

    @property
    def count(self) -> int:
        return sum(bool(row.name) and row.state != "added" for row in self.rows)


def baseline(edition: Edition) -> Revision | None:
    """The newest text of the edition that somebody stands for: live, handed in, or from the library."""
    if edition.pk is None:
        return None
    stood_for: RevisionQuerySet = edition.revisions.stood_for()
    return stood_for.select_related("based_on").order_by("-number").first()


def sheet(
    document: Document,
    *,
    english: Mapping[str, str],
    typed: Mapping[str, str],
    language: str,
    follows: Mapping[str, str],
    stood_for: Revision | None,
    ticked: frozenset[str] = frozenset(),
) -> Sheet:
    """english: today's. typed: the words so far, made beside the English texts of `follows`. stood_for: `baseline`."""
    html_fields = document.html_texts
    now, ours, theirs = (blocks_of(texts, html_fields) for texts in (english, typed, follows))
    base = blocks_of(stood_for.texts, html_fields) if stood_for else {}
    base_english = blocks_of(stood_for.based_on.texts, html_fields) if stood_for and stood_for.based_on else {}
    parts = []
    for name in document.text_fields():
        blocks = now.get(name, [])
        if not blocks or (document.kind == Document.Kind.ORGANISATION and name == "title"):
            continue  # what English does not have is not translated, and a name never is
        before = beside(blocks, base_english.get(name, []), base.get(name, []))
        current = beside(blocks, theirs.get(name, []), ours.get(name, []))
        is_html = name in html_fields
        parts.append(Part(name, LABELS[name], _rows(name, before, current, ticked, language, is_html=is_html)))
    return Sheet(parts)


def _rows(name: str, before: list[Row], current: list[Row], ticked, language: str, *, is_html: bool) -> list[Beside]:
    states = [row for row in before if row.english]
    is_first = not any(row.followed for row in before)  # nobody has translated it yet, so nothing is new in it
    gone = _behind(before, lambda row: row.state == "gone")
    rows = [_gone(row) for row in gone.get(-1, [])]
    place, extra = -1, 0
    for row in current:
        if row.english:
            place, extra = place + 1, 0
            written = _written(f"{name}-{place}", states[place], row.translation, ticked, language, is_html=is_html)
            rows.append(replace(written, state="first") if is_first else written)
            rows += [_gone(one) for one in gone.get(place, [])]
        elif row.state == "added" and is_html:
            words = row.translation.html
            simple = lines.typed(words, None, language)
            rows.append(Beside(f"{name}-{place}-added-{extra}", "", "p", "added", simple, words))
            extra += 1
    return rows


def _behind(rows: list[Row], wanted) -> dict[int, list[Row]]:
    """The wanted rows by the number of the English block that they come behind; -1 before the first."""
    found: dict[int, list[Row]] = {}
    place = -1
    for row in rows:
        if row.english:
            place += 1
        elif wanted(row):
            found.setdefault(place, []).append(row)
    return found


def _written(name: str, then: Row, translation: Block | None, ticked, language: str, *, is_html: bool) -> Beside:
    words = translation.html if translation else ""
    tick = _fingerprint(name, then.followed, then.english) if then.state == "changed" else ""
    redone = then.translation is None or words != then.translation.html
    is_done = bool(words) and (then.state != "changed" or redone or tick in ticked)
    return Beside(
        name,
        LINK.sub(r"<\1u>", then.english.html),
        then.english.kind,
        then.state,
        lines.typed(words, then.english, language) if is_html else Block("", words).text,
        words,
        compare(then.followed.text, then.english.text) if then.state == "changed" else [],
        tick,
        tick in ticked,
        is_done,
    )


def furnish(sheet: Sheet, language: str, glossary: Glossary) -> None:
    """Beside what is to do: what was agreed for its words, and what was made of the same or nearly the same before."""
    to_do = {row.name: Block("", row.english) for row in sheet.to_do}
    found = offers(language, to_do)
    for row in sheet.rows:
        if not row.name or row.state == "added":
            continue
        row.terms = glossary.found_in(Block("", row.english).text)
        row.english = glossary.marked(row.english)
        row.memory = [one for one in found.get(row.name, []) if one.block.html != row.html]


def _gone(row: Row) -> Beside:
    return Beside("", LINK.sub(r"<\1u>", row.followed.html), row.followed.kind, "gone", html=row.translation.html)


def _fingerprint(name: str, followed: Block, english: Block) -> str:
    return hashlib.sha256(f"{name}\n{followed.html}\n{english.html}".encode()).hexdigest()[:12]


# --- what comes back -------------------------------------------------------------------------------------


def texts_from(data: Mapping[str, str], document: Document, english: Mapping[str, str], language: str) -> dict:
    """{field: text} of a form whose rows were made from these English texts."""
    texts = {}
    for name in document.text_fields():
        words = english.get(name, "")
        if not words:
            continue
        if document.kind == Document.Kind.ORGANISATION and name == "title":
            texts[name] = words
        elif name in document.html_texts:
            texts[name] = _body_from(data, name, split(words), language)
        else:
            texts[name] = data.get(f"{name}-0", "")
    return texts


def _body_from(data: Mapping[str, str], name: str, blocks: list[Block], language: str) -> str:
    said = [
        one.saying(lines.inline(data.get(f"{name}-{place}", ""), one, language)) for place, one in enumerate(blocks)
    ]
    if not any(one.html for one in said):
        return ""
    added: dict[int, list[str]] = {}
    for place in range(-1, len(blocks)):
        extra = 0
        while (words := data.get(f"{name}-{place}-added-{extra}")) is not None:
            if words.strip():
                added.setdefault(place, []).append(lines.inline(words, None, language))
            extra += 1
    return join(said, added)


def ticks_from(data) -> list[str]:
    return list(dict.fromkeys(data.getlist(AS_IT_IS)))


def unfinished(sheet: Sheet) -> list[str]:
    """Why it cannot be handed in yet, a sentence each."""
    empty = sum(not row.html for row in sheet.to_do)
    changed = len(sheet.to_do) - empty
    said = []
    if empty:
        said.append(_("%(count)d parts have no words yet. They are marked.") % {"count": empty})
    if changed:
        said.append(
            _("Of %(count)d parts the English has changed. Change yours, or tick that it says so already.")
            % {"count": changed}
        )
    return said
