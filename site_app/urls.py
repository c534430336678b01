from django.urls import include, path

from site_app.staff import adviser, volunteers

urlpatterns = [
    path("", include("site_app.public.urls")),
    path("", include("site_app.partners.urls")),
    path("sign/<str:token>/", adviser.sign, name="sign"),
    path("volunteer/<str:token>/", volunteers.translate, name="volunteer"),
    path("volunteer/check/<str:token>/", volunteers.check, name="volunteer_check"),
    path("staff/", include("site_app.staff.urls")),
]

handler404 = "site_app.public.views.not_found"
handler500 = "site_app.public.views.failed"
handler429 = "site_app.staff.door.too_many"
