from django import template
from django.utils.safestring import mark_safe

from site_app.staff import forecast
from site_app.staff.texts import STATES

register = template.Library()


@register.filter
def in_words(state: str):
    """What the desk calls a state of a text."""
    return STATES[state]


@register.filter
def sentences(outlook) -> list:
    return forecast.sentences(outlook)


@register.filter
def beside(clean: str) -> str:
    """A text's own HTML among other things of the desk: its call-outs are notes, and no landmarks of the page."""
    return mark_safe(clean.replace("<aside", '<aside role="note"'))  # noqa: S308
