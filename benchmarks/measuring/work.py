"""Know the work whose speed is promised: what is run, on how much, against what, and the bound."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, NamedTuple

from measuring.accounts import ADDON, AS_OF

PROGRAM: Final = str(Path(sys.executable).with_name("addonctl"))
ON: Final = ("--as-of", AS_OF)
PARSE: Final = """
import sys, orjson
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        orjson.loads(line)
"""
PARSE_TOML: Final = """
import os, sys, tomllib
for name in sorted(os.listdir(sys.argv[1])):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        tomllib.load(file)
"""
MOST_FILES: Final = 10_000

Kind = Literal["lines", "spoiled", "toml"]


class Fleets:
    """Make fleets where they are needed, each once."""

    def __init__(self, folder: Path, count: int) -> None:
        """Take where they are kept, and how large the whole one is."""
        self.count = count
        self._folder = folder

    def whole(self) -> str:
        """Return the file of all accounts."""
        return str(self.made(self.count))

    def part(self) -> str:
        """Return the file of a tenth of them, for work that takes long."""
        return str(self.made(self.count // 10))

    def spoiled(self) -> str:
        """Return a file in which every tenth account is wrong."""
        return str(self.made(self.count, "spoiled"))

    def files(self) -> str:
        """Return the folder of files."""
        return str(self.made(min(self.count, MOST_FILES), "toml"))

    def made(self, count: int, kind: Kind = "lines") -> Path:
        """Return a fleet of so many accounts, which another process makes."""
        suffix = "" if kind == "toml" else ".jsonl"
        path = self._folder / f"{kind}-{count}{suffix}"
        if not path.exists():
            script = str(Path(__file__).with_name("accounts.py"))
            options = {"lines": [], "spoiled": ["--invalid"], "toml": ["--toml"]}[kind]
            words = [sys.executable, script, str(count), str(path), *options]
            subprocess.run(words, check=True)
        return path


Case = Callable[[Fleets], list[str]]
"""How a command is made over a fleet."""


def _preview(fleet: Callable[[Fleets], str], *options: str) -> Case:
    return lambda fleets: [*_PREVIEW, *options, "--accounts", fleet(fleets)]


def _eligibility(fleet: Callable[[Fleets], str], *options: str) -> Case:
    return lambda fleets: [PROGRAM, "eligibility", *options, *ON, "--accounts", fleet(fleets)]


def _parse(fleet: Callable[[Fleets], str], program: str = PARSE) -> Case:
    return lambda fleets: [sys.executable, "-c", program, fleet(fleets)]


_PREVIEW: Final = (PROGRAM, "invoice-preview", ADDON, *ON)
PREVIEW: Final = (*_PREVIEW, "-o", "csv", "--accounts")
"""The sweep that most is measured by; the source comes behind it."""
SINGLE: Final = (*_PREVIEW, "-o", "json", "-a")
_PROBLEMS: Final = ("--problems", "problems.jsonl", "-q")
CASES: Final[dict[str, Case]] = {
    "parse": _parse(Fleets.whole),
    "parse a tenth": _parse(Fleets.part),
    "parse TOML": _parse(Fleets.files, PARSE_TOML),
    "preview": _preview(Fleets.whole, "-o", "csv"),
    "preview, 2 jobs": _preview(Fleets.whole, "-o", "csv", "--jobs", "2"),
    "preview, spoiled": _preview(Fleets.spoiled, "-o", "csv", *_PROBLEMS),
    "preview, jsonl": _preview(Fleets.part, "-o", "jsonl"),
    "who may buy": _eligibility(Fleets.whole, ADDON, "--action", "subscribe", "-o", "csv"),
    "eligibility": _eligibility(Fleets.part, "-o", "csv"),
    "eligibility, jsonl": _eligibility(Fleets.part, "-o", "jsonl"),
    "check": lambda fleets: [PROGRAM, "check", "--accounts", fleets.files(), "-q"],
}
"""Commands by name, each over a fleet."""


class Work(NamedTuple):
    """One row of the table: what it is called, what is measured against what, at most how much."""

    name: str
    title: str
    over: str
    under: str
    bound: float


WORK: Final = (
    Work("csv", "invoice-preview -o csv / parsing alone", "preview", "parse", 4),
    Work("buy", "  eligibility of one add-on and action -o csv", "who may buy", "parse", 4),
    Work(
        "eligibility",
        "  eligibility of all (90 rows each) -o csv",
        "eligibility",
        "parse a tenth",
        4,
    ),
    Work("jsonl", "  eligibility of all -o jsonl", "eligibility, jsonl", "parse a tenth", 8),
    Work("jsonl-preview", "  invoice-preview -o jsonl", "preview, jsonl", "parse a tenth", 25),
    Work("jobs", "--jobs 2 / one process", "preview, 2 jobs", "preview", 0.6),
    Work("invalid", "10 % invalid lines / clean", "preview, spoiled", "preview", 1.3),
    Work("check", "check of TOML files / tomllib", "check", "parse TOML", 2.5),
)
