from collections import Counter

from django.core.management.base import BaseCommand

from site_app import languages
from site_app.content.library_faults import faults_of_library
from site_app.content.loading import LIBRARY
from site_app.editions.faults.fault import ERROR


class Command(BaseCommand):
    help = "Looks for faults in every translation of the library on disk. Ends with 1 if there are errors."

    def add_arguments(self, parser):
        parser.add_argument("--language", default="", choices=["", *languages.CODES], help="only this one")

    def handle(self, *, language, **options):
        counts, texts = Counter(), Counter()
        for text, faults in faults_of_library(LIBRARY, language):
            texts[text.language] += 1
            for fault in faults:
                counts[text.language, fault.severity] += 1
                self.stdout.write(f"{fault.severity}: {text.path}:{text.line} {fault.place}: {fault.words}")
        self.stdout.write(f"{'language':<10}{'texts':>6}{'errors':>8}{'warnings':>10}")
        for code in sorted(texts):
            self.stdout.write(f"{code:<10}{texts[code]:>6}{counts[code, ERROR]:>8}{counts[code, 'warning']:>10}")
        if any(severity == ERROR for _code, severity in counts):
            raise SystemExit(1)
