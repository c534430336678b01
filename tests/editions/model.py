"""A slow, obviously right model of editions: lists and loops, nothing clever, nothing shared with the real code."""

from dataclasses import dataclass, field

from site_app.editions.lifecycle import Refused, Stale

LANGUAGES = ["en", "ar", "pl", "so"]


@dataclass
class Text:
    texts: dict
    writer: int
    original: int  # index of the text whose words these are: its own, or the one it is a copy of
    source: int | None  # index of the English text it was made from
    marks: list = field(default_factory=list)
    redacted: bool = False
    last_word: str = ""  # whether it was last submitted or returned
    shared: dict = field(default_factory=dict)  # what belongs to the text in every language
    machine: bool = False  # made by one, and nobody has saved it since


@dataclass
class Document:
    needs_signature: bool
    withdrawn: bool = False
    texts: dict = field(default_factory=lambda: {language: [] for language in LANGUAGES})
    live: dict = field(default_factory=lambda: dict.fromkeys(LANGUAGES))
    english_publications: list = field(default_factory=list)  # (original, significance), oldest first


class Site:
    def __init__(self, signatures: list[bool]):
        self.documents = [Document(needs) for needs in signatures]
        self.policies = dict.fromkeys(LANGUAGES, "closed") | {"en": "open"}
        self.typed = {}

    def revision(self, document, language, index):
        return self.documents[document].texts[language][index]

    # --- acts ---

    def save(self, document, language, texts, person, after, source, shared, machine=False):
        existing = self.documents[document].texts[language]
        if after != (len(existing) - 1 if existing else None):
            raise Stale(None, texts, None)
        if language != "en" and source is None:
            raise Refused
        if not machine:
            self.typed.pop((document, language, person), None)
        newest = existing[-1] if existing else None
        is_taken_over = newest and newest.machine and not machine
        if newest and not is_taken_over and (newest.texts, newest.source, newest.shared) == (texts, source, shared):
            return
        same_words = [
            earlier.original
            for earlier in existing
            if not earlier.redacted
            and earlier.texts == texts
            and self._english(document, earlier.source) == self._english(document, source)
        ]
        original = same_words[-1] if same_words else len(existing)
        existing.append(Text(texts, person, original, source, shared=shared, machine=machine))

    def _english(self, document, source):
        """Whose words a translation was made from."""
        return None if source is None else self.documents[document].texts["en"][source].original

    def type(self, document, language, texts, person):
        self.typed[document, language, person] = texts

    def mark(self, document, language, index, kind, person):
        text = self.revision(document, language, index)
        original = self.revision(document, language, text.original)
        if text.redacted:
            raise Refused
        if kind == "checked" and (language == "en" or person in self._writers(document, language, text)):
            raise Refused
        if kind == "signed-off" and language != "en":
            raise Refused
        if text.machine and kind != "returned":
            raise Refused
        if kind in {"submitted", "returned"}:
            text.last_word = kind
        original.marks.append((kind, text.shared))  # the words are confirmed, whichever copy of them somebody looked at

    def _writers(self, document, language, text) -> set:
        """Who was first with these words, and who was first with all of it."""
        people = [one for one in self.documents[document].texts[language] if not one.machine]
        same_words = [one for one in people if one.texts == text.texts] or [text]
        all_the_same = [one for one in same_words if one.shared == text.shared]
        return {same_words[0].writer, all_the_same[0].writer}

    def _is_signed(self, document, text) -> bool:
        signed = False
        for kind, shared in self.revision(document, "en", text.original).marks:
            if kind == "returned":
                signed = False
            elif kind == "signed-off" and shared == text.shared:
                signed = True
        return signed

    def publish(self, chosen, seen, significance, person):
        for (document, language), _index in chosen.items():
            if self.documents[document].live[language] != seen[document, language]:
                raise Stale(None, {"some": "text"}, None)
        for (document, language), index in chosen.items():
            self._refuse_unfit(document, language, index, chosen, person)
        for (document, language), index in chosen.items():
            self._go_live(document, language, index, significance)

    def _refuse_unfit(self, document, language, index, chosen, person):
        text, paper = self.revision(document, language, index), self.documents[document]
        live = paper.live[language]
        if paper.withdrawn or text.redacted or text.machine or (live is not None and live >= index):
            raise Refused
        if set(text.texts) != {"title", "summary", "body"}:
            raise Refused
        english = text if language == "en" else paper.texts["en"][text.source]
        if language != "en":
            out = {original for original, _significance in paper.english_publications}
            if (document, "en") in chosen:
                out.add(self.revision(document, "en", chosen[document, "en"]).original)
            if english.original not in out:
                raise Refused
        if paper.needs_signature and not self._is_signed(document, english):
            raise Refused
        if paper.needs_signature and person in self._writers(document, language, text):
            raise Refused

    def _go_live(self, document, language, index, significance):
        paper = self.documents[document]
        paper.live[language] = index
        if language == "en":
            paper.english_publications.append((self.revision(document, "en", index).original, significance))

    def roll_back(self, document, language, index, significance, person):
        paper, text = self.documents[document], self.revision(document, language, index)
        if text.redacted or text.machine:
            raise Refused
        paper.texts[language].append(Text(text.texts, person, text.original, text.source, shared=text.shared))
        copy = len(paper.texts[language]) - 1
        try:
            chosen = {(document, language): copy}
            self.publish(chosen, {(document, language): paper.live[language]}, significance, person)
        except Refused:
            paper.texts[language].pop()
            raise

    def take_down(self, document, language):
        paper = self.documents[document]
        if paper.live[language] is None:
            raise Refused
        paper.live[language] = None

    def withdraw(self, document):
        paper = self.documents[document]
        if paper.withdrawn or not any(live is not None for live in paper.live.values()):
            raise Refused
        paper.withdrawn = True

    def restore(self, document):
        if not self.documents[document].withdrawn:
            raise Refused
        self.documents[document].withdrawn = False

    def redact(self, document, language, index):
        paper = self.documents[document]
        if self.revision(document, language, index).redacted:
            raise Refused
        original = self.revision(document, language, index).original
        for number, text in enumerate(paper.texts[language]):
            if text.original == original:
                text.texts, text.redacted = {}, True
                if paper.live[language] == number:
                    paper.live[language] = None

    # --- what readers see ---

    def live_text(self, document, language):
        paper = self.documents[document]
        if paper.withdrawn or paper.live[language] is None:
            return None
        return paper.texts[language][paper.live[language]]

    def live_texts(self, document, language) -> dict:
        text = self.live_text(document, language)
        return text.texts if text else {}

    def is_checked(self, document, language):
        text = self.live_text(document, language)
        return any(kind == "checked" for kind, _shared in self.revision(document, language, text.original).marks)

    def is_visible(self, document, language):
        if self.live_text(document, language) is None or self.policies[language] == "closed":
            return False
        return self.policies[language] == "open" or self.is_checked(document, language)

    def outdated(self, document, language):
        """Walks through every English publication since the words this text was made from were out."""
        if language == "en":
            return ""
        paper = self.documents[document]
        followed = paper.texts["en"][self.live_text(document, language).source].original
        worst = ""
        for original, significance in paper.english_publications:
            if original == followed:
                worst = ""
            elif significance == "meaning" or (significance == "normal" and not worst):
                worst = significance
        return worst

    def cell(self, document, language) -> tuple[str, bool]:
        """The word for it on the board, and whether a newer text than the live one is on its way."""
        paper = self.documents[document]
        texts, live = paper.texts[language], paper.live[language]
        waits = bool(texts) and not texts[-1].redacted and (live is None or live < len(texts) - 1)
        if paper.withdrawn:
            return "withdrawn", False
        if live is not None:
            if language == "en":
                return "live", waits
            if behind := self.outdated(document, language):
                return f"outdated-{behind}", waits
            return ("live-checked" if self.is_checked(document, language) else "live-unchecked"), waits
        if not waits:
            return "missing", False
        return ("in-review" if texts[-1].last_word == "submitted" else "drafted"), False

    def is_missing(self, document, language):
        """No such page: the language is closed, or nothing can be read in any language and never was withdrawn."""
        if self.policies[language] == "closed":
            return True
        readable = any(self.is_visible(document, any_language) for any_language in LANGUAGES)
        return not readable and not self.documents[document].withdrawn

    def words_on_page(self, document, language) -> set:
        """The marked words a reader of this language finds on the page: their own text, or the English one."""
        if self.is_missing(document, language):
            return set()
        for shown in (language, "en"):
            if self.is_visible(document, shown):
                return {word for text in self.live_texts(document, shown).values() for word in _marked(text)}
        return set()


def _marked(text):
    return [word.removesuffix("</p>") for word in text.split() if word.startswith("w") and word[1].isdigit()]
