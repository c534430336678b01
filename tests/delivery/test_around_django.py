"""The store around the real site: a page from the store is the page that Django gives."""

import gzip
from io import BytesIO

import pytest

from site_app.content.models import Update
from site_app.delivery.store import Store, kept_by_a_cdn
from site_app.editions import lifecycle
from site_app.editions.current import look
from site_app.public.negotiation import likely_language
from site_app.wsgi import site as django_site
from tests import make
from tests.delivery.fake_site import Answer, Reader

GUIDE = "/ar/guides/question/"


class Site(Reader):
    """The real one, on the database of the test. Looks are those of the test's own thread."""

    def __init__(self, folder, **options):
        self.learned = look()
        given = {"release": "r", "memory": 10_000_000, "likely": likely_language} | options
        self.store = Store(django_site, folder=folder, look=lambda token: self.learned, **given)

    def learns(self):
        self.learned = look()
        super().learns()


@pytest.fixture
def site(committed_db, tmp_path):
    make.live(make.explainer(slug="question"), text="words")
    news = Update(slug="news")
    news.save()
    make.live(news, shared={"since": ""})
    return Site(tmp_path / "pages")


def plain(path) -> Answer:
    """What Django gives without the store."""
    answer = Answer()
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "HTTP_HOST": "localhost", "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "HTTP_ACCEPT_LANGUAGE": "",
    }  # fmt: skip
    response = django_site(environ, answer.start)
    answer.body = b"".join(response)
    response.close()
    return answer


@pytest.mark.parametrize(
    "path", [GUIDE, "/en/", "/en/help/", "/", "/robots.txt", "/sitemap.xml", "/feeds/en/updates.atom"]
)
def test_a_page_from_the_store_has_the_bytes_and_all_headers_of_the_page_django_gives(site, path):
    before = plain(path)
    for _ in range(2):
        answer = site.get(path)
        assert (answer.status, answer.body) == (before.status, before.body)
        for name, value in before.headers.items():
            if name == "content-security-policy":
                assert set(answer.headers[name].split("; ")) == set(value.split("; "))
            elif name != "vary":
                assert answer.headers[name] == value
    assert len(list(site.store._files._all())) == 1


@pytest.mark.parametrize(
    "path", ["/en/guides/nothing/", "/ru/", "/en/help/nonsense/", "/en/updates/?page=2", "/zh-hant/"]
)
def test_what_is_not_there_is_never_kept_and_travels_compressed(site, path):
    answer = site.get(path, HTTP_ACCEPT_ENCODING="gzip")
    assert answer.status == 404
    assert b"Page not found" in gzip.decompress(answer.body)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert list(site.store._files._all()) == []


def test_a_former_address_leads_on_and_is_not_kept(site):
    site.get(GUIDE)
    document = make.Explainer.objects.get()
    document.slug = "answer"
    document.save()
    site.learns()
    answer = site.get(GUIDE)
    assert (answer.status, answer.headers["location"]) == (301, "/ar/guides/answer/")
    assert not site.store._files.has(("/ar/guides/question/", ""))


def test_a_withdrawn_page_comes_from_the_store_with_its_reason_and_goes_back_when_it_is_restored(site):
    document = make.Explainer.objects.get()
    assert "Body words" in site.get(GUIDE).text
    lifecycle.withdraw(document, reason="mistake", by=None)
    site.learns()
    assert "words" not in site.get(GUIDE).text.partition("<main")[2].partition("<footer")[0]
    lifecycle.restore(document, by=None)
    site.learns()
    assert "Body words" in site.get(GUIDE).text


def test_a_cdn_may_keep_pages_where_that_is_asked_for_but_never_the_gateway(committed_db, tmp_path):
    site = Site(tmp_path / "pages", caching=kept_by_a_cdn(60, 3600))
    assert site.get("/en/").headers["cache-control"] == "public, max-age=0, s-maxage=60"
    assert site.get("/en/").headers["cdn-cache-control"] == "max-age=60, stale-if-error=3600"
    assert "cdn-cache-control" not in site.get("/").headers
    assert site.get("/").headers["cache-control"] == "private, no-cache"
    assert site.get("/ru/").headers["cache-control"] == "private, no-cache"
    assert site.get("/staff/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_says_nothing_about_why_and_carries_every_header(site, path):
    site.get("/en/")
    site.store._watch._failed = True
    site.store._watch._look = lambda token: 1 / 0
    answer = site.get(path)
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "Zero" not in answer.text
    assert str(tmp_folder(site)) not in answer.text


def tmp_folder(site):
    return site.store._files.folder
