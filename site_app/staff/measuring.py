"""How long the sentences of a text are and how old a reader has to be, said in plain words."""

from django.utils.translation import gettext as _

from site_app import languages, markup
from site_app.content.models import Organisation
from site_app.editions.models import Document
from site_app.reading_age import AGE, AVERAGE, NAMES, measure

LONG = 25  # words: a sentence that most people read twice


def measures(language: str, texts: dict) -> list[dict]:
    """[{label, value, fine, help}] for the counters beside the editor; empty while there is no sentence."""
    html = Document.html_texts
    words = "\n".join(markup.to_text(text) if name in html else text for name, text in texts.items() if text)
    names = [*NAMES, *Organisation.objects.values_list("name", flat=True)] if language == languages.SOURCE else []
    reading = measure(words, names)
    if reading is None:
        return []
    shown = [
        _measure(_("Words"), str(reading.words), fine=True),
        _measure(
            _("Words in a sentence"),
            f"{reading.average:.0f}",
            fine=reading.average <= AVERAGE,
            help=_("on average; %(most)d or fewer are easy to read") % {"most": AVERAGE},
        ),
        _measure(
            _("Longest sentence"),
            _("%(count)d words") % {"count": reading.longest},
            fine=reading.longest <= LONG,
            help="" if reading.longest <= LONG else _("“%(start)s …”") % {"start": reading.longest_sentence[:60]},
        ),
    ]
    if language == languages.SOURCE:
        age = max(5, round(reading.age))
        help_text = _("%(age)d or less is easy for most people") % {"age": AGE}
        shown.append(_measure(_("Reading age"), str(age), fine=age <= AGE, help=help_text))
    return shown


def _measure(label: str, value: str, *, fine: bool, help: str = "") -> dict:
    return {"label": label, "value": value, "fine": fine, "help": help}
