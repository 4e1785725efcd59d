"""Ask the program about made-up accounts, part by part, and compare with the second opinion."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct, field

from addonctl.stores.packaged import load_catalog
from addonctl.sweep import Question, sweep
from addonctl.sweep.engine import Engine
from addonctl.sweep.question import Command
from tests.builders import PACKAGED_POLICY
from tests.cli.program import NOW, PROGRAM
from tests.sweep.opinion.accounts import PARTS, Asked
from tests.sweep.opinion.opinion import Compared, Opinion, added, write_accounts, write_book

BOOK_FILE: Final = "book.toml"
Ask = Callable[[Command, Asked, Path, Path], None]
"""Asks about the accounts of a file, and writes the rows to another; the book lies beside."""
PERMISSIONS_OF: Final = 10
"""Of each ten accounts that are asked what they pay one is asked who may do what: 20 rows."""


class Found(Struct):
    """What a comparison came to; `codes` that occur, `halves` by the days of a cycle."""

    previews: Compared = Compared(0, {})
    permissions: Compared = Compared(0, {})
    codes: set[str] = field(default_factory=set)
    halves: dict[int, int] = field(default_factory=dict)

    @property
    def counted(self) -> str:
        """Say what was counted."""
        return (
            f"{self.previews.rows:,} accounts and {self.permissions.rows:,} decisions computed"
            f" again in SQL, {sum(self.halves.values()):,} amounts of exactly a half:"
            f" {sum(self.previews.differing.values()) + sum(self.permissions.differing.values())}"
            " differences"
        )


def compare_fleet(folder: Path, count: int, ask: Ask) -> Found:
    """Compare all that is said of so many accounts; a part at a time is in the folder."""
    write_book(folder / BOOK_FILE)
    found, size = Found(), count // len(PARTS)
    accounts, rows = folder / "accounts.jsonl", folder / "rows.csv"
    for seed, asked in enumerate(PARTS):
        write_accounts(accounts, size, asked, seed=seed)
        ask("invoice-preview", asked, accounts, rows)
        with Opinion(accounts, asked) as opinion:
            found.previews = added((found.previews, opinion.compare(rows)))
            found.codes |= {code or "" for (code,) in opinion.ask("SELECT DISTINCT code FROM told")}
            ties = "SELECT days, count(*) FROM invoice WHERE is_tie GROUP BY days"
            for days, number in opinion.ask(ties):
                found.halves[days] = found.halves.get(days, 0) + number
        write_accounts(accounts, size // PERMISSIONS_OF, asked, seed=seed)
        ask("eligibility", asked, accounts, rows)
        with Opinion(accounts, asked) as opinion:
            found.permissions = added((found.permissions, opinion.compare_permissions(rows)))
    return found


def ask_here(command: Command, asked: Asked, accounts: Path, rows: Path) -> None:
    """Ask in this process."""
    question = Question(
        command=command,
        form="csv",
        catalog=load_catalog(str(accounts.with_name(BOOK_FILE))),
        policy=PACKAGED_POLICY,
        reading="strict",
        now=NOW,
        as_of=asked.as_of,
        addon=asked.addon,
        licenses=asked.licenses if command == "invoice-preview" else None,
    )
    with accounts.open("rb") as lines, rows.open("wb") as out:
        out.write(Engine(question).head.encode())
        out.writelines(row.text.encode() for row in sweep(lines, question))


def ask_program(command: Command, asked: Asked, accounts: Path, rows: Path) -> None:
    """Ask as a person does, on a command line."""
    words = [command, asked.addon, "--accounts", str(accounts), "-o", "csv"]
    words += ["--as-of", asked.as_of.isoformat()]
    if command == "invoice-preview" and asked.licenses is not None:
        words += ["--licenses", str(asked.licenses)]
    environ = os.environ | {"ADDONCTL_CATALOG": str(accounts.with_name(BOOK_FILE))}
    with rows.open("wb") as out:
        done = subprocess.run(
            [*PROGRAM, *words], stdout=out, stderr=subprocess.PIPE, env=environ, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")
