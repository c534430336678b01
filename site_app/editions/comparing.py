"""Two texts word by word: what stayed, what went, what came. Knows no database."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

TOKEN = re.compile(r"\w+|\s|[^\w\s]")
SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Piece:
    kind: str  # same, removed or added
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The pieces in order. Same and removed ones together are the old text, same and added ones the new.

    First line by line and then word by word inside the lines that differ, so that a long text takes no
    longer than its changes.
    """
    pieces = []
    for kind, before, after in _opcodes(old.splitlines(keepends=True), new.splitlines(keepends=True)):
        if kind == SAME:
            pieces.append(Piece(SAME, "".join(before)))
        else:
            pieces += _words("".join(before), "".join(after))
    return _joined(pieces)


def _words(old: str, new: str) -> list[Piece]:
    pieces = []
    for kind, before, after in _without_islands(list(_opcodes(TOKEN.findall(old), TOKEN.findall(new)))):
        if kind == SAME:
            pieces.append(Piece(SAME, "".join(before)))
        else:
            pieces += [Piece(REMOVED, "".join(before)), Piece(ADDED, "".join(after))]
    return pieces


def _without_islands(opcodes: list[tuple]) -> list[tuple]:
    """Two changes with nothing but a space between them are one: easier to read."""
    whole: list[tuple] = []
    for place, (kind, before, after) in enumerate(opcodes):
        island = kind == SAME and 0 < place < len(opcodes) - 1 and before == [" "]
        if whole and whole[-1][0] != SAME and (island or kind != SAME):
            _kind, removed, added = whole.pop()
            whole.append(("replace", removed + before, added + after))
        else:
            whole.append((kind, before, after))
    return whole


def _opcodes(old: list[str], new: list[str]):
    matcher = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > 2000)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        yield SAME if tag == "equal" else tag, old[start:end], new[new_start:new_end]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without empty pieces, and no two of a kind side by side."""
    joined: list[Piece] = []
    for piece in filter(lambda piece: piece.text, pieces):
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
