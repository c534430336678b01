"""Rules about many rows: what readers get, what is outdated, what state a revision is in.

Nothing here is stored. Everything is computed from revisions, marks and publications, so it cannot drift.
The models are named by string because they import this module.
"""

import re
from collections.abc import Callable
from functools import cache

from django.apps import apps
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from site_app import languages
from site_app.editions.signing import SignedPart

ALIAS = re.compile(r"\b([U-Z][0-9]+)\b")


def _objects(name: str) -> models.QuerySet:
    return apps.get_model("editions", name).objects.all()


def _words_of(revision: str) -> Coalesce:
    """The identity of a revision's words: a copy, made by rolling back, has its original's."""
    return Coalesce(f"{revision}__copy_of_id", f"{revision}_id")


def _words_of_outer(revision: str) -> Coalesce:
    return Coalesce(OuterRef(f"{revision}__copy_of_id"), OuterRef(f"{revision}_id"))


def _last_word(revision) -> Subquery:
    """Whether a revision was last submitted or returned."""
    marks = _objects("Mark").filter(revision=revision, kind__in=["submitted", "returned"])
    return Subquery(marks.order_by("-pk").values("kind")[:1])


class SeenByReadersQuerySet(models.QuerySet):
    """Writing many rows at once changes what readers see like saving one does."""

    @transaction.atomic
    def update(self, **values):
        return self._told(super().update(**values))

    update.alters_data = True

    @transaction.atomic
    def delete(self):
        return self._told(super().delete())

    delete.alters_data = True
    delete.queryset_only = True

    @transaction.atomic
    def bulk_create(self, *args, **kwargs):
        return self._told(super().bulk_create(*args, **kwargs))

    @staticmethod
    def _told(done):
        apps.get_model("editions", "Site").raise_generation()
        return done


class EditionQuerySet(models.QuerySet):
    def with_checked(self):
        """Adds `checked`: a named second speaker confirmed the live words."""
        of_edition = _objects("Mark").filter(kind="checked", revision__edition=OuterRef("pk"))
        marks = of_edition.alias(words=_words_of("revision"))
        return self.annotate(checked=Exists(marks.filter(words=_words_of_outer("live"))))

    def visible(self):
        """The editions whose live text readers get. Adds `checked`."""
        return (
            self.with_checked()
            .filter(live__isnull=False, document__withdrawn="")
            .filter(Q(language__policy="open") | Q(language__policy="checked-only", checked=True))
        )

    def with_freshness(self):
        """Adds `outdated`: "meaning", "normal" or "", how far the live text is behind its source.

        A live text is outdated when the source was published after the words it is based on were. If the
        source has gone back to those words, it is up to date again. Minor publications disturb nothing.
        """
        of_source = _objects("Publication").filter(
            action="published",
            edition__document=OuterRef("document"),
            edition__language=languages.SOURCE,
        )
        followed = (
            of_source.alias(words=_words_of("revision"))
            .filter(words=_words_of_outer("live__based_on"))
            .order_by("-pk")
            .values("pk")[:1]
        )
        newer = of_source.filter(pk__gt=OuterRef("followed"), significance__in=["meaning", "normal"])
        gravest = newer.order_by("significance").values("significance")[:1]  # which is also the order of the alphabet
        return self.alias(followed=Subquery(followed)).annotate(outdated=Coalesce(Subquery(gravest), Value("")))

    def with_live_since(self):
        """Adds `live_since`, when the live text was last published, and `follows_text_of`, the same of its source."""
        published = _objects("Publication").filter(action="published").order_by("-pk").values("at")
        return self.annotate(
            live_since=Subquery(published.filter(revision=OuterRef("live"))[:1]),
            follows_text_of=Subquery(published.filter(revision=OuterRef("live__based_on"))[:1]),
        )

    def with_waiting(self):
        """Adds `waiting`: "in-review", "returned" or "draft" where a newer text than the live one is saved."""
        waits = Q(latest__isnull=False, latest__redacted_at=None) & (
            Q(live=None) | Q(latest__number__gt=F("live__number"))
        )
        return self.alias(last_word=_last_word(OuterRef("latest"))).annotate(
            waiting=Case(
                When(~waits, then=Value("")),
                When(last_word="submitted", then=Value("in-review")),
                When(last_word="returned", then=Value("returned")),
                default=Value("draft"),
            )
        )

    def outdated(self):
        return self.with_freshness().filter(live__isnull=False).exclude(outdated="")


class OfEdition(models.Func):
    """What `EditionQuerySet` says of a document's edition in one language, for the row at hand.

    As subqueries those same rules cost 3 ms each of building and compiling in every query. So Django compiles each
    once for each kind of database, and the document's column and the language are put in their places.
    """

    LANGUAGE = "the language"  # stands where the language goes
    rule: Callable[[EditionQuerySet], models.Expression]  # given the editions readers get: one or none

    def __init__(self, language: str):
        super().__init__(models.F("pk"))
        self.language = language

    def as_sql(self, compiler, connection, **context):
        sql, given = self._compiled(connection.alias)
        document, nothing = compiler.compile(self.source_expressions[0])
        return sql.replace("{document}", document), [
            *nothing,
            *(self.language if one == self.LANGUAGE else one for one in given),
        ]

    @classmethod
    @cache
    def _compiled(cls, using: str) -> tuple[str, tuple]:
        visible = _objects("Edition").visible().filter(document=OuterRef("pk"), language=cls.LANGUAGE)
        documents = _objects("Document").using(using).order_by().annotate(rule=cls.rule(visible)).values("rule")
        sql, given = documents.query.get_compiler(using).as_sql()
        rule = sql.removeprefix("SELECT ").removesuffix(' AS "rule" FROM "editions_document"')
        # Django calls the tables of a subquery U0, V0 … by its depth. Where the row at hand is itself in one, its
        # column would be taken for the rule's own: so those of the rule have names that Django gives nobody.
        return ALIAS.sub(r"rule_\1", rule).replace('"editions_document"."id"', "{document}"), given


class VisibleIn(OfEdition):
    """Whether readers get the document in the language."""

    output_field = models.BooleanField()
    rule = staticmethod(Exists)


class CheckedIn(OfEdition):
    """Whether they do, and somebody has confirmed the words."""

    output_field = models.BooleanField()

    @staticmethod
    def rule(editions):
        return Exists(editions.filter(checked=True))


class OutdatedIn(OfEdition):
    """How far those words are behind their source: "meaning", "normal" or ""."""

    output_field = models.CharField()

    @staticmethod
    def rule(editions):
        return Coalesce(Subquery(editions.with_freshness().values("outdated")[:1]), Value(""))


class DocumentQuerySet(SeenByReadersQuerySet):
    def with_texts(self, *codes: str):
        """Loads the live texts of these languages only: a row is 24 languages wide."""
        wanted = {self.model.text_column(name, code) for name in self.model.text_fields() for code in codes}
        # Django's own: modeltranslation would look up each of these names, which are columns already.
        return models.QuerySet.defer(self, *self.model.live_text_columns() - wanted)

    def visible_in(self, language: str):
        """Documents that readers of this language get in this language."""
        return self.filter(VisibleIn(language))

    def readable_in(self, language: str):
        """Documents a reader of this language can read at all: in that language, or in English."""
        return self.filter(VisibleIn(language) | VisibleIn(languages.SOURCE))

    def with_language_shown(self, language: str):
        """Adds to readable documents `shown_in`, that language or English, and what to say of the words in it.

        That is `checked` and `outdated`, see `EditionQuerySet`.
        """
        own = When(VisibleIn(language), then=Value(language))
        return self.annotate(
            shown_in=Case(own, default=Value(languages.SOURCE)),
            checked=CheckedIn(language),
            outdated=OutdatedIn(language),
        )


class MarkQuerySet(models.QuerySet):
    def of_words(self, revision, kind: str):
        """Marks of one kind on the words of a revision, whichever copy of them they were made on. Oldest first."""
        words = self.filter(revision__edition=revision.edition_id).alias(words=_words_of("revision"))
        return words.filter(kind=kind, words=revision.words_id).order_by("pk")


class RevisionQuerySet(models.QuerySet):
    def with_state(self):
        """Adds `state`: "live", "redacted", "superseded", "in-review", "returned" or "draft"."""
        return self.alias(last_word=_last_word(OuterRef("pk"))).annotate(
            state=Case(
                When(edition__live=F("pk"), then=Value("live")),
                When(redacted_at__isnull=False, then=Value("redacted")),
                When(number__lt=F("edition__latest__number"), then=Value("superseded")),
                When(number__lt=F("edition__live__number"), then=Value("superseded")),
                When(last_word="submitted", then=Value("in-review")),
                When(last_word="returned", then=Value("returned")),
                default=Value("draft"),
            )
        )

    def stood_for(self):
        """What somebody has answered for: what is live, was handed in, or came with the library."""
        handed_in = Exists(_objects("Mark").filter(kind="submitted", revision=OuterRef("pk")))
        library = Q(by=None, by_name="", machine=False)
        return self.filter(Q(edition__live=F("pk")) | Q(handed_in) | library, redacted_at=None)

    def given_back(self):
        """Returned, and not submitted since, live or not."""
        return self.alias(last_word=_last_word(OuterRef("pk"))).filter(last_word="returned")

    # What waits for somebody at the desk. Only the newest text of an edition waits; older ones are history.

    def drafts_of(self, person):
        """Saved by this person and not yet submitted, or returned to them. Oldest first."""
        return self.with_state().filter(by=person, state__in=["draft", "returned"]).order_by("at")

    def waiting_for_review(self):
        """Submitted, and neither returned nor planned. Oldest first. Adds `is_signed_off`."""
        planned = _objects("Scheduled").pending().filter(revisions=OuterRef("pk"))
        signed = Exists(self.model.objects.filter(pk=OuterRef("pk")).signed_off())
        in_review = self.with_state().filter(~Exists(planned), state="in-review", edition__document__withdrawn="")
        return in_review.annotate(is_signed_off=signed).order_by("at")

    def ready_to_publish(self):
        """Of those: English texts that nobody has to sign off, or that have it, and translations that are checked."""
        checks = _objects("Mark").filter(kind="checked").alias(words=_words_of("revision"))
        checked = Exists(checks.filter(words=Coalesce(OuterRef("copy_of_id"), OuterRef("pk"))))
        signed = Q(edition__language=languages.SOURCE) & (Q(edition__document__sign_off="") | Q(is_signed_off=True))
        return self.waiting_for_review().alias(is_checked=checked).filter(signed | Q(is_checked=True))

    def signed_off(self):
        """A signature on the same words, with the same beside them, to which nobody has objected since."""
        marks = _objects("Mark").alias(words=_words_of("revision"), beside=SignedPart("revision__shared"))
        about_these = marks.filter(words=Coalesce(OuterRef("copy_of_id"), OuterRef("pk")))
        signature = Q(kind="signed-off", beside=SignedPart(OuterRef("shared")))
        said = about_these.filter(signature | Q(kind="returned")).order_by("-pk")
        return self.alias(last_said=Subquery(said.values("kind")[:1])).filter(last_said="signed-off")
