"""The people at the desk and what each of them may do. Readers have no accounts."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from site_app import languages


class Role(models.TextChoices):
    AUTHOR = "author", _("author")
    TRANSLATOR = "translator", _("translator")
    CHECKER = "checker", _("checker")
    PUBLISHER = "publisher", _("publisher")
    ADMINISTRATOR = "administrator", _("administrator")


PER_LANGUAGE = (Role.TRANSLATOR, Role.CHECKER)
EVERYWHERE = (Role.AUTHOR, Role.PUBLISHER, Role.ADMINISTRATOR)
TRANSLATED = [code for code in languages.CODES if code != languages.SOURCE]


class User(AbstractUser):
    """Somebody who works at the desk.

    What somebody may do follows from their grants, in any combination:

        person.may_write("en")      author; of another language: its translator
        person.may_check("ar")      checker of Arabic
        person.may_publish          publisher
        person.is_administrator     administrator
        person.has_role(role, language)   one role; "" means in whichever language
        person.languages_of(Role.TRANSLATOR)   ["ar", "pl"], in the registry's order

    All of them together cost one query per request, however many grants there are. Being an administrator
    gives nothing but the people screens. A person with a trail cannot be deleted, only made inactive.
    """

    # Raised to end every session of this person at once (`end_sessions`).
    session_round = models.PositiveIntegerField(default=0, editable=False)

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username

    # --- what they may do ---

    @cached_property
    def _held(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.grants.values_list("role", "language")) if self.is_active else frozenset()

    def has_role(self, role: str, language: str = "") -> bool:
        """Of a role that is granted per language: in this one, or in any if none is named."""
        if role in PER_LANGUAGE and language:
            return (role, language) in self._held
        return any(held == role for held, _language in self._held)

    def may_write(self, language: str) -> bool:
        if language == languages.SOURCE:
            return self.has_role(Role.AUTHOR)
        return self.has_role(Role.TRANSLATOR, language)

    def may_check(self, language: str) -> bool:
        return self.has_role(Role.CHECKER, language)

    @property
    def may_publish(self) -> bool:
        return self.has_role(Role.PUBLISHER)

    @property
    def is_administrator(self) -> bool:
        return self.has_role(Role.ADMINISTRATOR)

    def languages_of(self, role: str) -> list[str]:
        return [code for code in languages.CODES if (role, code) in self._held]

    # --- the door ---

    @cached_property
    def has_second_factor(self) -> bool:
        """Without one, only the pages open where one is set up. Recovery codes alone are none."""
        return self.authenticator_set.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def get_session_auth_hash(self):
        return f"{super().get_session_auth_hash()}{self.session_round}"

    def get_session_auth_fallback_hash(self):
        for earlier_secret in super().get_session_auth_fallback_hash():
            yield f"{earlier_secret}{self.session_round}"


class Grant(models.Model):
    """One role of one person: in one language where the role is per language, everywhere otherwise."""

    person = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=13, choices=Role)
    language = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role", "language"], name="one_grant_each"),
            models.CheckConstraint(
                condition=Q(role__in=PER_LANGUAGE, language__in=TRANSLATED) | Q(role__in=EVERYWHERE, language=""),
                name="grants_per_language",
                violation_error_message=_("Only translators and checkers have a language, other than English."),
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.role} {self.language}".strip()


class CachedEntry(models.Model):
    """The table of Django's database cache (see CACHES): used codes and rate limits, seen by every worker.

    A model, so that migrations make the table and tests empty it. Only Django's cache writes here.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_cache"

    def __str__(self):
        return self.cache_key
