from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from site_app.content.models import Source
from site_app.staff.keeping_forms import DateInput, RowForm, WebField


class SourceForm(RowForm):
    publisher = forms.CharField(label=_("Who published it"), max_length=200)
    title = forms.CharField(label=_("Title"), max_length=300)
    url = WebField(label=_("Web address"), max_length=500)
    dated = Source._meta.get_field("dated").formfield(
        label=_("Date on the page"), help_text=_("2023, 2023-03 or 2023-03-17. Empty if it shows none.")
    )
    read_on = forms.DateField(
        label=_("Read on"),
        help_text=_("The day somebody last read it for this site."),
        widget=DateInput(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as 2026-11-25.")},
    )

    class Meta:
        model = Source
        fields = ("publisher", "title", "url", "dated", "read_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_new:
            self.initial["read_on"] = timezone.localdate()

    def clean_read_on(self):
        day = self.cleaned_data["read_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."))
        return day


class CopyForm(forms.Form):
    """Judged by what is in the file (`content.pictures`); here only that there is one."""

    copy = forms.FileField(
        label=_("Picture or PDF"),
        help_text=_("A screenshot or a saved page, at most 8 MB. Of a picture only what can be seen is kept."),
        widget=forms.ClearableFileInput({"accept": "image/png,image/jpeg,image/webp,image/gif,application/pdf"}),
        error_messages={"required": _("Choose a file first."), "empty": _("That file is empty.")},
    )
