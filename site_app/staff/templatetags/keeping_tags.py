from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from site_app import languages
from site_app.content.models import Change, Link
from site_app.editions.models import Document
from site_app.staff import places, trail_words
from site_app.staff.keeping_forms import WHOEVER_WRITES

register = template.Library()

TROUBLES = {
    "404": gettext_lazy("The page is not there any more."),
    "410": gettext_lazy("The page was removed for good."),
    "refused": gettext_lazy("It leads to a private address, which no reader can reach."),
    "no host": gettext_lazy("There is no such site."),
    "time-out": gettext_lazy("The site does not answer."),
    "failed": gettext_lazy("The site could not be reached."),
}


@register.filter
def differences(change: Change) -> list[tuple[str, str, str]]:
    return trail_words.differences_of(change)


@register.filter
def act_of(change: Change) -> str:
    """What was done: 'changed: a change of meaning'."""
    size = trail_words.SIZES.get(change.significance)
    return f"{trail_words.ACTS[change.act]}: {size}" if size else str(trail_words.ACTS[change.act])


@register.filter
def desk_address(document: Document) -> str:
    return places.of_document(document.pk, document.kind, document.slug)


@register.filter
def language_name(code: str) -> str:
    return languages.BY_CODE[code].name


@register.filter
def trouble(link: Link) -> str:
    """What is wrong with a link, and since when."""
    what = TROUBLES.get(link.detail, _("The site answers with an error."))
    since = _("Since %(day)s.") % {"day": date_format(link.failing_since, "j F Y")}
    return f"{what} {since}"


@register.filter
def writes(person) -> bool:
    """May change facts, organisations and sources: what the gate lets through at those views."""
    return any(person.has_role(role) for role in WHOEVER_WRITES)
