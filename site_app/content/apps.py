from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "site_app.content"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Models are ready only now.
        from site_app import append_only
        from site_app.content.models import Change

        append_only.guard(Change)
