import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from site_app import languages
from site_app.content.models import Organisation
from site_app.staff.keeping_forms import CONFIDENCE, KeptForm, WebField

NUMBER = re.compile(r"\+?[0-9][0-9 ]*\Z")
MOST_NUMBERS = 6


class PhoneForm(forms.Form):
    """One number. An empty row is no number."""

    number = forms.CharField(
        label=_("Number"), max_length=24, required=False, widget=forms.TextInput({"inputmode": "tel"})
    )
    label = forms.CharField(
        label=_("What it is for"), help_text=_("In English, if there are several: office, at night."), max_length=60,
        required=False,
    )  # fmt: skip
    confirmed = forms.BooleanField(
        label=_("Somebody rang it, or saw it on their own page"),
        help_text=_("Without this it is kept here and no reader sees it."),
        required=False,
    )

    def clean_number(self):
        number = re.sub(r"[\s./-]+", " ", self.cleaned_data["number"]).strip()
        if not number:
            return ""
        digits = sum(character.isdigit() for character in number)
        if not NUMBER.match(number) or not 3 <= digits <= 15:
            raise ValidationError(_("Write only the digits that people dial, like 028 7137 0086 or +44 28 7137 0086."))
        return number

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("label") and not cleaned.get("number") and "number" not in self.errors:
            self.add_error("number", _("There is a description and no number."))
        return cleaned


class BasePhones(forms.BaseFormSet):
    def clean(self):
        numbers = [re.sub(r"\D", "", phone["number"]) for phone in self.phones()]
        if len(set(numbers)) < len(numbers):
            raise ValidationError(_("The same number is there twice."))

    def phones(self) -> list[dict]:
        """As the row keeps them: empty ones are gone, and only what is not confirmed says so."""
        kept = []
        for form in self.forms:
            told = getattr(form, "cleaned_data", {})
            if told.get("number"):
                doubt = {} if told["confirmed"] else {"confirmed": False}
                kept.append({"number": told["number"], "label": told["label"]} | doubt)
        return kept


Phones = forms.formset_factory(PhoneForm, formset=BasePhones, extra=2, max_num=MOST_NUMBERS, validate_max=True)


def phones_of(organisation: Organisation) -> list[dict]:
    return [phone | {"confirmed": phone.get("confirmed", True)} for phone in organisation.phones]


class OrganisationForm(KeptForm):
    """What is the same in every language. Its words are texts, with revisions of their own."""

    name = forms.CharField(label=_("Name"), help_text=_("The same in every language."), max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)
    web = WebField(label=_("Web page"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("Who comes to them"), choices=Organisation.Need, widget=forms.CheckboxSelectMultiple, required=False
    )
    area = forms.ChoiceField(label=_("Where they help"), choices=Organisation.Area)
    cost = forms.ChoiceField(label=_("What does it cost?"), required=False)
    on_bill = forms.ChoiceField(
        label=_("Can a call be seen on the phone bill?"),
        help_text=_("Somebody at home may read the bill. Say it only if the organisation told you."),
        required=False,
    )
    interpreters = forms.ChoiceField(label=_("Do they have interpreters?"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages that people there speak"),
        choices=[(one.code, one.name) for one in languages.ALL],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    asks_status = forms.ChoiceField(label=_("Do they ask about immigration status?"), required=False)
    funded_by = forms.CharField(
        label=_("Who pays for them"), help_text=_("Readers want to know, above all if it is the police."),
        max_length=200, required=False,
    )  # fmt: skip
    confidence = forms.ChoiceField(label=_("How sure are we?"), choices=CONFIDENCE)

    class Meta:
        model = Organisation
        fields = (
            "name", "email", "web", "needs", "area", "cost", "on_bill", "interpreters", "languages", "asks_status",
            "funded_by", "confidence",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        asked = {"cost": Organisation.Cost, "on_bill": Organisation.Bill}
        asked |= {"interpreters": Organisation.Answer, "asks_status": Organisation.Answer}
        for name, choices in asked.items():
            # The one that says nothing comes first: nobody claims something by not looking.
            self.fields[name].choices = sorted(choices.choices, key=lambda choice: choice[0] != "")


class WordsForm(forms.Form):
    """The English words about an organisation: a text like any other, saved as a revision."""

    summary = forms.CharField(
        label=_("What they do"),
        help_text=_("Two or three short sentences, in plain English."),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
    )
    caution = forms.CharField(
        label=_("Before you call"),
        help_text=_("What a reader has to know first: when not to call, what they pass on."),
        widget=forms.Textarea({"rows": 4}),
        max_length=1000,
        required=False,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
