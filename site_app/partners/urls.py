from django.urls import path

from site_app.partners import views

app_name = "partners"
urlpatterns = [
    path("feeds/<language:language>/updates.atom", views.updates_feed, name="updates_feed"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemaps/<int:number>.xml", views.part_of_sitemap, name="part_of_sitemap"),
    path("robots.txt", views.robots, name="robots"),
]
