"""Links lead where the English ones lead, inside the site in the translation's own language."""

from collections import Counter
from collections.abc import Iterator

from site_app.editions.faults.fault import ERROR, WARNING, Fault, Pair
from site_app.editions.lines import address_in


def check_links(pair: Pair) -> Iterator[Fault]:
    wanted = Counter(address_in(pair.language, address) for address in pair.english.links)
    found = Counter(pair.translation.links)
    english_side = {address for address in pair.english.links if address.startswith("/en/")}
    for address in sorted((wanted - found).keys()):
        kind = "phone" if address.startswith(("tel:", "sms:")) else "link"
        yield pair.fault(kind, ERROR, f"The link to {address.removeprefix('tel:')} is missing.", about=address)
    for address in sorted((found - wanted).keys()):
        if address in english_side:
            words = f"This link leads to the English page: {address}"
            yield pair.fault("link", ERROR, words, about=address)
        elif address not in wanted:
            yield pair.fault("link", WARNING, f"The English text has no link to {address}.", about=f"+{address}")
