"""History that the database itself refuses to rewrite.

Triggers, on SQLite and PostgreSQL, refuse every UPDATE, DELETE and TRUNCATE of revisions, marks,
publications and retractions. One exception: a revision may lose its words once (see `lifecycle.redact`)
while every other column stays as it is. Django's SQLite table rebuilds drop triggers silently, so every
migration ends by installing them anew, and a system check compares what is there with what should be.
"""

from django.core.checks import Error
from django.db import connections

from site_app.editions.models import Mark, Publication, Retraction, Revision

TABLES = (Revision, Mark, Publication, Retraction)
REDACTION = {"texts", "note", "redacted_at", "redacted_by"}


def _redaction(connection) -> str:
    """SQL: this UPDATE empties a revision's words and touches nothing else."""
    same, empty = ("IS", "'{}'") if connection.vendor == "sqlite" else ("IS NOT DISTINCT FROM", "'{}'::jsonb")
    kept = [
        f'NEW."{field.column}" {same} OLD."{field.column}"'
        for field in Revision._meta.concrete_fields
        if field.name not in REDACTION
    ]
    words_gone = ["OLD.redacted_at IS NULL", "NEW.redacted_at IS NOT NULL", f"NEW.texts = {empty}", "NEW.note = ''"]
    return " AND ".join(words_gone + kept)


def _triggers(connection) -> dict[str, tuple[str, str]]:
    """{trigger: (table, SQL that creates it)} for this connection."""
    create = _sqlite if connection.vendor == "sqlite" else _postgresql
    triggers = {}
    for model in TABLES:
        table = model._meta.db_table
        allowed = _redaction(connection) if model is Revision else ""
        triggers |= {f"{table}_{verb}": (table, sql) for verb, sql in create(table, allowed)}
    return triggers


def _sqlite(table: str, allowed: str):
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    when = f" WHEN NOT ({allowed})" if allowed else ""
    yield "no_update", f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}"{when} {refuse}'
    yield "no_delete", f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" {refuse}'


FUNCTION = """
CREATE OR REPLACE FUNCTION editions_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _postgresql(table: str, allowed: str):
    refuse = "EXECUTE FUNCTION editions_append_only()"
    when = f" WHEN (NOT ({allowed}))" if allowed else ""
    for verb, each, condition in (
        ("update", "FOR EACH ROW", when),
        ("delete", "FOR EACH ROW", ""),
        ("truncate", "FOR EACH STATEMENT", ""),
    ):
        yield (
            f"no_{verb}",
            f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb.upper()} ON "{table}" {each}{condition} {refuse}',
        )


def install(using: str = "default") -> None:
    """Every trigger, made anew."""
    connection = connections[using]
    remove(using)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for _table, sql in _triggers(connection).values():
            cursor.execute(sql)


def remove(using: str = "default") -> None:
    """For `install` and for test databases, which are emptied between tests. Nothing else calls this."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, (table, _sql) in _triggers(connection).items():
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')


def _installed(connection) -> dict[str, str]:
    """{trigger: its SQL as the database tells it}. PostgreSQL rewrites what it was given, so there only names count."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')")
        return dict(cursor.fetchall())


def missing(using: str = "default") -> list[str]:
    """Names of triggers that are absent, switched off, or not what they should be. A table that no migration has made
    yet has nothing to guard: `migrate` looks before it begins."""
    connection = connections[using]
    installed, tables = _installed(connection), set(connection.introspection.table_names())
    return sorted(
        name
        for name, (table, sql) in _triggers(connection).items()
        if table in tables and (name not in installed or (connection.vendor == "sqlite" and installed[name] != sql))
    )


def check(app_configs, databases=None, **kwargs) -> list[Error]:
    """System check (`manage.py check --database default`)."""
    return [
        Error(
            f"The trigger {name} is missing from the database: history there can be rewritten.",
            hint="`manage.py migrate --skip-checks` installs it again. Find out who removed it.",
            id="editions.E001",
        )
        for using in databases or []
        for name in missing(using)
    ]
