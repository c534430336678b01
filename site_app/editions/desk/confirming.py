"""Somebody read a text again and found it still correct: for every language, in one act."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from site_app.editions import lifecycle
from site_app.editions.lifecycle import Refused
from site_app.editions.models import Confirmation, Document, Edition, Mark, Publication, Recheck, Revision
from site_app.editions.signing import writers


@transaction.atomic
def still_correct(document: Document, *, by, also: Iterable[str] = (), checks: Iterable[str] = ()) -> Confirmation:
    """What is live in English is still correct. Requests to read it again are answered.

    also: languages whose live words, as they are, say what the English says now, although they were made from
    an earlier one: they follow the new English from then on. Their words do not change. checks: those of them
    that `by` may check. A language stays checked only if it is among these and somebody else wrote it;
    otherwise it tells its readers that nobody has checked it.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    english = document.editions.filter(language="en").select_related("live").first()
    if document.withdrawn or english is None or english.live is None:
        raise Refused(_("This document is not live in English, so there is nothing to confirm."))
    for edition in (
        document.editions.outdated().filter(language__in=list(also)).select_related("live", "latest", "language")
    ):
        _follow(edition, english.live, by=by, checks=edition.language_id in set(checks))
    Recheck.objects.close(document, answer=Recheck.Answer.STILL_CORRECT, by=by)
    return Confirmation.objects.create(revision=english.live, by=by)


def _follow(edition: Edition, english: Revision, *, by, checks: bool) -> None:
    """The same words again, live, made from the English of today."""
    was = edition.live
    if was != edition.latest:
        raise Refused(
            _("A newer text is waiting in %(language)s. Leave that language out.")
            % {"language": edition.language.about.name}
        )
    again = lifecycle.carry_over(edition, to=english, by=by)
    if checks and by.pk not in writers(again):
        lifecycle.mark(again, Mark.Kind.CHECKED, by=by)
    lifecycle.publish(again, seen={edition.pk: was.pk}, significance=Publication.Significance.MINOR, by=by)


def languages_behind(document: Document) -> list[Edition]:
    """Editions that the act could bring up to date, with `checked` and `outdated`."""
    return list(document.editions.outdated().with_checked().select_related("live", "latest", "language"))
