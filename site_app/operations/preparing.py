"""Database, demonstration library and static files, each only if something is missing."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from site_app.content import loading


def prepare(say: Callable[[str], None]) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say(f"Database: bringing {connection.vendor} up to date.")
        call_command("migrate", verbosity=0)
    _load_demonstration(say)
    if _static_files_changed():
        say("Static files: collecting.")
        call_command("collectstatic", interactive=False, verbosity=0)
    connection.close()


def _load_demonstration(say) -> None:
    if loading.is_loaded(mode=loading.DEMO):
        return
    try:
        report = loading.load(mode=loading.DEMO)
    except loading.WrongSite:
        say("Library: not touched. This database is a real site and not a demonstration.")
        return
    for line in report.kept + report.problems:
        say(f"Library: {line}")
    if any(what != "unchanged" for what in report.counts):
        say("Demonstration library: " + ", ".join(f"{n} {what}" for what, n in sorted(report.counts.items())) + ".")


def _static_files_changed() -> bool:
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    return any(path.stat().st_mtime > collected for path in settings.STATICFILES_DIRS[0].rglob("*"))
