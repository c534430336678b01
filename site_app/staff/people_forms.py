"""What administrators type on the people screens."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from site_app import languages
from site_app.accounts.models import TRANSLATED, Role

LANGUAGES = [(code, f"{languages.BY_CODE[code].name} · {languages.BY_CODE[code].autonym}") for code in TRANSLATED]


def _languages(label):
    return forms.MultipleChoiceField(
        label=label, choices=LANGUAGES, required=False, widget=forms.CheckboxSelectMultiple
    )


class Roles(forms.Form):
    """Boxes to tick, any combination. `roles` of the cleaned form are pairs of a role and a language."""

    author = forms.BooleanField(label=_("Author: writes the English texts"), required=False)
    publisher = forms.BooleanField(label=_("Publisher: reviews texts and puts them before readers"), required=False)
    administrator = forms.BooleanField(label=_("Administrator: invites people and says who does what"), required=False)
    translator = _languages(_("Translates into"))
    checker = _languages(_("Checks translations into"))

    @classmethod
    def of(cls, person):
        held = list(person.grants.values_list("role", "language"))
        everywhere = {role: True for role, language in held if not language}
        per_language = {
            role: [language for one, language in held if one == role] for role in (Role.TRANSLATOR, Role.CHECKER)
        }
        return cls(initial=everywhere | per_language)

    @property
    def roles(self) -> list[tuple[str, str]]:
        chosen = self.cleaned_data
        pairs = [(role, "") for role in (Role.AUTHOR, Role.PUBLISHER, Role.ADMINISTRATOR) if chosen[role]]
        return pairs + [(role, code) for role in (Role.TRANSLATOR, Role.CHECKER) for code in chosen[role]]


class MailTo(forms.Form):
    """Offers to mail a link, where mail is set up."""

    mail_to = forms.EmailField(
        label=_("Send it to this e-mail address (optional)"),
        required=False,
        help_text=_("Otherwise copy the link on the next screen and give it to them yourself."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not settings.MAILS:
            del self.fields["mail_to"]


class Invitation(MailTo, Roles):
    name = forms.CharField(label=_("Their name"), max_length=150)
    field_order = ("name", "mail_to", "author", "publisher", "administrator", "translator", "checker")

    def clean(self):
        super().clean()
        if not self.errors and not self.roles:
            raise forms.ValidationError(_("Choose at least one role: without any there is nothing to do here."))
        return self.cleaned_data


class AskAdviser(MailTo):
    name = forms.CharField(label=_("Name of the adviser"), max_length=80)
    organisation = forms.CharField(label=_("Their organisation"), max_length=65)
    days = forms.TypedChoiceField(
        label=_("How long the link works"),
        choices=[(7, _("a week")), (14, _("two weeks")), (28, _("four weeks"))],
        initial=14,
        coerce=int,
    )
    field_order = ("name", "organisation", "days", "mail_to")
