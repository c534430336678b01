from pathlib import Path

from django.core.management.base import BaseCommand

from site_app.content.library_files import stamp
from site_app.content.loading import LIBRARY


class Command(BaseCommand):
    help = (
        'Writes into every translation that says follows = "" the fingerprint of its English text of now. '
        "Leave it empty only when the translation really was made from that text."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="root", type=Path, default=LIBRARY, help="another library folder")

    def handle(self, *, root, **options):
        for name in stamp(root):
            self.stdout.write(f"stamped: {name}")
