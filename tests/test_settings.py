"""Production settings are the default, and a weaker site is refused with a sentence that says what to do."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.anywhere

GOOD = {
    "SECRET_KEY": "b7Xq2LrT9vWm4ZkP8sNd6FhJ3cYg5RtE1uAoQ0iVxBnMwKzUeS7yHlGfDpC",
    "ALLOWED_HOSTS": "forum.example",
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "site_app.settings",
}


def run(*command, **changes):
    environment = {name: value for name, value in (GOOD | changes).items() if value is not None}
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "too short"),
        ({"SECRET_KEY": "a" * 80}, "too short"),
        ({"SECRET_KEY": "django-insecure-" + GOOD["SECRET_KEY"]}, "default"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is empty"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is empty"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is empty or '*'"),
        ({"DEBUG": "1"}, "DEBUG is never on"),
        ({"HTTPS": "0"}, "only for localhost"),
        ({"HTTPS": "0", "ALLOWED_HOSTS": "localhost,192.168.1.7"}, "only for localhost"),
        ({"HTTPS": "maybe"}, "HTTPS is 'maybe'"),
        ({"WEB_CONCURRENCY": "many"}, "WEB_CONCURRENCY is 'many'"),
        ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL has to look like"),
        ({"EMAIL_URL": "https://mail.example.org/?from=a@example.org"}, "EMAIL_URL has to look like"),
        ({"EMAIL_URL": "smtp:///?from=a@example.org"}, "EMAIL_URL has to look like"),
        ({"EMAIL_URL": "smtps://mail.example.org"}, "Add ?from="),
        ({"TRANSLATION_URL": "api.deepl.com"}, "TRANSLATION_URL has to look like"),
        ({"TRANSLATION_URL": "https://name:key@host.example/"}, "TRANSLATION_URL has to look like"),
        ({"TRANSLATION_URL": "file:///etc/passwd"}, "TRANSLATION_URL has to look like"),
        ({"TRANSLATION_URL": "babelfish+https://host.example"}, "Known are deepl and libretranslate"),
        ({"TRANSLATION_URL": "http://host.example"}, "has to be https"),
        ({"TRANSLATION_URL": "https://api-free.deepl.com"}, "DeepL wants a key"),
    ],
    ids=lambda value: "+".join(f"{k}={v and v[:20]}" for k, v in value.items()) if isinstance(value, dict) else "",
)
def test_unsafe_settings_stop_the_site_with_a_sentence(changes, says):
    result = run("-c", "import site_app.settings", **changes)
    assert result.returncode != 0
    assert says in result.stderr.splitlines()[-1]


def test_the_deployment_check_has_nothing_to_say_about_production_settings():
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize(
    ("address", "kind", "rest"),
    [
        ("", "", ""),
        ("https://api-free.deepl.com/", "deepl", "https://api-free.deepl.com"),
        ("https://translate.example.org/at/", "libretranslate", "https://translate.example.org/at"),
        ("deepl+http://127.0.0.1:5001", "deepl", "http://127.0.0.1:5001"),
        ("libretranslate+http://localhost:5000", "libretranslate", "http://localhost:5000"),
    ],
)
def test_the_address_of_a_machine_says_which_kind_it_is(address, kind, rest):
    names = "settings.TRANSLATION_KIND, settings.TRANSLATION_URL"
    result = run("-c", f"from site_app import settings; print({names})", TRANSLATION_URL=address, TRANSLATION_KEY="k")
    assert result.stdout.strip() == f"{kind} {rest}".strip(), result.stderr


def test_a_site_for_this_machine_alone_needs_no_https():
    assert run("-c", "import site_app.settings", HTTPS="0", ALLOWED_HOSTS="localhost,127.0.0.1,[::1]").returncode == 0


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("", "dummy '' 587 False False '' ''"),
        ("smtps://desk:p%40ss@mail.example.org/?from=d@example.org", "smtp mail.example.org 465 True False desk p@ss"),
        ("smtp://mail.example.org:25/?from=d@example.org", "smtp mail.example.org 25 False True '' ''"),
        ("smtp://localhost:1025/?from=d@example.org", "smtp localhost 1025 False False '' ''"),
    ],
)
def test_where_mail_goes_is_one_variable_and_never_in_the_open(address, what):
    show = (
        "from site_app.settings import *; print(EMAIL_BACKEND.split('.')[-2], EMAIL_HOST or repr(''), EMAIL_PORT,"
        "EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_HOST_USER or repr(''), EMAIL_HOST_PASSWORD or repr(''))"
    )
    assert run("-c", show, EMAIL_URL=address).stdout.strip() == what
