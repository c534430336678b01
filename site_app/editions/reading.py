"""What one reader gets of a document: which words, in which language, and what they have to be told about them.

A text is shown whole and in one language. If there is none in the reader's language they are told so, in
their language, and get the English one marked as English, and links to the languages that have it (L5).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from site_app import languages
from site_app.editions.models import Document, Edition, Mark, Publication, Site
from site_app.editions.models import Language as LanguageRow


@dataclass(frozen=True)
class Text:
    """The live words of a document in one language."""

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
        """The latest word of a second speaker about the words that are shown. One query."""
        live = self.shown.live
        return Mark.objects.of_words(live, Mark.Kind.CHECKED).last() if self.is_translation else None

    @property
    def history(self) -> list[Publication]:
        """What happened to this edition, newest first, with the notes. One query."""
        return list(self.shown.publications.select_related("revision").order_by("-pk")) if self.shown else []


def read(document: Document, code: str) -> Reading | None:
    """None if readers can get it in no language at all and it was not withdrawn. One query."""
    visible = document.editions.visible().with_freshness().with_live_since().select_related("live")
    editions = {edition.language_id: edition for edition in visible}
    if not editions and not document.withdrawn:
        return None
    return Reading(document, languages.BY_CODE[code], editions)


def listed(documents, code: str) -> list[tuple[Document, Text]]:
    """Documents and their words: in this language where there are any, otherwise in English. One query."""
    readable = documents.readable_in(code).with_texts(code, languages.SOURCE)
    return [(one, Text.of(one, one.shown_in, checked=one.checked, outdated=one.outdated)) for one in readable]


def open_languages() -> list[languages.Language]:
    """In the registry's order. One query."""
    policies = LanguageRow.objects.exclude(policy=LanguageRow.Policy.CLOSED).values_list("code", flat=True)
    codes = set(policies)
    return [one for one in languages.ALL if one.code in codes]


def is_demonstration() -> bool:
    return Site.objects.filter(demonstration=True).exists()
