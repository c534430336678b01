"""Sees to it that this machine has a PostgreSQL, a Chromium and a Java for the tests, and says which.

python -m tests.machine
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.with_postgres import binaries

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of a Chromium: the system's, else Playwright's, if that was downloaded before."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def java() -> str | None:
    """For the checker of HTML, which is a Java program."""
    return shutil.which("java")


def _tried(*command: str) -> bool:
    print(f"  trying: {' '.join(command)}", flush=True)
    try:
        return subprocess.run(command, capture_output=True, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _install_chromium() -> None:
    if _tried(sys.executable, "-m", "playwright", "install", "chromium") and chromium():
        return
    _install_debian("chromium", "fonts-noto-core")


def _install_debian(*packages: str) -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _tried("apt-get", "update")
        _tried("apt-get", "install", "--yes", "--no-install-recommends", *packages)


def _install_postgres() -> None:
    lock = Path(__file__).resolve().parent.parent / "requirements-postgres.txt"
    _tried(sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock))


def _install_java() -> None:
    _install_debian("default-jre-headless")


# Name, where it is, how to get it, and what to install by hand.
NEEDED = [
    ("PostgreSQL", binaries, _install_postgres, "postgresql"),
    ("Chromium", chromium, _install_chromium, "chromium"),
    ("Java", java, _install_java, "default-jre-headless"),
]


def main() -> None:
    for name, find, install, package in NEEDED:
        if find() is None:
            print(f"{name}: none here.")
            install()
        if find() is None:
            sys.exit(f"{name} could not be installed. Install it (Debian: apt-get install {package}) and try again.")
        print(f"{name}: {find()}")


if __name__ == "__main__":
    main()
