"""Measure sweeps over a fleet that is made for it, as whole processes, beside their bounds.

    python benchmarks/fleet.py [COUNT] [ROW ...] [--rounds N] [--keep FOLDER] [--against REVISION]

COUNT are the accounts, 1,000,000 where none is given: a quarter of an hour, and 5 GB of files in
the folder of temporary ones, or in FOLDER, where they stay. 100,000 take three minutes; their
ratios hold more of the programs' start. In each round every command runs once, in turn; a ratio is
of one round, and their median counts. What takes long is measured on a tenth of the accounts, as
the parsing that it is compared with. The row `preview` compares previews in the process with those
of another revision; it needs `--against`. Ends with 1 where a bound isn't kept.
"""

import argparse
import contextlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import preview
from measuring.accounts import CYCLES
from measuring.processes import Ran, Server, run, seconds_to_line
from measuring.work import CASES, PREVIEW, SINGLE, WORK, Fleets, Work

COUNT: Final = 1_000_000
ROUNDS: Final = 3
STARTS: Final = 9
PAGES: Final = 200
LATENCY_MS: Final = 20
RATE: Final = 25
"""So many pages a second a server allows; without a limit there would be up to fifty."""
OTHERS: Final = ("memory", "first", "latency", "rate", "preview")
TRIED: Final = 2000


class Row(NamedTuple):
    """What was measured: a ratio or mebibytes beside its bound, with what was seen besides."""

    title: str
    bound: float
    measured: float
    is_least: bool = False
    told: str = ""

    @property
    def is_kept(self) -> bool:
        """Say whether the bound is kept."""
        return self.measured >= self.bound if self.is_least else self.measured <= self.bound

    def show(self) -> None:
        """Print it."""
        bound = f"{'>=' if self.is_least else '<='} {self.bound:g}"
        judged = "kept" if self.is_kept else "MISSED"
        print(f"{self.title:46}{bound:>8}{self.measured:>9.2f}  {judged:8}{self.told}", flush=True)


def main() -> int:
    """Measure the rows that are asked for; return 1 where a bound isn't kept."""
    asked = _arguments()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}")
    print(f"{asked.count:,} accounts, {asked.rounds} rounds, load {os.getloadavg()[0]:.1f}\n")
    is_kept = True
    with contextlib.ExitStack() as opened:
        folder = asked.keep or opened.enter_context(tempfile.TemporaryDirectory())
        Path(folder).mkdir(exist_ok=True)
        fleets = Fleets(Path(folder).absolute(), asked.count)
        opened.enter_context(contextlib.chdir(folder))
        _check(fleets)
        for row in _measure(fleets, asked):
            row.show()
            is_kept &= row.is_kept
    print(f"\nload {os.getloadavg()[0]:.1f} at the end")
    return 0 if is_kept else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure sweeps over a fleet.")
    names = [*(work.name for work in WORK), *OTHERS]
    parser.add_argument("words", nargs="*", metavar="COUNT | ROW", help=", ".join(names))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--keep", metavar="FOLDER", help="where the fleets are made, and stay")
    parser.add_argument("--against", metavar="REVISION", help="what previews are compared with")
    asked = parser.parse_args()
    counts = [int(word.replace(",", "")) for word in asked.words if word[:1].isdigit()]
    asked.count = counts[-1] if counts else COUNT
    asked.rows = [word for word in asked.words if not word[:1].isdigit()]
    for word in asked.rows:
        if word not in names:
            parser.error(f"there is no row {word}: {', '.join(names)}")
    if asked.against is None and "preview" in asked.rows:
        parser.error("the row preview needs --against")
    asked.rows = asked.rows or names
    return asked


def _check(fleets: Fleets) -> None:
    """See that a fleet is what it is said to be: every cycle occurs, and every line can be read."""
    fleet = str(fleets.made(TRIED))
    done = subprocess.run([*PREVIEW, fleet], capture_output=True, text=True, check=True)
    head, *rows = [line.split(",") for line in done.stdout.splitlines()]
    days = {row[head.index("cycle_days")] for row in rows} - {""}
    if len(rows) != TRIED or days != {str(each) for each in CYCLES} or done.stderr:
        sys.exit(f"the fleet isn't as it should be: {len(rows)} rows, cycles of {sorted(days)}")


def _measure(fleets: Fleets, asked: argparse.Namespace) -> Iterator[Row]:
    """Measure row after row; the ratios of processes together."""
    yield from _ratios(fleets, [work for work in WORK if work.name in asked.rows], asked.rounds)
    if "memory" in asked.rows:
        yield from _memory(fleets)
    if "first" in asked.rows:
        yield _first(fleets)
    if "latency" in asked.rows:
        yield _pages(fleets, rate=0, rounds=asked.rounds)
    if "rate" in asked.rows:
        yield _pages(fleets, rate=RATE, rounds=asked.rounds)
    if "preview" in asked.rows and asked.against is not None:
        before, now = preview.compare(asked.against, preview.LEAST_ROUNDS)[0]
        ratio = statistics.median(b / a for a, b in zip(before, now, strict=True))
        told = f"{statistics.median(before):.0f} us, now {statistics.median(now):.0f} us"
        yield Row(f"preview in the process / {asked.against}", 1 / 6, ratio, told=told)


def _ratios(fleets: Fleets, chosen: list[Work], rounds: int) -> Iterator[Row]:
    """Run all commands of all rounds in turn, and compare what belongs together."""
    names = list(dict.fromkeys(name for work in chosen for name in (work.under, work.over)))
    commands = {name: CASES[name](fleets) for name in names}
    ran: dict[str, list[Ran]] = {name: [] for name in names}
    for number in range(1, rounds + 1):
        for name, command in commands.items():
            _tell(f"round {number} of {rounds}: {name}")
            ran[name].append(run(command))
    _tell("")
    for work in chosen:
        over, under = ran[work.over], ran[work.under]
        by_clock, by_cpu = (
            statistics.median(a[at] / b[at] for a, b in zip(over, under, strict=True))
            for at in (0, 1)
        )
        seconds = statistics.median(each.seconds for each in over)
        base = statistics.median(each.seconds for each in under)
        peak = max(each.peak_mib for each in over)
        told = f"by CPU {by_cpu:.2f}; {seconds:.2f} s / {base:.2f} s; {peak:.0f} MiB"
        yield Row(work.title, work.bound, by_clock, told=told)


def _tell(text: str) -> None:
    """Say on a terminal what is going on."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _memory(fleets: Fleets) -> Iterator[Row]:
    """Compare the peaks of fleets of a tenth, of all, and of three times as many."""
    peaks = {}
    for count in (fleets.count // 10, fleets.count, fleets.count * 3):
        fleet = fleets.made(count)
        peaks[count] = run([*PREVIEW, str(fleet)]).peak_mib
        if count > fleets.count:
            fleet.unlink()
    told = ", ".join(f"{count:,}: {peak:.1f}" for count, peak in peaks.items())
    yield Row("peak memory of a sweep, MiB", 48, max(peaks.values()), told=told)
    yield Row(
        "  between the smallest and the largest fleet", 2, max(peaks.values()) - min(peaks.values())
    )


def _first(fleets: Fleets) -> Row:
    """Compare the time to the first row of a fleet with that of a single answer."""
    fleet, one = fleets.whole(), fleets.made(1)
    alone = one.with_suffix(".json")
    alone.write_bytes(one.read_bytes())
    pairs = [
        (seconds_to_line([*PREVIEW, fleet], 2), run([*SINGLE, str(alone)]).seconds)
        for _ in range(STARTS + 1)
    ][1:]
    ratio = statistics.median(first / single for first, single in pairs)
    first, single = (statistics.median(each) * 1000 for each in zip(*pairs, strict=True))
    return Row("first row / a single answer", 1.5, ratio, told=f"{first:.0f} ms / {single:.0f} ms")


def _pages(fleets: Fleets, *, rate: int, rounds: int) -> Row:
    """Compare a sweep over the pages of a server with what its latency and its rate allow."""
    pages = min(PAGES, fleets.count // 500)
    latency = pages * LATENCY_MS / 1000
    allowed = max(latency, (pages - rate // 5) / rate if rate else 0)
    with Server(fleets.whole(), pages, latency_ms=LATENCY_MS, rate=rate) as server:
        ran = [run([*PREVIEW, server.address, "-q"]) for _ in range(rounds)]
    shares = [allowed / each.seconds for each in ran]
    seconds = statistics.median(each.seconds for each in ran)
    cpu = statistics.median(each.cpu for each in ran)
    what = f"at {rate} pages a second" if rate else f"with {LATENCY_MS} ms of latency"
    told = f"{seconds:.2f} s of {allowed:.2f} s for {pages} pages; CPU {cpu:.2f} s"
    return Row(f"API {what}, share", 0.8, statistics.median(shares), is_least=True, told=told)


if __name__ == "__main__":
    sys.exit(main())
