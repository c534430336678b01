from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from site_app.operations import digests


class Command(BaseCommand):
    help = "Mails everybody for whom something waits at the desk, if EMAIL_URL is set. Run it once a day."

    def handle(self, **options):
        try:
            sent = digests.send(today=timezone.localdate(), say=self.stderr.write)
        except digests.NoMail as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"Mails sent: {sent}.")
