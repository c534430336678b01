from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "site_app.partners"
