"""Variables that mean something to other programs: none changes what is answered or recorded."""

from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.cli.program import Ran, run, spawn
from tests.cli.refusals import CATALOG, SUBSCRIBE

pytestmark = pytest.mark.usefixtures("account")
STRANGE: Final = (
    *({"TZ": zone} for zone in ("/usr", "/etc/passwd", "nonsense", ":", "a" * 5000)),
    *({"_ADDONCTL_COMPLETE": value} for value in ("", "1", "complete_bash", "source_zsh")),
    {"_ADDONCTL_COMPLETE": "complete_bash", "COMP_WORDS": "addonctl cat", "COMP_CWORD": "1"},
    {"_TYPER_COMPLETE_ARGS": "addonctl cat", "TYPER_USE_RICH": "nonsense"},
    {"TYPER_STANDARD_TRACEBACK": "1", "TERMINAL_WIDTH": "nonsense"},
    *({"COLUMNS": width} for width in ("abc", "0", "-1", "")),
    {"LINES": "abc", "JUPYTER_COLUMNS": "x", "UNICODE_VERSION": "nonsense"},
    {"LANGUAGE": "::", "LC_TIME": "!!", "LC_NUMERIC": "x_y_z", "LC_MONETARY": "€"},
    {"PYTHONOPTIMIZE": "2", "PYTHONINSPECT": "1", "PYTHONUNBUFFERED": "1"},
    {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONDEVMODE": "1"},
    {"PAGER": "false", "TMPDIR": "/nowhere", "XDG_CONFIG_HOME": "/dev/null", "HOME": "relative"},
    {"ADDONCTL_ACCOUNT": "", "ADDONCTL_CATALOG": "", "ADDONCTL_CONFIG": "", "ADDONCTL_LANG": ""},
    {"SOMETHING": "caf\udce9", "TERM": "\udcff"},
)


def _name(environ: dict[str, str]) -> str:
    return (
        ",".join(f"{name}={value[:12]}" for name, value in environ.items())
        .encode("ascii", "backslashreplace")
        .decode()
    )


@cache
def plain() -> Ran:
    """Return the answer where nothing strange is set."""
    return spawn(*CATALOG)


@pytest.mark.parametrize("environ", STRANGE, ids=_name)
def test_strange_variables_change_nothing(environ: dict[str, str]) -> None:
    """An answer is the same, a change is recorded and said, a mistake is told."""
    assert spawn(*CATALOG, environ=environ) == plain()
    missing = spawn("catalog", "-a", "missing.toml", environ=environ)
    assert (missing.code, missing.err.startswith("error[FILE_MISSING]")) == (6, True)
    recorded = spawn(*SUBSCRIBE, environ=environ)
    assert (recorded.code, recorded.err) == (0, "")
    assert recorded.out.startswith("Recorded: ")
    assert Path("a.toml").read_text("utf-8").count("[[events]]") == 1


@pytest.mark.parametrize("columns", ["999999999", "100000"])
def test_no_width_is_too_large(columns: str) -> None:
    """A width that no screen has isn't filled with blanks."""
    ran = run(*CATALOG, environ={"COLUMNS": columns})
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) < 1000
