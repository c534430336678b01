"""What the desk notes down about texts: comments, times set for publishing, requests to read again, and answers.

Readers see nothing of this, but whether somebody found the menus right. `editions.models` imports this module, so
other models are named by string.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from site_app.editions.generation import SeenByReaders

PERSON = settings.AUTH_USER_MODEL


class Comment(models.Model):
    """Something said about one passage of a revision, for whoever writes on. Append-only.

    Where the words of the revision are redacted, so are those of its comments, which may repeat them.
    """

    REMOVED = "(removed)"

    revision = models.ForeignKey("editions.Revision", models.PROTECT, related_name="comments")
    passage = models.TextField(blank=True, help_text="The words it is about, quoted; empty: the text as a whole.")
    words = models.TextField()
    name = models.CharField(max_length=150, help_text="Who says so, as they want to be named.")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "editions"
        constraints = [models.CheckConstraint(condition=~Q(words="") & ~Q(name=""), name="comments_say_who_and_what")]

    def __str__(self):
        return f"{self.name} on {self.revision}"


class ScheduledQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(cancelled_at=None, done_at=None, refused_at=None)

    def due(self):
        return self.pending().filter(at__lte=timezone.now())

    def refused(self):
        """Those that came to nothing and that nobody has taken note of."""
        return self.exclude(refused_at=None).filter(cancelled_at=None)


class Scheduled(models.Model):
    """These revisions go live together at a time. It ends in exactly one way: done, refused or cancelled."""

    revisions = models.ManyToManyField("editions.Revision", related_name="scheduled")
    seen = models.JSONField(help_text="What was live when the publisher looked: {edition id: id of its revision}.")
    significance = models.CharField(max_length=7)
    at = models.DateTimeField()
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True, help_text="Why it was refused, for the publisher.")
    cancelled_at = models.DateTimeField(null=True, help_text="Called off; or, of a refused one, taken note of.")
    cancelled_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    objects = ScheduledQuerySet.as_manager()

    class Meta:
        app_label = "editions"
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(refused_at=None, cancelled_at=None), name="scheduled_ends_once"
            ),
            models.CheckConstraint(condition=Q(refused_at=None) ^ ~Q(refusal=""), name="scheduled_refusals_have_a_why"),
        ]

    def __str__(self):
        return f"for {self.at:%Y-%m-%d %H:%M}"


class RecheckQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def ask(self, documents, *, because_of) -> None:
        """Each of these documents is to be read again: once, however many updates ask for it."""
        wanted = [Recheck(document_id=document.pk, because_of=because_of) for document in documents]
        self.bulk_create(wanted, ignore_conflicts=True)

    def close(self, document, *, answer: str, by) -> None:
        self.open().filter(document_id=document.pk).update(answer=answer, closed_at=timezone.now(), closed_by=by)


class Recheck(models.Model):
    """A document has to be read again, because something it speaks of has changed."""

    class Answer(models.TextChoices):
        STILL_CORRECT = "still-correct", "still correct"
        CHANGED = "changed", "a new text is live"

    document = models.ForeignKey("editions.Document", models.PROTECT, related_name="rechecks")
    because_of = models.ForeignKey("editions.Publication", models.PROTECT, related_name="rechecks")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=13, choices=Answer, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    objects = RecheckQuerySet.as_manager()

    class Meta:
        app_label = "editions"
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(closed_at=None), name="one_open_recheck_per_document"
            ),
            models.CheckConstraint(condition=Q(closed_at=None) ^ ~Q(answer=""), name="closed_rechecks_have_an_answer"),
        ]

    def __str__(self):
        return f"{self.document} because of {self.because_of}"


class Confirmation(models.Model):
    """Somebody read what is live in English and found it still correct. Append-only."""

    revision = models.ForeignKey("editions.Revision", models.PROTECT, related_name="confirmations")
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "editions"

    def __str__(self):
        return f"{self.revision} still correct"


class Move(models.Model):
    """The address of a document changed. Append-only; where it was before is in `FormerAddress`."""

    document = models.ForeignKey("editions.Document", models.PROTECT, related_name="moves")
    before = models.SlugField(max_length=80)
    after = models.SlugField(max_length=80)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "editions"

    def __str__(self):
        return f"{self.before} → {self.after}"


class InterfaceCheck(SeenByReaders):
    """Somebody's word that the interface in a language is right: exactly the catalogue they looked at. Append-only."""

    language = models.ForeignKey("editions.Language", models.PROTECT, related_name="interface_checks")
    fingerprint = models.CharField(max_length=16)
    name = models.CharField(max_length=150, help_text="Who says so, as they want to be named.")
    by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "editions"
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="interface_checks_are_named")]

    def __str__(self):
        return f"{self.language_id} {self.fingerprint} by {self.name}"
