"""Fills a demonstration with many texts of realistic length, quickly, for measuring: `manage.py make_demo`.

The texts are words in a random order and mean nothing. They are live in all 24 languages, with everything a
text has beside it: editions, revisions, publications, marks, facts, organisations, positions.
"""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import islice

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone

from site_app import languages
from site_app.content.models import Explainer, Fact, Organisation, Position, Topic, Update
from site_app.editions.models import Document, Edition, Language, Mark, Publication, Revision, Site

WORDS = 700  # of a text; about what the guides of the library have
BATCH = 100  # texts
EVERY = 4  # one text in so many is an update
LETTERS = {
    "Latn": "eeeaaaiiioonnrrttssldukmpvgbzyč",
    "Cyrl": "ооаааееииннтсррвлкмдпуязьбгчйж",
    "Arab": "اااللليينمموتترربدعسقكهحفجةشخصزط",
    "Ethi": "ትንልርስምብኣይእካናታላራሰመበየነከተለረ",
}
HAN = "的一是不在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后"


class NoDemonstration(Exception):
    """The database is a real site: meaningless texts would be published there."""


def fill(texts: int) -> None:
    """Adds so many texts. Raises NoDemonstration."""
    if not Site.objects.filter(demonstration=True).exists():
        raise NoDemonstration
    _open_every_language()
    chance = random.Random(texts)  # noqa: S311
    numbers = iter(range(1, texts + 1))
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic():
            _add(batch, chance)
            Site.raise_generation()


def _open_every_language() -> None:
    policy = Language.Policy
    Language.objects.filter(code__in=languages.CHECKED_ONLY).update(policy=policy.CHECKED_ONLY)
    Language.objects.exclude(code__in=languages.CHECKED_ONLY).update(policy=policy.OPEN)


def _add(numbers: list[int], chance: random.Random) -> None:
    """One batch. Its ids are chosen here, so that rows which point to each other go in at once."""
    document, edition, revision = (_next_id(model) for model in (Document, Edition, Revision))
    rows = {model: [] for model in (Document, Explainer, Update, Edition, Revision, Publication, Mark)}
    beside = {
        model: list(model.objects.values_list("pk", flat=True)) for model in (Topic, Fact, Organisation, Position)
    }
    for number in numbers:
        model = Update if number % EVERY == 0 else Explainer
        texts = {code: _texts(code, number) for code in languages.CODES}
        rows[Document].append(_document(document, number, model, texts))
        rows[model].append(_child(document, number, model, texts, chance.choice(beside[Topic] or [None])))
        for links, key, other in (
            (Fact.documents, "document", Fact),
            (model.organisations, model._meta.model_name, Organisation),
            (model.positions, model._meta.model_name, Position),
        ):
            chosen = chance.sample(beside[other], min(3, len(beside[other])))
            rows.setdefault(links.through, []).extend({key: document, other._meta.model_name: one} for one in chosen)
        english = revision
        for code in languages.CODES:
            based_on = None if code == languages.SOURCE else english
            for kind, made in _edition(edition, revision, document, code, texts[code], based_on):
                rows[kind].append(made)
            edition, revision = edition + 1, revision + 1
        document += 1
    for model, made in rows.items():
        _insert(model, made)
    _set_sequences(Document, Edition, Revision)


def _next_id(model) -> int:
    return (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


# --- rows ------------------------------------------------------------------------------------------------


def _document(pk: int, number: int, model, texts: dict) -> dict:
    words = {Document.text_column(name, code): texts[code][name] for name in ("title", "summary") for code in texts}
    return {"id": pk, "kind": model.KIND, "slug": f"demonstration-{pk}-{number}", **words}


def _child(pk: int, number: int, model, texts: dict, topic: int | None) -> dict:
    bodies = {Document.text_column("body", code): texts[code]["body"] for code in texts}
    if model is Update:
        day = timezone.localdate() - timedelta(days=number % 1000)
        return {"document_ptr": pk, "since": str(day), "sort_on": day, **bodies}
    return {"document_ptr": pk, "topic": topic, "order": number % 100, **bodies}


def _edition(pk: int, revision: int, document: int, code: str, texts: dict, based_on: int | None) -> Iterator[tuple]:
    now = timezone.now()
    yield Edition, {"id": pk, "document": document, "language": code, "live": revision, "latest": revision}
    yield (
        Revision,
        {"id": revision, "edition": pk, "number": 1, "texts": texts, "shared": {}, "based_on": based_on, "at": now},
    )
    yield Publication, {"edition": pk, "action": "published", "revision": revision, "significance": "normal", "at": now}
    if based_on and (code in languages.CHECKED_ONLY or document % 2):
        yield Mark, {"revision": revision, "kind": "checked", "name": "Demonstration", "at": now}


def _insert(model: type[models.Model], rows: list[dict]) -> None:
    """Past the models, which rightly refuse to write a live text or a history by themselves."""
    if not rows:
        return
    named = {field.name: field for field in model._meta.local_concrete_fields}
    wanted = [field for name, field in named.items() if name != "id" or "id" in rows[0]]
    columns = ", ".join(f'"{field.column}"' for field in wanted)
    places = ", ".join(["%s"] * len(wanted))
    values = [
        [field.get_db_prep_save(row.get(field.name, field.get_default()), connection) for field in wanted]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})', values)  # noqa: S608


def _set_sequences(*tables: type[models.Model]) -> None:
    """PostgreSQL counts by itself and has not seen the ids chosen here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


# --- words -----------------------------------------------------------------------------------------------


def _texts(code: str, number: int) -> dict:
    bodies = _bodies(code)
    title = _title(code, number)
    return {
        "title": title,
        "summary": f"{title}. {_title(code, number + 7)}.",
        "body": f"<p>{number}: {title}</p>{bodies[number % len(bodies)]}",
    }


def _title(code: str, number: int) -> str:
    words = _vocabulary(code)
    return f"{' '.join(words[(number * step) % len(words)] for step in (3, 7, 11, 13, 17))} {number}"


@cache
def _bodies(code: str) -> list[str]:
    chance = random.Random(code)  # noqa: S311
    words, weights = _vocabulary(code), [1 / (place + 5) for place in range(len(_vocabulary(code)))]
    bodies = []
    for _ in range(20):
        paragraphs = [" ".join(chance.choices(words, weights, k=WORDS // 10)) for _ in range(10)]
        bodies.append("".join(f"<h2>{one[:30]}</h2><p>{one}.</p>" for one in paragraphs))
    return bodies


@cache
def _vocabulary(code: str) -> list[str]:
    """Those of the library where there is one in this language, otherwise invented in its script."""
    column = Document.text_column("body", code)
    found = " ".join(filter(None, Explainer.objects.exclude(**{column: None}).values_list(column, flat=True)[:5]))
    words = sorted(set(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", found))))
    if len(words) > 100:
        return words
    chance = random.Random(code)  # noqa: S311
    letters = LETTERS.get(languages.BY_CODE[code].script, HAN)
    longest = 9 if letters != HAN else 3
    return ["".join(chance.choices(letters, k=chance.randint(1, longest))) for _ in range(600)]
