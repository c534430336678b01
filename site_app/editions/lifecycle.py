"""Everything that changes what readers see, and the saving of texts.

Each function is one act: it locks the document, looks at the database as it is now, refuses what may not
happen, and writes text, pointers, history and the site's generation in one transaction. A crash leaves the
old page or the new one. Only this module writes the live text columns.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from site_app import markup
from site_app.editions.models import (
    Comment,
    Document,
    Edition,
    Mark,
    Publication,
    Recheck,
    Retraction,
    Revision,
    Site,
    WorkingCopy,
)
from site_app.editions.refusing import MADE_BY_A_MACHINE, Refused, Stale, refuse_mark, refuse_own, refuse_unfit

Action = Publication.Action
Significance = Publication.Significance
LONGEST_NOTE = 1000  # characters


# --- saving texts ----------------------------------------------------------------------------------------


@transaction.atomic
def keep_working_copy(document, language: str, *, texts: dict, by, after, based_on=None, shared=None, note=""):
    """What one person has typed so far, as it is. Touches nobody else's text and is never shown to readers."""
    edition, _created = Edition.objects.get_or_create(document_id=document.pk, language_id=language)
    values = {"texts": texts, "note": note, "shared": shared or {}, "based_on": based_on, "after": after}
    return WorkingCopy.objects.update_or_create(edition=edition, person=by, defaults=values)[0]


@transaction.atomic
def save_revision(
    document, language: str, *, texts: dict, by, after, based_on=None, shared=None, note="", by_name="", machine=False
) -> Revision:
    """A new revision of one edition; the same one again if nothing changed.

    texts: {field: text}, HTML fields are reduced to the safe subset. after: the newest revision the writer
    saw, None if there was none; if there is a newer one now, raises Stale. based_on: the source revision a
    translation was made from. shared: only on source revisions. by: None for the library loader, and for whoever
    has no account: then `by_name` says whose words they are. machine: `by_name` is its name, `by` who asked for it.
    """
    document = _lock(document.pk)[0]
    edition, _created = Edition.objects.get_or_create(document=document, language_id=language)
    model = Document.model_for(document.kind)
    texts = _clean(model, texts)
    _refuse_long("note", note, LONGEST_NOTE)
    latest = edition.latest
    if edition.latest_id != (after and after.pk):
        raise Stale(edition, texts, latest)
    if edition.is_source:
        based_on, shared = None, dict(sorted(model.clean_shared(shared or {}).items()))  # so that equal ones look alike
    else:
        shared = {}
        _refuse_wrong_source(edition, based_on)
    values = {"texts": texts, "note": note.strip(), "shared": shared, "based_on": based_on}
    is_taken_over = latest is not None and latest.machine and not machine  # by somebody with a name
    if latest is None or is_taken_over or any(getattr(latest, name) != value for name, value in values.items()):
        latest = _append(
            edition, by=by, by_name=by_name, machine=machine, copy_of_id=_same_words(edition, texts, based_on), **values
        )
    if not machine:  # whoever asked a machine goes on with what they typed
        WorkingCopy.objects.filter(edition=edition, person=by).delete()
    return latest


def _same_words(edition: Edition, texts: dict, based_on: Revision | None) -> int | None:
    """The revision whose words these are already, if they follow the same English words.

    So a checked translation stays checked when it follows them, and a redaction reaches every copy.
    """
    for earlier in edition.revisions.filter(redacted_at=None).select_related("based_on").order_by("-number"):
        source = earlier.based_on.words_id if earlier.based_on else None
        if earlier.texts == texts and source == (based_on.words_id if based_on else None):
            return earlier.words_id
    return None


def _append(edition: Edition, **values) -> Revision:
    number = edition.latest.number + 1 if edition.latest else 1
    edition.latest = Revision.objects.create(edition=edition, number=number, **values)
    edition.save(update_fields=["latest"])
    return edition.latest


def _clean(model: type[Document], texts: dict) -> dict:
    unknown = set(texts) - set(model.text_fields())
    if unknown:
        raise ValueError(f"{model.__name__} has no text called {', '.join(sorted(unknown))}")
    clean = {
        name: markup.clean_html(text) if name in model.html_texts else markup.clean_text(text)
        for name, text in texts.items()
    }
    for name, text in clean.items():
        _refuse_long(name, text, model.longest_texts[name])
    return {name: text for name, text in clean.items() if text}


def _refuse_long(name: str, text: str, most: int) -> None:
    if len(text) > most:
        values = {"name": name, "most": most, "count": len(text)}
        raise Refused(_("The %(name)s may have %(most)d characters at most. It has %(count)d.") % values)


def _refuse_wrong_source(edition: Edition, based_on: Revision | None) -> None:
    if based_on is None:
        raise Refused(_("A translation has to say which English text it was made from."))
    source = based_on.edition
    if source.document_id != edition.document_id or not source.is_source:
        raise Refused(_("A translation is made from the English text of the same document."))


# --- marks -----------------------------------------------------------------------------------------------


@transaction.atomic
def mark(revision: Revision, kind: str, *, by, name: str = "", comment: str = "") -> Mark:
    """Submitted, returned, checked or signed off.

    name: who says so; by default the account's own name. Whoever wrote a text cannot check it.
    """
    document = _lock(revision.edition.document_id)[0]
    revision = Revision.objects.select_related("edition", "copy_of").get(pk=revision.pk)
    name = name.strip() or (by.display_name if by else "")
    refuse_mark(revision, kind, by=by, name=name)
    made = Mark.objects.create(revision=revision, kind=kind, by=by, name=name, comment=comment.strip())
    if kind == Mark.Kind.CHECKED and not document.withdrawn:
        Site.raise_generation()
    return made


# --- publishing ------------------------------------------------------------------------------------------


def live_now(*revisions: Revision) -> dict[int, int | None]:
    """What a publisher sees before deciding, for `seen`: {edition id: id of its live revision}."""
    return dict(Edition.objects.filter(revisions__in=revisions).values_list("pk", "live_id"))


@transaction.atomic
def publish(*revisions: Revision, seen: Mapping[int, int | None], significance: str, by) -> list[Publication]:
    """These revisions go live together, or none of them does.

    seen: from `live_now`, taken when the publisher looked. Raises Stale if one of the editions has changed
    since, Refused if one of the texts may not go out.
    """
    if significance not in Significance.values:
        raise Refused(_("Say how much this changes for readers."))
    documents = {one.pk: one for one in _lock(*{revision.edition.document_id for revision in revisions})}
    going_live = _fresh(revisions)
    if len({revision.edition_id for revision in going_live}) < len(going_live):
        raise Refused(_("Choose one text for each language."))
    for revision in going_live:
        edition = revision.edition
        if edition.live_id != seen.get(edition.pk):
            raise Stale(edition, revision.texts, edition.live)
    together = {revision.words_id for revision in going_live}
    site = Site.objects.get()
    for revision in going_live:
        refuse_unfit(documents[revision.edition.document_id], revision, together, site)
        refuse_own(documents[revision.edition.document_id], revision, by=by)
    Site.raise_generation()
    return [_go_live(revision, significance=significance, by=by) for revision in going_live]


@transaction.atomic
def roll_back(edition: Edition, *, to: Revision, seen: Mapping[int, int | None], significance: str, by) -> Publication:
    """An earlier text goes live again, as a copy: history only ever grows."""
    _lock(edition.document_id)
    edition = Edition.objects.select_related("latest").get(pk=edition.pk)
    to = Revision.objects.get(pk=to.pk)
    if to.edition_id != edition.pk:
        raise Refused(_("That text belongs to another page or language."))
    if to.redacted_at:
        raise Refused(_("The words of this text were removed."))
    if to.machine:
        raise Refused(MADE_BY_A_MACHINE)
    copy = _append(
        edition,
        texts=to.texts,
        note=to.note,
        shared=to.shared,
        based_on=to.based_on,
        copy_of_id=to.words_id,
        by=by,
    )
    return publish(copy, seen=seen, significance=significance, by=by)[0]


@transaction.atomic
def carry_over(edition: Edition, *, to: Revision, by) -> Revision:
    """The live words of a translation once more, unchanged, as if made from the English text `to`. To be published.

    Touches nobody's working copy. Stale where a newer text waits: it would never go live after this one.
    """
    _lock(edition.document_id)
    edition = Edition.objects.select_related("latest", "live").get(pk=edition.pk)
    _refuse_wrong_source(edition, to)
    if edition.live is None:
        raise Refused(_("This text is not live."))
    live = edition.live
    if live != edition.latest:
        raise Stale(edition, live.texts, edition.latest)
    same_words = _same_words(edition, live.texts, to)
    return _append(edition, texts=live.texts, note=live.note, shared={}, based_on=to, copy_of_id=same_words, by=by)


def _fresh(revisions) -> list[Revision]:
    """As the database has them now, source texts first, so that translations find theirs already out."""
    found = Revision.objects.select_related("edition__live", "based_on", "copy_of").in_bulk([r.pk for r in revisions])
    return sorted(found.values(), key=lambda revision: (not revision.edition.is_source, revision.pk))


def _go_live(revision: Revision, *, significance: str, by) -> Publication:
    edition = revision.edition
    edition.live = revision
    edition.save(update_fields=["live"])
    _write_live_texts(edition, revision.texts)
    publication = _record(edition, Action.PUBLISHED, revision, by=by, significance=significance)
    if edition.is_source:
        model = Document.model_for(edition.document.kind)
        model.objects.get(pk=edition.document_id).apply_shared(revision.shared)
        if significance != Significance.MINOR:
            Recheck.objects.close(edition.document, answer=Recheck.Answer.CHANGED, by=by)
            Recheck.objects.ask(model.touched_by(revision.shared), because_of=publication)
    return publication


# --- taking away and giving back -------------------------------------------------------------------------


@transaction.atomic
def take_down(edition: Edition, *, by) -> Publication:
    """Removes one bad edition from readers, now. Other languages stay."""
    _lock(edition.document_id)
    edition = Edition.objects.select_related("live", "document").get(pk=edition.pk)
    if edition.live is None:
        raise Refused(_("This text is not live."))
    return _take_down(edition, by=by)


def _take_down(edition: Edition, *, by) -> Publication:
    was_live, edition.live = edition.live, None
    edition.save(update_fields=["live"])
    _write_live_texts(edition, {})
    _retract(edition)
    return _record(edition, Action.TAKEN_DOWN, was_live, by=by)


@transaction.atomic
def withdraw(document: Document, *, reason: str, by) -> list[Publication]:
    """No longer advice, in every language at once. Its address stays and gives the reason.

    The live columns are emptied, so that no page that forgets to ask can show the text.
    """
    document = _lock(document.pk)[0]
    live = list(document.editions.exclude(live=None).select_related("live", "document"))
    if document.withdrawn or not live:
        raise Refused(_("This document is not live, so there is nothing to withdraw."))
    if reason not in Document.Withdrawal.values:
        raise Refused(_("Choose a reason that readers will be told."))
    Document.objects.filter(pk=document.pk).update(withdrawn=reason)
    for edition in live:
        _write_live_texts(edition, {})
    Retraction.note(Retraction.of_document(document.pk))
    return [_record(edition, Action.WITHDRAWN, edition.live, by=by, reason=reason) for edition in live]


@transaction.atomic
def restore(document: Document, *, by) -> list[Publication]:
    """Every edition that was live when the document was withdrawn is live again, unless it was taken down since."""
    document = _lock(document.pk)[0]
    if not document.withdrawn:
        raise Refused(_("This document is not withdrawn."))
    history = Publication.objects.filter(edition__document=document)
    restored = history.filter(action=Action.RESTORED).aggregate(last=Max("pk"))["last"] or 0
    withdrawn = history.filter(action=Action.WITHDRAWN, pk__gt=restored)
    Document.objects.filter(pk=document.pk).update(withdrawn="")
    for edition in document.editions.exclude(live=None).select_related("live", "document"):
        _write_live_texts(edition, edition.live.texts)
    Site.raise_generation()
    return [
        _record(one.edition, Action.RESTORED, one.revision, by=by)
        for one in withdrawn.select_related("edition", "revision").order_by("pk")
    ]


@transaction.atomic
def redact(revision: Revision, *, by) -> list[Revision]:
    """Removes the words of a revision and of every copy of it, for good. Rows, marks and trail stay.

    If they are live they are taken down in the same act. Later revisions that repeat the same words have
    to be redacted themselves: only a person can tell what has to go. Returns the revisions emptied.
    """
    _lock(revision.edition.document_id)
    edition = Edition.objects.select_related("live", "document").get(pk=revision.edition_id)
    words = Revision.objects.get(pk=revision.pk).words_id
    same_words = [one for one in edition.revisions.all() if one.words_id == words and not one.redacted_at]
    if not same_words:
        raise Refused(_("The words of this text were removed."))
    if edition.live in same_words:
        _take_down(edition, by=by)
    Revision.objects.filter(pk__in=[one.pk for one in same_words]).update(
        texts={}, note="", redacted_at=timezone.now(), redacted_by=by
    )
    _retract(edition)  # also if they were not live: their notes stand in the history under the text
    Comment.objects.filter(revision__in=same_words).update(words=Comment.REMOVED, passage="")
    Mark.objects.filter(revision__in=same_words).exclude(comment="").update(comment="")
    return same_words


# --- what the acts share ---------------------------------------------------------------------------------


def _retract(edition: Edition) -> None:
    """English words stand on pages of every language, so with them go all pages that show the document."""
    language = "" if edition.is_source else edition.language_id
    Retraction.note(Retraction.of_document(edition.document_id, language))


def _lock(*documents: int) -> list[Document]:
    """In one order everywhere, so that two acts on the same documents wait and never deadlock."""
    return list(Document.objects.select_for_update(of=("self",)).filter(pk__in=documents).order_by("pk"))


def _write_live_texts(edition: Edition, texts: dict) -> None:
    model = Document.model_for(edition.document.kind)
    columns = {model.text_column(name, edition.language_id): texts.get(name) or None for name in model.text_fields()}
    model.objects.filter(pk=edition.document_id).update(**columns)


def _record(edition: Edition, action: str, revision: Revision, *, by, significance="", reason="") -> Publication:
    return Publication.objects.create(
        edition=edition, action=action, revision=revision, significance=significance, reason=reason, by=by
    )
