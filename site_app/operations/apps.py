from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "site_app.operations"
