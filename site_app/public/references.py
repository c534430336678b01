"""What a text refers to and does not repeat: an organisation's card, the explanation of a word.

In the stored HTML a card is a paragraph with nothing but a link to #organisation-<slug>, a word is a link to
#word-<slug>. So a number is right everywhere once it is fixed, and whatever does not know about this (a feed,
a search, an old copy) still has the words.
"""

import re

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from site_app import languages
from site_app.content.models import Organisation
from site_app.editions.reading import listed

# The label ends where its link does: what comes after it in the paragraph, or in the next, is no part of a card.
CARD = re.compile(r'<p>\s*<a href="#organisation-([\w-]+)">((?:(?!</(?:a|p)>).)*)</a>\s*</p>', re.DOTALL)
REFERENCE = re.compile(r'<a href="#(organisation|word)-([\w-]+)">')


def expanded(body: str, text_language: languages.Language, page_language: languages.Language) -> str:
    """A text's HTML with its cards, in the language of the text, and its links, to pages in the reader's own.

    One query, however many cards; none where there is no card.
    """
    if "#organisation-" not in body and "#word-" not in body:
        return body
    cards = _cards(set(CARD.findall(body)), text_language)
    body = CARD.sub(lambda found: cards.get(found[1]) or f"<p>{found[2]}</p>", body)
    addresses = {
        "organisation": reverse("public:help", kwargs={"language": page_language.code}),
        "word": reverse("public:words", kwargs={"language": page_language.code}),
    }
    return REFERENCE.sub(lambda found: f'<a href="{addresses[found[1]]}#{found[1]}-{found[2]}">', body)


def _cards(named: set[tuple[str, str]], language: languages.Language) -> dict[str, str]:
    """{slug: HTML} of the organisations that readers of this language get."""
    if not named:
        return {}
    wanted = Organisation.objects.filter(slug__in={slug for slug, _label in named})
    with translation.override(language.code):
        return {
            organisation.slug: render_to_string(
                "public/parts/organisation.html",
                {"organisation": organisation, "text": text, "heading": True, "page_language": language},
            )
            for organisation, text in listed(wanted, language.code)
        }
