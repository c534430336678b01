from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from site_app.accounts import people
from site_app.accounts.models import User


class Command(BaseCommand):
    help = "For an administrator who lost phone or password and has no colleague to ask: resets both."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        person = User.objects.filter(username=username.lower(), is_active=True).first()
        if person is None:
            raise CommandError("No active account has this user name.")
        people.reset_second_factor(person, by=None)
        _link, token = people.new_password_link(person, by=None)
        address = settings.SITE_ADDRESS + reverse("people:set_password", args=[token])
        self.stdout.write(f"The second factor is reset. Set a new password here, within a day:\n\n    {address}\n")
