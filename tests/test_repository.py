"""Promises about the repository itself."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.anywhere

BASE = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt", "requirements-postgres.txt", "requirements-granian.txt")


def tracked():
    """Every text file under version control that is there: {name: text}."""
    command = ["git", "-c", f"safe.directory={BASE}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True).stdout
    files = {}
    for name in filter(None, listed.split("\0")):
        if (BASE / name).is_file():
            content = (BASE / name).read_bytes()
            if b"\0" not in content:
                files[name] = content.decode()
    assert files
    return files


def modules():
    return [
        path
        for path in sorted((BASE / "site_app").rglob("*.py"))
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    ]


def requirements(lock):
    """Logical lines of a lock: "name==1.0 --hash=… --hash=…"."""
    text = (BASE / lock).read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_that_is_installed_is_pinned_by_version_and_hash(lock):
    lines = requirements(lock)
    assert lines
    assert [line for line in lines if not re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+", line)] == []
    assert [line for line in lines if not re.search(r"--hash=sha256:[0-9a-f]{64}(\s|$)", line)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_what_to_install_and_not_from_where(lock):
    text = (BASE / lock).read_text("utf-8")
    assert not re.search(r"https?://|^\s*(-i|-f|--index-url|--extra-index-url|--find-links)\b", text, re.MULTILINE)


def test_what_runs_is_also_there_when_it_is_tested():
    runs, tests = ({line.split()[0] for line in requirements(lock)} for lock in LOCKS[:2])
    assert runs <= tests


def test_no_file_names_a_package_registry_or_a_folder_of_somebodys_machine():
    # Put together here, so that this file is not the one that is found.
    hosts = [".".join(parts) for parts in (
        ("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"), ("registry", "yarnpkg", "com"),
        ("npm", "pkg", "github", "com"), ("unpkg", "com"), ("cdn", "jsdelivr", "net"), ("crates", "io"),
        ("proxy", "golang", "org"), ("rubygems", "org"), ("repo", "anaconda", "com"),
    )]  # fmt: skip
    folders = ["work", "root", "farm", "home", "Users"]
    needles = re.compile(rf"\b(?:{'|'.join(map(re.escape, hosts))})\b|(?<![\w.:/~}}>)*-])/(?:{'|'.join(folders)})/")
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in tracked().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if needles.search(line)
    ]
    assert found == []


def test_nothing_is_left_to_do_between_the_lines():
    markers = re.compile(rf"\b(?:{'|'.join(('TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'))})\b")
    found = [
        f"{name}:{number}"
        for name, text in tracked().items()
        if not name.startswith(("locale/", "requirements"))
        for number, line in enumerate(text.splitlines(), start=1)
        if markers.search(line)
    ]
    assert found == []


def test_no_comment_of_a_template_runs_over_its_line_and_onto_the_page():
    """Django knows `{# … #}` only within one line; anything longer is text that readers get."""
    found = [
        f"{name}:{number}"
        for name, text in tracked().items()
        if name.startswith("templates/")
        for number, line in enumerate(text.splitlines(), start=1)
        if line.count("{#") != line.count("#}")
    ]
    assert found == []


def test_the_readme_can_be_read_in_one_sitting():
    readme = BASE / "README.md"
    assert not readme.exists() or len(readme.read_text("utf-8").splitlines()) <= 150


def test_every_module_fits_into_a_head():
    assert [path.name for path in modules() if len(path.read_text("utf-8").splitlines()) > 400] == []


def test_every_module_is_named_after_what_is_in_it():
    drawers = {"utils.py", "util.py", "helpers.py", "common.py", "services.py", "misc.py"}
    assert [path for path in modules() if path.name in drawers] == []


def test_of_a_query_readers_pages_read_the_page_of_a_list_and_nothing_else():
    """The store drops the rest (`delivery/addresses.py`): a view that wants more of it would never see it."""
    audiences = [path for path in modules() if path.parent.name in {"public", "partners"}]
    asking = [
        (path.name, line) for path in audiences for line in path.read_text("utf-8").splitlines() if ".GET" in line
    ]
    assert asking == [("lists.py", '    wanted = request.GET.get("page", "")')]


def test_every_name_of_the_locks_is_in_order():
    """The locks are made, not written: `make lock`. A hand at work shows in the order."""
    for lock in LOCKS:
        names = [re.split(r"[\[=]", line)[0] for line in requirements(lock)]
        assert names == sorted(names)


@pytest.fixture
def house(tmp_path):
    shutil.copytree(BASE / "site_app", tmp_path / "site_app", ignore=shutil.ignore_patterns("__pycache__", "library"))
    shutil.copy(BASE / "pyproject.toml", tmp_path)
    return tmp_path


def lint_imports(house):
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", "pyproject.toml"]
    return subprocess.run(command, cwd=house, capture_output=True, text=True)


def test_imports_point_down_only(house):
    done = lint_imports(house)
    assert done.returncode == 0, done.stdout + done.stderr


UPWARDS = {
    "editions/querysets.py": "content.models",
    "languages.py": "markup",
    "content/partial_dates.py": "public.views",
    "public/context.py": "staff.site",
    "delivery/headers.py": "editions.models",
}


def test_every_import_that_points_up_is_found_and_named(house):
    for module, upper in UPWARDS.items():
        path = house / "site_app" / module
        path.write_text(path.read_text("utf-8") + f"\nimport site_app.{upper}\n", "utf-8")
    done = lint_imports(house)
    assert done.returncode != 0
    for module, upper in UPWARDS.items():
        lower = module.removesuffix(".py").replace("/", ".")
        assert f"site_app.{lower} -> site_app.{upper}" in re.sub(r"\s+", " ", done.stdout)


def test_every_part_of_the_house_has_its_place_among_the_layers():
    contracts = (BASE / "pyproject.toml").read_text("utf-8").split("[tool.importlinter]")[1]
    parts = {path.parent.name for path in (BASE / "site_app").glob("*/__init__.py")}
    parts |= {path.stem for path in (BASE / "site_app").glob("*.py")}
    composition = {"__init__", "settings", "formats", "urls", "wsgi"}
    assert [part for part in sorted(parts - composition) if not re.search(rf"site_app\.{part}\b", contracts)] == []
