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


def main() -> None:
    if binaries() is None:
        print("PostgreSQL: none here.")
        _install_postgres()
    if binaries() is None:
        sys.exit("PostgreSQL could not be installed. Install it (Debian: apt-get install postgresql) and try again.")
    print(f"PostgreSQL: {binaries()}")
    if chromium() is None:
        print("Chromium: none here.")
        _install_chromium()
    if chromium() is None:
        sys.exit("Chromium could not be installed. Install it (Debian: apt-get install chromium) and try again.")
    print(f"Chromium: {chromium()}")
    if java() is None:
        print("Java: none here.")
        _install_debian("default-jre-headless")
    if java() is None:
        sys.exit(
            "Java could not be installed. Install it (Debian: apt-get install default-jre-headless) and try again."
        )
    print(f"Java: {java()}")


if __name__ == "__main__":
    main()
