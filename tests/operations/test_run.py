"""`make run` is for this machine alone."""

import pytest

from site_app.operations import run

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org"])  # noqa: S104
def test_plain_http_is_for_this_machine_alone(host, monkeypatch):
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("HTTPS", "0")
    with pytest.raises(SystemExit, match="without HTTPS"):
        run.main()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_addresses_of_this_machine_are_fine(host):
    assert run._is_this_machine(host)
