from django.urls import path

from site_app.staff import joining, people

app_name = "people"
urlpatterns = [
    path("", people.everybody, name="everybody"),
    path("invite/", people.invite, name="invite"),
    path("links/<int:pk>/revoke/", people.revoke, name="revoke"),
    path("<int:pk>/", people.person, name="person"),
    path("<int:pk>/roles/", people.roles, name="roles"),
    path("<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("<int:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("<int:pk>/second-factor/", people.reset, name="reset"),
    path("<int:pk>/password/", people.new_password, name="new_password"),
    path("first/<str:token>/", joining.first, name="first"),
    path("join/<str:token>/", joining.join, name="join"),
    path("new-password/<str:token>/", joining.set_password, name="set_password"),
]
