from django.utils import translation

from site_app import languages


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
