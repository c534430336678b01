"""How a row of history is told in a line of the trail."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from site_app.accounts.models import Event
from site_app.content.models import ArchivedCopy, Change
from site_app.editions.models import Comment, Confirmation, Document, Mark, Move, Publication, Revision

MARKS = {
    Mark.Kind.SUBMITTED: gettext_lazy("handed in for review"),
    Mark.Kind.RETURNED: gettext_lazy("sent back"),
    Mark.Kind.CHECKED: gettext_lazy("checked the translation"),
    Mark.Kind.SIGNED_OFF: gettext_lazy("signed off"),
}
ACTIONS = {
    Publication.Action.PUBLISHED: gettext_lazy("published"),
    Publication.Action.TAKEN_DOWN: gettext_lazy("took down"),
    Publication.Action.WITHDRAWN: gettext_lazy("withdrew"),
    Publication.Action.RESTORED: gettext_lazy("restored"),
}
ACTS = {
    Change.Act.ADDED: gettext_lazy("added"),
    Change.Act.CHANGED: gettext_lazy("changed"),
    Change.Act.CONFIRMED: gettext_lazy("checked, still true"),
}
SIZES = {
    Publication.Significance.MINOR: gettext_lazy("a small change"),
    Publication.Significance.NORMAL: gettext_lazy("a change"),
    Publication.Significance.MEANING: gettext_lazy("a change of meaning"),
}
COPIES = {ArchivedCopy.Kind.PICTURE: gettext_lazy("picture"), ArchivedCopy.Kind.PDF: gettext_lazy("PDF")}
LONGEST = 300


def who(person, name: str = "") -> str:
    """Nobody at the desk: somebody with a link, who gave a name, or the library's files."""
    return person.display_name if person else name or _("library files")


def of_saved(revision: Revision) -> dict:
    what = f"asked {revision.by_name} (a machine) for a draft" if revision.machine else _("saved a text")
    name = "" if revision.machine else revision.by_name
    return {"who": who(revision.by, name), "what": what, "detail": _("text %(n)d") % {"n": revision.number}}


def of_redaction(revision: Revision) -> dict:
    detail = _("text %(n)d") % {"n": revision.number}
    return {"who": who(revision.redacted_by), "what": _("removed the words for good"), "detail": detail}


def of_mark(mark: Mark) -> dict:
    return {"who": who(mark.by, mark.name), "what": str(MARKS[mark.kind]), "detail": _short(mark.comment)}


def of_comment(comment: Comment) -> dict:
    return {"who": who(comment.by, comment.name), "what": _("commented"), "detail": _short(comment.words)}


def of_publication(publication: Publication) -> dict:
    detail = SIZES.get(publication.significance, "")
    if publication.reason:
        detail = Document.Withdrawal(publication.reason).label
    return {"who": who(publication.by), "what": str(ACTIONS[publication.action]), "detail": str(detail)}


def of_confirmation(confirmation: Confirmation) -> dict:
    return {"who": who(confirmation.by), "what": _("read it again: still correct")}


def of_planned(planned) -> dict:
    plan = planned.scheduled
    at = timezone.localtime(plan.at).strftime("%-d %B %Y, %H:%M")
    detail = _("text %(n)d, for %(at)s") % {"n": planned.revision.number, "at": at}
    return {"who": who(plan.by), "what": _("planned its publication"), "detail": detail}


def of_cancelled(planned) -> dict:
    detail = _("text %(n)d") % {"n": planned.revision.number}
    return {"who": who(planned.scheduled.cancelled_by), "what": _("called its publication off"), "detail": detail}


def of_move(move: Move) -> dict:
    thing = move.document.title_en or move.document.slug
    what = _("changed its address")
    return {"who": who(move.by), "what": what, "thing": thing, "detail": str(move), "document": move.document}


def of_change(change: Change) -> dict:
    row = change.row
    size = f"{SIZES[change.significance]}: " if change.significance else ""
    differences = "; ".join(f"{name}: {old} → {new}" for name, old, new in differences_of(change))
    thing = row.code if change.fact else row.name if change.organisation else row.title
    return {
        "who": who(change.by),
        "what": str(ACTS[change.act]),
        "thing": thing,
        "detail": _short(f"{size}{differences}"),
        "row": row,
    }


def of_copy(copy: ArchivedCopy) -> dict:
    detail = f"{COPIES[copy.kind]}, {copy.size // 1024 + 1} kB"
    return {
        "who": who(copy.by),
        "what": _("kept a copy"),
        "thing": copy.source.title,
        "detail": detail,
        "row": copy.source,
    }


def of_removed_copy(copy: ArchivedCopy) -> dict:
    return {"who": who(copy.removed_by), "what": _("removed a copy"), "thing": copy.source.title, "row": copy.source}


def of_event(event: Event) -> dict:
    return {
        "who": event.by.display_name if event.by else _("somebody with a link, or the machine"),
        "what": event.get_what_display(),
        "thing": event.about.display_name if event.about else "",
        "detail": event.detail,
    }


NAMES = {
    "statement": gettext_lazy("what is true"),
    "caution": gettext_lazy("careful with"),
    "dated": gettext_lazy("date"),
    "confidence": gettext_lazy("how sure"),
    "checked_on": gettext_lazy("checked on"),
    "check_by": gettext_lazy("check again by"),
    "phones": gettext_lazy("telephone"),
    "asks_status": gettext_lazy("asks about status"),
    "funded_by": gettext_lazy("who pays for them"),
    "on_bill": gettext_lazy("on the phone bill"),
    "url": gettext_lazy("web address"),
    "read_on": gettext_lazy("read on"),
}
UNTOLD = {"checked_by", "checked_by_id"}  # who did it stands in the line already


def differences_of(change: Change) -> list[tuple[str, str, str]]:
    """(name, before, after) of what differs, in words. Something new has no before."""
    names = [name for name in change.after if name not in UNTOLD]
    return [
        (str(NAMES.get(name, name.replace("_", " "))), _value(change.before.get(name)), _value(change.after[name]))
        for name in names
    ]


def _value(value) -> str:
    if value in (None, "", [], False):
        return "–"
    if value is True:
        return _("yes")
    if isinstance(value, list):
        return ", ".join(_phone(one) if isinstance(one, dict) else str(one) for one in value)
    return str(value)


def _phone(phone: dict) -> str:
    doubt = "" if phone.get("confirmed", True) else _(" (not confirmed)")
    return f"{phone.get('number', '')} {phone.get('label', '')}".strip() + doubt


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
