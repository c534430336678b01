"""Addresses under /staff/. Each part has a module of its own; the admin comes last, because it takes the rest."""

from django.urls import include, path

from site_app.staff.site import desk

urlpatterns = [
    path("", include("site_app.staff.door_urls")),
    path("people/", include("site_app.staff.people_urls")),
    path("sign-off/", include("site_app.staff.sign_off_urls")),
    path("texts/", include("site_app.staff.writing_urls")),
    path("", include("site_app.staff.keeping_urls")),
    path("", desk.urls),
]
