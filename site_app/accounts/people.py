"""Who is at the desk: inviting, joining, roles, leaving. Each function is one act, in one transaction, on the trail."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from site_app import languages
from site_app.accounts import links, trail
from site_app.accounts.models import Event, Grant, Link, Role, User

Purpose = Link.Purpose
# Whoever sets the site up also has to be able to try it; they can lay these down on the people screen.
OF_THE_FIRST = [(Role.ADMINISTRATOR, ""), (Role.AUTHOR, ""), (Role.PUBLISHER, "")]


class Refused(Exception):
    """The act may not happen. Nothing was changed; the message says why, for the person who tried."""


# --- coming ----------------------------------------------------------------------------------------------


def has_administrator() -> bool:
    return User.objects.filter(is_active=True, grants__role=Role.ADMINISTRATOR).exists()


@transaction.atomic
def first_link() -> str | None:
    """The token of a link that makes its holder the first administrator; None if there is one.

    Links of the same kind that were made before end here.
    """
    if has_administrator():
        return None
    for earlier in Link.objects.open().filter(purpose=Purpose.FIRST_ADMINISTRATOR):
        links.revoke(earlier, by=None)
    return links.make(
        Purpose.FIRST_ADMINISTRATOR, name="first administrator", by=None, details={"grants": OF_THE_FIRST}
    )[1]


def invite(name: str, roles: Iterable[tuple[str, str]], *, by: User) -> tuple[Link, str]:
    """The invitation and its token."""
    roles = _checked(roles)
    return links.make(Purpose.INVITATION, name=name, by=by, details={"grants": roles})


@transaction.atomic
def join(link: Link, *, username: str, name: str, email: str, password: str) -> User:
    """A new account with the roles of the invitation. Raises Unusable if the link has ended meanwhile."""
    if link.purpose == Purpose.FIRST_ADMINISTRATOR and has_administrator():
        raise links.Unusable("used")
    person = User(username=username.lower(), first_name=name.strip(), email=email)
    person.set_password(password)
    person.save()
    links.use(link, by=person)
    _grant(person, [tuple(pair) for pair in link.details["grants"]])
    trail.record(Event.What.JOINED, by=person, about=person, detail=_in_words(link.details["grants"]))
    return person


# --- roles -----------------------------------------------------------------------------------------------


@transaction.atomic
def change_roles(person: User, roles: Iterable[tuple[str, str]], *, by: User) -> None:
    roles = _checked(roles)
    person = _lock(person)
    if (Role.ADMINISTRATOR, "") not in roles:
        _refuse_last_administrator(person)
    before = set(person.grants.values_list("role", "language"))
    if before == set(roles):
        return
    person.grants.all().delete()
    _grant(person, roles)
    if (Role.ADMINISTRATOR, "") in before - set(roles):
        _revoke_links_of(person, [Purpose.INVITATION, Purpose.NEW_PASSWORD], by=by)
    trail.record(Event.What.ROLES, by=by, about=person, detail=_in_words(roles) or _("none"))


def _grant(person: User, roles) -> None:
    Grant.objects.bulk_create([Grant(person=person, role=role, language=language) for role, language in roles])


def _revoke_links_of(person: User, purposes: list[str], *, by: User) -> None:
    """Links that are still open would do in their hands what they themselves may not do any more."""
    for link in Link.objects.open().filter(by=person, purpose__in=purposes):
        links.revoke(link, by=by)


def _checked(roles) -> list[tuple[str, str]]:
    """In one order, each once, and sensible. Raises ValidationError."""
    roles = sorted(set(roles), key=lambda pair: (Role.values.index(pair[0]), pair[1]))
    for role, language in roles:
        Grant(role=role, language=language).full_clean(exclude=["person"], validate_unique=False)
    return roles


def _in_words(roles) -> str:
    names = [f"{role} ({languages.BY_CODE[language].name})" if language else str(role) for role, language in roles]
    return ", ".join(names)


# --- going, and coming back ------------------------------------------------------------------------------


@transaction.atomic
def deactivate(person: User, *, by: User) -> None:
    """They are out with their next request, and so is every link they made. What they wrote stays under their name."""
    person = _lock(person)
    _refuse_last_administrator(person)
    _revoke_links_of(person, list(Purpose), by=by)
    User.objects.filter(pk=person.pk).update(is_active=False)
    _end_sessions(person)
    trail.record(Event.What.DEACTIVATED, by=by, about=person)


@transaction.atomic
def reactivate(person: User, *, by: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=True)
    trail.record(Event.What.REACTIVATED, by=by, about=person)


@transaction.atomic
def reset_second_factor(person: User, *, by: User | None) -> None:
    """They are signed out everywhere, and have to set a second factor up before anything else opens."""
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    trail.record(Event.What.FACTORS_RESET, by=by, about=person)


@transaction.atomic
def new_password_link(person: User, *, by: User | None) -> tuple[Link, str]:
    """A link with which somebody who forgot theirs sets a new password, and its token. Earlier ones end."""
    for earlier in Link.objects.open().filter(purpose=Purpose.NEW_PASSWORD, subject=person.pk):
        links.revoke(earlier, by=by)
    return links.make(Purpose.NEW_PASSWORD, name=person.display_name, subject=person.pk, by=by)


@transaction.atomic
def set_new_password(link: Link, *, password: str) -> User:
    """Raises Unusable if the link has ended meanwhile."""
    person = User.objects.get(pk=link.subject)
    links.use(link, by=person)
    person.set_password(password)
    person.save(update_fields=["password"])
    trail.record(Event.What.PASSWORD, by=person, about=person)
    return person


def _end_sessions(person: User) -> None:
    User.objects.filter(pk=person.pk).update(session_round=F("session_round") + 1)


def _lock(person: User) -> User:
    """Every administrator's row as well, so that two who dismiss each other wait for one another."""
    rows = User.objects.select_for_update().order_by("pk")
    list(rows.filter(pk__in=Grant.objects.filter(role=Role.ADMINISTRATOR).values("person")))
    return rows.get(pk=person.pk)


def _refuse_last_administrator(person: User) -> None:
    others = User.objects.filter(is_active=True, grants__role=Role.ADMINISTRATOR).exclude(pk=person.pk)
    if person.is_active and person.is_administrator and not others.exists():
        raise Refused(_("Nobody else is an administrator. Make somebody else one first."))
