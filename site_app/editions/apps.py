from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class EditionsConfig(AppConfig):
    name = "site_app.editions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Models are ready only now.
        from site_app import append_only
        from site_app.editions import history, starting_rows

        history.guard()
        register(append_only.check, Tags.database)
        post_migrate.connect(starting_rows.after_migrate, sender=self)
