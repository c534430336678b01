"""What many tests need, made in one line each. Plain functions; every argument has a sensible default."""

from itertools import count

from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from site_app.accounts.models import Grant, User
from site_app.content.models import Explainer, Position, Update
from site_app.editions import lifecycle
from site_app.editions.models import Edition, Publication, Revision
from tests import totp

_numbers = count(1)


def person(name: str = "", roles=()) -> User:
    """`roles`: "author", or with a language ("translator", "ar")."""
    made = User.objects.create(username=name or f"person-{next(_numbers)}")
    pairs = [(role, "") if isinstance(role, str) else role for role in roles]
    Grant.objects.bulk_create([Grant(person=made, role=role, language=language) for role, language in pairs])
    return made


def at_the_desk(person: User, *, second_factor: bool = True) -> Client:
    """A browser in which this person is signed in, by default as somebody with an authenticator app."""
    if second_factor:
        Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, data={"secret": totp.SECRET})
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    return client


def explainer(**values) -> Explainer:
    document = Explainer(slug=values.pop("slug", f"guide-{next(_numbers)}"), **values)
    document.save()
    return document


def update(**values) -> Update:
    document = Update(slug=values.pop("slug", f"update-{next(_numbers)}"), **values)
    document.save()
    return document


def position(**values) -> Position:
    values = {"authority": "PSNI", "subject": "victims"} | values
    document = Position(slug=values.pop("slug", f"position-{next(_numbers)}"), **values)
    document.save()
    return document


def analyzed() -> None:
    """After many rows were made at once: PostgreSQL plans with what it counted last, which was an empty house."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def words(text: str = "words") -> dict:
    """Complete texts of an explainer, told apart by `text`."""
    return {"title": f"Title {text}", "summary": f"Summary {text}", "body": f"<p>Body {text}</p>"}


def revision(document, language="en", text="words", *, by=None, based_on=None, **values) -> Revision:
    """A new revision after the newest one. A translation follows the newest English text."""
    edition = Edition.objects.filter(document_id=document.pk, language_id=language).select_related("latest").first()
    if language != "en" and based_on is None:
        based_on = Revision.objects.filter(edition__document_id=document.pk, edition__language_id="en").last()
    return lifecycle.save_revision(
        document,
        language,
        texts=words(text) if isinstance(text, str) else text,
        by=by,
        based_on=based_on,
        after=edition.latest if edition else None,
        **values,
    )


def publish(*revisions, significance="normal", by=None) -> list[Publication]:
    """Publishes as somebody who has just looked."""
    return lifecycle.publish(*revisions, seen=lifecycle.live_now(*revisions), significance=significance, by=by)


def live(document, language="en", text="words", *, significance="normal", **values) -> Revision:
    """A revision that is live."""
    made = revision(document, language, text, **values)
    publish(made, significance=significance)
    return made
