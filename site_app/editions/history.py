"""What of editions is history, for `append_only`: revisions, marks, publications, retractions, comments, confirmations,
moves to another address, what was planned, who found an interface right, and which
faults are none.

One exception: a revision may lose its words once (see `lifecycle.redact`), and the comments and marks on it theirs,
while every other column stays.
"""

from site_app import append_only
from site_app.editions.models import (
    Comment,
    Confirmation,
    FaultDismissed,
    InterfaceCheck,
    Mark,
    Move,
    Publication,
    Retraction,
    Revision,
    Scheduled,
)

REDACTION = {"texts", "note", "redacted_at", "redacted_by"}


def redaction(connection) -> str:
    """SQL: this UPDATE empties a revision's words and touches nothing else."""
    empty = "'{}'" if connection.vendor == "sqlite" else "'{}'::jsonb"
    words_gone = ["OLD.redacted_at IS NULL", "NEW.redacted_at IS NOT NULL", f"NEW.texts = {empty}", "NEW.note = ''"]
    return " AND ".join(words_gone + _all_but(Revision, REDACTION, connection))


def removal(connection) -> str:
    """SQL: this UPDATE empties a comment on words that were redacted, because it may repeat them."""
    gone = [f"NEW.words = '{Comment.REMOVED}'", "NEW.passage = ''"]
    return " AND ".join([*gone, *_all_but(Comment, {"words", "passage"}, connection)])


def silence(connection) -> str:
    """SQL: the same of what somebody said with a mark; who said what kind of thing, and when, stays."""
    return " AND ".join(["NEW.comment = ''", *_all_but(Mark, {"comment"}, connection)])


def _all_but(model, changed: set[str], connection) -> list[str]:
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    return [
        f'NEW."{field.column}" {same} OLD."{field.column}"'
        for field in model._meta.concrete_fields
        if field.name not in changed
    ]


def guard() -> None:
    append_only.guard(Revision, redaction)
    append_only.guard(Mark, silence)
    append_only.guard(Publication)
    append_only.guard(Retraction)
    append_only.guard(Comment, removal)
    append_only.guard(Confirmation)
    append_only.guard(FaultDismissed)
    append_only.guard(InterfaceCheck)
    append_only.guard(Move)
    append_only.guard(Scheduled.revisions.through)  # which texts were planned; a plan itself ends in one way or another
