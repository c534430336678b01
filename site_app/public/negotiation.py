"""Which language somebody probably reads, from what their browser says (RFC 9110, section 12.5.4).

Django's own negotiation returns English for ku, prs, ti and so; ours asks the registry's aliases (L2).
"""

from collections.abc import Collection

from site_app import languages

LONGEST = 500  # characters of the header that are looked at


def likely_language(accept_language: str, open_codes: Collection[str]) -> str:
    """The open language that comes first in the header; English if none does."""
    for tag in _by_preference(accept_language[:LONGEST]):
        if (code := _code(tag, open_codes)) is not None:
            return code
    return languages.SOURCE


def _by_preference(header: str) -> list[str]:
    weighted = []
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        try:
            quality = float(parameter.strip().lower().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            continue
        if tag.strip() and 0 < quality <= 1:
            weighted.append((quality, tag.strip().lower()))
    return [tag for _quality, tag in sorted(weighted, key=lambda pair: -pair[0])]


def _code(tag: str, open_codes: Collection[str]) -> str | None:
    """The open language a tag leads to, dropping its subtags from the end: zh-hant-hk, zh-hant, zh (RFC 4647, 3.4)."""
    if tag.startswith(languages.NOT_OURS):
        return None
    subtags = tag.split("-")
    for length in range(len(subtags), 0, -1):
        code = languages.BY_TAG.get("-".join(subtags[:length]))
        if code in open_codes:
            return code
    return None
