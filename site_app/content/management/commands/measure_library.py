"""Prints docs/reading-age.md: how hard each English text of the library is to read."""

from django.core.management.base import BaseCommand

from site_app.content.library_reading import measured, page
from site_app.content.loading import LIBRARY


class Command(BaseCommand):
    help = __doc__

    def handle(self, **_options):
        self.stdout.write(page(measured(LIBRARY)), ending="")
