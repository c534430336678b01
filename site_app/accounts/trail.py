"""What happened to accounts and links, for good. Rows are written here and nowhere else, and never change."""

from site_app.accounts.models import Event, User

LONGEST = 300


def record(what: str, *, by: User | None, about: User | None = None, detail: str = "") -> Event:
    """`by`: who did it, None for the holder of a link or the machine itself."""
    return Event.objects.create(what=what, by=by, about=about, detail=_one_line(detail)[:LONGEST])


def _one_line(text: str) -> str:
    """So that nobody writes a second entry into the one about them."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
