"""What the forms of facts, organisations and sources have in common."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from site_app.accounts.models import Role
from site_app.content.models import Fact

# Who may change facts, organisations and sources. Everybody at the desk may look at them.
WHOEVER_WRITES = (Role.AUTHOR, Role.PUBLISHER)
# Nothing on this site stays true by itself for longer than this.
LONGEST = timedelta(days=366)
USUAL = timedelta(days=92)
CONFIDENCE = [
    (Fact.Confidence.FOUND, _("we saw it on their own page or heard it from them")),
    (Fact.Confidence.SEED, _("it is in the Forum's article of 2024")),
    (Fact.Confidence.KNOWN, _("somebody told us, nobody has looked")),
    (Fact.Confidence.NOT_FOUND, _("we looked and did not find it")),
]


class DateInput(forms.DateInput):
    """The browser's own calendar. What it sends, and what a person types without one, is 2026-11-25."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class WebField(forms.URLField):
    default_error_messages = {"scheme": _("Write an address that begins with https:// or http://.")}

    def __init__(self, **options):
        super().__init__(assume_scheme="https", widget=forms.TextInput(attrs={"inputmode": "url"}), **options)

    def clean(self, value):
        value = super().clean(value)
        if value and not value.startswith(("https://", "http://")):
            raise ValidationError(self.default_error_messages["scheme"], code="scheme")
        return value


class CheckByField(forms.DateField):
    """The day by which somebody looks at it again: after today, and within a year."""

    default_error_messages = {
        "past": _("That day has passed. Choose a later one."),
        "far": _("That is more than a year away. Choose an earlier day: things change."),
        "invalid": _("Write the day as 2026-11-25."),
    }

    def __init__(self, **options):
        options = {"label": _("Check again by"), "widget": DateInput(), "input_formats": ["%Y-%m-%d"]} | options
        super().__init__(**options)

    def clean(self, value):
        day, today = super().clean(value), timezone.localdate()
        if day is None:
            return day
        if day <= today:
            raise ValidationError(self.error_messages["past"], code="past")
        if day > today + LONGEST:
            raise ValidationError(self.error_messages["far"], code="far")
        return day


def next_day() -> date:
    """The day proposed for the next check."""
    return timezone.localdate() + USUAL


class RowForm(forms.ModelForm):
    """A form of a row that others may change meanwhile: `seen` says how much of its history was known."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    beside_the_row: frozenset[str] = frozenset({"seen"})  # fields that are no columns of it

    def __init__(self, *args, seen: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = seen

    @property
    def is_new(self) -> bool:
        return self.instance.pk is None

    def values(self, *, by) -> dict:
        """What goes into the row."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.beside_the_row}

    def after(self, seen: int) -> dict:
        """What was typed, for the same form once more, when the row has changed meanwhile.

        Sending it again is then a decision: whoever does has seen the newer row.
        """
        data = self.data.copy()
        data[self.add_prefix("seen")] = str(seen)
        return data


class KeptForm(RowForm):
    """Of a row that has to be checked again and again.

    Saving is one thing and having checked is another: whoever corrects a letter has checked nothing.
    """

    checked_today = forms.BooleanField(label=_("I checked all of this today"), required=False)
    check_by = CheckByField(required=False)
    beside_the_row = frozenset({"seen", "checked_today", "check_by"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"check_by": next_day(), "checked_today": self.is_new}

    def clean(self):
        cleaned = super().clean()
        if self.is_new and not cleaned.get("checked_today"):
            self.add_error("checked_today", _("Check it first: nothing new comes in unchecked."))
        if cleaned.get("checked_today") and not cleaned.get("check_by") and "check_by" not in self.errors:
            self.add_error("check_by", _("Say by when somebody should look at it again."))
        return cleaned

    def values(self, *, by) -> dict:
        values = super().values(by=by)
        if self.cleaned_data["checked_today"]:
            values |= {"checked_on": timezone.localdate(), "checked_by": by, "check_by": self.cleaned_data["check_by"]}
        return values


class ConfirmForm(forms.Form):
    """Checked today, still true."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    check_by = CheckByField(initial=next_day)
