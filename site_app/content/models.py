"""What the site tells people: the kinds of documents, and the facts and sources they stand on.

Translated words are columns of modeltranslation (see `translation.py`) that only `editions.lifecycle`
writes. What belongs to a text in every language (facts, organisations, dates) is saved with its English
revision as `shared` and put in place when that revision goes live.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _

from site_app import languages as registry
from site_app.content.partial_dates import PartialDateField
from site_app.content.partial_dates import validate as validate_partial_date
from site_app.content.querysets import FactQuerySet
from site_app.content.records import ArchivedCopy, Change, Link  # noqa: F401 (Django looks here)
from site_app.editions.models import Document, SeenByReaders
from site_app.editions.querysets import SeenByReadersQuerySet


class FromLibrary(SeenByReaders):
    """A row that the library loader may bring up to date for as long as nobody at the desk changed it."""

    library_fingerprint = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class SourceQuerySet(SeenByReadersQuerySet):
    def beneath(self, documents):
        """What the facts of these documents were taken from, each once, in the order of the facts."""
        return self._in_order(facts__documents__in=[document.pk for document in documents])

    def of_facts(self, codes):
        """The same, of facts by their numbers."""
        return self._in_order(facts__code__in=codes)

    def _in_order(self, **facts):
        return self.filter(**facts).annotate(first=Min("facts__pk")).order_by("first", "pk")


class Source(FromLibrary):
    """A page that somebody can open and read for themselves."""

    slug = models.SlugField(max_length=80, unique=True)
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500)
    dated = PartialDateField(help_text=_("The date on the page; empty if it shows none."))
    read_on = models.DateField(help_text=_("When a copy of it was last read for this site."))

    objects = SourceQuerySet.as_manager()

    def __str__(self):
        return f"{self.publisher}: {self.title}"


class Fact(FromLibrary):
    """One checkable statement behind the texts. In English; readers of other languages get it marked so."""

    class Confidence(models.TextChoices):
        SEED = "seed", _("in the seed article")
        FOUND = "found", _("seen in a public page")
        KNOWN = "known", _("background knowledge, not seen in a page")
        NOT_FOUND = "not-found", _("looked for and not found")

    code = models.CharField(max_length=10, unique=True, help_text=_("Its number in the fact pack: F1, F2 …"))
    statement = models.TextField()
    sources = models.ManyToManyField(Source, blank=True, related_name="facts")
    dated = PartialDateField()
    confidence = models.CharField(max_length=10, choices=Confidence)
    caution = models.TextField(blank=True, help_text=_("How to say it, or why to be careful."))
    safety = models.BooleanField(default=False, help_text=_("A mistake here could hurt a reader."))
    old = models.BooleanField(default=False, help_text=_("The page that was read is years old."))
    england_and_wales = models.BooleanField(default=False, help_text=_("The source is not about Northern Ireland."))
    ni_differs = models.BooleanField(default=False, help_text=_("Northern Ireland differs from Great Britain."))
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    check_by = models.DateField()
    documents = models.ManyToManyField(
        Document, blank=True, related_name="facts", help_text=_("The live texts that stand on this fact.")
    )

    objects = FactQuerySet.as_manager()

    def __str__(self):
        return f"{self.code} {self.statement[:60]}"

    @property
    def is_settled(self) -> bool:
        """May be stated as it is. Others are told as open questions or left out."""
        return self.confidence in {self.Confidence.SEED, self.Confidence.FOUND}


class Text(Document):
    """What every child shares: the facts its live text stands on."""

    document_ptr = models.OneToOneField(
        Document, models.CASCADE, parent_link=True, primary_key=True, related_name="as_%(class)s"
    )

    shared_lists = {"facts": (Fact, "code")}  # name in `shared` → what it lists, by which key
    shared_links: dict[str, tuple] = {}  # the same for foreign keys
    shared_notes: dict[str, tuple] = {}  # the same of what only the desk needs: nothing is put in place
    shared_dates: tuple[str, ...] = ()
    shared_words: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @classmethod
    def clean_shared(cls, shared: dict) -> dict:
        """Only what this kind knows, only things that exist. Raises ValidationError."""
        listed = cls.shared_lists | cls.shared_links | cls.shared_notes
        if unknown := set(shared) - {*listed, *cls.shared_dates, *cls.shared_words}:
            raise ValidationError(_("Not known here: %(names)s") % {"names": ", ".join(sorted(unknown))})
        for name, (model, key) in listed.items():
            wanted = shared.get(name) or []
            wanted = [wanted] if name in cls.shared_links and wanted else wanted
            found = set(model.objects.filter(**{f"{key}__in": wanted}).values_list(key, flat=True))
            if absent := [one for one in wanted if one not in found]:
                raise ValidationError(_("Not found: %(names)s") % {"names": ", ".join(absent)})
        for name in cls.shared_dates:
            if shared.get(name):
                validate_partial_date(shared[name])
        for name in {*cls.shared_dates, *cls.shared_words} & set(shared):
            field = cls._meta.get_field(name)
            if shared[name] or not field.blank:
                field.clean(shared[name], None)
        return shared

    def apply_shared(self, shared: dict) -> None:
        """Puts in place what `clean_shared` let through."""
        for name, (model, key) in self.shared_lists.items():
            getattr(self, name).set(model.objects.filter(**{f"{key}__in": shared.get(name, [])}))
        for name, (model, key) in self.shared_links.items():
            setattr(self, name, model.objects.filter(**{key: shared.get(name) or ""}).first())
        own = [*self.shared_links, *(name for name in (*self.shared_dates, *self.shared_words) if name in shared)]
        for name in set(own) - set(self.shared_links):
            field = self._meta.get_field(name)
            setattr(self, name, field.to_python(None if field.null and shared[name] == "" else shared[name]))
        if own:
            self.save(update_fields=own)


def empty_base_column(name: str) -> models.CheckConstraint:
    """modeltranslation's base column holds whichever language was saved last, so it is kept empty."""
    return models.CheckConstraint(condition=Q(**{name: None}), name=f"%(class)s_base_{name}_empty")


class Topic(Text):
    """A shelf for explainers."""

    KIND = Document.Kind.TOPIC
    required_texts = ("title",)
    shared_words = ("order",)

    order = models.PositiveSmallIntegerField(default=0)


class Organisation(Text, FromLibrary):
    """Who can help. A name is a name in every language; a number is kept once and right everywhere."""

    class Area(models.TextChoices):
        DERRY = "derry", _("Derry~Londonderry and the north west")
        BELFAST = "belfast", _("Belfast")
        NORTHERN_IRELAND = "northern-ireland", _("all of Northern Ireland")
        UK = "uk", _("all of the United Kingdom")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "", _("not confirmed")

    class Cost(models.TextChoices):
        FREE = "free", _("Free")
        PAID = "paid", _("It can cost money")
        UNKNOWN = "", _("not confirmed")

    class Bill(models.TextChoices):
        """A call stays in the phone's own list in any case; the page says so once."""

        ABSENT = "absent", _("A call is not on the phone bill.")
        PRESENT = "present", _("A call is on the phone bill.")
        UNKNOWN = "", _("not confirmed")

    KIND = Document.Kind.ORGANISATION
    html_texts = ()

    class Need(models.TextChoices):
        DANGER = "danger", _("Danger now")
        REPORT = "report", _("Reporting a crime")
        HATE_CRIME = "hate-crime", _("Hate crime")
        ABUSE = "abuse", _("Abuse at home, sexual abuse")
        EXPLOITATION = "exploitation", _("Forced work, trafficking")
        ASYLUM = "asylum", _("Asking for asylum")
        ADVICE = "advice", _("Advice about your rights")
        INFORMATION = "information", _("Your information, complaints")
        HEALTH = "health", _("Health")

    name = models.CharField(max_length=200)
    phones = models.JSONField(default=list, blank=True, help_text=_('[{"number": "0800 555 111", "label": ""}]'))
    email = models.EmailField(blank=True)
    web = models.URLField(blank=True)
    needs = models.JSONField(default=list, blank=True)
    area = models.CharField(max_length=20, choices=Area)
    cost = models.CharField(max_length=20, choices=Cost, blank=True)
    interpreters = models.CharField(max_length=3, choices=Answer, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text=_("Codes of languages its people speak."))
    asks_status = models.CharField(max_length=3, choices=Answer, blank=True)
    funded_by = models.CharField(max_length=200, blank=True)
    on_bill = models.CharField(max_length=7, choices=Bill, blank=True)
    confidence = models.CharField(max_length=10, choices=Fact.Confidence)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    check_by = models.DateField()
    caution = models.TextField(null=True, editable=False)  # noqa: DJ001

    class Meta:
        constraints = [empty_base_column("caution")]

    @property
    def confirmed_phones(self) -> list[dict]:
        """What readers get. The library holds only numbers that were seen; the desk may note one that was not."""
        return [phone for phone in self.phones if phone.get("confirmed", True)]

    @property
    def spoken(self) -> list[registry.Language]:
        return [one for one in registry.ALL if one.code in self.languages]


class Position(Text):
    """Where one policy stands today. Its statement is the summary, so that lists can show it."""

    class Standing(models.TextChoices):
        STATED = "stated", _("stated: they say so, and we have seen no proof")
        EVIDENCED = "evidenced", _("evidenced: there is proof")
        UNKNOWN = "unknown", _("unknown: nobody has told us")

    KIND = Document.Kind.POSITION
    shared_dates = ("since",)
    shared_words = ("authority", "subject", "standing", "checked_on", "order")

    authority = models.CharField(max_length=100, help_text=_("Whose policy it is."))
    subject = models.CharField(max_length=40, help_text=_("Whom it is about: victims, witnesses, suspects …"))
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.UNKNOWN)
    since = PartialDateField()
    checked_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(null=True, editable=False)  # noqa: DJ001

    class Meta:
        constraints = [empty_base_column("body")]


class Explainer(Text):
    """A lasting answer to one question."""

    KIND = Document.Kind.EXPLAINER
    required_texts = ("title", "summary", "body")
    shared_lists = Text.shared_lists | {
        "organisations": (Organisation, "slug"),
        "positions": (Position, "slug"),
    }

    shared_links = {"topic": (Topic, "slug")}
    shared_words = ("order",)

    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="explainers")
    order = models.PositiveSmallIntegerField(default=0)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="explainers")
    positions = models.ManyToManyField(Position, blank=True, related_name="explainers")
    body = models.TextField(null=True, editable=False)  # noqa: DJ001

    class Meta:
        constraints = [empty_base_column("body")]
        indexes = [models.Index(fields=["topic", "order", "document_ptr"], name="guides_in_order")]


class Update(Text):
    """Dated news of a change in policy or law, and what it means for the reader."""

    KIND = Document.Kind.UPDATE
    required_texts = ("title", "summary", "body")
    shared_lists = Explainer.shared_lists  # the positions are those that it changes
    shared_notes = {"touches": (Explainer, "slug")}
    shared_links = {}
    shared_dates = ("since",)
    shared_words = ("sort_on",)

    since = PartialDateField(help_text=_("When it happened, as exactly as is known. Empty: not confirmed."))
    sort_on = models.DateField(null=True, blank=True, help_text=_("Puts it in its place in the list. Never shown."))
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="updates")
    positions = models.ManyToManyField(Position, blank=True, related_name="updates")
    body = models.TextField(null=True, editable=False)  # noqa: DJ001

    class Meta:
        constraints = [empty_base_column("body")]
        indexes = [models.Index(fields=["sort_on", "document_ptr"], name="updates_in_order")]

    @classmethod
    def touched_by(cls, shared):
        return Explainer.objects.filter(slug__in=shared.get("touches") or [])


class Term(Text):
    """A word of the glossary. Its English name always stands beside it: people have to say it aloud."""

    KIND = Document.Kind.TERM
    html_texts = ()


class Page(Text):
    """A fixed page: about, safety, privacy."""

    KIND = Document.Kind.PAGE
    required_texts = ("title", "summary", "body")
    body = models.TextField(null=True, editable=False)  # noqa: DJ001

    class Meta:
        constraints = [empty_base_column("body")]
