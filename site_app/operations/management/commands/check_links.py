from django.core.management.base import BaseCommand
from django.utils import timezone

from site_app.operations import link_checking


class Command(BaseCommand):
    help = "Tries the links of live texts, sources and organisations, slowly. Run it once a day."

    def add_arguments(self, parser):
        usual = link_checking.Budget()
        parser.add_argument("--links", type=int, default=usual.links, help="at most so many")
        parser.add_argument("--minutes", type=float, default=usual.seconds / 60, help="at most so long")
        parser.add_argument("--pause", type=float, default=usual.pause, help="seconds between two to one host")

    def handle(self, *, links, minutes, pause, **options):
        budget = link_checking.Budget(links=links, seconds=minutes * 60, pause=pause)
        report = link_checking.check(today=timezone.localdate(), budget=budget)
        for link in report.to_act_on:
            self.stdout.write(f"{link.outcome} since {link.failing_since}: {link.url}")
        self.stdout.write(
            f"{report.tried} links tried, {report.left} left for another day, {len(report.to_act_on)} to look at."
        )
