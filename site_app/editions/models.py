"""What a text is, in which language, and everything that ever happened to it.

The row of a document holds the live text of every language in modeltranslation's columns and nothing
else; everything unfinished or past is a `Revision`. Rules about one row are methods here, rules about many
are in `querysets`, and whatever changes what readers see is in `lifecycle`.
"""

from functools import cache

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from site_app import languages
from site_app.editions.desk.records import Comment, Confirmation, InterfaceCheck, Move, Recheck, Scheduled
from site_app.editions.faults.records import FaultDismissed
from site_app.editions.generation import Retraction, SeenByReaders, Site
from site_app.editions.querysets import DocumentQuerySet, EditionQuerySet, MarkQuerySet, RevisionQuerySet

__all__ = [
    "Comment",
    "Confirmation",
    "Document",
    "Edition",
    "FaultDismissed",
    "FormerAddress",
    "InterfaceCheck",
    "Language",
    "Mark",
    "Move",
    "Publication",
    "Recheck",
    "Retraction",
    "Revision",
    "Scheduled",
    "SeenByReaders",
    "Site",
    "WorkingCopy",
]


class Language(SeenByReaders):
    """Whether readers get a language. What it is called and how it is written is in `site_app.languages`."""

    class Policy(models.TextChoices):
        CLOSED = "closed", _("closed: only the desk sees it")
        OPEN = "open", _("open")
        CHECKED_ONLY = "checked-only", _("open, checked texts only")

    code = models.CharField(primary_key=True, max_length=10)
    policy = models.CharField(max_length=12, choices=Policy, default=Policy.CLOSED)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(code=languages.SOURCE) | Q(policy="open"),
                name="source_language_is_open",
                violation_error_message=_("English is the source of every other language and stays open."),
            ),
            models.CheckConstraint(
                condition=~Q(code__in=languages.CHECKED_ONLY) | ~Q(policy="open"),
                name="unchecked_texts_stay_closed",
                violation_error_message=_("In this language only checked texts may reach readers."),
            ),
        ]

    def __str__(self):
        return self.about.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if self.policy != self.Policy.OPEN:
            Retraction.note(Retraction.of_language(self.code))

    @property
    def about(self) -> languages.Language:
        return languages.BY_CODE[self.code]

    @property
    def is_open(self) -> bool:
        return self.policy != self.Policy.CLOSED


class Document(SeenByReaders):
    """Parent of everything with a text. Lists and boards read only this table."""

    class Kind(models.TextChoices):
        EXPLAINER = "explainer", _("Guide")
        UPDATE = "update", _("Update")
        POSITION = "position", _("Position")
        ORGANISATION = "organisation", _("Organisation")
        TERM = "term", _("Word")
        TOPIC = "topic", _("Topic")
        PAGE = "page", _("Page")

    class Withdrawal(models.TextChoices):
        """Why a document is no longer advice. Choices, because readers get them in their own language."""

        POLICY_CHANGED = "policy-changed", _("The rules have changed and this page is no longer true.")
        LAW_CHANGED = "law-changed", _("The law has changed and this page is no longer true.")
        MISTAKE = "mistake", _("There was a mistake in this page.")
        REPLACED = "replaced", _("Another page has replaced this one.")
        UNSURE = "unsure", _("We are no longer sure that this page is true.")

    KIND: str  # of a child
    required_texts = ("title", "summary")  # without these a text does not go live
    html_texts = ("body",)  # these hold the safe subset of HTML, the others plain text
    longest_texts = {"title": 200, "summary": 1000, "body": 60_000, "caution": 1000}  # characters

    kind = models.CharField(max_length=12, choices=Kind, editable=False)
    slug = models.SlugField(max_length=80, help_text=_("The last part of its address, in every language."))
    code = models.SlugField(
        max_length=12, blank=True, help_text=_("Short, for posters: /go/code/ leads to it in the reader's language.")
    )
    sign_off = models.CharField(
        max_length=200,
        blank=True,
        help_text=_("Who has to sign the English text before it may go live. Empty: nobody."),
    )
    withdrawn = models.CharField(max_length=20, choices=Withdrawal, blank=True, editable=False)
    # The live text of each language is in title_en, title_ar …; these two columns stay empty, because
    # modeltranslation would leave in them whichever language was saved last.
    title = models.CharField(max_length=200, null=True, editable=False)  # noqa: DJ001
    summary = models.TextField(null=True, editable=False)  # noqa: DJ001

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="one_document_per_address"),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="one_document_per_code"),
            models.CheckConstraint(condition=Q(title=None, summary=None), name="document_base_columns_empty"),
        ]

    def __str__(self):
        return f"{self.kind} {self.slug}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Saves everything but the live texts, which only `lifecycle.publish` writes.

        Without this, saving a form for the slug would write all 24 languages back as they were when it was
        opened, undoing whatever was published since.
        """
        self.kind = self.KIND
        self._refuse_address_of_another()
        live_texts = self.live_text_columns()
        if self._state.adding:
            if any(getattr(self, column) for column in live_texts):
                raise ValueError("A new document has no live text. Save a revision and publish it.")
        elif kwargs.get("update_fields") is None:
            own = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = own - live_texts - self.get_deferred_fields() - set(self.text_fields())
        elif forbidden := set(kwargs["update_fields"]) & (live_texts | set(self.text_fields())):
            raise ValueError(f"Only lifecycle.publish writes live texts: {', '.join(sorted(forbidden))}")
        if "slug" in (kwargs.get("update_fields") or ()):
            self._keep_former_address()
        super().save(*args, **kwargs)

    def _refuse_address_of_another(self) -> None:
        taken = FormerAddress.objects.filter(kind=self.kind, slug=self.slug).exclude(document_id=self.pk)
        if taken.exists():
            raise ValidationError(_("Another document had this address, and links still lead there."))

    def _keep_former_address(self) -> None:
        before = Document.objects.values_list("slug", flat=True).get(pk=self.pk)
        if before != self.slug:
            FormerAddress.objects.filter(kind=self.kind, slug=self.slug).delete()
            FormerAddress.objects.get_or_create(kind=self.kind, slug=before, defaults={"document_id": self.pk})

    @property
    def has_own_page(self) -> bool:
        """Its slug is the last part of an address that may change. Links to fixed pages are in templates too."""
        return self.kind in {self.Kind.EXPLAINER, self.Kind.UPDATE}

    @classmethod
    @cache
    def text_fields(cls) -> tuple[str, ...]:
        """Names of the translated fields, parents' first: ("title", "summary", "body")."""
        own = translator.get_options_for_model(cls).all_fields
        return tuple(field.name for field in cls._meta.concrete_fields if field.name in own)

    @classmethod
    def translated_texts(cls, texts: dict) -> dict:
        """Of {field: text}: in the order of the page, which PostgreSQL's JSON forgets; without a name that stays."""
        named = cls.KIND == Document.Kind.ORGANISATION
        return {name: texts[name] for name in cls.text_fields() if name in texts and not (named and name == "title")}

    @classmethod
    @cache
    def live_text_columns(cls) -> frozenset[str]:
        return frozenset(cls.text_column(field, code) for field in cls.text_fields() for code in languages.CODES)

    @staticmethod
    @cache
    def text_column(field: str, language: str) -> str:
        """The column with the live text of a field: ("title", "zh-hans") → "title_zh_hans"."""
        return build_localized_fieldname(field, language)

    @classmethod
    def model_for(cls, kind: str) -> type["Document"]:
        """The child model of a kind."""
        return next(model for model in apps.get_models() if vars(model).get("KIND") == kind)

    @classmethod
    def clean_shared(cls, shared: dict) -> dict:
        """`shared` of a source revision, checked. Children say what theirs may hold.

        Raises ValidationError.
        """
        return {}

    @classmethod
    def touched_by(cls, shared: dict) -> "models.QuerySet[Document]":
        """Documents that have to be read again when a text with this `shared` goes live. Children say which."""
        return Document.objects.none()

    def apply_shared(self, shared: dict) -> None:
        """Called on the child, inside the publishing transaction, when a source revision goes live."""


class FormerAddress(models.Model):
    """A slug that a document had before. Partners print addresses on paper, so the old one leads on for good."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="former_addresses")
    kind = models.CharField(max_length=12, choices=Document.Kind)
    slug = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="one_former_address_each")]

    def __str__(self):
        return f"{self.kind} {self.slug} → {self.document.slug}"


class Edition(models.Model):
    """One document in one language."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    language = models.ForeignKey(Language, models.PROTECT, related_name="+")
    live = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+", editable=False)
    latest = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+", editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "language"], name="one_edition_per_language")]

    def __str__(self):
        return f"{self.document} in {self.language_id}"

    @property
    def is_source(self) -> bool:
        return self.language_id == languages.SOURCE


class Revision(models.Model):
    """One saved text of an edition. Append-only; `redact` may empty its words and nothing else."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    texts = models.JSONField(help_text=_("The words: {field: text}."))
    note = models.TextField(blank=True, help_text=_("What changed, for readers, in the language of the text."))
    shared = models.JSONField(default=dict, help_text=_("What belongs to the text in every language. English only."))
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="followers")
    copy_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True, help_text="Whose words they are, without an account.")
    machine = models.BooleanField(default=False, help_text="A machine made it, and nobody has saved it since.")
    at = models.DateTimeField(auto_now_add=True)
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="revisions_are_numbered")]
        # For the board, which reads all of them without their words.
        indexes = [
            models.Index(
                fields=["id", "edition", "number", "based_on", "copy_of", "redacted_at"], name="revisions_narrow"
            )
        ]

    def __str__(self):
        return f"{self.edition} r{self.number}"

    @property
    def words_id(self) -> int:
        """Whose words these are: copies made by rolling back share the id of their original."""
        return self.copy_of_id or self.pk

    @property
    def from_library(self) -> bool:
        """Written by the library loader and not by a person or a machine."""
        return self.by_id is None and not self.by_name and not self.machine

    @property
    def writer(self) -> str:
        """Who wrote it, as the desk says it; empty for the library. Of a machine's text `by` is who asked for it."""
        if self.machine:
            return f"{self.by_name or 'The site'} (a machine)"
        return self.by.display_name if self.by_id else self.by_name


class WorkingCopy(models.Model):
    """What one person is typing now. The only text that changes in place, and nobody else's."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="working_copies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="working_copies")
    texts = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    shared = models.JSONField(default=dict)
    based_on = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    after = models.ForeignKey(
        Revision, models.PROTECT, null=True, related_name="+", help_text=_("The newest revision when typing began.")
    )
    began_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="one_working_copy_each")]

    def __str__(self):
        return f"{self.edition}, typed by {self.person}"


class Mark(models.Model):
    """Somebody's word about a revision. Append-only."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        CHECKED = "checked", _("checked")
        SIGNED_OFF = "signed-off", _("signed off")

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=150, help_text=_("Who says so, as they want to be named."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    comment = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="marks_are_named")]

    def __str__(self):
        return f"{self.revision} {self.kind} by {self.name}"


class Publication(models.Model):
    """Something happened to what readers see of an edition. Append-only."""

    class Action(models.TextChoices):
        PUBLISHED = "published", _("published")
        TAKEN_DOWN = "taken-down", _("taken down")
        WITHDRAWN = "withdrawn", _("withdrawn")
        RESTORED = "restored", _("restored")

    class Significance(models.TextChoices):
        """Of a publication, judged against the text that was live until then."""

        MINOR = "minor", _("minor: spelling, wording")
        NORMAL = "normal", _("normal: something was added or made clearer")
        MEANING = "meaning", _("meaning: what the reader should do or expect has changed")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications")
    action = models.CharField(max_length=10, choices=Action)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="publications")
    significance = models.CharField(max_length=7, choices=Significance, blank=True)
    reason = models.CharField(max_length=20, choices=Document.Withdrawal, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action="published") ^ Q(significance=""), name="publications_have_a_significance"
            ),
            models.CheckConstraint(condition=Q(action="withdrawn") ^ Q(reason=""), name="withdrawals_have_a_reason"),
        ]

    def __str__(self):
        return f"{self.revision} {self.action}"
