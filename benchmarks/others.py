"""Measure previews of invoices beside other ways to the same numbers, on the same accounts.

    python benchmarks/others.py [COUNT] [--keep FOLDER]

COUNT are the accounts, 20,000 where none is given. Whole processes take turns in three rounds; the
median of the microseconds an account counts, and the most memory. django-silver is installed from
its lock into an environment of its own (half a minute, and a network); it bills a few hundred
accounts, and what it takes to start isn't counted. Then it is counted whose amounts differ.
"""

import argparse
import contextlib
import csv
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, Final

from measuring.accounts import ADDON, AS_OF
from measuring.processes import Ran, run
from measuring.work import PARSE, PREVIEW, Fleets

WAYS: Final = Path(__file__).parent / "other_ways"
ROUNDS: Final = 3
BILLED: Final = 500
OURS, PLAIN, PARSING = "addonctl", "pydantic and Decimal", "orjson merely parsing"


def main() -> None:
    """Measure all ways, and compare what they come to."""
    parser = argparse.ArgumentParser(description="Measure other ways to the same numbers.")
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--keep", metavar="FOLDER", help="where all is made, and stays")
    asked = parser.parse_args()
    with contextlib.ExitStack() as opened:
        folder = Path(asked.keep or opened.enter_context(tempfile.TemporaryDirectory())).absolute()
        folder.mkdir(exist_ok=True)
        fleet = Fleets(folder, asked.count).whole()
        commands = {
            PARSING: [sys.executable, "-c", PARSE, fleet],
            OURS: [*PREVIEW, fleet],
            PLAIN: [sys.executable, str(WAYS / "straightforward.py"), fleet, ADDON, AS_OF],
        }
        ran: dict[str, list[Ran]] = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                ran[name].append(run(command))
        print(f"{asked.count:,} accounts, {ROUNDS} rounds\n")
        print(f"{'':28}{'us an account':>14}{'by CPU':>8}{'MiB':>6}")
        for name, each in ran.items():
            clock, cpu = (
                statistics.median(one[at] for one in each) / asked.count * 1e6 for at in (0, 1)
            )
            print(f"{name:28}{clock:>14.1f}{cpu:>8.1f}{max(one[2] for one in each):>6.0f}")
        ours, plain = (_rows(commands[name]) for name in (OURS, PLAIN))
        _silver(folder, fleet)
    different = sum(any(ours[key][name] != row[name] for name in row) for key, row in plain.items())
    billed = sum(bool(row["now_total"]) for row in ours.values())
    print(f"\n{PLAIN}: {len(plain):,} of {billed:,} accounts with amounts, {different} different")


def _rows(command: list[str]) -> dict[str, dict[str, str]]:
    """Return the rows that a command writes as CSV, by account."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {row["account"]: row for row in csv.DictReader(done.stdout.splitlines())}


def _silver(folder: Path, fleet: str) -> None:
    """Bill accounts with django-silver, and count where its subtotal isn't the exact one."""
    python = folder / "silver" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "silver")], check=True)
        options = ["-qq", "--no-deps", "--require-hashes", "-r", str(WAYS / "silver.txt")]
        subprocess.run([str(python), "-m", "pip", "install", *options], check=True)
    words = [str(python), str(WAYS / "silver_invoices.py"), fleet, ADDON, str(BILLED), AS_OF]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    seconds, *invoices = [json.loads(line) for line in done.stdout.splitlines()]
    print(f"{'django-silver':28}{seconds / len(invoices) * 1e6:>14.1f}")
    with Path(fleet).open("rb") as lines:
        accounts = {
            each["id"]: each for each in map(json.loads, itertools.islice(lines, 2 * BILLED))
        }
    wrong = sum(Decimal(subtotal) != _exact(accounts[key]) for key, subtotal, *_ in invoices)
    print(f"\ndjango-silver: {len(invoices)} invoices, {wrong} subtotals beside the exact one")


def _exact(account: dict[str, Any]) -> Decimal:
    """Compute the price of the rest of the calendar month, 17 days of 31, rounded once."""
    price = Decimal(account["prices"][ADDON]["unit_price"]) * sum(account["licenses"].values())
    return (price * 17 / 31).quantize(Decimal("0.01"), ROUND_HALF_UP)


if __name__ == "__main__":
    main()
