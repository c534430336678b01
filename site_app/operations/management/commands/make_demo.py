from django.core.management.base import BaseCommand, CommandError

from site_app.operations import demonstration


class Command(BaseCommand):
    help = "Adds many meaningless texts in all 24 languages to a demonstration, for measuring."

    def add_arguments(self, parser):
        parser.add_argument("--texts", type=int, required=True, help="how many")

    def handle(self, *, texts, **options):
        try:
            demonstration.fill(texts)
        except demonstration.NoDemonstration:
            raise CommandError("This database is no demonstration. Load one first: load_library --demo") from None
        self.stdout.write(f"{texts} texts added, in 24 languages.")
