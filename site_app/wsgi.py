import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_app.settings")
site = get_wsgi_application()

# Models can be imported only now.
from site_app.operations.pages import around  # noqa: E402

application = around(site)
