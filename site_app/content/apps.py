from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "site_app.content"
    default_auto_field = "django.db.models.BigAutoField"
