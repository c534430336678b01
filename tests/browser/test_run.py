"""`make run`: the first time, every time after, and when it cannot."""

import re
import socket
import stat
import subprocess
import time

import pytest

from tests.browser.serving import command, fetch, free_port, serving

# As someone would notice it: from the start of the process to the first page. The quickest of a few, because
# other tests keep this machine busy meanwhile.
SECONDS, TRIES = 3, 3


def test_the_second_start_prepares_nothing_and_answers_within_three_seconds(served):
    taken = []
    while not taken or (min(taken) > SECONDS and len(taken) < TRIES):
        started = time.monotonic()
        with serving(served.var) as again:
            assert fetch(f"{again.address}/en/").status == 200
            taken.append(time.monotonic() - started)
        lines = [line.strip() for line in again.output if line.strip()]
        assert lines[:1] + lines[2:] == [
            "The desk has no administrator. Become the first, within a day:",
            "Starting. Stop with Ctrl+C.",
            f"{again.address}/",
        ]
        assert lines[1].startswith(f"{again.address}/staff/people/first/")
    assert min(taken) <= SECONDS, taken


def test_the_site_answers_under_every_name_of_this_machine(served):
    assert served.address == f"http://localhost:{served.port}"
    for name in ("localhost", "127.0.0.1"):
        assert fetch(f"http://{name}:{served.port}/en/").status == 200


def test_the_secret_is_for_this_account_alone_and_is_not_printed(served):
    secret = served.var / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text() not in "".join(served.output)


def _refused(var, port) -> str:
    """What it says when it does not start."""
    ended = subprocess.run(**command(var, port), timeout=20)
    assert ended.returncode != 0
    return ended.stdout


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80", "8000.5"])
def test_a_senseless_port_is_refused_in_one_sentence(tmp_path, port):
    said = _refused(tmp_path / "var", port)
    assert said.count("\n") == 1
    assert port in said
    assert "PORT" in said
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(("family", "name"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_a_port_that_is_taken_is_refused_in_one_sentence(tmp_path, family, name):
    """Also if somebody else has only the IPv6 half of localhost: browsers try that half first."""
    port = free_port()
    with socket.socket(family) as other:
        other.bind((name, port))
        other.listen()
        said = _refused(tmp_path / "var", port)
    assert said.count("\n") == 1
    assert str(port) in said
    assert re.search(r"in use", said)
    assert not (tmp_path / "var").exists()
