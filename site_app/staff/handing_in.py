"""Handing a text in for review: not while a machine finds something wrong in it that nobody has looked at.

Of each warning somebody says, with a tick, that it is right as it is. An error is put right, or a publisher says so.
What was ticked is kept once the text is handed in (`faults.dismissing`).
"""

from collections.abc import Collection

from site_app.editions.faults import dismissing
from site_app.editions.faults.dismissing import Faulty, Standing
from site_app.editions.models import Edition, Revision

RIGHT = "right"  # name of the ticks


def look(edition: Edition, texts: dict, english: dict | None, ticked: Collection[str], *, may_dismiss) -> Standing:
    """What a machine finds. Raises Faulty with all of it if something is neither put right nor ticked."""
    found = dismissing.standing(edition, {name: text for name, text in texts.items() if text}, english)
    return _all_ticked(found, ticked, may_dismiss=may_dismiss)


def look_at_saved(revision: Revision, ticked: Collection[str], *, may_dismiss: bool) -> Standing:
    return _all_ticked(dismissing.standing_of(revision), ticked, may_dismiss=may_dismiss)


def _all_ticked(found: Standing, ticked: Collection[str], *, may_dismiss: bool) -> Standing:
    if found.without(ticked, errors=may_dismiss):
        raise Faulty(found)
    return found


def keep_ticks(revision: Revision, found: Standing, ticked: Collection[str], *, by, name: str = "") -> None:
    if found:
        dismissing.dismiss(revision.edition, found, ticked, by=by, name=name)


def listed(error: Exception | None, ticked: Collection[str], *, may_dismiss: bool) -> dict:
    """For `staff/faults/list.html`."""
    return {
        "standing": getattr(error, "standing", None),
        "accepted": set(ticked),
        "may_dismiss_errors": may_dismiss,
    }
