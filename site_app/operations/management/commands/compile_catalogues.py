from django.core.management.base import BaseCommand

from site_app.operations.catalogues import compile_changed


class Command(BaseCommand):
    help = "Compiles the interface catalogues that have changed."
    requires_system_checks = ()

    def handle(self, **options):
        for language in compile_changed():
            self.stdout.write(f"compiled: {language}")
