"""What one reader gets of a document: which words, in which language, and what they have to be told about them.

A text is shown whole and in one language. If there is none in the reader's language they are told so, in
their language, and get the English one marked as English, and links to the languages that have it (L5).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from site_app import languages
from site_app.editions.catalogues import catalogue
from site_app.editions.models import Document, Edition, InterfaceCheck, Mark, Publication, Retraction, Site
from site_app.editions.models import Language as LanguageRow
from site_app.editions.querysets import DocumentQuerySet, EditionQuerySet

_shown: ContextVar[set[str] | None] = ContextVar("shown", default=None)


@contextmanager
def noting_what_is_shown() -> Iterator[set[str]]:
    """Every document whose words are read within, as subjects of a `Retraction`. Fills as it goes."""
    noted: set[str] = set()
    before = _shown.set(noted)
    try:
        yield noted
    finally:
        _shown.reset(before)


@dataclass(frozen=True)
class Text:
    """The live words of a document in one language. Words reach a page through here and nowhere else."""

    language: languages.Language
    title: str = ""
    summary: str = ""
    body: str = ""
    caution: str = ""
    is_unchecked: bool = False  # a translation that no second speaker has confirmed
    warns_of_change: bool = False  # the English text has since changed in meaning

    @property
    def notices(self) -> list[str]:
        """What has to be said before these words are read, in the active language."""
        said = []
        if self.warns_of_change:
            said.append(
                _(
                    "The English text has changed since this translation was made. "
                    "Important things may be different now."
                )
            )
        if self.is_unchecked:
            said.append(_("This translation has not been checked by a second speaker. There may be mistakes."))
        return said

    @classmethod
    def of(cls, document: Document, code: str, *, checked: bool, outdated: str) -> "Text":
        """`checked` and `outdated` are what the querysets add to an edition of that name."""
        if (noted := _shown.get()) is not None:
            noted |= {
                Retraction.of_document(document.pk),
                Retraction.of_document(document.pk, code),
                Retraction.of_language(code),
            }
        words = {name: getattr(document, document.text_column(name, code)) or "" for name in document.text_fields()}
        is_unchecked = code != languages.SOURCE and not checked
        return cls(languages.BY_CODE[code], **words, is_unchecked=is_unchecked, warns_of_change=outdated == "meaning")


@dataclass(frozen=True)
class Reading:
    document: Document
    language: languages.Language  # of the page
    editions: dict[str, Edition]  # those readers can get, by language

    @property
    def shown(self) -> Edition | None:
        return self.editions.get(self.language.code) or self.editions.get(languages.SOURCE)

    @property
    def text(self) -> Text | None:
        if self.shown is None:
            return None
        about = {"checked": self.shown.checked, "outdated": self.shown.outdated}
        return Text.of(self.document, self.shown.language_id, **about)

    @property
    def is_in_own_language(self) -> bool:
        return self.language.code in self.editions

    @property
    def is_translation(self) -> bool:
        return self.shown is not None and not self.shown.is_source

    @property
    def available_in(self) -> list[languages.Language]:
        return [one for one in languages.ALL if one.code in self.editions]

    @property
    def checked_by(self) -> Mark | None:
        """The latest word of a second speaker about the words that are shown. One query, if there is one."""
        if not self.is_translation or not self.shown.checked:
            return None
        return Mark.objects.of_words(self.shown.live, Mark.Kind.CHECKED).last()

    @property
    def history(self) -> list[Publication]:
        """What happened to this edition, newest first, with the notes. One query."""
        if not self.shown:
            return []
        with_notes = self.shown.publications.select_related("revision").order_by("-pk")
        return list(with_notes.only("edition", "action", "at", "significance", "reason", "revision__note"))


def read(document: Document, code: str) -> Reading | None:
    """None if readers can get it in no language at all and it was not withdrawn. One query."""
    editions = {edition.language_id: edition for edition in _editions_to_read().filter(document=document)}
    if not editions and not document.withdrawn:
        return None
    return Reading(document, languages.BY_CODE[code], editions)


@cache  # building it takes as long as asking it
def _editions_to_read() -> EditionQuerySet:
    visible = Edition.objects.visible().with_freshness().with_live_since().select_related("live")
    return visible.defer("live__texts", "live__note", "live__shared")  # the words are in the document's row


class Listed:
    """Documents and their words: in this language where there are any, otherwise in English.

    Counted and cut into pages by the database. Ordered along an index, neither looks at more rows than it
    shows, however many there are.
    """

    def __init__(self, documents: DocumentQuerySet, code: str):
        self._readable, self._code = documents.readable_in(code), code

    def count(self, most: int) -> int:
        """Not more than `most`, which is as far as it looks. One query."""
        return self._readable.order_by().values("pk")[:most].count()

    def __getitem__(self, part: slice) -> list[tuple[Document, Text]]:
        """One query."""
        documents = self._readable.with_language_shown(self._code).with_texts(self._code, languages.SOURCE)
        return [
            (one, Text.of(one, one.shown_in, checked=one.checked, outdated=one.outdated)) for one in documents[part]
        ]


def listed(documents: DocumentQuerySet, code: str) -> list[tuple[Document, Text]]:
    """All of them at once: for what one document names, and for tables that stay short. One query."""
    return Listed(documents, code)[:]


@dataclass(frozen=True)
class SiteNow:
    """What every page has to know about the site."""

    languages: list[languages.Language]  # the open ones, in the registry's order
    demonstration: bool
    unchecked: frozenset[str] = frozenset()  # codes of languages in which nobody has checked the menus as they are


def site_now() -> SiteNow:
    """One query."""
    demonstration = Exists(Site.objects.filter(demonstration=True))
    checked = InterfaceCheck.objects.filter(language=OuterRef("pk")).order_by("-pk").values("fingerprint")[:1]
    rows = LanguageRow.objects.exclude(policy=LanguageRow.Policy.CLOSED).annotate(
        demonstration=demonstration, interface=Coalesce(Subquery(checked), Value(""))
    )
    found = {code: (demo, seen) for code, demo, seen in rows.values_list("code", "demonstration", "interface")}
    # Where nobody has said anything of it, the catalogue need not be read: that takes longer than the page.
    unchecked = {
        code
        for code, (_demo, seen) in found.items()
        if code != languages.SOURCE and (not seen or catalogue(code).fingerprint != seen)
    }
    return SiteNow(
        [one for one in languages.ALL if one.code in found],  # English is always among them
        any(demo for demo, _seen in found.values()),
        frozenset(unchecked),
    )
