"""The people at the desk and what each of them may do. Readers have no accounts."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
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

    @property
    def language_name(self) -> str:
        return languages.BY_CODE[self.language].name if self.language else ""


class LinkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Link(models.Model):
    """An address that lets whoever holds it do one thing, once, without an account. See `links`.

    Only the hash of its token is kept, so nobody can read a link out of the database.
    """

    class Purpose(models.TextChoices):
        FIRST_ADMINISTRATOR = "first-administrator", _("become the first administrator")
        INVITATION = "invitation", _("join the desk")
        NEW_PASSWORD = "new-password", _("set a new password")
        SIGN_OFF = "sign-off", _("sign off one text")
        TRANSLATE = "translate", _("translate one text")
        CHECK = "check", _("check one translation")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        USED = "used", _("used")
        REVOKED = "revoked", _("revoked")
        EXPIRED = "expired", _("expired")

    purpose = models.CharField(max_length=20, choices=Purpose)
    token_hash = models.CharField(max_length=64, unique=True)
    subject = models.PositiveBigIntegerField(
        null=True, help_text=_("What it opens: the id of a person, an edition or a revision, as the purpose has it.")
    )
    name = models.CharField(max_length=150, help_text=_("Whom it is for."))
    organisation = models.CharField(max_length=150, blank=True)
    details = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("For an invitation: the roles it brings. For a translation: the words so far."),
    )
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"], name="links_by_subject")]

    def __str__(self):
        return f"{self.purpose} for {self.name}"

    @property
    def state(self) -> "Link.State":
        if self.used_at:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.OPEN if self.expires_at > timezone.now() else self.State.EXPIRED

    @property
    def full_name(self) -> str:
        """Name and organisation, as a mark carries them."""
        return f"{self.name}, {self.organisation}" if self.organisation else self.name


class Event(models.Model):
    """Something that happened to an account or a link: who, what, about whom, when. Append-only.

    No address that somebody came from and no browser, ever. What happened to texts is in `editions`.
    """

    class What(models.TextChoices):
        SIGNED_IN = "signed-in", _("signed in")
        LOCKED_OUT = "locked-out", _("locked out after wrong passwords")
        LINK_MADE = "link-made", _("made a link")
        LINK_USED = "link-used", _("used a link")
        LINK_REVOKED = "link-revoked", _("revoked a link")
        JOINED = "joined", _("joined")
        ROLES = "roles", _("changed roles")
        DEACTIVATED = "deactivated", _("deactivated")
        REACTIVATED = "reactivated", _("reactivated")
        FACTOR_ADDED = "factor-added", _("added a second factor")
        FACTOR_REMOVED = "factor-removed", _("removed a second factor")
        FACTORS_RESET = "factors-reset", _("reset second factors")
        RECOVERY_CODES = "recovery-codes", _("made new recovery codes")
        PASSWORD = "password", _("changed the password")
        LANGUAGE = "language", _("opened or closed a language")

    what = models.CharField(max_length=16, choices=What)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", help_text=_("Who did it; nobody: the holder of a link.")
    )
    about = models.ForeignKey(User, models.PROTECT, null=True, related_name="events")
    detail = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return f"{self.by or '-'} {self.what} {self.about or ''} {self.detail}".strip()


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
