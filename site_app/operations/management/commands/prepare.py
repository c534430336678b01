from django.core.management.base import BaseCommand

from site_app.operations.preparing import prepare


class Command(BaseCommand):
    help = "Database, demonstration library and static files for `make run`; only what is missing."
    requires_system_checks = ()

    def handle(self, **options):
        prepare(self.stdout.write)
