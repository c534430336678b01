"""Opening and closing a language for readers."""

from django.db import transaction

from site_app.editions.models import Language


@transaction.atomic
def set_policy(code: str, policy: str) -> Language:
    """Opens or closes a language for readers, at once. Raises ValidationError where the policy is not allowed."""
    language = Language.objects.select_for_update(of=("self",)).get(pk=code)
    language.policy = policy
    language.full_clean()
    language.save()
    return language
