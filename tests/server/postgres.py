"""Give tests a PostgreSQL: the one of DATABASE_URL, else a private one from installed binaries."""

import atexit
import os
import secrets
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import psycopg

GIVEN: Final = os.environ.get("DATABASE_URL")
"""Read before any test has an environment of its own."""
HOMES: Final = Path("/usr/lib/postgresql")
NOBODY: Final = 65534


def is_there() -> bool:
    """Say whether there is one."""
    return GIVEN is not None or _binaries() is not None


def new_database(template: str | None = None) -> str:
    """Make an empty database, or a copy of one, and return its address."""
    name = f"t{secrets.token_hex(8)}"
    words = f'CREATE DATABASE "{name}"'
    if template is not None:
        words += f' TEMPLATE "{template.partition("?")[0].rpartition("/")[2]}"'
    with psycopg.connect(_server("postgres"), autocommit=True) as connection:
        connection.execute(words.encode())
    return _server(name)


def _server(database: str) -> str:
    head, _, query = _address().partition("?")
    return f"{head.rpartition('/')[0]}/{database}{'?' if query else ''}{query}"


def _address() -> str:
    return GIVEN or _private()


@cache
def _binaries() -> Path | None:
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    homes = sorted(HOMES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return homes[-1].parent if homes else None


@cache
def _private() -> str:
    """Start a cluster of our own, on a socket in a temporary folder, until this process ends."""
    binaries = _binaries()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="addonctl-pg-"))
    data = folder / "data"
    _as_owner(folder, binaries / "initdb", "-D", data, "-U", "test", "-A", "trust", "-N")
    settings = f"-c listen_addresses='' -k {folder} -c fsync=off -c max_connections=200"
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(_as_owner, folder, binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    _as_owner(
        folder, binaries / "pg_ctl", "-D", data, "-w", "-o", settings, "-l", data / "l", "start"
    )
    return f"postgresql://test@/postgres?host={folder}"


def _as_owner(folder: Path, *words: str | Path) -> None:
    """Run a program as somebody who isn't root: PostgreSQL refuses to serve root."""
    command = [str(word) for word in words]
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        given = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        command = [*given, *command]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    subprocess.run(
        command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
