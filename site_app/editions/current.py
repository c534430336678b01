"""What whoever keeps rendered pages has to know, asked once a second by every worker."""

from django.db.models import Max

from site_app.editions.generation import MICROSECONDS
from site_app.editions.models import Language, Retraction, Site


def look(token: str = "") -> dict | None:
    """None if `token` is still the site's: one small query. Otherwise everything there is to know.

    The generation is read first. If it rises before the rest is read, the next look finds it risen.
    """
    site = Site.objects.values("generation", "token", "identity").get()
    if site["token"] == token:
        return None
    retracted = Retraction.objects.order_by("subject").values("subject").annotate(last=Max("generation"))
    open_now = Language.objects.exclude(policy=Language.Policy.CLOSED)
    return site | {
        "since": site["generation"] / MICROSECONDS,
        "languages": list(open_now.values_list("code", flat=True)),
        "retracted": dict(retracted.values_list("subject", "last")),
    }
