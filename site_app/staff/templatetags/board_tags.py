from django import template

from site_app.staff.board import WORDS

register = template.Library()


@register.filter
def of(found: dict, key):
    """What a dictionary has under a key that stands in a variable."""
    return found.get(key)


@register.filter
def board_word(state: str) -> str:
    return WORDS[state][0]
