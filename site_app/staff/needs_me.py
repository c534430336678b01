"""What waits for one person: the first page of the desk and the daily digest ask here.

Only what this person may do. A fixed number of queries, however much there is: each asks for all the lines of
one list at once.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from site_app import languages
from site_app.accounts.models import Link as AccountLink
from site_app.accounts.models import Role, User
from site_app.content import links
from site_app.content.models import Fact, Link, Organisation
from site_app.editions.models import Document, Revision, Scheduled, WorkingCopy
from site_app.staff import behind, places, rechecks

SHOWN = 5  # lines of each list on the first page


@dataclass(frozen=True)
class Line:
    words: str
    address: str
    detail: str = ""


@dataclass(frozen=True)
class Section:
    """One kind of thing to do, and everything of that kind."""

    key: str
    title: str
    lines: list[Line]
    more: str = ""  # the address of the whole list

    @property
    def shown(self) -> list[Line]:
        return self.lines[:SHOWN]

    @property
    def rest(self) -> list[Line]:
        return self.lines[SHOWN:]

    @property
    def left(self) -> int:
        return len(self.rest)


def needs_of(person: User, *, today: date) -> list[Section]:
    """In the order of urgency. Lists with nothing in them are left out."""
    writes = person.may_publish or person.has_role(Role.AUTHOR)
    sections = [
        *(_wrong_for_readers(today) if writes else []),
        *_texts_on_their_way(person),
        *(_past_their_day(today) if writes else []),
        _outdated(person),
        _drafts(person),
    ]
    return [section for section in sections if section.lines]


# --- what readers may be told wrongly now ----------------------------------------------------------------


def _wrong_for_readers(today: date) -> list[Section]:
    again = [
        Line(
            _title(one.document),
            reverse("keeping:rechecks"),
            ", ".join([*(change.fact.code for change in one.changes), *(_title(update) for update in one.updates)]),
        )
        for one in rechecks.waiting()
    ]
    return [
        Section("rechecks", _("Read again: something under them has changed"), again, reverse("keeping:rechecks")),
        Section("links", _("Broken links"), _broken_links(), reverse("keeping:links")),
    ]


def _broken_links() -> list[Line]:
    broken = {link.pk: link for link in Link.objects.to_act_on()}
    return [
        Line(broken[pk].url, places.of_holder(holders[0]), ", ".join(holder.name for holder in holders[:3]))
        for pk, holders in links.still_held(broken.values()).items()
    ]


# --- texts that are not live yet -------------------------------------------------------------------------


def _texts_on_their_way(person: User) -> list[Section]:
    """In review, waiting for a signature, ready, planned: each text in one list only."""
    waiting = list(_with_documents(Revision.objects.waiting_for_review()))
    ready = set(Revision.objects.ready_to_publish().values_list("pk", flat=True)) if waiting else set()
    review, signature, publish = [], [], []
    for revision in waiting:
        document, language = revision.edition.document, revision.edition.language_id
        if revision.pk in ready:
            if revision.by_id != person.pk or not document.sign_off:  # four eyes, see `lifecycle.publish`
                publish.append(revision)
        elif language == languages.SOURCE and document.sign_off and not revision.is_signed_off:
            signature.append(revision)
        elif revision.by_id != person.pk and (person.may_publish or person.may_check(language)):
            review.append(revision)
    may_publish = person.may_publish
    writes = may_publish or person.has_role(Role.AUTHOR)
    return [
        Section("review", _("Waiting for your review"), list(map(_of_revision, review))),
        Section("publish", _("Ready to publish"), [_to_publish(one) for one in publish] if may_publish else []),
        Section("scheduled", _("Planned"), _scheduled() if may_publish else [], reverse("writing:scheduled")),
        Section("signature", _("Waiting for a signature"), _to_sign(signature) if writes else []),
    ]


def _with_documents(revisions):
    """With `typed_title`: what a text that was never live is known by."""
    return (
        revisions.select_related("edition__document")
        .annotate(typed_title=KeyTextTransform("title", "texts"))
        .only(
            "number", "by", "copy_of", "edition__language", "edition__document__kind", "edition__document__slug",
            "edition__document__sign_off", "edition__document__title_en",
        )
    )  # fmt: skip


def _of_revision(revision: Revision, detail: str = "") -> Line:
    return Line(_in(_known_as(revision), revision.edition.language_id), places.of_revision(revision), detail)


def _known_as(revision: Revision) -> str:
    document = revision.edition.document
    return document.title_en or revision.typed_title or _title(document)


def _to_publish(revision: Revision) -> Line:
    words = _in(_known_as(revision), revision.edition.language_id)
    return Line(words, places.of_revision(revision, publish=True))


def _to_sign(waiting: list[Revision]) -> list[Line]:
    """What an adviser has to sign, and whether somebody was asked."""
    asked = AccountLink.objects.open().filter(purpose=AccountLink.Purpose.SIGN_OFF).values_list("subject", "name")
    names = dict(asked) if waiting else {}
    return [
        Line(
            _known_as(revision),
            reverse("sign_off:ask", args=[revision.pk]),
            _("%(name)s has been asked") % {"name": names[revision.pk]}
            if revision.pk in names
            else _("nobody has been asked; by: %(who)s") % {"who": revision.edition.document.sign_off},
        )
        for revision in waiting
    ]


def _scheduled() -> list[Line]:
    """What is planned, and first what came to nothing."""
    planned = Scheduled.objects.pending() | Scheduled.objects.refused()
    found = planned.order_by("at").prefetch_related("revisions__edition__document")
    lines = []
    for one in sorted(found, key=lambda one: not one.refused_at):
        revisions = list(one.revisions.all())
        names = ", ".join(dict.fromkeys(_title(revision.edition.document) for revision in revisions))
        refused = _("It was not published: %(why)s") % {"why": one.refusal}
        detail = refused if one.refused_at else date_format(one.at, "j F Y, H:i")
        lines.append(Line(names, reverse("writing:scheduled"), detail))
    return lines


# --- what has to be looked at again ----------------------------------------------------------------------


def _past_their_day(today: date) -> list[Section]:
    due_facts = f"{reverse('keeping:facts')}?due"
    due_organisations = f"{reverse('keeping:organisations')}?due"
    return [
        Section("facts", _("Facts past their day"), _facts_past(today), due_facts),
        Section("pages", _("Pages that stand on such facts"), _pages_past(today), due_facts),
        Section("organisations", _("Organisations past their day"), _organisations_past(today), due_organisations),
    ]


def _facts_past(today: date) -> list[Line]:
    """Only those that something readers see stands on."""
    facts = Fact.objects.past_check(today).of_live_texts().annotate(texts=Count("documents", distinct=True))
    return [
        Line(
            f"{fact.code}: {Truncator(fact.statement).chars(120)}",
            reverse("keeping:fact", args=[fact.code]),
            _("%(day)s; pages on it: %(n)d") % {"day": _since(fact.check_by), "n": fact.texts},
        )
        for fact in facts.order_by("check_by", "code")
    ]


def _pages_past(today: date) -> list[Line]:
    """A page is past its day since the first of its facts is."""
    pages = (
        Document.objects.with_texts(languages.SOURCE)
        .filter(withdrawn="", editions__language=languages.SOURCE, editions__live__isnull=False)
        .exclude(kind=Document.Kind.ORGANISATION)
        .annotate(day=Min("facts__check_by"))
        .filter(day__lt=today)
        .order_by("day", "slug")
    )
    return [Line(_title(page), places.of_document(page.pk, page.kind, page.slug), _since(page.day)) for page in pages]


def _organisations_past(today: date) -> list[Line]:
    organisations = Organisation.objects.filter(check_by__lt=today, withdrawn="").order_by("check_by", "name")
    return [
        Line(name, reverse("keeping:organisation", args=[slug]), _since(day))
        for name, slug, day in organisations.values_list("name", "slug", "check_by")
    ]


def _since(day: date) -> str:
    return _("since %(day)s") % {"day": date_format(day, "j F Y")}


# --- translations, and one's own drafts ------------------------------------------------------------------


def _outdated(person: User) -> Section:
    """By language: a translator's own, a publisher's all."""
    mine = languages.CODES if person.may_publish else person.languages_of(Role.TRANSLATOR)
    by_language = behind.by_language() if mine else {}
    lines = []
    for code in filter(by_language.get, mine):
        how = by_language[code]
        total = sum(how.values())
        words = ngettext("%(n)d text in %(language)s", "%(n)d texts in %(language)s", total) % {
            "n": total,
            "language": languages.BY_CODE[code].name,
        }
        warns = how.get("meaning", 0)
        lines.append(Line(words, places.of_outdated(), _("readers are warned: %(n)d") % {"n": warns} if warns else ""))
    return Section("outdated", _("Translations behind the English text"), lines)


def _drafts(person: User) -> Section:
    """Saved and not handed in, sent back, or still being typed. Each text once."""
    typing = WorkingCopy.objects.filter(person=person).select_related("edition__document").order_by("-changed_at")
    lines = {copy.edition_id: _being_typed(copy) for copy in typing.defer(*_other_texts("edition__document__"))}
    for revision in _with_documents(Revision.objects.drafts_of(person)):
        sent_back = _("sent back") if revision.state == "returned" else ""
        words = _in(_title(revision.edition.document), revision.edition.language_id)
        lines.setdefault(revision.edition_id, Line(words, places.of_edition(revision.edition), sent_back))
    return Section("drafts", _("Your drafts"), list(lines.values()))


def _being_typed(copy: WorkingCopy) -> Line:
    document, language = copy.edition.document, copy.edition.language_id
    title = copy.texts.get("title") or _title(document)
    return Line(_in(title, language), places.of_edition(copy.edition), _("not saved yet"))


def _title(document: Document) -> str:
    return document.title_en or document.slug


def _in(title: str, language: str) -> str:
    return title if language == languages.SOURCE else f"{title} ({languages.BY_CODE[language].name})"


def _other_texts(prefix: str) -> list[str]:
    english = {Document.text_column(name, languages.SOURCE) for name in Document.text_fields()}
    return [prefix + column for column in sorted(Document.live_text_columns() - english)]
