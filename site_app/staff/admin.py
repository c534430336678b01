from django.utils.translation import gettext_lazy as _

from site_app.accounts.models import Role
from site_app.editions import opening
from site_app.editions.models import Language
from site_app.staff.gate import Rule
from site_app.staff.site import RuledAdmin, desk


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
        opening.set_policy(obj.code, obj.policy)


desk.register(Language, LanguageAdmin)
