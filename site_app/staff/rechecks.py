"""Texts that have to be read again, because a fact under them has changed or an update has touched them."""

from collections import defaultdict
from dataclasses import dataclass, field

from site_app import languages
from site_app.content.models import Change, Fact
from site_app.editions.models import Document, Recheck
from site_app.staff.typed import KINDS


@dataclass
class ToRead:
    """One document and everything that asks for it to be read again."""

    document: Document
    changes: list[Change] = field(default_factory=list)  # of facts it stands on
    updates: list[Document] = field(default_factory=list)  # that touched it

    @property
    def is_written_here(self) -> bool:
        """Has a screen of its own, where its translations can be confirmed along with it."""
        return self.document.kind in KINDS


def waiting() -> list[ToRead]:
    """Those asked for last come last. Three queries, however many there are."""
    facts = defaultdict(list)
    for change in Change.objects.open_rechecks().select_related("fact", "by").order_by("pk"):
        facts[change.document].append(change)
    updates = defaultdict(list)
    asked = Recheck.objects.open().select_related("because_of__edition__document").order_by("pk")
    for recheck in asked.defer(*_other_languages("because_of__edition__document__")):
        updates[recheck.document_id].append(recheck.because_of.edition.document)
    wanted = list(dict.fromkeys([*facts, *updates]))
    documents = Document.objects.with_texts(languages.SOURCE).in_bulk(wanted)
    return [ToRead(documents[pk], facts[pk], updates[pk]) for pk in wanted]


def because_of(fact: Fact) -> list[Document]:
    """Texts that wait because of this fact."""
    open_ones = Change.objects.open_rechecks().filter(fact=fact).values_list("document", flat=True)
    return list(Document.objects.with_texts(languages.SOURCE).filter(pk__in=set(open_ones)).order_by("kind", "slug"))


def _other_languages(prefix: str) -> list[str]:
    english = {Document.text_column(name, languages.SOURCE) for name in Document.text_fields()}
    return [prefix + column for column in sorted(Document.live_text_columns() - english)]
