from django.urls import include, path

from site_app.public import views as public
from site_app.staff import adviser, door

urlpatterns = [
    path("", include("site_app.public.urls")),
    path("", include("site_app.partners.urls")),
    path("sign/<str:token>/", adviser.sign, name="sign"),
    path("staff/", include("site_app.staff.urls")),
]


def _of(request):
    """Who answers when something goes wrong: the desk or the readers' side."""
    return door if request.path_info.startswith("/staff/") else public


def handler404(request, exception=None):
    return _of(request).not_found(request, exception)


def handler500(request):
    return _of(request).failed(request)


handler429 = "site_app.staff.door.too_many"
