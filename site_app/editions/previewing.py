"""How a text that is not live would look to its readers. For the desk alone: it reads unfinished words."""

from dataclasses import dataclass, field

from django.utils import timezone

from site_app import languages
from site_app.editions.models import Document, Edition
from site_app.editions.reading import Reading, Text


@dataclass(frozen=True)
class Preview(Reading):
    """A reading of words that somebody is still writing, as if they were live and up to date."""

    words: dict = field(default_factory=dict)

    @property
    def text(self) -> Text:
        return Text(self.language, **self.words, is_unchecked=self.is_translation)

    @property
    def checked_by(self) -> None:
        return None

    @property
    def history(self) -> list:
        return []


def preview(document: Document, code: str, words: dict) -> Preview:
    edition = Edition(document=document, language_id=code)
    edition.checked, edition.outdated, edition.follows_text_of = False, "", timezone.now()
    known = {name: text for name, text in words.items() if name in document.text_fields()}
    return Preview(document, languages.BY_CODE[code], {code: edition}, words=known)
