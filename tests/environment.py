"""What the tests run under, in place before Django reads its settings (see `addopts` in pyproject.toml)."""

import os
import socket

os.environ["DJANGO_SETTINGS_MODULE"] = "site_app.settings"
os.environ["SECRET_KEY"] = "for-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz"
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1"
os.environ["HTTPS"] = "0"

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_connect = socket.socket.connect


def _connect_to_loopback_only(self, address):
    if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
        raise AssertionError(f"A test tried to reach {address[0]}. Tests reach nothing but this machine.")
    return _connect(self, address)


socket.socket.connect = _connect_to_loopback_only
