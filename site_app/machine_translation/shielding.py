"""What a machine must not touch: where links lead, English words to say aloud, names.

Each leaves as an empty-handed element with a number, marked translate="no" where its words stay. What comes back has
to have the same elements, each once and closed, or nothing of it is used.

    sent, kept = shield('Call <a href="tel:999">999</a>. PSNI says …', {"PSNI"})
    unshield(answer, kept)          inline HTML again, or "" where the machine broke it
"""

import html
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*?)(/?)>")
ENGLISH = re.compile(r'<span lang="[^"]*"[^>]*>.*?</span>', re.DOTALL)  # of the rows that `markup` lets through
NUMBER = re.compile(r"""\bid\s*=\s*["']?k(\d+)\b""", re.IGNORECASE)
VOID = {"br"}


@dataclass
class Kept:
    """opening: the tags as they were, by number; whole: what stays as it is, by number; others: tags without number."""

    opening: dict[int, str] = field(default_factory=dict)
    whole: dict[int, str] = field(default_factory=dict)
    others: Counter = field(default_factory=Counter)


def shield(inline: str, names: Collection[str]) -> tuple[str, Kept]:
    """names: what is written the same in every language. It comes back as the words alone."""
    kept = Kept()
    sent, place = "", 0
    for english in ENGLISH.finditer(inline):
        sent += _shielded(inline[place : english.start()], names, kept) + _whole(english[0], kept)
        place = english.end()
    return sent + _shielded(inline[place:], names, kept), kept


def _shielded(inline: str, names: Collection[str], kept: Kept) -> str:
    sent, place = "", 0
    for tag in TAG.finditer(inline):
        sent += _without_names(inline[place : tag.start()], names, kept) + _tag(tag, kept)
        place = tag.end()
    return sent + _without_names(inline[place:], names, kept)


def _tag(tag: re.Match, kept: Kept) -> str:
    name = tag[2].lower()
    if tag[1]:
        return f"</{name}>"
    if name in VOID or not tag[3].strip():
        kept.others[name] += 1
        return f"<{name}>"
    number = _next(kept)
    kept.opening[number] = tag[0]
    return f'<{name} id="k{number}">'


def _without_names(words: str, names: Collection[str], kept: Kept) -> str:
    if not names:
        return words
    longest_first = sorted(map(html.escape, names), key=len, reverse=True)
    any_name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return any_name.sub(lambda name: _whole(name[0], kept), words)


def _whole(element: str, kept: Kept) -> str:
    number = _next(kept)
    kept.whole[number] = element
    return f'<span id="k{number}" translate="no">{TAG.sub("", element)}</span>'


def _next(kept: Kept) -> int:
    return len(kept.opening) + len(kept.whole) + 1


def unshield(answer: str, kept: Kept) -> str:
    """What the machine said, with what was kept in its place; "" if an element is lost, twice there or not ours."""
    written, place = "", 0
    opened: list[str] = []
    seen: Counter = Counter()
    was_opened = False
    skips = 0  # how deep inside an element that stays as it was
    for tag in TAG.finditer(answer):
        if not skips:
            written += _words(answer[place : tag.start()])
        is_empty = was_opened and not answer[place : tag.start()].strip()  # a link without words
        place, was_opened = tag.end(), False
        name, number = tag[2].lower(), NUMBER.search(tag[3])
        if tag[1]:
            if name in VOID:
                continue  # "<br></br>" is one
            if not opened or opened.pop() != name or is_empty:
                return ""
            if skips:
                skips -= 1
            else:
                written += f"</{name}>"
            continue
        if name not in VOID:
            opened.append(name)
        if skips:
            skips += name not in VOID
        elif number and (whole := kept.whole.get(int(number[1]))):
            seen[int(number[1])] += 1
            written += whole
            skips = 1
        elif number and (opening := kept.opening.get(int(number[1]))) and opening[1:].lower().startswith(name):
            seen[int(number[1])] += 1
            written += opening
            was_opened = True
        elif not tag[3].strip():
            seen[name] += 1
            written += f"<{name}>"
        else:
            return ""
    written += _words(answer[place:])
    expected = Counter([*kept.opening, *kept.whole]) + kept.others
    is_whole = not opened and seen == expected and re.search(r"\w", TAG.sub("", written))
    return written.strip() if is_whole else ""


def _words(text: str) -> str:
    """Escaped once, however the machine escaped them. `<` that is no tag is a sign."""
    return html.escape(html.unescape(text), quote=False).replace("\u00a0", "&nbsp;")
