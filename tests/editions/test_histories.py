"""Random histories: several people work on two documents in four languages, sometimes against each other.

Beside the real thing runs a slow, obviously right model of it (`model.py`). After every step, everything
readers could see, how up to date it is, and every word anybody ever saved must be the same in both; at the
end of each history, so must the pages themselves.
"""

import re
from collections import Counter

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from site_app.content.models import Explainer
from site_app.editions import lifecycle, opening
from site_app.editions.board import Cell, board
from site_app.editions.models import Document, Edition, Language, Revision, Site, WorkingCopy
from tests import make
from tests.editions.model import LANGUAGES
from tests.editions.model import Site as Model

pytestmark = [pytest.mark.django_db, pytest.mark.drill]

POLICIES = ["closed", "open", "checked-only"]
STEPS = [
    "save", "save", "save", "save stale", "machine", "type", "submit", "give back", "check", "check", "sign off",
    "sign off", "publish", "publish", "publish", "publish two", "publish stale", "take down", "withdraw", "restore",
    "restore", "roll back", "redact", "policy", "open form", "save form",
]  # fmt: skip
step = st.tuples(st.sampled_from(STEPS), st.lists(st.integers(0, 1 << 16), min_size=8, max_size=8))


class World:
    """The database and the model, moved by the same steps."""

    def __init__(self):
        self.people = [make.person() for _ in range(3)]
        self.documents = [make.explainer(), make.explainer(sign_off="CAJ")]
        self.model = Model([document.sign_off != "" for document in self.documents])
        self.revisions = {}  # (document, language) → real revisions, in the model's order
        self.forms = []
        self.seen = {}
        self.words = 0
        make.position(slug="beside")  # what texts may have beside them

    def new_words(self) -> dict:
        self.words += 1
        return make.words(f"w{self.words}w")

    def take(self, name: str, numbers: list[int]) -> None:
        """One step, in both worlds. They agree on whether it is refused, and how."""
        document = numbers[0] % 2
        language = LANGUAGES[numbers[1] % len(LANGUAGES)]
        person = numbers[2] % 3
        getattr(self, name.replace(" ", "_"))(document, language, person, numbers[3:])

    def both(self, real, model):
        """Runs an act in both worlds and compares the outcome: done, refused or stale."""
        outcomes = []
        for act in (real, model):
            try:
                with transaction.atomic():
                    act()
                outcomes.append("done")
            except lifecycle.Stale:
                outcomes.append("stale")
            except lifecycle.Refused:
                outcomes.append("refused")
        assert outcomes[0] == outcomes[1]
        return outcomes[0] == "done"

    # --- steps ---

    def save(self, document, language, person, numbers, stale=False, machine=False):
        existing = self.revisions.setdefault((document, language), [])
        sources = self.revisions.get((document, "en"), [])
        source = numbers[0] % len(sources) if sources and language != "en" else None
        texts = self.new_words()
        if numbers[1] % 8 == 0:
            del texts["body"]
        elif numbers[1] % 8 == 1 and existing:
            texts = dict(self.model.revision(document, language, numbers[3] % len(existing)).texts)
        beside = language == "en" and numbers[4] % 3 == 0
        shared = {"positions": ["beside"]} if beside else {}
        after = None if not existing else existing[numbers[2] % len(existing) if stale else -1]
        made = []
        self.both(
            lambda: made.append(
                lifecycle.save_revision(
                    self.documents[document],
                    language,
                    texts=texts,
                    by=self.people[person],
                    after=after,
                    based_on=None if source is None else sources[source],
                    shared=shared,
                    machine=machine,
                )
            ),
            lambda: self.model.save(
                document, language, texts, person, after and existing.index(after), source, shared, machine
            ),
        )
        existing += [revision for revision in made if revision not in existing]

    def machine(self, document, language, person, numbers):
        if language != "en":
            self.save(document, language, person, numbers, machine=True)

    def save_stale(self, document, language, person, numbers):
        self.save(document, language, person, numbers, stale=True)

    def type(self, document, language, person, numbers):
        texts = self.new_words()
        lifecycle.keep_working_copy(self.documents[document], language, texts=texts, by=self.people[person], after=None)
        self.model.type(document, language, texts, person)

    def mark(self, kind, document, language, person, numbers):
        if existing := self.revisions.get((document, language)):
            index = numbers[0] % len(existing)
            self.both(
                lambda: lifecycle.mark(existing[index], kind, by=self.people[person]),
                lambda: self.model.mark(document, language, index, kind, person),
            )

    def submit(self, *where):
        self.mark("submitted", *where)

    def give_back(self, *where):
        self.mark("returned", *where)

    def check(self, *where):
        self.mark("checked", *where)

    def sign_off(self, *where):
        self.mark("signed-off", *where)

    def publish(self, document, language, person, numbers, others=(), stale=False):
        chosen = {}
        for where in [(document, language), *others]:
            if existing := self.revisions.get(where):
                newest_or_any = -1 if numbers[0] % 3 else numbers[1] % len(existing)
                chosen[where] = existing.index(existing[newest_or_any])
        if not chosen:
            return
        revisions = [self.revisions[where][index] for where, index in chosen.items()]
        significance = ["minor", "normal", "meaning"][numbers[2] % 3]
        seen = lifecycle.live_now(*revisions)
        if stale:
            seen = {edition: self.seen.get(edition) for edition in seen}
        self.seen |= lifecycle.live_now(*revisions)
        keys = {revision.edition_id: where for revision, where in zip(revisions, chosen, strict=True)}
        seen_by_model = {keys[edition]: self._index(keys[edition], live) for edition, live in seen.items()}
        self.both(
            lambda: lifecycle.publish(*revisions, seen=seen, significance=significance, by=self.people[person]),
            lambda: self.model.publish(chosen, seen_by_model, significance, person),
        )

    def publish_two(self, document, language, person, numbers):
        other = (numbers[3] % 2, LANGUAGES[numbers[4] % len(LANGUAGES)])
        self.publish(document, language, person, numbers, others=[other] if other != (document, language) else [])

    def publish_stale(self, document, language, person, numbers):
        self.publish(document, language, person, numbers, stale=True)

    def _index(self, where, live):
        return None if live is None else [revision.pk for revision in self.revisions[where]].index(live)

    def take_down(self, document, language, person, numbers):
        if edition := self._edition(document, language):
            self.both(
                lambda: lifecycle.take_down(edition, by=self.people[person]),
                lambda: self.model.take_down(document, language),
            )

    def withdraw(self, document, language, person, numbers):
        self.both(
            lambda: lifecycle.withdraw(self.documents[document], reason="mistake", by=self.people[person]),
            lambda: self.model.withdraw(document),
        )

    def restore(self, document, language, person, numbers):
        self.both(
            lambda: lifecycle.restore(self.documents[document], by=self.people[person]),
            lambda: self.model.restore(document),
        )

    def roll_back(self, document, language, person, numbers):
        existing = self.revisions.get((document, language))
        if not existing:
            return
        index, edition = numbers[0] % len(existing), self._edition(document, language)
        significance = ["minor", "normal", "meaning"][numbers[1] % 3]
        done = self.both(
            lambda: lifecycle.roll_back(
                edition,
                to=existing[index],
                seen={edition.pk: edition.live_id},
                significance=significance,
                by=self.people[person],
            ),
            lambda: self.model.roll_back(document, language, index, significance, person),
        )
        if done:
            existing.append(Revision.objects.get(edition=edition, number=len(existing) + 1))

    def redact(self, document, language, person, numbers):
        if existing := self.revisions.get((document, language)):
            index = numbers[0] % len(existing)
            if numbers[1] % 3 == 0:  # rarely, or nothing else ever lives long
                self.both(
                    lambda: lifecycle.redact(existing[index], by=self.people[person]),
                    lambda: self.model.redact(document, language, index),
                )

    def policy(self, document, language, person, numbers):
        policy = POLICIES[numbers[0] % 3]
        if language != "en" and (language, policy) != ("so", "open"):
            opening.set_policy(language, policy)
            self.model.policies[language] = policy

    def open_form(self, document, language, person, numbers):
        """Somebody opens the form for the address of a document, and saves it much later."""
        self.forms.append(Explainer.objects.get(pk=self.documents[document].pk))

    def save_form(self, document, language, person, numbers):
        if self.forms:
            self.forms.pop().save()

    def _edition(self, document, language) -> Edition | None:
        return Edition.objects.filter(document=self.documents[document], language=language).first()

    # --- what must be the same ---

    def compare(self) -> None:
        visible = {
            (edition.document_id, edition.language_id): edition
            for edition in Edition.objects.visible().with_freshness()
        }
        rows = Explainer.objects.in_bulk([document.pk for document in self.documents])
        for number, document in enumerate(self.documents):
            row = rows[document.pk]
            for language in LANGUAGES:
                live = self.model.live_texts(number, language)
                columns = {name: getattr(row, Document.text_column(name, language)) for name in make.words()}
                assert columns == {name: live.get(name) for name in columns}, "a column holds what is live, no more"
                edition = visible.get((document.pk, language))
                assert (edition is not None) == self.model.is_visible(number, language)
                if edition:
                    assert edition.checked == self.model.is_checked(number, language)
                    assert edition.outdated == self.model.outdated(number, language)
        kept = list(Revision.objects.order_by("edition", "number").values_list("edition_id", "number", "texts"))
        assert len(kept) == sum(map(len, self.revisions.values()))
        stored = {(edition, number): texts for edition, number, texts in kept}
        for (number, language), real in self.revisions.items():
            for index, revision in enumerate(real):
                expected = self.model.revision(number, language, index).texts
                assert stored[revision.edition_id, index + 1] == expected, "a saved text was lost or changed"
        copies = {(w.edition.document_id, w.edition.language_id, w.person_id): w.texts for w in _working_copies()}
        assert copies == {
            (self.documents[document].pk, language, self.people[person].pk): texts
            for (document, language, person), texts in self.model.typed.items()
        }

    def compare_board(self) -> None:
        """One word for each cell, and how often each stands there."""
        found = board(LANGUAGES)
        cells = {row.document: row.cells for row in found.rows}
        counts = {language: Counter() for language in LANGUAGES if language != "en"}
        for number, document in enumerate(self.documents):
            for language in LANGUAGES:
                state, waits = self.model.cell(number, language)
                assert cells[document.pk][language] == Cell(state, waits)
                if language != "en":
                    counts[language][state] += 1
        beside = Document.objects.exclude(pk__in=[one.pk for one in self.documents])
        for language in counts:
            counts[language]["missing"] += beside.count()
        assert {language: dict(found.counts[language]) for language in counts} == counts

    def compare_pages(self) -> None:
        """The pages themselves, as a browser gets them."""
        client = Client()
        for number, document in enumerate(self.documents):
            for language in LANGUAGES:
                response = client.get(f"/{language}/guides/{document.slug}/")
                shown = set(re.findall(r"w\d+w", response.content.decode()))
                assert shown == self.model.words_on_page(number, language)
                assert (response.status_code == 404) == self.model.is_missing(number, language)


def _working_copies():
    return WorkingCopy.objects.select_related("edition")


@given(st.lists(step, min_size=5, max_size=40))
def test_whatever_people_do_readers_get_what_a_slow_right_model_says(steps):
    with transaction.atomic():
        Language.objects.exclude(code="en").update(policy="closed")
        Site.objects.update(demonstration=False)
        world = World()
        for place, (name, numbers) in enumerate(steps):
            world.take(name, numbers)
            world.compare()
            if place % 5 == 4:
                world.compare_board()
        world.compare_pages()
        transaction.set_rollback(True)
