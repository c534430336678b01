"""What the desk remembers about facts, organisations, sources and links, beside the texts themselves.

`Change` is append-only, like the history of texts. The words people at the desk read about
these rows are in `site_app.staff`: what stands here is not looked for by the readers' catalogues.
"""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from site_app.content.querysets import ChangeQuerySet, LinkQuerySet
from site_app.editions.models import Publication

PERSON = settings.AUTH_USER_MODEL


class Change(models.Model):
    """Somebody added, changed or confirmed a fact, an organisation or a source. Append-only.

    `before` and `after` hold the values that differ, and nothing else.
    """

    class Act(models.TextChoices):
        ADDED = "added"
        CHANGED = "changed"
        CONFIRMED = "confirmed"  # looked at again and still true

    fact = models.ForeignKey("content.Fact", models.PROTECT, null=True, related_name="changes")
    organisation = models.ForeignKey("content.Organisation", models.PROTECT, null=True, related_name="changes")
    source = models.ForeignKey("content.Source", models.PROTECT, null=True, related_name="changes")
    act = models.CharField(max_length=9, choices=Act)
    significance = models.CharField(max_length=7, choices=Publication.Significance, blank=True)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(fact__isnull=False, organisation=None, source=None)
                | Q(fact=None, organisation__isnull=False, source=None)
                | Q(fact=None, organisation=None, source__isnull=False),
                name="a_change_is_of_one_row",
            ),
            # How much it matters is asked of facts alone: texts stand on them.
            models.CheckConstraint(
                condition=Q(act="changed", fact__isnull=False) ^ Q(significance=""),
                name="changed_facts_have_a_significance",
            ),
        ]

    def __str__(self):
        return f"{self.row} {self.act}"

    @property
    def row(self):
        return self.fact or self.organisation or self.source


class ArchivedCopy(models.Model):
    """A file beside a source: what its page said when somebody read it. Under VAR/media, by a random name."""

    class Kind(models.TextChoices):
        PICTURE = "picture"
        PDF = "pdf"

    source = models.ForeignKey("content.Source", models.PROTECT, related_name="copies")
    kind = models.CharField(max_length=7, choices=Kind)
    name = models.CharField(max_length=40, unique=True)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return f"{self.kind} of {self.source}"


class Link(models.Model):
    """An address that something of ours leads to, and how it went when it was last tried."""

    class Outcome(models.TextChoices):
        FINE = "fine"
        GONE = "gone"  # the other side says that there is nothing
        REFUSED = "refused"  # leads where this machine must not go
        FAILED = "failed"  # time-out, no such host, an error over there: often over tomorrow
        UNCLEAR = "unclear"  # it does not talk to machines; a person sees more than we do

    url = models.CharField(max_length=1000, unique=True)  # of our own pages: from the first stroke on
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    holders = models.JSONField(default=list)  # ["document", id, language], ["source", id], ["organisation", id]
    tried_at = models.DateTimeField(null=True)
    failing_since = models.DateField(null=True)
    failing_days = models.PositiveSmallIntegerField(default=0)  # from the first day that it failed to the last try

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", "fine", "unclear"]) ^ Q(failing_since__isnull=False),
                name="only_failing_links_have_a_first_day",
            )
        ]

    def __str__(self):
        return f"{self.url} {self.outcome}"
