from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "site_app.staff"
