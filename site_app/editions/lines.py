"""One block of a translation as a person types it, and back. Knows no database.

It is the simple text of `simple_text.to_line`: `**` around what matters, `[words]` for a link, `{PSNI}` for a name and
`{{Can you call the police?}}` for words that stay English. A link has no address here: it leads where the English one
leads, in the other language, so nobody has to type or read one.
"""

import html
import re

from site_app import markup
from site_app.editions.blocks import Block
from site_app.simple_text import from_line, to_line

ADDRESS = re.compile(r'(?<=\bhref=")[^"]*(?=")')
WRITTEN_ADDRESS = re.compile(r"\]\((?:<([^<>]*)>|([^()\s]*))\)")  # of a link in simple text
BRACKETED = re.compile(r"(?<!\\)((?:\\\\)*)\[((?:[^\[\]\\]|\\.)*)\](?!\()")  # words that are to be a link


def typed(words: str, english: Block | None, language: str) -> str:
    """Clean inline HTML as somebody types it: without addresses where the English block tells them."""
    simple = to_line(words)
    if english is None:
        return simple
    short = WRITTEN_ADDRESS.sub("]", simple)
    if short == simple:
        return simple
    return short if inline(short, english, language).split() == words.split() else simple


def inline(simple: str, english: Block | None, language: str) -> str:
    """What somebody typed as clean inline HTML, linking where the English block links."""
    if english is None:
        return from_line(simple)
    links = [address_in(language, address) for address in english.links]
    return _linked(from_line(_with_addresses(simple, links)), links, language)


def address_in(language: str, address: str) -> str:
    """Where an address of the English text leads in another language: /en/… to /ar/…"""
    return f"/{language}/{address.removeprefix('/en/')}" if address.startswith("/en/") else address


def _with_addresses(simple: str, links: list[str]) -> str:
    """Brackets with a telephone number in them are the link to that number, the others stand in the English order."""
    written = {one[1] or one[2] for one in WRITTEN_ADDRESS.finditer(simple)}
    free = [link for link in links if link not in written]
    bracketed = list(BRACKETED.finditer(simple))
    addresses: dict[int, str] = {}
    for place, words in enumerate(bracketed):
        number = _digits(words[2])
        same = [link for link in free if link.startswith(("tel:", "sms:")) and _digits(link) == number]
        if number and same:
            addresses[place] = same[0]
            free.remove(same[0])
    for place in range(len(bracketed)):
        if place not in addresses and free:
            addresses[place] = free.pop(0)
    places = iter(range(len(bracketed)))

    def whole(words: re.Match) -> str:
        address = addresses.get(next(places))
        return words[0] if address is None else f"{words[1]}[{words[2]}](<{address}>)"

    return BRACKETED.sub(whole, simple)


def _digits(text: str) -> str:
    """In whichever script they are written."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def _linked(text: str, wanted: list[str], language: str) -> str:
    """Addresses are the English text's. One that was mistyped is put right if there is no doubt which it is."""
    text = ADDRESS.sub(lambda found: html.escape(address_in(language, html.unescape(found[0]))), text)
    found = [html.unescape(one) for one in ADDRESS.findall(text)]
    absent = [one for one in wanted if one not in found]
    wrong = [html.escape(one) for one in found if one not in wanted]
    if len(absent) == len(wrong) == 1:
        right = html.escape(absent[0])
        text = ADDRESS.sub(lambda address: right if address[0] == wrong[0] else address[0], text)
    return markup.clean_line(text)
