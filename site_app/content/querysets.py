"""Rules about many facts, changes and links: which texts have to be read again, what is past its date."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from site_app import languages
from site_app.editions.querysets import SeenByReadersQuerySet

# A time-out is a matter for a person only when it is still one after this many days.
PATIENCE = 3


def _objects(app: str, name: str) -> models.QuerySet:
    return apps.get_model(app, name).objects.all()


class ChangeQuerySet(models.QuerySet):
    def open_rechecks(self):
        """One row per changed fact and live document that stands on it and was not looked at since.

        Adds `document`, its id. A document is done with when somebody said that it is still correct
        (`editions.desk.confirming`), or when an English text that was written since went live: a spelling
        correction, or a text that had been waiting from before, proves nothing. The newest change first.
        """
        document = OuterRef("document")
        looked_at = _objects("editions", "Confirmation").filter(
            revision__edition__document=document, at__gt=OuterRef("at")
        )
        rewritten = _objects("editions", "Publication").filter(
            edition__document=document,
            edition__language=languages.SOURCE,
            action="published",
            at__gt=OuterRef("at"),
            revision__at__gt=OuterRef("at"),
            revision__copy_of=None,
        )
        live = _objects("editions", "Edition").filter(
            document=document, language=languages.SOURCE, live__isnull=False, document__withdrawn=""
        )
        return (
            self.filter(act="changed", significance="meaning")
            .annotate(document=F("fact__documents"))
            .filter(Exists(live), ~Exists(looked_at), ~Exists(rewritten.exclude(significance="minor")))
            .order_by("-pk", "document")
        )


class FactQuerySet(SeenByReadersQuerySet):
    def past_check(self, today):
        return self.filter(check_by__lt=today)

    def of_live_texts(self):
        """Facts that something readers see stands on."""
        live = _objects("editions", "Edition").filter(
            document__facts=OuterRef("pk"), live__isnull=False, document__withdrawn=""
        )
        return self.filter(Exists(live))


class LinkQuerySet(models.QuerySet):
    def to_act_on(self):
        """Links that a person should look at: gone or refused at once, the rest only when it lasts."""
        lasting = Q(outcome="failed", failing_days__gte=PATIENCE)
        return self.filter(Q(outcome__in=["gone", "refused"]) | lasting).order_by("failing_since", "url")
