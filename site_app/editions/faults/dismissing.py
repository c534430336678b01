"""Which faults of a text still stand, and saying of one that it is none.

A text with errors is not handed in; of each warning somebody says first that it is right as it is. That is kept, so
the same alarm does not come back until the words change. An error may be dismissed only by whoever may publish.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from site_app import languages
from site_app.editions.faults.fault import ERROR, Fault
from site_app.editions.faults.finding import find_faults
from site_app.editions.faults.records import FaultDismissed
from site_app.editions.faults.saying import find_wording
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Document, Edition, Revision

NAMED = (Document.Kind.ORGANISATION, Document.Kind.TERM)


@dataclass(frozen=True)
class Standing:
    """What nobody has dismissed."""

    errors: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self.errors + self.warnings

    def __bool__(self):
        return bool(self.faults)

    def without(self, fingerprints: Collection[str], *, errors: bool = False) -> "Standing":
        """What is left when these are dismissed; errors only if whoever dismisses them may."""
        left = self.errors
        if errors:
            left = tuple(fault for fault in left if fault.fingerprint not in fingerprints)
        return Standing(left, tuple(fault for fault in self.warnings if fault.fingerprint not in fingerprints))


class Faulty(Refused):
    """Something is wrong in the text, or somebody has to look at it first. Holds what."""

    def __init__(self, standing: Standing):
        self.standing = standing
        if standing.errors:
            why = "Something in this text is wrong. It is listed below. Your words are kept."
        else:
            why = "Please look at what is listed below. Change it, or say that it is right as it is."
        super().__init__(why)


def standing(edition: Edition, texts: Mapping[str, str], english: Mapping[str, str] | None) -> Standing:
    """The faults of these words in this edition. english: the words they were made from. Two queries."""
    if edition.is_source:
        faults = find_wording(texts)
    else:
        names, agreed = names_in(edition.language_id)
        english = dict(english or {})
        if edition.document.kind == Document.Kind.ORGANISATION:
            english.pop("title", None)  # a name, which is never translated
        faults = find_faults(english, texts, language=edition.language_id, names=names, agreed=agreed)
    dismissed = set()
    if faults and edition.pk:
        dismissed = set(FaultDismissed.objects.filter(edition=edition).values_list("fingerprint", flat=True))
    left = {fault.fingerprint: fault for fault in faults if fault.fingerprint not in dismissed}.values()
    return Standing(
        tuple(fault for fault in left if fault.severity == ERROR),
        tuple(fault for fault in left if fault.severity != ERROR),
    )


def standing_of(revision: Revision) -> Standing:
    """Of a saved text, beside the English it was made from."""
    return standing(revision.edition, revision.texts, revision.based_on.texts if revision.based_on else None)


def names_in(language: str) -> tuple[list[str], dict[str, str]]:
    """Names of organisations, and what the glossary says for the names that are explained in it. One query."""
    in_english, in_theirs = Document.text_column("title", languages.SOURCE), Document.text_column("title", language)
    rows = Document.objects.filter(kind__in=NAMED).exclude(**{in_english: None})
    names, agreed = [], {}
    for kind, english, own in rows.values_list("kind", in_english, in_theirs):
        if kind == Document.Kind.ORGANISATION:
            names.append(_bare(english))
        elif own:
            agreed[_bare(english)] = _bare(own)
    return names, agreed


def _bare(title: str) -> str:
    """Without the abbreviation in brackets behind it."""
    return title.partition(" (")[0].strip()


@transaction.atomic
def dismiss(edition: Edition, found: Standing, fingerprints: Collection[str], *, by, name: str = "") -> int:
    """These of the faults are none. Returns how many. name: of somebody without an account."""
    name = name.strip() or (by.display_name if by else "")
    if not name:
        raise Refused("Whoever says this has to be named.")
    chosen = [fault for fault in found.faults if fault.fingerprint in fingerprints]
    if any(fault.severity == ERROR for fault in chosen) and not (by and by.may_publish):
        raise Refused("This is an error. Only a publisher may say that it is right as it is.")
    rows = [
        FaultDismissed(edition=edition, fingerprint=fault.fingerprint, kind=fault.kind, name=name, by=by)
        for fault in chosen
    ]
    FaultDismissed.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
