"""Things that wait at the desk of the site that is being served, so that its screens have something on them."""

from pathlib import Path

from tests.browser.desk import staffing

WAITING = """
from datetime import timedelta
from django.utils import timezone
from site_app.accounts.models import User
from site_app.content import changes
from site_app.content.models import Fact, Link, Organisation, Source
from site_app.editions import lifecycle
from site_app.editions.models import Document

today, person = timezone.localdate(), User.objects.get(username={name!r})


def waiting_text(slug, hand_in):
    document = Document.objects.get(kind="explainer", slug=slug)
    edition = document.editions.select_related("live", "latest").get(language="en")
    texts = edition.live.texts | {{"summary": "A shorter answer to the same question."}}
    saved = lifecycle.save_revision(
        document, "en", texts=texts, shared=edition.live.shared, after=edition.latest, by=person
    )
    if hand_in:
        lifecycle.mark(saved, "submitted", by=person)


Fact.objects.filter(code__in=["F1", "F4"]).update(check_by=today - timedelta(days=9))
Organisation.objects.filter(slug="crimestoppers").update(check_by=today - timedelta(days=3))
fact = Fact.objects.get(code="F5")
changes.change(
    fact, {{"statement": fact.statement + " It told the Policing Board so."}}, by=person, seen=changes.seen(fact),
    significance="meaning",
)
source = Source.objects.get(slug="nwmf-2024")
Link.objects.update_or_create(
    url=source.url,
    defaults=dict(
        outcome="gone", detail="404", failing_since=today, tried_at=timezone.now(), holders=[["source", source.pk]]
    ),
)
waiting_text("will-the-police-tell-the-home-office", True)
waiting_text("hate-crime", False)
"""


def furnish(var: Path, name: str) -> None:
    """A recheck, a broken link, facts and an organisation past their day, a text to sign, a draft: all of `name`'s."""
    staffing.run(var, WAITING.format(name=name))
