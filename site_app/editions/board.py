"""Every document in every language, as one word for each cell, and the most harmful gap first.

The rules are those of `querysets` (what is outdated, checked, in review), said once more as one query over all cells,
because one subquery for each of 48,000 cells takes ten times as long. A property test holds the two together. Reads
the narrow tables alone; stores nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from site_app import languages
from site_app.editions.models import Document

PER_PAGE = 50
# From harmless to most harmful. Nothing at all is worse for readers than a text that has changed in details only, and
# a text that tells them something else than the English now does is worst.
STATES = (
    "withdrawn", "live", "live-checked", "live-unchecked", "drafted", "in-review", "outdated-normal", "missing",
    "outdated-meaning",
)  # fmt: skip
GAPS = STATES[3:]
HARM = [(place, STATES[place]) for place in range(len(STATES) - 1, 2, -1)]  # the most harmful first
# How much a page is needed, by its kind; what `much_needed` names comes before all of them.
NEED = {"explainer": 4, "position": 4, "page": 3, "update": 2, "organisation": 2, "topic": 1, "term": 1}
MOST_NEEDED = 5

CELLS = """
WITH english AS MATERIALIZED (
    SELECT revision.id AS revision, edition.document_id AS document, COALESCE(revision.copy_of_id, revision.id) AS words
    FROM editions_edition edition JOIN editions_revision revision ON revision.edition_id = edition.id
    WHERE edition.language_id = %s
),
source AS MATERIALIZED (
    SELECT english.document, english.words, publication.id AS publication, publication.significance
    FROM english JOIN editions_publication publication ON publication.revision_id = english.revision
    WHERE publication.action = 'published'
),
followed AS (SELECT document, words, MAX(publication) AS publication FROM source GROUP BY document, words),
newer AS (
    SELECT followed.document, followed.words, MIN(source.significance) AS how
    FROM followed
    JOIN source ON source.document = followed.document AND source.publication > followed.publication
     AND source.significance IN ('meaning', 'normal')
    GROUP BY followed.document, followed.words
),
behind AS (
    SELECT english.revision, newer.how FROM newer
    JOIN english ON english.document = newer.document AND english.words = newer.words
),
checked AS (
    SELECT DISTINCT COALESCE(revision.copy_of_id, revision.id) AS words
    FROM editions_mark mark JOIN editions_revision revision {narrow} ON revision.id = mark.revision_id
    WHERE mark.kind = 'checked'
),
spoken AS (
    SELECT revision_id AS revision, MAX(id) AS mark FROM editions_mark
    WHERE kind IN ('submitted', 'returned') GROUP BY revision_id
),
cells AS MATERIALIZED (
    SELECT document.id AS document, document.kind, document.slug, document.sign_off, spoke.code AS language,
           latest.id IS NOT NULL AND latest.redacted_at IS NULL
             AND (live.id IS NULL OR latest.number > live.number) AS waits,
           english_edition.live_id IS NOT NULL AS is_in_english,
           CASE
             WHEN document.withdrawn <> '' THEN 'withdrawn'
             WHEN live.id IS NOT NULL AND spoke.code = %s THEN 'live'
             WHEN live.id IS NOT NULL AND behind.how = 'meaning' THEN 'outdated-meaning'
             WHEN live.id IS NOT NULL AND behind.how = 'normal' THEN 'outdated-normal'
             WHEN live.id IS NOT NULL AND checked.words IS NOT NULL THEN 'live-checked'
             WHEN live.id IS NOT NULL THEN 'live-unchecked'
             WHEN latest.id IS NULL OR latest.redacted_at IS NOT NULL THEN 'missing'
             WHEN word.kind = 'submitted' THEN 'in-review'
             ELSE 'drafted'
           END AS state
    FROM editions_document document
    CROSS JOIN editions_language spoke
    LEFT JOIN editions_edition edition ON edition.document_id = document.id AND edition.language_id = spoke.code
    LEFT JOIN editions_edition english_edition
      ON english_edition.document_id = document.id AND english_edition.language_id = %s
    LEFT JOIN editions_revision live {narrow} ON live.id = edition.live_id
    LEFT JOIN behind ON behind.revision = live.based_on_id
    LEFT JOIN checked ON checked.words = COALESCE(live.copy_of_id, live.id)
    LEFT JOIN editions_revision latest {narrow} ON latest.id = edition.latest_id
     AND (edition.live_id IS NULL OR edition.latest_id <> edition.live_id)
    LEFT JOIN spoken ON spoken.revision = latest.id
    LEFT JOIN editions_mark word ON word.id = spoken.mark
    WHERE spoke.code IN ({codes}){wanted}
)
"""


@dataclass(frozen=True)
class Cell:
    state: str
    waits: bool = False  # a newer text than the live one is on its way


@dataclass(frozen=True)
class Row:
    document: int
    kind: str
    slug: str
    cells: dict[str, Cell]  # by language


@dataclass(frozen=True)
class Board:
    rows: list[Row]
    documents: int  # how many there are, on all pages
    counts: dict[str, dict[str, int]]  # {language: {state: cells}}, of all pages


def board(
    codes: Sequence[str],
    *,
    kind: str = "",
    state: str = "",
    much_needed: Collection[tuple[str, str]] = (),
    page: int = 1,
) -> Board:
    """Translations into these languages, and the English beside them. Two queries.

    kind, state: only documents of this kind, only those with a cell in this state. much_needed: (kind, slug) of what
    comes before everything else that is as harmful. page: from 1; one beyond the last is empty.
    """
    codes = [code for code in codes if code != languages.SOURCE]
    of_kind, kinds = (" AND document.kind = %s", [kind]) if kind in Document.Kind.values else ("", [])
    counts: dict[str, dict[str, int]] = {code: {} for code in codes}
    documents, of_all = [], 0
    for what, of, in_state, number, _place in _overview(codes, of_kind, kinds, state, much_needed, page):
        if what == "cells":
            counts[of][in_state] = number
        else:
            documents.append(int(of))
            of_all = number
    return Board(_rows([languages.SOURCE, *codes], documents), of_all, counts)


def cells_of(language: str, wanted: Collection[tuple[str, str]]) -> list[Row]:
    """Of these documents, given as (kind, slug), in their order. What there is none of is left out. Two queries."""
    found = Document.objects.filter(_any_of(wanted)).values_list("pk", flat=True)
    rows = {(row.kind, row.slug): row for row in _rows([language], list(found))}
    return [rows[one] for one in wanted if one in rows]


def board_states(language: str) -> dict[int, str]:
    """{document: its state in this language}, of all of them. One query."""
    sql, values = _cells([language], "", [])
    return dict(_ask(f"{sql} SELECT document, state FROM cells", values))  # noqa: S608


def _any_of(wanted: Collection[tuple[str, str]]) -> Q:
    matches = Q(pk=None)
    for kind, slug in wanted:
        matches |= Q(kind=kind, slug=slug)
    return matches


def _cells(codes: Sequence[str], wanted: str, given: Sequence) -> tuple[str, list]:
    places = ", ".join(["%s"] * len(codes)) or "''"
    # SQLite would look into the rows themselves, past the words of a whole text in each.
    narrow = "INDEXED BY revisions_narrow" if connection.vendor == "sqlite" else ""
    source = languages.SOURCE
    return CELLS.format(codes=places, wanted=wanted, narrow=narrow), [source, source, source, *codes, *given]


def _ask(sql: str, given: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def _is(state: str) -> str:
    """SQL: a cell is this gap. What readers do not get in English either is no gap of a translation."""
    return f"state = '{state}'" + (" AND is_in_english" if state == "missing" else "")


def _overview(codes, wanted, given, state, much_needed, page) -> list[tuple]:
    """In one query, because making the cells is what takes time: how many there are of each language and state, and the
    documents of one page, the most harmful gap first.

    ("cells", language, state, how many, 0), and ("document", id as text, "", how many documents in all, its place).
    """
    sql, values = _cells(codes, wanted, given)
    numbers = ", ".join(f"SUM(CASE WHEN {_is(name)} THEN 1 ELSE 0 END) AS n{place}" for place, name in HARM)
    most = " ".join(f"WHEN n{place} > 0 THEN {place}" for place, _name in HARM)
    how_many = " ".join(f"WHEN n{place} > 0 THEN n{place}" for place, _name in HARM)
    need = " ".join(f"WHEN '{name}' THEN {how}" for name, how in NEED.items())
    first = " OR ".join([*["(kind = %s AND slug = %s)"] * len(much_needed), "sign_off <> ''"])
    having = "HAVING MAX(CASE WHEN state = %s THEN 1 ELSE 0 END) = 1" if state in STATES else ""
    sql += f"""
    , documents AS (
        SELECT document, kind, slug, {numbers},
               CASE WHEN {first} THEN {MOST_NEEDED} ELSE CASE kind {need} END END AS need
        FROM cells GROUP BY document, kind, slug, sign_off {having}
    ), placed AS (
        SELECT document, COUNT(*) OVER () AS documents, ROW_NUMBER() OVER (
            ORDER BY CASE {most} ELSE 0 END DESC, need DESC, CASE {how_many} ELSE 0 END DESC, kind, slug
        ) AS place
        FROM documents
    )
    SELECT 'cells' AS what, language AS of, state, COUNT(*) AS number, 0 AS place FROM cells GROUP BY language, state
    UNION ALL
    SELECT 'document', CAST(document AS VARCHAR(20)), '', documents, place FROM placed WHERE place > %s AND place <= %s
    ORDER BY 5"""  # noqa: S608
    needed = [part for one in much_needed for part in one]
    before = PER_PAGE * (max(page, 1) - 1)
    return _ask(sql, [*values, *needed, *([state] if having else []), before, before + PER_PAGE])


def _rows(codes, documents: list[int]) -> list[Row]:
    if not documents:
        return []
    places = ", ".join(["%s"] * len(documents))
    sql, values = _cells(codes, f" AND document.id IN ({places})", documents)
    about, cells = {}, {document: {} for document in documents}
    sql += " SELECT document, kind, slug, language, state, waits FROM cells"
    for document, kind, slug, language, state, waits in _ask(sql, values):
        about[document] = kind, slug
        is_live = state not in {"missing", "drafted", "in-review", "withdrawn"}
        cells[document][language] = Cell(state, bool(waits) and is_live)
    return [Row(document, *about[document], cells[document]) for document in documents]
