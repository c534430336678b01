from django import template

from site_app.staff import forecast

register = template.Library()


@register.filter
def sentences(outlook) -> list:
    return forecast.sentences(outlook)
