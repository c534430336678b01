"""What a signature is for, and whose a text is: for sign-off, for four eyes, and for checking.

An adviser reads the words and what the page says beside them: where a policy stands, since when, which facts and
organisations. All of `shared` is signed but where the text stands in lists and which texts it asks to read again.
"""

from django.db.models import Func, TextField

UNSIGNED = ("order", "sort_on", "topic", "touches")  # of `shared`


def signed_part(shared: dict) -> dict:
    return {name: value for name, value in shared.items() if name not in UNSIGNED and value not in ("", [], None)}


class SignedPart(Func):
    """The same in SQL, to be compared. There, what is empty is not what is absent: then it is signed once more."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **context):
        names = ", ".join(f"'$.{name}'" for name in UNSIGNED)
        return self.as_sql(compiler, connection, template=f"json_remove(%(expressions)s, {names})", **context)

    def as_postgresql(self, compiler, connection, **context):
        names = ", ".join(f"'{name}'" for name in UNSIGNED)
        return self.as_sql(compiler, connection, template=f"(%(expressions)s - ARRAY[{names}])::text", **context)


def writers(revision) -> set[int]:
    """Whoever first saved these words in this edition, and whoever first put beside them what stands there.

    Later revisions may repeat them: by rolling back, by "still correct", by saving again.
    """
    by_somebody = revision.edition.revisions.filter(machine=False).order_by("number")
    same = [one for one in by_somebody if one.texts == revision.texts] or [revision]
    beside = [one for one in same if signed_part(one.shared) == signed_part(revision.shared)]
    return {one.by_id for one in (same[0], beside[0]) if one.by_id is not None}


def writer_names(revision) -> set[str]:
    """The names, in small letters, of those who saved these words without an account."""
    return {one.by_name.casefold() for one in revision.edition.revisions.all() if one.texts == revision.texts} - {""}
