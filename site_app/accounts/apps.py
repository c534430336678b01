from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "site_app.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Models are ready only now.
        from site_app import append_only
        from site_app.accounts.models import Event

        append_only.guard(Event)
