from django.utils import translation

from site_app import languages
from site_app.editions.models import Retraction
from site_app.editions.reading import noting_what_is_shown
from site_app.public.views import failed

# Words between the site and the store of rendered pages, in the environment of a request.
SHOWN = "site.shown"  # the site says whose words a page shows
DATABASE_IS_DOWN = "site.database_is_down"  # the store says that there is no use in asking


class LanguageFromAddressMiddleware:
    """The address alone fixes the language: no cookie, no session, no `Accept-Language`.

    So a link leads everybody to the same page, and the same bytes can be served to everyone (L3).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        first = request.path_info.split("/", 2)[1]
        with translation.override(first if first in languages.BY_CODE else languages.SOURCE):
            return self.get_response(request)


class WhatIsShownMiddleware:
    """Tells the store whose words a page shows, so that it can keep back a copy of what was taken away since."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        first = request.path_info.split("/", 2)[1]
        with noting_what_is_shown() as shown:
            response = self.get_response(request)
        request.META[SHOWN] = shown | {Retraction.of_language(first)} if first in languages.BY_CODE else shown
        return response


class DatabaseIsDownMiddleware:
    """The page that says that this does not work now, without asking a database that will not answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.META.get(DATABASE_IS_DOWN):
            return self.get_response(request)
        response = failed(request)
        response.status_code = 503
        return response
