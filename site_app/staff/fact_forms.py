from django import forms
from django.utils.translation import gettext_lazy as _

from site_app.content.models import Fact, Source
from site_app.editions.models import Publication
from site_app.staff.keeping_forms import CONFIDENCE, KeptForm

SIGNIFICANCE = [
    (Publication.Significance.MINOR, _("Small: spelling or wording. It says the same.")),
    (Publication.Significance.NORMAL, _("Clearer or more exact. Texts that stand on it are still right.")),
    (
        Publication.Significance.MEANING,
        _("It means something else now. Every page that stands on it comes to the desk to be read again."),
    ),
]


class FactForm(KeptForm):
    """One fact. A new one has no significance yet; a changed one has to say how much changed."""

    beside_the_row = KeptForm.beside_the_row | {"significance", "sources", "another_source"}

    statement = forms.CharField(
        label=_("What is true"),
        help_text=_("One or two plain sentences, no more than the sources say."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )
    caution = forms.CharField(
        label=_("Careful with"),
        help_text=_("How to say it, or what not to say. Readers do not see this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    dated = Fact._meta.get_field("dated").formfield(
        label=_("Date of the fact"), help_text=_("As exactly as it is known: 2023, 2023-03 or 2023-03-17.")
    )
    confidence = forms.ChoiceField(label=_("How sure are we?"), choices=CONFIDENCE)
    sources = forms.ModelMultipleChoiceField(
        Source.objects.none(), label=_("Sources"), widget=forms.CheckboxSelectMultiple, required=False
    )
    another_source = forms.ModelChoiceField(
        Source.objects.none(), label=_("Add a source"), required=False, empty_label=_("none")
    )
    safety = forms.BooleanField(label=_("A mistake here could hurt a reader"), required=False)
    old = forms.BooleanField(label=_("The page we read is years old"), required=False)
    england_and_wales = forms.BooleanField(label=_("The source is about England and Wales"), required=False)
    ni_differs = forms.BooleanField(label=_("Northern Ireland differs from Great Britain here"), required=False)
    significance = forms.ChoiceField(
        label=_("How much does this change?"), choices=SIGNIFICANCE, widget=forms.RadioSelect
    )

    field_order = (
        "statement", "caution", "dated", "confidence", "safety", "old", "england_and_wales", "ni_differs", "sources",
        "another_source", "significance", "checked_today", "check_by", "seen",
    )  # fmt: skip

    class Meta:
        model = Fact
        fields = (
            "statement", "caution", "dated", "confidence", "safety", "old", "england_and_wales", "ni_differs",
        )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["another_source"].queryset = Source.objects.order_by("publisher", "title")
        if self.is_new:
            del self.fields["significance"], self.fields["sources"]
            return
        self.fields["sources"].queryset = self.instance.sources.order_by("publisher", "title")
        self.initial["sources"] = list(self.fields["sources"].queryset)

    def chosen_sources(self) -> list[Source]:
        chosen = list(self.cleaned_data.get("sources") or [])
        another = self.cleaned_data.get("another_source")
        return [*chosen, another] if another and another not in chosen else chosen
