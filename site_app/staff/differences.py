"""Two texts of one document beside each other, field by field and word by word, as templates show them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from site_app.editions.comparing import Piece, compare
from site_app.editions.models import Document
from site_app.simple_text import to_simple


@dataclass(frozen=True)
class Difference:
    name: str
    label: str
    pieces: list[Piece]
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
            found.append(Difference(name, labels().get(name, name), compare(before, after), before, after))
    return found


def shared_differences(old: dict, new: dict) -> list[tuple[str, str, str]]:
    """(what, before, after) of what belongs to every language."""
    names = [name for name in {**old, **new} if name not in {"sort_on", "order"}]
    pairs = [(name, _value(old.get(name)), _value(new.get(name))) for name in names]
    return [(name.replace("_", " "), before, after) for name, before, after in pairs if before != after]


def _value(value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _readable(model, name: str, texts: dict) -> str:
    text = texts.get(name) or ""
    return to_simple(text) if name in model.html_texts else text
