"""The desk's part of Django's admin: lists and forms of what is not text, behind the same gate as the rest."""

from django import forms
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
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


class RuledAdmin(ModelAdmin):
    """An admin class whose `rule` says who may look and who may change; rows are never deleted.

    `purpose` is the sentence that says what its screens are for. `adds = False` where every row is there from
    the beginning.
    """

    rule: Rule
    purpose: str
    adds = True
    actions = None
    list_per_page = 25
    view_on_site = False
    # The browser's own calendar, in the reader's own language, without a script.
    formfield_overrides = {models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}}

    def get_urls(self):
        """Without deleting; adding only for whoever may change, and where there is anything to add."""
        urls = super().get_urls()
        for url in urls:
            if url.name and url.name.endswith("_add"):
                url.callback.rule = Rule(see=self.rule.see if self.rule.change is None else self.rule.change)
        gone = ("_delete",) if self.adds else ("_delete", "_add")
        return [url for url in urls if not (url.name and url.name.endswith(gone))]

    @property
    def media(self):
        """None of the admin's own scripts: its forms work without."""
        return forms.Media()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without the buttons that open other forms in new windows; an address without a scheme is https."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def _allows(self, request, method):
        return self.rule.allows(request.user, method, {})

    def has_module_permission(self, request):
        return self._allows(request, "GET")

    def has_view_permission(self, request, obj=None):
        return self._allows(request, "GET")

    def has_change_permission(self, request, obj=None):
        return self._allows(request, "POST")

    def has_add_permission(self, request):
        return self.adds and self._allows(request, "POST")

    def has_delete_permission(self, request, obj=None):
        return False

    # Each of Django's screens, with the sentence.

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"purpose": self.purpose, **(extra_context or {})})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        one_button = {"show_save_and_add_another": False, "show_save_and_continue": False}
        extra_context = {"purpose": self.purpose, **one_button, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, extra_context)

    def history_view(self, request, object_id, extra_context=None):
        return super().history_view(request, object_id, {"purpose": self.purpose, **(extra_context or {})})
