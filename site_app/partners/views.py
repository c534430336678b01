"""What partners' machines read: feed, sitemap, robots. Only published texts in open languages, like readers."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from site_app import languages
from site_app.content.models import Explainer, Page, Update
from site_app.editions.models import Document, Edition
from site_app.editions.reading import Text, site_now

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
FEED_ENTRIES = 50
DOCUMENTS_EACH = 50  # in one sitemap: in 24 languages that name each other, 3 MB
DOCUMENT_ADDRESSES = {Explainer.KIND: "public:guide", Page.KIND: "public:page", Update.KIND: "public:update"}
LISTS = ("home", "guides", "updates", "positions", "help", "words")


class Feed(Atom1Feed):
    def latest_post_date(self):
        """When the newest change was. Django says "now" where there is none, and so it changed whenever it was read."""
        return super().latest_post_date() if self.items else NEVER


@require_safe
def updates_feed(request, language):
    """Atom (RFC 4287): updates in this language, the newest change first. Never a text in another language."""
    about = languages.BY_CODE[language]
    if about not in site_now().languages:
        raise Http404
    home = settings.SITE_ADDRESS + reverse("public:updates", kwargs={"language": language})
    feed = Feed(
        title="North West Migrants Forum",
        link=home,
        description=None,
        language=about.tag,
        feed_url=settings.SITE_ADDRESS + reverse("partners:updates_feed", kwargs={"language": language}),
        feed_guid=home,
    )
    editions = Edition.objects.visible().with_freshness().with_live_since().filter(document__kind=Update.KIND)
    newest = list(editions.filter(language=language).order_by("-live_since")[:FEED_ENTRIES])
    found = Update.objects.with_texts(language).in_bulk([edition.document_id for edition in newest])
    for edition in newest:
        update = found[edition.document_id]
        text = Text.of(update, language, checked=edition.checked, outdated=edition.outdated)
        with translation.override(language):
            summary = " ".join([*text.notices, text.summary])
        link = settings.SITE_ADDRESS + reverse("public:update", kwargs={"language": language, "slug": update.slug})
        when = edition.live_since
        feed.add_item(text.title, link, summary, unique_id=link, pubdate=when, updateddate=when)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


@require_safe
def sitemap(request):
    """Every page of every open language, with the languages it exists in (sitemaps.org, with xhtml:link).

    With many documents it is an index of several, each well below the 50 MB that search engines read.
    """
    if _in_sitemaps().count() > DOCUMENTS_EACH:
        paths = [
            reverse("partners:part_of_sitemap", kwargs={"number": number})
            for number in range(1, Paginator(_in_sitemaps(), DOCUMENTS_EACH).num_pages + 1)
        ]
        context = {"addresses": [settings.SITE_ADDRESS + path for path in paths]}
        return render(request, "partners/sitemaps.xml", context, content_type="application/xml")
    return _sitemap(request, _in_sitemaps(), with_lists=True)


@require_safe
def part_of_sitemap(request, number):
    parts = Paginator(_in_sitemaps(), DOCUMENTS_EACH)
    if number not in parts.page_range:
        raise Http404
    return _sitemap(request, parts.page(number).object_list, with_lists=number == 1)


def _in_sitemaps():
    return Document.objects.filter(kind__in=DOCUMENT_ADDRESSES).order_by("kind", "slug").only("pk")


def _sitemap(request, documents, *, with_lists: bool):
    everywhere = [one.code for one in site_now().languages]
    pages = [_entry(f"public:{name}", {}, everywhere) for name in LISTS] if with_lists else []
    visible = Edition.objects.visible().with_live_since().filter(document__in=[document.pk for document in documents])
    editions = visible.order_by("document__kind", "document__slug", "document").values_list(
        "document__kind", "document__slug", "language", "live_since"
    )
    dates_of = {}
    for kind, slug, code, since in editions:
        dates_of.setdefault((kind, slug), {})[code] = since
    for (kind, slug), dates in dates_of.items():
        name, arguments = DOCUMENT_ADDRESSES[kind], {"slug": slug}
        pages.append(_entry(name, arguments, sorted(dates, key=languages.CODES.index), max(dates.values())))
    return render(request, "partners/sitemap.xml", {"pages": pages}, content_type="application/xml")


def _entry(name: str, arguments: dict, codes: list[str], changed=None) -> dict:
    addresses = [
        (languages.BY_CODE[code].tag, settings.SITE_ADDRESS + reverse(name, kwargs=arguments | {"language": code}))
        for code in codes
    ]
    return {"addresses": addresses, "changed": changed and timezone.localdate(changed)}


@require_safe
def robots(request):
    """A demonstration is not for search engines at all."""
    rule = "Disallow: /" if site_now().demonstration else "Disallow: /staff/"
    lines = ["User-agent: *", rule, f"Sitemap: {settings.SITE_ADDRESS}{reverse('partners:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
