from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "site_app.operations"

    def ready(self):
        # Models are ready only now. In every process that may take something away, commands too.
        from site_app.delivery.retracting import KeptBack
        from site_app.editions.generation import retraction_listeners
        from site_app.operations.pages import FOLDER

        retraction_listeners.append(KeptBack(FOLDER))
