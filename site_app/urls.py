from django.urls import include, path

urlpatterns = [
    path("", include("site_app.public.urls")),
    path("", include("site_app.partners.urls")),
    path("staff/", include("site_app.staff.urls")),
]

handler404 = "site_app.public.views.not_found"
handler500 = "site_app.public.views.failed"
