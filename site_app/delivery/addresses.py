"""Which requests a stored page may answer, told from their shape alone.

Every such address gives the same bytes to everybody, except the gateway, which is kept once for each
language it can put first. What is kept is what answered 200, so there is never more than there are pages,
whatever strangers invent.
"""

import re
from collections.abc import Callable, Collection
from typing import NamedTuple

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from site_app import languages

GATEWAY = "/"
_code = "|".join(sorted(languages.CODES, key=len, reverse=True))
_name = "[-a-zA-Z0-9_]{1,80}"
# Lists alone have pages. One beyond the last is not found, and any other address would answer to all numbers alike.
_list = rf"/(?:{_code})/(?:(?:guides|updates|positions|words)|help(?:/{_name})?)/"
READERS = re.compile(rf"/(?:{_code})/(?:{_name}/){{0,3}}|{_list}\?page=[1-9][0-9]{{0,3}}")
PAGE = re.compile(r"(?:^|&)(page=[1-9][0-9]{0,3})(?=&|$)")
MACHINES = re.compile(rf"/robots\.txt|/sitemap\.xml|/sitemaps/[1-9][0-9]{{0,3}}\.xml|/feeds/(?:{_code})/updates\.atom")


class Address(NamedTuple):
    """What a page is kept under: its path with `?page=`, and the language that the gateway puts first."""

    path: str
    variant: str = ""

    @property
    def is_storable(self) -> bool:
        return self.path == GATEWAY or bool(READERS.fullmatch(self.path) or MACHINES.fullmatch(self.path))

    def environ(self) -> dict:
        """A request for it that carries nothing of the reader who asks: no header, no address, no cookie."""
        path, _, query = self.path.partition("?")
        accept_language = {"HTTP_ACCEPT_LANGUAGE": self.variant} if self.variant else {}
        return _nobody() | {"PATH_INFO": path, "QUERY_STRING": query} | accept_language


def address_of(environ: dict, likely: Callable[[str, Collection[str]], str], open_codes: Collection[str]) -> Address:
    """No reader's page reads anything of a query but a list its `page`, so what others hang on links is dropped."""
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING")
    if path == GATEWAY:
        return Address(path, likely(environ.get("HTTP_ACCEPT_LANGUAGE", ""), open_codes))
    address = Address(path if "?" not in path else path.replace("?", "%3F"))  # as it was in the request
    if not query:
        return address
    if not address.is_storable:
        return Address(f"{path}?{query}")
    pages = PAGE.findall(query)
    with_page = Address(f"{path}?{pages[-1]}") if pages else address
    return with_page if with_page.is_storable else address


def _nobody() -> dict:
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    https = settings.SECURE_SSL_REDIRECT
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "443" if https else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "wsgi.url_scheme": "https" if https else "http",
    }
    if https and settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    return environ


class Door:
    """What Django asks of every request before it answers: one of our names, and HTTPS. The store asks the same."""

    def __init__(self):
        self._good_hosts: set[str] = set()

    def lets_in(self, environ: dict) -> bool:
        host = environ.get("HTTP_HOST", "")
        if host not in self._good_hosts:
            domain, _port = split_domain_port(host)
            if not (domain and validate_host(domain, settings.ALLOWED_HOSTS)):
                return False
            if len(self._good_hosts) < 100:  # ports are anybody's invention
                self._good_hosts.add(host)
        return not settings.SECURE_SSL_REDIRECT or self._is_secure(environ)

    @staticmethod
    def _is_secure(environ: dict) -> bool:
        if settings.SECURE_PROXY_SSL_HEADER:
            name, value = settings.SECURE_PROXY_SSL_HEADER
            if name in environ:
                return environ[name].split(",")[0].strip() == value
        return environ.get("wsgi.url_scheme") == "https"
