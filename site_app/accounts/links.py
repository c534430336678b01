"""Links that let one named person do one thing without an account.

A link's token is 256 random bits, shown once to whoever makes the link; the database holds its SHA-256. It
ends when it is used, revoked or expired, whichever comes first. To give a purpose of your own a link:

    link, token = links.make(Purpose.SIGN_OFF, name="Jane", organisation="CAJ", subject=revision.pk, by=person)
    link = links.find(Purpose.SIGN_OFF, token)      raises Unusable, whose message is for the visitor
    links.use(link)                                 in the same transaction as what the link is for
    links.revoke(link, by=person)
"""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from site_app.accounts import trail
from site_app.accounts.models import Event, Link, User

Purpose = Link.Purpose
LASTS = {
    Purpose.FIRST_ADMINISTRATOR: timedelta(days=1),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.NEW_PASSWORD: timedelta(days=1),
    Purpose.SIGN_OFF: timedelta(days=14),
    Purpose.TRANSLATE: timedelta(days=7),
    Purpose.CHECK: timedelta(days=7),
}


class Unusable(Exception):
    """A link that opens nothing. The message says why, to the person who holds it."""

    def __init__(self, state: str = "unknown"):
        self.state = state
        super().__init__(
            {
                "used": _("This link was used already. Each link works once."),
                "revoked": _("This link was taken back by the people who made it. Ask them why."),
                "expired": _("This link is too old. Ask for a new one."),
            }.get(state, _("This link is not known here. Perhaps a part of it is missing: copy all of it."))
        )


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make(purpose, *, name: str, by: User | None, organisation="", subject=None, details=None, lasts=None):
    """Returns the link and its token. The token is nowhere else: whoever loses it makes another link."""
    token = secrets.token_urlsafe(32)
    link = Link.objects.create(
        purpose=purpose,
        token_hash=_hashed(token),
        name=name.strip(),
        organisation=organisation.strip(),
        subject=subject,
        details=details or {},
        by=by,
        expires_at=timezone.now() + (lasts or LASTS[purpose]),
    )
    trail.record(Event.What.LINK_MADE, by=by, detail=_about(link))
    return link, token


def find(purpose: str, token: str) -> Link:
    """The open link of this purpose. Raises Unusable."""
    link = Link.objects.select_related("by").filter(purpose=purpose, token_hash=_hashed(token)).first()
    if link is None:
        raise Unusable
    if link.state != Link.State.OPEN:
        raise Unusable(link.state)
    return link


def use(link: Link, *, by: User | None = None) -> None:
    """Ends the link. Of two who press at once, the second gets Unusable."""
    now = timezone.now()
    if not Link.objects.open().filter(pk=link.pk).update(used_at=now):
        raise Unusable(Link.objects.get(pk=link.pk).state)
    trail.record(Event.What.LINK_USED, by=by, detail=_about(link))


@transaction.atomic
def revoke(link: Link, *, by: User | None) -> bool:
    """False if it had ended before."""
    ended = Link.objects.open().filter(pk=link.pk).update(revoked_at=timezone.now())
    if ended:
        trail.record(Event.What.LINK_REVOKED, by=by, detail=_about(link))
    return bool(ended)


def remember(link: Link, **details) -> None:
    """What its holder has done so far, while the link is open."""
    link.details = link.details | details
    Link.objects.open().filter(pk=link.pk).update(details=link.details)


def _about(link: Link) -> str:
    subject = f" ({link.subject})" if link.subject else ""
    return f"{link.purpose}{subject}: {link.full_name}"
