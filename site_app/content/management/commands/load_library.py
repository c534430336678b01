from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from site_app.content import loading


class Command(BaseCommand):
    help = "Brings the library's files into the database, and says what it did."

    def add_arguments(self, parser):
        mode = parser.add_mutually_exclusive_group()
        for name, help_text in (
            (loading.DEMO, "publish everything, on a site that calls itself a demonstration"),
            (loading.PUBLISH, "publish what needs no sign-off or has it"),
        ):
            mode.add_argument(f"--{name}", dest="mode", action="store_const", const=name, help=help_text)
        parser.add_argument("--from", dest="root", type=Path, default=loading.LIBRARY, help="another library folder")
        parser.set_defaults(mode=loading.DRAFTS)

    def handle(self, *, mode, root, verbosity, **options):
        if not root.is_dir():
            raise CommandError(f"There is no folder {root}.")
        try:
            report = loading.load(root, mode)
        except loading.WrongSite as error:
            raise CommandError(str(error)) from None
        for line in report.lines if verbosity > 1 else []:
            self.stdout.write(line)
        for line in report.kept:
            self.stdout.write(line)
        for line in report.problems:
            self.stderr.write(line)
        counts = ", ".join(f"{number} {what}" for what, number in sorted(report.counts.items()))
        self.stdout.write(f"Library: {counts or 'empty'}.")
        if report.problems:
            raise CommandError(f"{len(report.problems)} mistakes in the library. Everything else was loaded.")
