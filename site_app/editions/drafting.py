"""A machine's draft of a translation. It fills the parts that are empty, and only live English is sent out.

Its revision says whose words they are (`by_name`), who asked (`by`) and that a machine made it. It is never handed
in, checked or live: somebody saves it first, and then it is theirs (`refusing`, `lifecycle.save_revision`).

Known to be wrong: `parts` aligns through the English that was followed and `_texts` against today's, so paragraphs
that only the translation has may be lost or come back where English gained or lost a part.
"""

import time
from dataclasses import dataclass

from site_app import languages
from site_app.editions import lifecycle
from site_app.editions.alignment import beside
from site_app.editions.blocks import blocks_of
from site_app.editions.exchange.segments import Segment, Sheet, texts_of
from site_app.editions.faults.dismissing import names_in
from site_app.editions.faults.names import protected_in
from site_app.editions.lines import ADDRESS, address_in
from site_app.editions.models import Document, Edition, Revision
from site_app.machine_translation.machine import Failed, Machine, batches
from site_app.machine_translation.shielding import shield, unshield

DEADLINE = 25.0  # seconds of the person who waits
BROKEN = "The machine broke a link, a name or a sign in them."


@dataclass(frozen=True)
class Drafted:
    """What the machine did."""

    revision: Revision
    filled: int  # parts that have words now
    left: int  # parts that are still empty
    why: str = ""  # of those left


def live_english(document: Document) -> Revision | None:
    """What readers have already, and so what anybody may be sent."""
    of_readers = Edition.objects.filter(document=document, document__withdrawn="", language=languages.SOURCE)
    english = of_readers.select_related("live").first()
    return english and english.live


def parts(document: Document, english: Revision, latest: Revision | None) -> list[Segment]:
    """Every part of the English text with the words that the newest translation has for it, if any."""
    html_fields = document.html_texts
    ours = latest.texts if latest and not latest.redacted_at else {}
    follows = latest.based_on.texts if ours and latest.based_on else {}
    translated = Document.model_for(document.kind).translated_texts
    now, then, said = (blocks_of(translated(texts), html_fields) for texts in (english.texts, follows, ours))
    found = []
    for name, blocks in now.items():
        rows = [row for row in beside(blocks, then.get(name, []), said.get(name, [])) if row.english]
        for place, row in enumerate(rows):
            if row.english.html:
                words = row.translation.html if row.translation else ""
                found.append(Segment(f"{name}-{place}", row.english.html, words))
    return found


def draft(document: Document, language: str, *, after: Revision | None, machine: Machine, by) -> Drafted:
    """Asks the machine for every part without words and saves what it said; what it broke stays empty.

    after: the newest text that the person saw. Raises Refused (Stale too) or Failed, and then nothing was saved. If
    the machine fails half way, what it did until then is saved.
    """
    english = live_english(document)
    if english is None:
        raise lifecycle.Refused("This text is not live in English, so it is not sent to a machine.")
    edition = Edition.objects.filter(document=document, language=language).first()
    refuse_waiting(edition)
    found = parts(document, english, after)
    empty = [one for one in found if not one.target]
    if not empty:
        raise lifecycle.Refused("Every part has words already. The machine replaces none.")
    words, why = _asked(empty, language, machine)
    if not words:
        raise Failed(why or BROKEN)
    filled = [Segment(one.name, one.source, one.target or words.get(one.name, "")) for one in found]
    texts = _texts(document, english, after, filled)
    revision = lifecycle.save_revision(
        document, language, texts=texts, after=after, based_on=english, by=by, by_name=machine.name, machine=True
    )
    left = len(empty) - len(words)
    return Drafted(revision, len(words), left, (why or BROKEN) if left else "")


def refuse_waiting(edition: Edition | None) -> None:
    """What somebody handed in is decided first: a newer text would take it out of the publisher's sight."""
    waits = edition and Revision.objects.with_state().filter(pk=edition.latest_id, state="in-review").exists()
    if waits:
        raise lifecycle.Refused("The newest text waits for a publisher. The machine writes nothing over it.")


def _asked(empty: list[Segment], language: str, machine: Machine) -> tuple[dict[str, str], str]:
    """({part: words}, why there are no more)."""
    names, _agreed = names_in(language)
    shielded = [shield(one.source, protected_in(one.source, names)) for one in empty]
    until = time.monotonic() + DEADLINE
    words: dict[str, str] = {}
    for places in batches([sent for sent, _kept in shielded]):
        within = until - time.monotonic()
        if within <= 0:
            return words, "The machine took too long."
        try:
            answers = machine.translate([shielded[place][0] for place in places], language, within=within)
        except Failed as why:
            return words, str(why)
        for place, answer in zip(places, answers, strict=True):
            if said := unshield(answer, shielded[place][1]):
                words[empty[place].name] = _linked(said, language)
    return words, ""


def _linked(inline: str, language: str) -> str:
    return ADDRESS.sub(lambda found: address_in(language, found[0]), inline)


def machine_made(edition: Edition) -> set[str]:
    """The inline HTML of the blocks that a machine wrote in the newest text, if nobody has saved it since."""
    latest = edition.latest
    if latest is None or not latest.machine or latest.redacted_at:
        return set()
    before = edition.revisions.filter(machine=False, redacted_at=None).order_by("-number").first()
    return _said_in(latest) - (_said_in(before) if before else set())


def _said_in(revision: Revision) -> set[str]:
    blocks = blocks_of(revision.texts, Document.html_texts).values()
    return {block.html for of_field in blocks for block in of_field}


def _texts(document: Document, english: Revision, after: Revision | None, filled: list[Segment]) -> dict[str, str]:
    sheet = Sheet(document.kind, document.slug, "", "", filled)
    before = after.texts if after and not after.redacted_at else {}
    words = Document.model_for(document.kind).translated_texts(english.texts)
    texts = texts_of(sheet, words, before, document.html_texts)
    if document.kind == Document.Kind.ORGANISATION:
        texts["title"] = english.texts["title"]
    return texts
