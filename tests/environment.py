"""What the tests run under, in place before Django reads its settings (see `addopts` in pyproject.toml)."""

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "site_app.settings"
os.environ["SECRET_KEY"] = "for-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1"
os.environ["HTTPS"] = "0"
# A folder of its own, so that two runs at once, and a site that is running, do not meet in one database.
os.environ["VAR"] = tempfile.mkdtemp(prefix="site-tests-")
(Path(os.environ["VAR"]) / "static").mkdir()
atexit.register(shutil.rmtree, os.environ["VAR"], ignore_errors=True)

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_connect = socket.socket.connect


def _connect_to_loopback_only(self, address):
    if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
        raise AssertionError(f"A test tried to reach {address[0]}. Tests reach nothing but this machine.")
    return _connect(self, address)


socket.socket.connect = _connect_to_loopback_only
