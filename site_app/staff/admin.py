from django.utils.translation import gettext_lazy as _

from site_app.accounts.models import Role
from site_app.content.models import Fact, Source
from site_app.editions import lifecycle
from site_app.editions.models import Language
from site_app.staff.gate import Rule
from site_app.staff.site import RuledAdmin, desk

WHOEVER_WRITES = frozenset({Role.AUTHOR, Role.PUBLISHER})


class LanguageAdmin(RuledAdmin):
    """Opening and closing a language is the only thing to do here: rows are neither added nor deleted."""

    rule = Rule(change=frozenset({Role.PUBLISHER, Role.ADMINISTRATOR}))
    purpose = _("Open a language for readers, or close it. It takes effect at once.")
    adds = False
    list_display = ("code", "name", "autonym", "policy")
    readonly_fields = ("code", "name", "autonym")
    ordering = ("code",)

    @staticmethod
    def name(language):
        return language.about.name

    @staticmethod
    def autonym(language):
        return language.about.autonym

    def save_model(self, request, obj, form, change):
        lifecycle.set_policy(obj.code, obj.policy)


class FactAdmin(RuledAdmin):
    rule = Rule(change=WHOEVER_WRITES)
    purpose = _("The statements that texts stand on, each with its sources and the day it has to be checked again.")
    list_display = ("code", "statement", "confidence", "safety", "check_by")
    list_filter = ("confidence", "safety")
    search_fields = ("code", "statement")
    ordering = ("check_by", "code")
    readonly_fields = ("documents",)  # follows from what is live


class SourceAdmin(RuledAdmin):
    rule = Rule(change=WHOEVER_WRITES)
    purpose = _("Where facts come from: who published it, when, and when we read it.")
    list_display = ("publisher", "title", "dated", "read_on")
    search_fields = ("publisher", "title", "url")
    ordering = ("publisher", "title")


desk.register(Language, LanguageAdmin)
desk.register(Fact, FactAdmin)
desk.register(Source, SourceAdmin)
