"""What may not be, and why: sentences for whoever tried. `lifecycle` asks here before it does anything."""

from django.utils.translation import gettext as _

from site_app.editions.models import Document, Edition, Mark, Publication, Revision, Site
from site_app.editions.signing import writer_names, writers

# Not marked for translation: only the desk can say it, and the desk speaks English.
MADE_BY_A_MACHINE = "A machine made this text. Somebody has to read it and save it first."


class Refused(Exception):
    """The act may not happen. Nothing was changed; the message says why, for the person who tried."""


class Stale(Refused):
    """Somebody else was faster. Holds both texts, so that nothing is lost and the two can be compared.

    yours: {field: text} of the one who was refused; theirs: the revision that is there now, None if the
    edition was taken down meanwhile.
    """

    def __init__(self, edition: Edition, yours: dict, theirs: Revision | None):
        self.edition, self.yours, self.theirs = edition, yours, theirs
        super().__init__(_("Somebody else changed this text meanwhile. Nothing is lost: compare both."))


def refuse_mark(revision: Revision, kind: str, *, by, name: str) -> None:
    """name: who says so. Whoever wrote a text does not check it, with an account or without."""
    if revision.redacted_at:
        raise Refused(_("The words of this text were removed."))
    if kind == Mark.Kind.CHECKED:
        if revision.edition.is_source:
            raise Refused(_("Only translations are checked. English texts are signed off."))
        if (by is not None and by.pk in writers(revision)) or name.casefold() in writer_names(revision):
            raise Refused(_("Somebody else has to check what you wrote."))
    if kind == Mark.Kind.SIGNED_OFF and not revision.edition.is_source:
        raise Refused(_("Only the English text is signed off."))
    if kind != Mark.Kind.RETURNED and revision.machine:
        raise Refused(MADE_BY_A_MACHINE)
    if not name:
        raise Refused(_("Whoever says this has to be named."))


def refuse_unfit(document: Document, revision: Revision, together: set[int], site: Site) -> None:
    model = Document.model_for(document.kind)
    if document.withdrawn:
        raise Refused(_("This document is withdrawn. Restore it first."))
    if revision.redacted_at:
        raise Refused(_("The words of this text were removed."))
    if revision.machine:
        raise Refused(MADE_BY_A_MACHINE)
    live = revision.edition.live
    if live == revision:
        raise Refused(_("This text is already live."))
    if live is not None and live.number > revision.number:
        raise Refused(_("This text is older than the live one. Roll back to it instead."))
    if absent := [name for name in model.required_texts if not revision.texts.get(name)]:
        raise Refused(_("This text is not finished. Missing: %(names)s") % {"names": ", ".join(absent)})
    source = revision if revision.edition.is_source else revision.based_on
    if source is not revision and source.words_id not in together and not _was_published(source):
        raise Refused(_("The English text that this translation follows has never been published."))
    if document.sign_off and not site.demonstration and not Revision.objects.filter(pk=source.pk).signed_off():
        raise Refused(_("This text has to be signed off first, by: %(who)s") % {"who": document.sign_off})


def refuse_own(document: Document, revision: Revision, *, by) -> None:
    """Four eyes: where a text has to be signed off, whoever wrote it is not who publishes it."""
    if document.sign_off and by is not None and by.pk in writers(revision):
        # Not marked for translation: only the desk can say it, and the desk speaks English.
        raise Refused("You wrote this text, and it has to be signed off. Somebody else has to publish it.")


def _was_published(source: Revision) -> bool:
    same_words = source.edition.revisions.filter(pk=source.words_id) | source.edition.revisions.filter(
        copy_of_id=source.words_id
    )
    return Publication.objects.filter(revision__in=same_words, action=Publication.Action.PUBLISHED).exists()
