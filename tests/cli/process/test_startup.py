"""What a command imports: nothing heavy that its answer doesn't need."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import EXAMPLES

pytestmark = pytest.mark.startup

PEEK = """
import sys
from addonctl.entry import main
code = main(sys.argv[1:])
print("|".join(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""
ACME = str(EXAMPLES / "acme.toml")
ON = ("-a", ACME, "--as-of", "2026-11-21")
HTTP = (
    "urllib3",
    "addonctl.stores.api",
    "addonctl.cli.servers",
    "httpx",
    "httpx2",
    "http.client",
    "urllib.request",
    "ssl",
    "socket",
)
SERVER = ("addonctl.server", "alembic", "sqlalchemy", "starlette", "uvicorn")
SWEEP = ("addonctl.sweep", "addonctl.cli.sweeping", "addonctl.stores.sweeping", "multiprocessing")
NEVER = ("asyncio", "pytest", "hypothesis", "unittest", "tomli_w", *HTTP, *SERVER, *SWEEP)
READERS = (
    ("catalog", *ON),
    ("eligibility", *ON),
    ("invoice-preview", "analytics-plus", *ON),
    ("request", "--list", *ON),
    ("history", *ON),
)


def _imported(*argv: str) -> set[str]:
    """Return what a process of its own has imported when it has answered, with nothing set."""
    done = subprocess.run(
        [sys.executable, "-c", PEEK, *argv], capture_output=True, text=True, check=True
    )
    assert done.stdout
    if argv[-1] == "json":
        assert json.loads(done.stdout)
    return set(done.stderr.splitlines()[-1].split("|"))


def _heavy(modules: set[str], *names: str) -> set[str]:
    return {
        module
        for module in modules
        if any(module == name or module.startswith(f"{name}.") for name in names)
    }


def test_version_imports_nothing() -> None:
    """The version is a constant: no Typer, no model."""
    modules = _imported("--version")
    assert not _heavy(modules, "typer", "msgspec", "rich", "babel", "pydantic", *NEVER)
    assert _heavy(modules, "addonctl") == {"addonctl", "addonctl.entry"}


@pytest.mark.parametrize("argv", [("--help",), ("-h",)])
def test_help_imports_no_command(argv: tuple[str, ...]) -> None:
    """The list of commands is known without them."""
    modules = _imported(*argv)
    assert not _heavy(modules, "pydantic", "pydantic_settings", "rich", "babel", "msgspec", *NEVER)
    assert not _heavy(modules, "addonctl.cli.commands", "addonctl.output", "addonctl.rules")


@pytest.mark.parametrize("argv", READERS, ids=lambda argv: argv[0])
def test_json_imports_no_layout(argv: tuple[str, ...]) -> None:
    """JSON needs neither tables nor separators nor settings where nothing is set."""
    modules = _imported(*argv, "-o", "json")
    assert not _heavy(modules, "rich", "babel", "pydantic", "pydantic_settings", *NEVER)
    assert not _heavy(modules, "fractions")  # amounts are whole numbers


@pytest.mark.parametrize("argv", READERS, ids=lambda argv: argv[0])
def test_table_imports_no_settings(argv: tuple[str, ...]) -> None:
    """A table needs Rich and babel, and nothing that reads settings or writes files."""
    modules = _imported(*argv)
    assert not _heavy(modules, "pydantic", "pydantic_settings", *NEVER)
    assert not _heavy(modules, "addonctl.stores.files.store", "rich.markdown", "rich.traceback")


def test_settings_are_read_where_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question with a setting does load them: the check above can fail."""
    monkeypatch.setenv("ADDONCTL_CATALOG", str(EXAMPLES / "price-book.toml"))
    assert _heavy(_imported("catalog", *ON, "-o", "json"), "pydantic_settings")


def test_completion_imports_no_layout(tmp_path: Path) -> None:
    """A press of TAB waits for nothing that completes nothing."""
    done = subprocess.run(
        [sys.executable, "-c", PEEK],
        env={
            "PATH": "/usr/bin:/bin",
            "_ADDONCTL_COMPLETE": "complete_bash",
            "COMP_WORDS": "addonctl cat",
            "COMP_CWORD": "1",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "catalog" in done.stdout
    modules = set(done.stderr.splitlines()[-1].split("|"))
    assert not _heavy(modules, "pydantic", "pydantic_settings", "rich", "babel", *NEVER)
