from django.urls import path

from site_app.staff import sign_off

app_name = "sign_off"
urlpatterns = [
    path("", sign_off.overview, name="overview"),
    path("<int:pk>/", sign_off.ask, name="ask"),
    path("links/<int:pk>/revoke/", sign_off.revoke, name="revoke"),
]
