import re

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from site_app import languages
from site_app.content.partial_dates import in_words
from site_app.public.references import expanded

register = template.Library()


@register.simple_tag(takes_context=True)
def in_language(context, language: languages.Language) -> str:
    """The `lang` and `dir` of words that may be in another language than the page; nothing if they are not (L6)."""
    if language == context["page_language"]:
        return ""
    return format_html(' lang="{}" dir="{}"', language.tag, language.direction)


@register.simple_tag(takes_context=True)
def english(context) -> str:
    """For words that are English on every page: names, facts, sources."""
    return in_language(context, languages.BY_CODE[languages.SOURCE])


@register.simple_tag(takes_context=True)
def letters_of_other_scripts(context) -> list[tuple[str, languages.Language]]:
    """A letter of each script that this page's reader may not know and another open language has, and that language.

    Nothing where it is not known which languages are open: error pages ask nothing of the database.
    """
    found = {languages.SCRIPTS[context["page_language"].script]: None}
    for language in getattr(context["request"], "open_languages", []):
        found.setdefault(languages.SCRIPTS[language.script], language)
    return [(letter, language) for letter, language in found.items() if language]


@register.simple_tag(takes_context=True)
def this_page_in(context, language: languages.Language) -> str:
    """The address of the same page in another language."""
    match = context["here"]
    return reverse(match.view_name, kwargs=match.kwargs | {"language": language.code})


@register.simple_tag(takes_context=True)
def default_of_this_page(context, alternates: list[languages.Language]) -> str:
    """Where search engines send people whose language the page does not have: English, else the first there is."""
    english = [one for one in alternates if one.code == languages.SOURCE]
    return this_page_in(context, (english or alternates)[0])


@register.filter
def partial_date(value: str) -> str:
    return in_words(value)


# Two or more words in Latin letters: a name, or what has to be said aloud in English.
ENGLISH_WORDS = re.compile(r"[A-Za-z][\w'’.&-]*(?:,? (?:\d+ )?[A-Za-z&][\w'’.&-]*)+[?!]?", re.ASCII)


@register.filter
def plain(words: str | None, language: languages.Language) -> str:
    """Plain text of a title or summary. English words within another script are marked and run their own way (L6)."""
    if language.script == "Latn" or not words:
        return words or ""
    pieces, place = [], 0
    for english in ENGLISH_WORDS.finditer(words):
        pieces.append(format_html('{}<span lang="en" dir="ltr">{}</span>', words[place : english.start()], english[0]))
        place = english.end()
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, words[place:]]))


@register.filter
def without_english(title: str, english: str | None) -> str:
    """The title of a word without its English name in brackets, where that stands beside it anyway."""
    if not english:
        return title  # the English was taken down, and this language was not
    bare = re.sub(rf"\s*[(（]{re.escape(english)}[)）]\s*$", "", title, flags=re.IGNORECASE)
    return bare or title


@register.filter
def stored_html(value: str) -> str:
    """HTML that `markup.clean_html` made when the text was saved. Nothing else may go through here."""
    return mark_safe(value)  # noqa: S308


@register.simple_tag(takes_context=True)
def body_of(context, text) -> str:
    """The whole text, with the cards and words it refers to."""
    return stored_html(expanded(text.body, text.language, context["page_language"]))


@register.simple_tag
def phone_link(number: str) -> str:
    """A number to tap, left to right in every script (L8); in tel: only digits and a plus (RFC 3966)."""
    dialled = "".join(character for character in number if character in "+0123456789")
    return format_html('<bdi dir="ltr"><a href="tel:{}">{}</a></bdi>', dialled, number)


@register.simple_tag
def inline(text: str) -> str:
    """The inline style or script, whose hash the Content-Security-Policy allows: not a byte may change."""
    return mark_safe(text)  # noqa: S308
