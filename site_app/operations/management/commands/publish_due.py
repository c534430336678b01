from django.core.management.base import BaseCommand

from site_app.editions.desk import scheduling


class Command(BaseCommand):
    help = "Publishes what was planned for a time that has come. Run it every minute; twice does no harm."

    def handle(self, **options):
        for planned in scheduling.publish_due():
            outcome = "published" if planned.done_at else f"refused: {planned.refusal}"
            self.stdout.write(f"Planned text {planned.pk}: {outcome}")
