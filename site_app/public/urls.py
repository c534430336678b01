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
    path("<language:language>/", views.home, name="home"),
    path("<language:language>/positions/", views.positions, name="positions"),
    path("<language:language>/guides/<slug:slug>/", views.guide, name="guide"),
    path("<language:language>/updates/<slug:slug>/", views.update, name="update"),
]
