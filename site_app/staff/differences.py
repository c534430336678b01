"""Two texts of one document beside each other, field by field and word by word, as templates show them."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from site_app.editions.comparing import SAME, Piece, compare
from site_app.editions.models import Document
from site_app.simple_text import AS_HTML, to_simple


@dataclass(frozen=True)
class Difference:
    name: str
    label: str
    pieces: list[Piece]  # what differs, with a little around it
    old: str
    new: str

    @property
    def differs(self) -> bool:
        return self.old != self.new


def labels() -> dict[str, str]:
    return {
        "title": _("Title"),
        "summary": _("The answer in short"),
        "body": _("The whole text"),
        "note": _("Change note"),
    }


def differences(model: type[Document], old: dict, new: dict) -> list[Difference]:
    """Every field that has words in one of them. HTML as simple text, so that a changed address shows, too."""
    found = []
    for name in model.text_fields():
        before, after = _readable(model, name, old), _readable(model, name, new)
        if before or after:
            found.append(Difference(name, labels().get(name, name), _shortened(compare(before, after)), before, after))
    return found


def _shortened(pieces: list[Piece]) -> list[Piece]:
    """Of long stretches that did not change, only the lines next to what did."""
    short = []
    for place, piece in enumerate(pieces):
        lines = piece.text.splitlines(keepends=True)
        if piece.kind == SAME and len(lines) > 5:
            first = lines[:2] if place else []
            last = lines[-2:] if place < len(pieces) - 1 else []
            piece = Piece(SAME, "".join([*first, "…\n", *last]))
        short.append(piece)
    return short


def shared_differences(old: dict, new: dict) -> list[tuple[str, str, str]]:
    """(what, what went, what came) of what belongs to every language; of lists only the items that differ."""
    found = []
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name) or "", new.get(name) or ""
        if name in {"sort_on", "order"} or before == after:
            continue
        if isinstance(before, list) or isinstance(after, list):
            before, after = (
                ", ".join(item for item in before if item not in after),
                ", ".join(item for item in after if item not in before),
            )
        found.append((name.replace("_", " "), str(before), str(after)))
    return found


def _readable(model, name: str, texts: dict) -> str:
    """For eyes: the signs that only the site needs are left out or said in words."""
    text = texts.get(name) or ""
    if name not in model.html_texts:
        return text
    simple = re.sub(r"</?bdi[^>]*>", "", to_simple(text).removeprefix(AS_HTML))
    return simple.replace("<aside>", _("[call-out]")).replace("</aside>", _("[end of the call-out]"))
