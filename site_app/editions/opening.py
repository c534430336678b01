"""Opening and closing a language for readers."""

from django.db import transaction

from site_app.editions.catalogues import catalogue
from site_app.editions.models import InterfaceCheck, Language


class ChangedMeanwhile(Exception):
    """Somebody else has just opened or closed the language."""


@transaction.atomic
def set_policy(code: str, policy: str, *, seen: str | None = None) -> Language:
    """Opens or closes a language for readers, at once. Raises ValidationError where the policy is not allowed.

    seen: the policy that whoever decides this was shown; if it is another by now, raises ChangedMeanwhile.
    """
    language = Language.objects.select_for_update(of=("self",)).get(pk=code)
    if seen is not None and seen != language.policy:
        raise ChangedMeanwhile
    language.policy = policy
    language.full_clean()
    language.save()
    return language


def confirm_interface(code: str, *, fingerprint: str, by) -> InterfaceCheck:
    """Somebody who speaks the language has read what stands on its buttons and in its notices.

    fingerprint: of the catalogue that they were shown. Raises ChangedMeanwhile if a release has brought another.
    """
    if fingerprint != catalogue(code).fingerprint:
        raise ChangedMeanwhile
    return InterfaceCheck.objects.create(language_id=code, fingerprint=fingerprint, name=by.display_name, by=by)
