"""Which server is started, and that neither of them writes about readers."""

import pytest

from site_app.operations import server, serving

pytestmark = pytest.mark.anywhere


def test_gunicorn_is_the_server_and_listens_on_every_address(monkeypatch):
    monkeypatch.delenv("SERVER", raising=False)
    command = serving.chosen(["127.0.0.1:8000", "[::1]:8000"])
    assert command[1:3] == ["-m", "gunicorn"]
    assert command[-4:] == ["--bind", "127.0.0.1:8000", "--bind", "[::1]:8000"]
    assert server.accesslog is None
    assert server.loglevel == "error"


def test_granian_is_started_where_the_setting_says_so_without_an_access_log(monkeypatch):
    monkeypatch.setattr(serving.importlib.util, "find_spec", lambda name: name)
    monkeypatch.setenv("SERVER", "granian")
    monkeypatch.setenv("WEB_CONCURRENCY", "3")
    command = serving.chosen(["[::1]:8000"])
    assert command[1:3] == ["-m", "granian"]
    assert {"--no-access-log", "error", "::1", "8000", "3"} <= set(command)


@pytest.mark.parametrize(("name", "says"), [("granian", "requirements-granian.txt"), ("apache", "'apache'")])
def test_a_server_that_is_not_there_is_refused_in_one_sentence(monkeypatch, name, says):
    monkeypatch.setattr(serving.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(serving.NoServer, match=says):
        serving.command(["127.0.0.1:8000"], name, 2)
