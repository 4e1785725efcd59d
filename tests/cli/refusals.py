"""See bad input refused in every manner in which a person or a script may ask."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from tests.cli.accounts import ACCOUNT, MORE, TOTAL
from tests.cli.command_lines import ON
from tests.cli.program import CANARY, Ran, run, spawn
from tests.files import write
from tests.patience import allowed, cpu_seconds

MANNERS: Final = ("plain", "c-locale", "french", "verbose", "no-output", "json")
"""As a person, in the C locale on ASCII streams, in French, with every detail, with standard
output closed, as a script."""
CATALOG: Final = ("catalog", *ON)
SUBSCRIBE: Final = (
    *("subscribe", "analytics-plus", "--as", "marie", "--expect-total", TOTAL, *ON),
)
AMEND: Final = (
    *("amend", "analytics-plus", "--operator", "Anna Weber", "--reason", "two people joined"),
    *("--expect-total", MORE, *ON),
)
"""The same of what the vendor's people change, on an account on which it is bought."""
LONGEST_SECONDS: Final = 2.0
"""Of processor time."""


class Row(NamedTuple):
    """One bad input: what is run on what, the exit code, the error and words of its message.

    `data` is the account file `name`; `prepare` makes what else stands in the folder. With
    `script` the run is a process of its own, started by that.
    """

    id: str
    code: int
    error: str
    says: tuple[str, ...]
    data: str | bytes | None = ACCOUNT
    name: str = "a.toml"
    argv: tuple[str, ...] = CATALOG
    prepare: Callable[[Path], object] | None = None
    script: str | None = None


def rows(table: Iterable[Row]) -> list[Any]:
    """Make one test of each row, named by the row's id."""
    return [pytest.param(row, id=row.id) for row in table]


def refuse(row: Row, error_format: str) -> Ran:
    """See a row refused in a manner; what every run promises is checked by running it."""
    folder = Path.cwd()
    if row.data is not None:
        write(folder, row.data, row.name)
    if row.prepare is not None:
        row.prepare(folder)
    started = cpu_seconds()
    ran = _run(row, error_format)
    assert cpu_seconds() - started < allowed(LONGEST_SECONDS)
    assert ran.code == row.code, ran
    if error_format == "json":
        assert ran.error["code"] == row.error
        assert ran.error["message"]["fr"] != ran.error["message"]["en"]
        said = _spoken(ran.error, "en")
    else:
        assert ran.err.startswith(f"error[{row.error}]: "), ran
        said = ran.err
    if error_format == "french":
        assert said != _run(row, "plain").err
        return ran
    for words in row.says:
        is_escaped = (error_format == "c-locale" and not words.isascii()) or (
            error_format == "json" and "\\" in words
        )
        assert is_escaped or words in said, ran
    return ran


def _run(row: Row, error_format: str) -> Ran:
    argv = list(row.argv)
    environ: dict[str, str] = {}
    match error_format:
        case "c-locale":
            environ |= {"LC_ALL": "C"}
        case "french":
            argv += ["--lang", "fr"]
        case "verbose":
            argv += ["-vvv"]
            environ |= {"ADDONCTL_TOKEN": CANARY}
        case "json":
            argv += ["-o", "json"]
        case _:
            pass
    closed = ("stdout",) if error_format == "no-output" else ()
    if row.script is None:
        encoding = "ascii" if error_format == "c-locale" else "utf-8"
        return run(*argv, environ=environ, encoding=encoding, closed=closed)
    if error_format == "c-locale":
        environ |= {"PYTHONIOENCODING": "ascii"}
    script = row.script + (" >&-" if closed else "")
    return spawn(*argv, environ=environ, script=script, closed=closed)


def _spoken(error: dict[str, Any], language: str) -> str:
    """Return everything that an error says in a language."""
    texts = [error[key][language] for key in ("message", "why", "hint") if error[key]]
    for problem in error["problems"]:
        place = f"{problem['file']}:{problem['line']}"
        texts.append(f"{place}: {problem['path']}: {problem['message'][language]}")
    return "\n".join(json.loads(json.dumps(texts)))
