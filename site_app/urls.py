from django.urls import include, path

from site_app.staff.site import desk

urlpatterns = [
    path("", include("site_app.public.urls")),
    path("", include("site_app.partners.urls")),
    path("staff/", desk.urls),
]

handler404 = "site_app.public.views.not_found"
handler500 = "site_app.public.views.failed"
