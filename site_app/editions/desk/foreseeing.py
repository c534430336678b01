"""What an act would do to readers, told before it is done: by doing it, looking, and undoing it.

So the forecast follows the very rules that the act will follow, and cannot drift from them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from site_app import languages
from site_app.editions.generation import only_looking
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Document, Edition, Recheck


@dataclass(frozen=True)
class Seen:
    """One edition as readers see it."""

    document: Document
    language: languages.Language
    revision_id: int
    checked: bool
    outdated: str


@dataclass
class Outlook:
    """What will be different, each a list of editions in the order of the languages."""

    refusal: str = ""  # why it may not happen; then nothing else is said
    appears: list[Seen] = field(default_factory=list)  # readers get a text where there was none
    changes: list[Seen] = field(default_factory=list)  # readers get another text
    disappears: list[Seen] = field(default_factory=list)  # readers get no text any more
    warns: list[Seen] = field(default_factory=list)  # will tell its readers that the English has changed
    falls_behind: list[Seen] = field(default_factory=list)  # outdated, and only the desk is told
    catches_up: list[Seen] = field(default_factory=list)  # no longer outdated
    loses_check: list[Seen] = field(default_factory=list)  # will say that no second speaker has checked it
    rechecks: list[Document] = field(default_factory=list)  # somebody is asked to read these again


def foresee(act: Callable[[], object], *documents: Document) -> Outlook:
    """act: what would be done, without arguments. documents: those whose pages may change."""
    keys = [document.pk for document in documents]
    before, asked = _look(keys), _asked()
    try:
        with transaction.atomic(), only_looking():
            act()
            after, asked_then = _look(keys), _asked()
            transaction.set_rollback(True)
    except Refused as refused:
        return Outlook(refusal=str(refused))
    outlook = _difference(before, after)
    outlook.rechecks = list(Document.objects.with_texts(languages.SOURCE).filter(pk__in=asked_then - asked))
    return outlook


def _look(documents: list[int]) -> dict[tuple, Seen]:
    visible = Edition.objects.visible().with_freshness().filter(document__in=documents).select_related("document")
    seen = {
        (edition.document_id, edition.language_id): Seen(
            edition.document,
            languages.BY_CODE[edition.language_id],
            edition.live_id,
            edition.checked,
            edition.outdated,
        )
        for edition in visible.defer(*_texts_but_english("document__"))
    }
    in_order = sorted(seen, key=lambda key: (key[0], languages.CODES.index(key[1])))
    return {key: seen[key] for key in in_order}


def _texts_but_english(prefix: str) -> list[str]:
    english = {Document.text_column(name, languages.SOURCE) for name in Document.text_fields()}
    return [prefix + column for column in sorted(Document.live_text_columns() - english)]


def _asked() -> set[int]:
    return set(Recheck.objects.open().values_list("document_id", flat=True))


def _difference(before: dict, after: dict) -> Outlook:
    outlook = Outlook(disappears=[seen for key, seen in before.items() if key not in after])
    for key, now in after.items():
        earlier = before.get(key)
        if earlier is None:
            outlook.appears.append(now)
            continue
        if earlier.revision_id != now.revision_id:
            outlook.changes.append(now)
        if earlier.outdated != now.outdated:
            {"meaning": outlook.warns, "normal": outlook.falls_behind, "": outlook.catches_up}[now.outdated].append(now)
        if earlier.checked and not now.checked:
            outlook.loses_check.append(now)
    return outlook
