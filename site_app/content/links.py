"""Which of our texts, sources and organisations lead to which address."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from site_app.content.models import Link, Organisation, Source
from site_app.editions.models import Document, Edition

HREF = re.compile(r'<a\s[^>]*?href="([^"]*)"')
MAX_LENGTH = Link._meta.get_field("url").max_length


@dataclass(frozen=True)
class Holder:
    """Something that has a link in it, and what a person knows it by."""

    what: str  # "document", "source" or "organisation"
    pk: int
    language: str = ""
    name: str = ""
    kind: str = ""  # of a document
    slug: str = ""

    @property
    def key(self) -> list:
        return [self.what, self.pk, *([self.language] if self.language else [])]


def target(address: str) -> str | None:
    """What a link leads to, as it is kept in `Link`; None if there is nothing to follow (telephone, same page)."""
    address = html.unescape(address).partition("#")[0]
    if address.startswith(f"{settings.SITE_ADDRESS}/"):
        address = address.removeprefix(settings.SITE_ADDRESS)
    if not address.startswith(("/", "http://", "https://")) or len(address) > MAX_LENGTH:
        return None
    return address


def held() -> dict[str, list[Holder]]:
    """{address: everything that leads there}. Live texts only: what readers cannot press is no matter of theirs."""
    found = defaultdict(list)
    for holder, addresses in (*_in_texts(_live()), *_in_rows(Source, "url"), *_in_rows(Organisation, "web")):
        for address in dict.fromkeys(filter(None, map(target, addresses))):
            found[address].append(holder)
    return dict(found)


def still_held(links: Iterable[Link]) -> dict[int, list[Holder]]:
    """{link id: who has it in them now}, asking only those that had it when it was tried. Four queries.

    A link that somebody has just taken out is nobody's matter any more, and waits for no second try.
    """
    links = list(links)
    ids = defaultdict(set)
    for link in links:
        for what, pk, *_language in link.holders:
            ids[what].add(pk)
    now = defaultdict(list)
    for holder, addresses in (
        *_in_texts(_live().filter(document__in=ids["document"])),
        *_in_rows(Source, "url", ids["source"]),
        *_in_rows(Organisation, "web", ids["organisation"]),
    ):
        for address in dict.fromkeys(filter(None, map(target, addresses))):
            now[address].append(holder)
    return {link.pk: now[link.url] for link in links if link.url in now}


def _live():
    return (
        Edition.objects.filter(live__isnull=False, document__withdrawn="")
        .select_related("live", "document")
        .only("language", "document__kind", "document__slug", "live__texts")
        .order_by("document", "language")
    )


def _in_texts(editions) -> Iterator[tuple[Holder, list[str]]]:
    for edition in editions.iterator(chunk_size=500):
        document, texts = edition.document, edition.live.texts
        of_html = [texts.get(name, "") for name in Document.html_texts]
        addresses = [address for text in of_html for address in HREF.findall(text)]
        if addresses:
            name = texts.get("title", "")
            yield (
                Holder("document", document.pk, edition.language_id, name, document.kind, document.slug),
                addresses,
            )


def _in_rows(model, column: str, only=None) -> Iterator[tuple[Holder, list[str]]]:
    rows = model.objects.exclude(**{column: ""}).order_by("pk")
    if only is not None:
        rows = rows.filter(pk__in=only)
    if model is Organisation:
        rows = rows.filter(withdrawn="")
    what = "source" if model is Source else "organisation"
    name = "title" if model is Source else "name"
    for pk, slug, words, address in rows.values_list("pk", "slug", name, column):
        yield Holder(what, pk, name=words, slug=slug), [address]
