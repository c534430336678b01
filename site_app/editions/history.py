"""What of editions is history, for `append_only`: revisions, marks, publications, retractions, comments, confirmations
and moves to another address.

One exception: a revision may lose its words once (see `lifecycle.redact`), and the comments on it theirs, while
every other column stays.
"""

from site_app import append_only
from site_app.editions.models import Comment, Confirmation, Mark, Move, Publication, Retraction, Revision

REDACTION = {"texts", "note", "redacted_at", "redacted_by"}


def redaction(connection) -> str:
    """SQL: this UPDATE empties a revision's words and touches nothing else."""
    same, empty = ("IS", "'{}'") if connection.vendor == "sqlite" else ("IS NOT DISTINCT FROM", "'{}'::jsonb")
    kept = [
        f'NEW."{field.column}" {same} OLD."{field.column}"'
        for field in Revision._meta.concrete_fields
        if field.name not in REDACTION
    ]
    words_gone = ["OLD.redacted_at IS NULL", "NEW.redacted_at IS NOT NULL", f"NEW.texts = {empty}", "NEW.note = ''"]
    return " AND ".join(words_gone + kept)


def removal(connection) -> str:
    """SQL: this UPDATE empties a comment on words that were redacted, because it may repeat them."""
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    kept = [
        f'NEW."{field.column}" {same} OLD."{field.column}"'
        for field in Comment._meta.concrete_fields
        if field.name not in {"words", "passage"}
    ]
    return " AND ".join([f"NEW.words = '{Comment.REMOVED}'", "NEW.passage = ''", *kept])


def guard() -> None:
    append_only.guard(Revision, redaction)
    append_only.guard(Mark)
    append_only.guard(Publication)
    append_only.guard(Retraction)
    append_only.guard(Comment, removal)
    append_only.guard(Confirmation)
    append_only.guard(Move)
