"""Pages for a volunteer with a link: translate one text, or check one translation. See `holders`.

A volunteer can publish nothing. What they translate goes to review under the name they choose; what they confirm is
confirmed under the name the link was made for. Their words so far are kept with the link, and nothing in their browser.
"""

from csp.constants import SELF
from django import forms
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from site_app import languages
from site_app.accounts import links
from site_app.accounts.models import Link
from site_app.editions import lifecycle
from site_app.editions.models import Document, Edition, Mark, Revision
from site_app.staff import handing_in, side_by_side, translating
from site_app.staff import typed as typing
from site_app.staff.adviser import Answer
from site_app.staff.holders import for_the_holder_alone
from site_app.staff.typed import Typed

MAY_LOAD = {"style-src": [SELF], "script-src": [SELF], "connect-src": [SELF]}  # besides what a reader's page may
TRANSLATE, CHECK = Link.Purpose.TRANSLATE, Link.Purpose.CHECK
LONGEST_NAME = 150


def _document(edition: Edition) -> Document:
    document = (
        Document.model_for(edition.document.kind).objects.with_texts(languages.SOURCE).get(pk=edition.document_id)
    )
    if document.withdrawn:
        raise lifecycle.Refused(_("This page was withdrawn, so nobody has to translate it. Thank you all the same."))
    return document


# --- translating -----------------------------------------------------------------------------------------


def _opened(link: Link) -> tuple[Document, Edition, Revision]:
    """What the link opens. Raises Refused where there is nothing to translate any more."""
    edition = Edition.objects.select_related("document", "latest", "live").get(pk=link.subject)
    document = _document(edition)
    english = typing.english_of(document)
    if english is None:
        raise lifecycle.Refused(_("There is no English text to translate from."))
    return document, edition, english


def _so_far(link: Link, edition: Edition, english: Revision) -> Typed:
    """The words kept with the link; otherwise the newest text there is."""
    if kept := link.details.get("typed"):
        return Typed(**kept)
    return typing.from_revision(edition.latest, english)


def _sent(request, document: Document, edition: Edition) -> Typed:
    typed = typing.from_request(request.POST, document, edition)
    typed.texts = {name: text[: 2 * document.longest_texts[name]] for name, text in typed.texts.items()}
    typed.note = typed.note[:600]
    return typed


def _remember(link: Link, typed: Typed, name: str) -> None:
    links.remember(link, typed=vars(typed), chosen_name=name[:LONGEST_NAME])


@for_the_holder_alone(TRANSLATE, limit="volunteer", policy=MAY_LOAD)
def translate(request, link):
    document, edition, english = _opened(link)
    if request.method != "POST":
        return _form(request, link, document, edition, english, _so_far(link, edition, english))
    typed, name = _sent(request, document, edition), request.POST.get("name", "").strip()
    _remember(link, typed, name)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(_kept(document, edition, typed))
    if request.POST.get("act") != "deliver":
        return _form(request, link, document, edition, english, typed, kept=True)
    if errors := _unfinished(document, edition, typed, name):
        return _form(request, link, document, edition, english, typed, errors=errors, status=422)
    try:
        _deliver(link, document, edition, typed, name)
    except lifecycle.Refused as refused:
        why = {"errors": [str(refused)], "why": refused, "status": 422}
        return _form(request, link, document, edition, english, typed, **why)
    return render(request, "staff/volunteers/thanks.html", {"link": link, "name": name, "purpose": "translate"})


def _kept(document: Document, edition: Edition, typed: Typed) -> dict:
    """What the page's script is told; see `writing.keep`."""
    at = timezone.localtime().strftime("%H:%M")
    return {"kept": at, "others": [], "newer": None, "measures": [], "rows": translating.told(document, edition, typed)}


def _unfinished(document: Document, edition: Edition, typed: Typed, name: str) -> list[str]:
    said = [] if name else [_("Write the name that should stand under your translation. It can be a first name.")]
    return said + translating.unfinished(document, edition, typed)


@transaction.atomic
def _deliver(link: Link, document: Document, edition: Edition, typed: Typed, name: str) -> None:
    """Uses the link up. Whatever was saved meanwhile stays in the history, and the reviewer is told."""
    links.use(link)
    ticked = typed.shared.get(handing_in.RIGHT, ())
    based_on = Revision.objects.filter(pk=typed.based_on, edition__document=document).first()
    found = handing_in.look(edition, typed.texts, based_on and based_on.texts, ticked, may_dismiss=False)
    latest = Edition.objects.select_related("latest").get(pk=edition.pk).latest
    saved = lifecycle.save_revision(
        document,
        edition.language_id,
        texts=typed.texts,
        note=typed.note,
        based_on=based_on,
        after=latest,
        by=None,
        by_name=name[:LONGEST_NAME],
    )
    if saved == latest:
        raise lifecycle.Refused(_("Nothing is different yet, so nothing was delivered. Your link still works."))
    handing_in.keep_ticks(saved, found, ticked, by=None, name=saved.by_name)
    lifecycle.mark(saved, Mark.Kind.SUBMITTED, by=None, name=saved.by_name, comment=_told(link, typed, latest))


def _told(link: Link, typed: Typed, latest: Revision | None) -> str:
    asked = f"Asked by {link.by.display_name}." if link.by else ""
    if latest is None or latest.pk == typed.after:
        return asked
    return f"{asked} Text {latest.number} was saved meanwhile: compare both.".strip()


def _form(request, link, document, edition, english, typed, *, errors=(), why=None, kept=False, status=200):
    sheet = translating.sheet_of(document, edition, typed, english)
    side_by_side.furnish(sheet, edition.language_id, translating.glossary_of(edition.language_id))
    context = {
        "link": link,
        "name": request.POST.get("name", link.details.get("chosen_name") or link.name),
        "document": document,
        "language": languages.BY_CODE[edition.language_id],
        "english": english,
        "typed": typed,
        "sheet": sheet,
        "errors": list(errors),
        "kept": kept,
        **handing_in.listed(why, typed.shared.get(handing_in.RIGHT, ()), may_dismiss=False),
        "address": reverse("volunteer", args=[request.resolver_match.kwargs["token"]]),
    }
    return render(request, "staff/volunteers/translate.html", context, status=status)


# --- checking --------------------------------------------------------------------------------------------


class Confirmation(Answer):
    """The adviser's form with other words: `sign` confirms the translation."""

    read = forms.BooleanField(
        label=gettext_lazy("I speak both languages, I read both texts, and they say the same."),
        required=False,
    )
    not_read = gettext_lazy("Please confirm that you have read both texts. Nothing was confirmed.")


@for_the_holder_alone(CHECK, limit="volunteer", policy=MAY_LOAD)
def check(request, link):
    revision = Revision.objects.select_related("edition__document", "based_on", "copy_of").get(pk=link.subject)
    document = _document(revision.edition)
    if revision.redacted_at:
        raise lifecycle.Refused(_("The words of this text were removed. There is nothing to check any more."))
    form = Confirmation(request.POST or None)
    error, status = "", 200
    if form.is_valid():
        try:
            _answer(link, revision, **form.cleaned_data)
        except lifecycle.Refused as refused:
            error, status = str(refused), 422
        else:
            purpose = "check" if form.cleaned_data["answer"] == "sign" else "comment"
            context = {"link": link, "name": link.full_name, "purpose": purpose}
            return render(request, "staff/volunteers/thanks.html", context)
    context = {
        "link": link,
        "document": document,
        "language": languages.BY_CODE[revision.edition.language_id],
        "revision": revision,
        "sheet": translating.reading_of(document, revision),
        "is_newest": revision.edition.latest_id == revision.pk,
        "moved": _moved(document, revision),
        "form": form,
        "error": error,
    }
    return render(request, "staff/volunteers/check.html", context, status=422 if form.errors else status)


def _moved(document: Document, revision: Revision) -> bool:
    """Whether English says something else by now than this translation follows."""
    english = typing.english_of(document)
    return bool(english and revision.based_on and english.words_id != revision.based_on.words_id)


@transaction.atomic
def _answer(link: Link, revision: Revision, *, answer: str, comment: str, read: bool) -> None:
    """A confirmation uses the link up. A comment leaves it, so that the same text can still be confirmed."""
    if answer == "sign":
        lifecycle.mark(revision, Mark.Kind.CHECKED, by=None, name=link.full_name, comment=comment)
        links.use(link)
    else:
        lifecycle.mark(revision, Mark.Kind.RETURNED, by=None, name=link.full_name, comment=comment)
