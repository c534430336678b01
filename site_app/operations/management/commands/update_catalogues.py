from django.core.management.base import BaseCommand

from site_app.operations.messages import update_catalogues


class Command(BaseCommand):
    help = "Finds the interface's strings and writes every catalogue anew (`make messages`)."

    def handle(self, **options):
        for code, untranslated in update_catalogues().items():
            self.stdout.write(f"{code}: {untranslated or 'none'} untranslated")
