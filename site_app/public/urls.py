from django.urls import path, register_converter

from site_app import languages
from site_app.public import views


class LanguageConverter:
    """One of the site's 24 codes, as it stands in addresses."""

    regex = "|".join(sorted(languages.CODES, key=len, reverse=True))

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(LanguageConverter, "language")

app_name = "public"
urlpatterns = [
    path("", views.gateway, name="gateway"),
    path("go/<slug:code>/", views.go, name="go"),
    path("<language:language>/", views.home, name="home"),
    path("<language:language>/guides/", views.guides, name="guides"),
    path("<language:language>/guides/<slug:slug>/", views.guide, name="guide"),
    path("<language:language>/updates/", views.updates, name="updates"),
    path("<language:language>/updates/<slug:slug>/", views.update, name="update"),
    path("<language:language>/positions/", views.positions, name="positions"),
    path("<language:language>/help/", views.help_list, name="help"),
    path("<language:language>/help/<slug:choice>/", views.help_list, name="help_choice"),
    path("<language:language>/words/", views.words, name="words"),
    # Last: whatever is not one of the words above may be a fixed page, such as /en/safety/.
    path("<language:language>/<slug:slug>/", views.page, name="page"),
]
