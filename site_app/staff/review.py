"""One saved text: read it, say something beside it, hand it on or back."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from site_app import languages
from site_app.accounts.models import Role
from site_app.content import announcing
from site_app.editions import lifecycle
from site_app.editions.desk import commenting
from site_app.editions.models import Comment, Document, Mark, Revision
from site_app.editions.signing import writers
from site_app.staff import handing_in, translating
from site_app.staff import typed as typing
from site_app.staff.differences import differences, shared_differences
from site_app.staff.gate import needs
from site_app.staff.history import revision_or_404
from site_app.staff.sign_off import signature
from site_app.staff.writing import document_or_404

WHOEVER_READS = [Role.AUTHOR, Role.TRANSLATOR, Role.CHECKER, Role.PUBLISHER]


@needs(change=WHOEVER_READS, language="language")
@csp_update({"frame-src": [SELF]})
@require_http_methods(["GET", "POST"])
def revision(request, pk, language, number):
    document_or_404(pk, language=language)
    one = revision_or_404(pk, language, number)
    if request.method == "GET":
        return _page(request, one)
    try:
        said = _act(request, one, request.POST.get("act", ""))
    except lifecycle.Refused as refused:
        return _page(request, one, error=refused, typed=request.POST, status=422)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("writing:revision", kwargs={"pk": pk, "language": language, "number": number}))


def _act(request, one: Revision, act: str) -> str:
    """One button. Raises Refused, also where this person may not."""
    may, data, person = _may(request.user, one), request.POST, request.user
    if act not in may:
        raise lifecycle.Refused(_("That is not for you to do with this text."))
    if act == "comment":
        commenting.comment(one, words=data.get("words", ""), passage=data.get("passage", ""), by=person)
        return _("Your comment stands beside the text.")
    if act == "submit":
        ticked = data.getlist(handing_in.RIGHT)
        if not one.edition.is_source:
            _refuse_unfinished(one)
        found = handing_in.look_at_saved(one, ticked, may_dismiss=person.may_publish)
        announcing.submit(*announcing.together(one), by=person)
        handing_in.keep_ticks(one, found, ticked, by=person)
        return _("Submitted. A publisher sees it now.")
    if act == "return":
        if not data.get("words", "").strip() and not one.comments.exists():
            raise lifecycle.Refused(_("Write what has to be done, or comment on a passage first."))
        announcing.give_back(*announcing.together(one), comment=data.get("words", ""), by=person)
        return _("Returned to %(name)s.") % {"name": one.writer or _("its writer")}
    lifecycle.mark(one, Mark.Kind.CHECKED, by=person)
    return _("Checked. Readers will be told that a second speaker has read it.")


def _refuse_unfinished(one: Revision) -> None:
    """A saved translation is handed in from its form while parts of it are still to do: there they are marked."""
    if said := translating.unfinished(one.edition.document, one.edition, typing.from_revision(one, one.based_on)):
        raise lifecycle.Refused(" ".join([*said, _("Open the form: it shows which.")]))


def _may(person, one: Revision) -> set[str]:
    """What this person's roles let them do with this text; the rules about the text itself come after."""
    language = one.edition.language_id
    may = {"comment"}
    if person.may_write(language):
        may.add("submit")
    if person.may_publish or (not one.edition.is_source and person.may_check(language)):
        may.add("return")
    if not one.edition.is_source and person.may_check(language):
        may.add("check")
    return may


def _page(request, one: Revision, *, error="", typed=None, status=200):
    edition, document = one.edition, one.edition.document
    model = Document.model_for(document.kind)
    live = edition.live if edition.live != one else None
    may_publish = request.user.may_publish
    parts = [part for part in announcing.together(one) if part.pk != one.pk] if one == edition.latest else []
    context = {
        "document": document,
        "edition": edition,
        "language": languages.BY_CODE[edition.language_id],
        "revision": one,
        "state": Revision.objects.with_state().get(pk=one.pk).state,
        "text": one.texts,
        "may": _may(request.user, one),
        "is_mine": one.by_id == request.user.pk,
        "may_publish": may_publish,
        "may_write": request.user.may_write(edition.language_id),
        "marks": list(one.marks.order_by("pk")),
        "is_writer": request.user.pk in writers(one),
        "checked": Mark.objects.of_words(one, Mark.Kind.CHECKED).last(),
        "comments": Comment.objects.filter(revision__edition=edition).select_related("revision").order_by("pk"),
        "differences": differences(model, live.texts, one.texts) if live else [],
        "shared": shared_differences(live.shared, one.shared) if live else [],
        "live": live,
        "parts": [(part, _against_live(part)) for part in parts],
        "error": str(error),
        **handing_in.listed(error or None, typed.getlist(handing_in.RIGHT) if typed else (), may_dismiss=may_publish),
        "typed": typed or {},
        "sheet": None if edition.is_source else translating.reading_of(document, one),
        "planned": one.scheduled.pending().first(),
        **signature(one),
    }
    return render(request, "staff/writing/revision.html", context, status=status)


def _against_live(part: Revision):
    """What a position said, and what it will say."""
    model = Document.model_for(part.edition.document.kind)
    edition = type(part.edition).objects.select_related("live").get(pk=part.edition_id)
    before = edition.live
    return {
        "differences": differences(model, before.texts if before else {}, part.texts),
        "shared": shared_differences(before.shared if before else {}, part.shared),
    }
