"""Settings: one file, everything from the environment, nothing unsafe by default.

Whatever is not set is what a production site needs. `make run` and the tests set the few variables that
make a site for this machine only (see the Makefile); a setting that would weaken a site others can reach
is refused here, with a sentence that says what to do.
"""

import ipaddress
import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.conf import locale
from django.core.exceptions import ImproperlyConfigured
from whitenoise.compress import Compressor

from site_app import languages
from site_app.inline import csp_hash, joined

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR", BASE_DIR / "var"))
LONGEST_IN_A_CDN = 300  # seconds


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value not in {"", "0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 or 0.")
    return default if value == "" else value in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a whole number.")
    return int(value) if value else default


def secret() -> str:
    """At least 50 characters with at least 20 different ones: what `check --deploy` asks for."""
    value = os.environ.get("SECRET_KEY", "")
    if not value:
        raise ImproperlyConfigured("SECRET_KEY is not set. `make secret` prints a new one; keep it out of the project.")
    if value.startswith("django-insecure-") or len(value) < 50 or len(set(value)) < 20:
        raise ImproperlyConfigured("SECRET_KEY is too short or a default. `make secret` prints a good one.")
    return value


def hosts() -> list[str]:
    names = [name.strip() for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name.strip()]
    if not names or "*" in names:
        raise ImproperlyConfigured("ALLOWED_HOSTS is empty or '*'. Write the names of the site, with commas between.")
    return names


def stays_on_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


SECRET_KEY = secret()
ALLOWED_HOSTS = hosts()
if flag("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG is never on: error pages would show people's data. Read the log instead.")
DEBUG = False

HTTPS = flag("HTTPS", default=True)
if not HTTPS and not all(map(stays_on_this_machine, ALLOWED_HOSTS)):
    raise ImproperlyConfigured("HTTPS=0 is only for localhost. Readers' pages must not cross a network in the open.")

# --- the house -------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",  # before admin and before every app with translated models
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_prose_editor",
    "site_app.accounts",
    "site_app.editions",
    "site_app.content",
    "site_app.public",
    "site_app.partners",
    "site_app.staff",
    "site_app.operations",
]

MIDDLEWARE = [
    # The two outermost: whatever answers below them, static files and errors included, leaves with headers.
    "site_app.delivery.headers.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "site_app.staff.middleware.DeskPolicyMiddleware",
    "site_app.public.middleware.LanguageFromAddressMiddleware",
    "site_app.public.middleware.DatabaseIsDownMiddleware",
    "site_app.public.middleware.WhatIsShownMiddleware",
    "django.middleware.common.CommonMiddleware",
    # For the desk. On readers' pages they find nothing to do: no session is opened, no cookie set.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "site_app.staff.middleware.ForgetfulMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "site_app.staff.middleware.SessionLimitMiddleware",
    "site_app.staff.middleware.GateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "site_app.urls"
WSGI_APPLICATION = "site_app.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "site_app.public.context.page",
                "site_app.staff.context.desk",
            ],
        },
    }
]

# --- data ------------------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{VAR / 'site.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Measured: with SQLite's defaults 276 of 360 concurrent writes fail as "locked"; with these, none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # recursive_triggers: an INSERT OR REPLACE must not slip past the append-only triggers.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
    }
    # A file, not memory: tests with several connections need the locks that the real thing has.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
else:
    # A database that has gone without a word is noticed in seconds and not in minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=3, tcp_user_timeout=5000)

# What every worker has to know of for a while: codes that were used, attempts that were counted.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # more than anybody can fill before they expire
    }
}

# --- languages -------------------------------------------------------------------------------------------

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = languages.SOURCE
LANGUAGES = [(one.code, one.name) for one in languages.ALL]
LANGUAGES_BIDI = [one.code for one in languages.ALL if one.rtl]
# Dates in words, the day first. Languages that Django has formats for keep theirs; "en" would be American.
DATE_FORMAT, YEAR_MONTH_FORMAT = "j F Y", "F Y"
FORMAT_MODULE_PATH = "site_app.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
# Django knows nothing of tet, so, ti and ps, calls Dari by the Persian name, and spells some autonyms oddly.
locale.LANG_INFO.update(
    {
        one.code: {"bidi": one.rtl, "code": one.code, "name": one.name, "name_local": one.autonym}
        for one in languages.ALL
    }
)

MODELTRANSLATION_LANGUAGES = languages.CODES
MODELTRANSLATION_DEFAULT_LANGUAGE = languages.SOURCE
# A text is in one language or it is not there. Which other language to offer is decided per page, in the open.
MODELTRANSLATION_ENABLE_FALLBACKS = False

# --- static files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # files with an address of their own: /favicon.ico
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Archived copies of sources. No address leads there; the desk hands them out itself.
MEDIA_ROOT = VAR / "media"
# Maps of the editor's source are for its makers' tools: compressing them would take longer than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]
INLINE_STYLE = joined(BASE_DIR / "static" / "css", "*.css")
INLINE_SCRIPT = joined(BASE_DIR / "static" / "js", "*.js")

# --- what browsers are told ------------------------------------------------------------------------------

# Readers' pages: nothing but themselves. The desk has a policy of its own (staff/middleware.py).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [csp_hash(INLINE_STYLE)],
        "script-src": [csp_hash(INLINE_SCRIPT)],
        "img-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = flag("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    # Only true behind a proxy that sets this header itself and drops what clients send.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# With "no-referrer" Chromium sends "Origin: null" and every login fails.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Cookies belong to the desk alone: with this path none ever reaches a reader's page. Browsers treat
# http://localhost as secure, so the names hold there too.
SESSION_COOKIE_NAME = "__Secure-desk"
CSRF_COOKIE_NAME = "__Secure-desk-csrf"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/staff/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_AGE = 12 * 60 * 60  # however busy; idle ones end sooner, see staff/middleware.py
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # the other kind sets a cookie
LOGIN_URL = "/staff/login/"
CSRF_FAILURE_VIEW = "site_app.staff.kept.csrf_failure"

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- post ------------------------------------------------------------------------------------------------

# EMAIL_URL=smtps://name:password@host:465/?from=desk@example.org; smtp:// begins with STARTTLS. Without it
# nothing is ever mailed, and the desk shows what there is to copy instead.
EMAIL_URL = urlsplit(os.environ.get("EMAIL_URL", ""))
if os.environ.get("EMAIL_URL"):
    if EMAIL_URL.scheme not in {"smtp", "smtps", "file"} or (EMAIL_URL.scheme != "file" and not EMAIL_URL.hostname):
        raise ImproperlyConfigured("EMAIL_URL has to look like smtps://name:password@host:465/?from=desk@example.org")
    if not (sender := parse_qs(EMAIL_URL.query).get("from")):
        raise ImproperlyConfigured("EMAIL_URL says nobody that mail comes from. Add ?from=desk@example.org to it.")
    DEFAULT_FROM_EMAIL = sender[0]
MAILS = bool(EMAIL_URL.scheme)
_way = {"": "dummy", "file": "filebased"}.get(EMAIL_URL.scheme, "smtp")
EMAIL_BACKEND = f"django.core.mail.backends.{_way}.EmailBackend"
EMAIL_FILE_PATH = EMAIL_URL.path
EMAIL_HOST = EMAIL_URL.hostname or ""
EMAIL_USE_SSL = EMAIL_URL.scheme == "smtps"
EMAIL_USE_TLS = EMAIL_URL.scheme == "smtp" and not stays_on_this_machine(EMAIL_HOST)
EMAIL_PORT = EMAIL_URL.port or (465 if EMAIL_USE_SSL else 587)
EMAIL_HOST_USER = unquote(EMAIL_URL.username or "")
EMAIL_HOST_PASSWORD = unquote(EMAIL_URL.password or "")
EMAIL_TIMEOUT = 15

# --- machine drafts --------------------------------------------------------------------------------------

# TRANSLATION_URL=deepl+https://api-free.deepl.com or libretranslate+https://translate.example.org, the key in
# TRANSLATION_KEY. Without it nothing is ever sent to a machine, and the desk does not speak of one.


def translation_machine(address: str) -> tuple[str, str]:
    """(kind, address without it and without a slash at the end); ("", "") if there is none."""
    if not address:
        return "", ""
    kind, _plus, rest = address.rpartition("+")
    where = urlsplit(rest)
    if where.scheme not in {"http", "https"} or not where.hostname or where.username or where.query or where.fragment:
        raise ImproperlyConfigured(
            "TRANSLATION_URL has to look like deepl+https://api-free.deepl.com or libretranslate+https://host"
        )
    kind = kind or ("deepl" if where.hostname.endswith(".deepl.com") else "libretranslate")
    if kind not in {"deepl", "libretranslate"}:
        raise ImproperlyConfigured(f"TRANSLATION_URL begins with {kind!r}. Known are deepl and libretranslate.")
    if where.scheme == "http" and not stays_on_this_machine(where.hostname):
        raise ImproperlyConfigured("TRANSLATION_URL has to be https, or the key crosses the network in the open.")
    return kind, rest.rstrip("/")


TRANSLATION_KIND, TRANSLATION_URL = translation_machine(os.environ.get("TRANSLATION_URL", "").strip())
TRANSLATION_KEY = os.environ.get("TRANSLATION_KEY", "").strip()
if TRANSLATION_KIND == "deepl" and not TRANSLATION_KEY:
    raise ImproperlyConfigured("DeepL wants a key. Set TRANSLATION_KEY.")

# --- the door of the desk --------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_REDIRECT_URL = "/staff/"
ACCOUNT_ADAPTER = "site_app.accounts.adapter.DeskAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]  # allauth wants to know; nobody signs up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {"login": "site_app.accounts.forms.SignIn"}
# After ten failures even the right password is refused for half an hour, wherever it comes from.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/30m/key",
    "link": "60/m/ip",
    "holder": "180/m/ip",  # a volunteer's words are kept while they type
    "sign_off": "20/h/key",
    "volunteer": "1200/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "North West Migrants Forum"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are for the digest and prove nothing
MFA_FORMS = {"activate_totp": "site_app.accounts.forms.ActivateTOTP"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # http://localhost, and nothing else: see HTTPS above

# --- what is written down --------------------------------------------------------------------------------

# No line of the log names a person, an address they came from or a page they read (P4 in the readers'
# requirements). Django's own loggers quote the path of every 404 and 500, so a filter stands before them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_readers": {"()": "site_app.delivery.logs.NoReaders"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_readers"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django's default handlers would print beside ours.
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "django.server": {"handlers": [], "propagate": True}},
}

# --- this site -------------------------------------------------------------------------------------------

# Where the exit leads: a page that everybody has open, and that says nothing about who opens it.
EXIT_ADDRESS = os.environ.get("EXIT_ADDRESS", "https://www.bbc.co.uk/weather")
# How links that leave the site (feeds, sitemaps, sharing) begin. Never taken from a request.
SITE_ADDRESS = (os.environ.get("SITE_ADDRESS") or f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
WEB_CONCURRENCY = number("WEB_CONCURRENCY", default=2)
# Finished pages that one worker keeps in memory, in MB. All of them are on the disk, under VAR.
PAGES_MEMORY = number("PAGES_MEMORY", default=64)
# Make every page in the background, so that all of them are there when the database is not.
PAGES_AHEAD = flag("PAGES_AHEAD", default=True)
# How long a CDN in front of the site may keep a page: as long, readers may get one that was withdrawn.
CDN_SECONDS = number("CDN_SECONDS", default=0)
if CDN_SECONDS > LONGEST_IN_A_CDN:
    raise ImproperlyConfigured(f"CDN_SECONDS is more than {LONGEST_IN_A_CDN}. A page that is withdrawn has to go soon.")
