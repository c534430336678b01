"""The counter that says whether a page made earlier may still be given out, and what may never be again.

Whatever can change what readers see raises the generation in its own transaction. There are no lists of
which page depends on what: every page of an earlier generation is made anew when somebody asks for it.
Retractions are about emergencies. When the database is down, pages of earlier generations are all there
is; one that shows words that were taken away since has to stay away even then.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from site_app.editions.querysets import SeenByReadersQuerySet

MICROSECONDS = 1_000_000  # in a second


def new_token() -> str:
    return secrets.token_hex(8)


class Site(models.Model):
    """The one row about the site as a whole."""

    generation = models.PositiveBigIntegerField(
        default=0, help_text=_("Rises whenever something that readers can see may have changed.")
    )
    # Of this database and every copy of it.
    identity = models.CharField(max_length=16, default=new_token, editable=False)
    # New with each generation, so that two databases at the same number are never taken for one.
    token = models.CharField(max_length=16, default=new_token, editable=False)
    demonstration = models.BooleanField(
        default=False,
        help_text=_("Texts are live that nobody has signed off. Every page says so; search engines stay away."),
    )

    library = models.CharField(
        max_length=64, blank=True, help_text=_("Which library files were loaded last, so that the same are not again.")
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_site")]

    def __str__(self):
        return f"generation {self.generation}"

    @classmethod
    def raise_generation(cls) -> None:
        """Call inside the transaction that makes the change, after what it locks: documents first, the site last.

        Generations are the microseconds since 1970 of their changes, so that those of a database that is restored
        from an older copy come after all that were before. Should the clock stand still or go back, they rise by one.
        """
        now = Value(time.time_ns() * MICROSECONDS // 1_000_000_000, models.PositiveBigIntegerField())
        cls.objects.update(generation=Greatest(F("generation") + 1, now), token=new_token())


class SeenByReaders(models.Model):
    """Rows of which something stands on readers' pages: changing one raises the site's generation.

    Links between them (`fact.sources.set(…)`) do not: set them in the transaction that saves the row.
    """

    objects = SeenByReadersQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        Site.raise_generation()

    @transaction.atomic
    def delete(self, *args, **kwargs):
        done = super().delete(*args, **kwargs)
        Site.raise_generation()
        return done


class Retraction(models.Model):
    """Words were taken away from readers. Append-only: no page older than `generation` may show `subject` again.

    Subjects are what a page says it shows (see `reading`): a document in every language ("12") or in one
    ("12/ar"), or anything at all in a language ("/ar").
    """

    generation = models.PositiveBigIntegerField()
    subject = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.subject} before {self.generation}"

    @staticmethod
    def of_language(code: str) -> str:
        return f"/{code}"

    @staticmethod
    def of_document(pk: int, language: str = "") -> str:
        return f"{pk}/{language}" if language else str(pk)

    @classmethod
    def note(cls, *subjects: str) -> None:
        """Call inside the transaction that takes the words away. Raises the generation.

        Whoever listens hears of it before the transaction is committed, so that no crash falls between.
        """
        Site.raise_generation()
        generation = Site.objects.values_list("generation", flat=True).get()
        cls.objects.bulk_create([cls(generation=generation, subject=subject) for subject in subjects])
        for listener in retraction_listeners if not _only_looking.get() else []:
            listener(dict.fromkeys(subjects, generation))


_only_looking = ContextVar("only looking", default=False)


@contextmanager
def only_looking() -> Iterator[None]:
    """For an act that is done to be undone: nobody hears of what it takes away, because nothing will have been."""
    token = _only_looking.set(True)
    try:
        yield
    finally:
        _only_looking.reset(token)


retraction_listeners: list[Callable[[dict[str, int]], None]] = []  # called with {subject: generation}
