from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from site_app.accounts import people


class Command(BaseCommand):
    help = "Prints a link that makes whoever opens it the first administrator: once, within a day."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--if-none", action="store_true", help="say nothing if there is an administrator")

    def handle(self, *args, if_none, **options):
        token = people.first_link()
        if token:
            address = settings.SITE_ADDRESS + reverse("people:first", args=[token])
            self.stdout.write(f"The desk has no administrator. Become the first, within a day:\n\n    {address}\n\n")
        elif not if_none:
            self.stdout.write("The desk has an administrator, who can invite others.")
