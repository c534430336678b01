"""The desk as Django's admin knows it: its frame, behind the same gate as the rest. Every screen is one of ours."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from site_app.staff.gate import Rule

# Ours instead: the door, and nothing that shows rows of whichever table.
NOT_HERE = {"login", "logout", "password_change", "password_change_done", "autocomplete", "view_on_site"}


class Desk(AdminSite):
    site_header = "North West Migrants Forum"
    site_title = "Desk"
    index_title = "Desk"
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.has_second_factor

    def admin_view(self, view, cacheable=False):
        """Who may come in is the gate's business (`gate`), so nothing is asked again here."""
        return csrf_protect(view if cacheable else never_cache(view))

    def get_urls(self):
        urls = [url for url in super().get_urls() if getattr(url, "name", None) not in NOT_HERE]
        for url in urls:
            if isinstance(url, URLPattern):
                url.callback.rule = Rule()
        return urls


desk = Desk(name="desk")
