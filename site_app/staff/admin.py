from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from site_app.accounts import trail
from site_app.accounts.models import Event, Role
from site_app.editions import opening
from site_app.editions.models import Language
from site_app.staff.gate import Rule
from site_app.staff.site import RuledAdmin, desk


class PolicyForm(forms.ModelForm):
    def clean(self):
        """Django leaves constraints out whose other columns the form does not show, and the code is one."""
        self.instance.policy = self.cleaned_data.get("policy", self.instance.policy)
        self.instance.validate_constraints()
        return self.cleaned_data


class LanguageAdmin(RuledAdmin):
    """Opening and closing a language is the only thing to do here: rows are neither added nor deleted."""

    rule = Rule(change=frozenset({Role.PUBLISHER, Role.ADMINISTRATOR}))
    purpose = _("Open a language for readers, or close it. It takes effect at once.")
    adds = False
    form = PolicyForm
    list_display = ("code", "name", "autonym", "policy")
    readonly_fields = ("code", "name", "autonym")
    ordering = ("code",)

    @staticmethod
    def name(language):
        return language.about.name

    @staticmethod
    def autonym(language):
        return language.about.autonym

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        language = opening.set_policy(obj.code, obj.policy)
        detail = f"{language.about.name}: {language.get_policy_display()}"
        trail.record(Event.What.LANGUAGE, by=request.user, detail=detail)


desk.register(Language, LanguageAdmin)
