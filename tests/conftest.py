import os

import pytest
from hypothesis import HealthCheck, settings

from site_app import append_only
from site_app.operations.catalogues import compile_changed

# `make test` tries the same examples each time, so that it passes twice or fails twice; `make drill` goes
# looking for new ones.
COMMON = {"deadline": None, "suppress_health_check": list(HealthCheck)}
settings.register_profile("test", max_examples=200, derandomize=True, **COMMON)
settings.register_profile("drill", max_examples=2000, **COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


def pytest_configure(config):
    compile_changed()  # Django ignores a language without a compiled catalogue


def pytest_terminal_summary(terminalreporter):
    """What tests measured and said with `record_property("told", …)`, on whichever worker."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.stats.get(kind, [])]
    told = [value for report in reports for name, value in report.user_properties if name == "told"]
    if told:
        terminalreporter.section("measured")
    for text in sorted(told):
        terminalreporter.line(text)


@pytest.fixture(autouse=True)
def _quick_and_plain(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def committed_db(transactional_db):
    """A database whose transactions really commit, for tests with several connections.

    Emptying it afterwards is what the append-only triggers exist to refuse, so they are lifted for that;
    the migration signal that follows installs them and the starting rows again.
    """
    yield
    append_only.remove()
