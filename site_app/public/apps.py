from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "site_app.public"
