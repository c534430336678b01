"""The daily digest: one plain mail to everybody for whom something waits at the desk."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.core.mail import send_mail

from site_app.accounts.models import User
from site_app.staff import digest, needs_me


class NoMail(Exception):
    """This site sends no mail."""


def send(*, today: date, say: Callable[[str], None]) -> int:
    """How many were sent. A mail that cannot be sent is told, by the person's name, and stops no other."""
    if not settings.MAILS:
        raise NoMail("EMAIL_URL is not set, so nothing was sent. The first page of the desk has a message to copy.")
    sent = 0
    for person in User.objects.filter(is_active=True).exclude(email="").order_by("pk"):
        sections = needs_me.needs_of(person, today=today)
        if not sections:
            continue
        try:
            _send(person, sections)
        except OSError as problem:
            say(f"Not sent to {person.display_name}: {problem}")
        else:
            sent += 1
    return sent


def _send(person: User, sections: list[needs_me.Section]) -> None:
    letter = digest.letter(person.display_name, sections)
    send_mail(digest.subject(sections), letter, settings.DEFAULT_FROM_EMAIL, [person.email])
