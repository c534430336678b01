"""Who did what to which text, and when: read together from the tables that only grow.

There is no table of its own that could miss something or be written twice. Each strand is one kind of row; a
page of the trail is one query over all of them, and one more for each strand that is on the page.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from site_app import languages
from site_app.accounts.models import Event
from site_app.content.models import ArchivedCopy, Change
from site_app.editions.models import Comment, Confirmation, Document, Mark, Move, Publication, Revision, Scheduled
from site_app.staff import trail_words as words

PER_PAGE = 50
AT_ONCE = 500  # lines of an export that are told together


@dataclass(frozen=True)
class Entry:
    at: datetime
    who: str
    what: str
    thing: str = ""  # what it was done to
    language: str = ""
    detail: str = ""
    document: Document | None = None
    row: object = None  # a fact, an organisation or a source


@dataclass(frozen=True)
class Strand:
    """One kind of row: where its time, person and document are, and how it is told."""

    label: str
    rows: Callable[[], QuerySet]
    tell: Callable[[object], dict]
    at: str = "at"
    by: str = "by"
    about: str = ""  # somebody else whose line it is too
    edition: str = ""  # the path to its edition; empty: it belongs to no text
    document: str = ""  # or straight to its document
    by_machine: bool = False  # those without a person are the library's; elsewhere somebody with a link did it


def _revisions():
    return Revision.objects.select_related("by", "redacted_by", "edition")


def _planned():
    """A row for each text of each plan."""
    through = Scheduled.revisions.through.objects
    return through.select_related("scheduled__by", "scheduled__cancelled_by", "revision__edition")


STRANDS = {
    "saved": Strand(_("Texts saved"), _revisions, words.of_saved, edition="edition", by_machine=True),
    "marks": Strand(
        _("Handed in, sent back, checked, signed off"),
        lambda: Mark.objects.select_related("by", "revision__edition"),
        words.of_mark,
        edition="revision__edition",
    ),
    "comments": Strand(
        _("Comments"),
        lambda: Comment.objects.select_related("by", "revision__edition"),
        words.of_comment,
        edition="revision__edition",
    ),
    "publications": Strand(
        _("Published, taken down, withdrawn, restored"),
        lambda: Publication.objects.select_related("by", "edition", "revision"),
        words.of_publication,
        edition="edition",
        by_machine=True,
    ),
    "redacted": Strand(
        _("Words removed"),
        lambda: _revisions().exclude(redacted_at=None),
        words.of_redaction,
        at="redacted_at",
        by="redacted_by",
        edition="edition",
    ),
    "confirmed": Strand(
        _("Read again and still correct"),
        lambda: Confirmation.objects.select_related("by", "revision__edition"),
        words.of_confirmation,
        edition="revision__edition",
    ),
    "planned": Strand(
        _("Publications planned"),
        _planned,
        words.of_planned,
        at="scheduled__made_at",
        by="scheduled__by",
        edition="revision__edition",
    ),
    "cancelled": Strand(
        _("Planned publications called off"),
        lambda: _planned().exclude(scheduled__cancelled_at=None),
        words.of_cancelled,
        at="scheduled__cancelled_at",
        by="scheduled__cancelled_by",
        edition="revision__edition",
    ),
    "moves": Strand(
        _("Addresses changed"),
        lambda: Move.objects.select_related("by", "document"),
        words.of_move,
        document="document",
    ),
    "changes": Strand(
        _("Facts, organisations, sources"),
        lambda: Change.objects.select_related("by", "fact", "source", "organisation").defer(
            *(f"organisation__{column}" for column in sorted(_texts_of_organisations()))
        ),
        words.of_change,
        document="organisation",
    ),
    "copies": Strand(
        _("Copies of sources kept"),
        lambda: ArchivedCopy.objects.select_related("by", "source"),
        words.of_copy,
    ),
    "removed-copies": Strand(
        _("Copies of sources removed"),
        lambda: ArchivedCopy.objects.exclude(removed_at=None).select_related("removed_by", "source"),
        words.of_removed_copy,
        at="removed_at",
        by="removed_by",
    ),
    # For administrators alone: see `trail_views.strands_for`.
    "accounts": Strand(
        _("Accounts and links"),
        lambda: Event.objects.select_related("by", "about"),
        words.of_event,
        about="about",
    ),
}


def _texts_of_organisations() -> set[str]:
    return Document.model_for(Document.Kind.ORGANISATION).live_text_columns()


@dataclass(frozen=True)
class Wanted:
    """Which lines. Every field but the last narrows them down."""

    strand: str = ""
    person: int | None = None
    document: int | None = None
    since: date | None = None
    until: date | None = None
    library: bool = False  # what the library's files did, too: that is hundreds of lines at once

    def rows(self, key: str) -> QuerySet | None:
        """Those of one strand; None if it has none."""
        strand = STRANDS[key]
        if self.strand not in ("", key):
            return None
        rows = strand.rows()
        if self.person is not None:
            theirs = Q(**{strand.by: self.person})
            rows = rows.filter(theirs | Q(**{strand.about: self.person}) if strand.about else theirs)
        if strand.by_machine and not self.library:
            rows = rows.exclude(**{strand.by: None})
        if self.document is not None:
            path = f"{strand.edition}__document" if strand.edition else strand.document
            if not path:
                return None
            rows = rows.filter(**{path: self.document})
        if self.since:
            rows = rows.filter(**{f"{strand.at}__gte": _midnight(self.since)})
        if self.until:
            rows = rows.filter(**{f"{strand.at}__lt": _midnight(self.until + timedelta(days=1))})
        return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def keys(wanted: Wanted, strands: Iterable[str]) -> QuerySet:
    """(when, strand, id) of every line, the newest first. One query when it is sliced."""
    of_each = []
    for key in strands:
        rows = wanted.rows(key)
        if rows is not None:
            told = rows.order_by().annotate(
                when=F(STRANDS[key].at), strand=Value(key, output_field=CharField()), row=F("pk")
            )
            of_each.append(told.values_list("when", "strand", "row"))
    if not of_each:
        return Revision.objects.none().values_list("at", "note", "pk")
    first, *rest = of_each
    return first.union(*rest, all=True).order_by("-when", "strand", "-row")


def told(lines: Iterable[tuple[datetime, str, int]]) -> list[Entry]:
    """These lines in words, in the same order."""
    lines = list(lines)
    wanted = defaultdict(set)
    for _when, key, pk in lines:
        wanted[key].add(pk)
    rows = {key: STRANDS[key].rows().in_bulk(pks) for key, pks in wanted.items()}
    parts = [(when, key, rows[key][pk]) for when, key, pk in lines if pk in rows[key]]
    editions = [_edition(STRANDS[key], row) for _when, key, row in parts]
    documents = Document.objects.with_texts(languages.SOURCE).in_bulk({one.document_id for one in editions if one})
    return [
        _entry(when, STRANDS[key].tell(row), edition, documents)
        for (when, key, row), edition in zip(parts, editions, strict=True)
    ]


def _edition(strand: Strand, row):
    for name in filter(None, strand.edition.split("__")):
        row = getattr(row, name)
    return row if strand.edition else None


def _entry(when: datetime, words_of: dict, edition, documents: dict) -> Entry:
    if edition is None:
        return Entry(when, **words_of)
    document = documents[edition.document_id]
    name = languages.BY_CODE[edition.language_id].name
    return Entry(when, thing=document.title_en or document.slug, language=name, document=document, **words_of)


def export(wanted: Wanted, strands: Iterable[str]) -> Iterator[list]:
    """Every line as cells, the names of the columns first. In portions: a long trail fits into no memory."""
    yield ["When (UTC)", "Who", "What", "To what", "Language", "Detail"]
    lines = list(keys(wanted, strands))
    for start in range(0, len(lines), AT_ONCE):
        for entry in told(lines[start : start + AT_ONCE]):
            at = entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
            yield [at, entry.who, entry.what, entry.thing, entry.language, entry.detail]
