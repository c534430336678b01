"""What people said of false alarms. `editions.models` imports this module, so other models are named by string."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class FaultDismissed(models.Model):
    """Somebody looked at a fault and said that the text is right as it is. Append-only.

    It has a fingerprint of the words and not the words: those of a text may have to be removed for good.
    """

    edition = models.ForeignKey("editions.Edition", models.PROTECT, related_name="dismissed_faults")
    fingerprint = models.CharField(max_length=32)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=150, help_text="Who says so, as they want to be named.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "editions"
        constraints = [
            models.UniqueConstraint(fields=["edition", "fingerprint"], name="faults_are_dismissed_once"),
            models.CheckConstraint(condition=~Q(name=""), name="dismissals_are_named"),
        ]

    def __str__(self):
        return f"{self.edition}: {self.kind} dismissed by {self.name}"
