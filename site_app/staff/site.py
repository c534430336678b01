from django.contrib.admin import AdminSite, ModelAdmin

from site_app.content.models import Fact, Source
from site_app.editions import lifecycle
from site_app.editions.models import Language


class Desk(AdminSite):
    site_header = "North West Migrants Forum"
    site_title = "Desk"
    index_title = "Desk"
    site_url = "/"


desk = Desk(name="desk")


class KeptAdmin(ModelAdmin):
    """Rows that are changed but never deleted: texts stand on them."""

    def has_delete_permission(self, request, obj=None):
        return False


class LanguageAdmin(KeptAdmin):
    """Opening and closing a language is the only thing to do here: rows are neither added nor deleted."""

    list_display = ("code", "name", "autonym", "policy")
    readonly_fields = ("code", "name", "autonym")
    ordering = ("code",)

    @staticmethod
    def name(language):
        return language.about.name

    @staticmethod
    def autonym(language):
        return language.about.autonym

    def has_add_permission(self, request):
        return False

    def save_model(self, request, obj, form, change):
        lifecycle.set_policy(obj.code, obj.policy)


class FactAdmin(KeptAdmin):
    list_display = ("code", "statement", "confidence", "safety", "check_by")
    list_filter = ("confidence", "safety")
    search_fields = ("code", "statement")
    ordering = ("check_by", "code")
    filter_horizontal = ("sources",)
    readonly_fields = ("documents",)  # follows from what is live


class SourceAdmin(KeptAdmin):
    list_display = ("publisher", "title", "dated", "read_on")
    search_fields = ("publisher", "title", "url")
    ordering = ("publisher", "title")


desk.register(Language, LanguageAdmin)
desk.register(Fact, FactAdmin)
desk.register(Source, SourceAdmin)
