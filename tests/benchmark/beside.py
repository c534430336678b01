"""What the store is measured against: the same bytes by WhiteNoise, and by a Django view with nothing around it.

FOLDER holds guide.html and guide.html.gz.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
from whitenoise import WhiteNoise

FOLDER = Path(os.environ["FOLDER"])


def _not_here(environ, start_response):
    start_response("404 Not Found", [("Content-Length", "0")])
    return []


def whitenoise():
    return WhiteNoise(_not_here, root=FOLDER, max_age=0)


def bare_django():
    settings.configure(SECRET_KEY="for-measuring", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
    return get_wsgi_application()


BODY = (FOLDER / "guide.html.gz").read_bytes()
urlpatterns = [
    path("guide.html", lambda request: HttpResponse(BODY, headers={"Content-Encoding": "gzip", "ETag": '"guide"'}))
]
