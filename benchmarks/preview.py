"""Measure previews in the process, beside those of another revision, as a ratio.

    python benchmarks/preview.py REVISION [ROUNDS]

Each revision runs in a process of its own, and they take turns, a round each, so that a machine
that slows down slows both. A round previews the same few hundred made-up accounts, every one with
users, events, a discount, a tax and credit. CPU time counts, not the clock's; the median of the
rounds' ratios is what is told, once for the answer and once for the answer as JSON. What it takes
to merely parse the same accounts as JSON stands beside it.
"""

import json
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from typing import IO, Final, cast

ROOT = Path(__file__).parent.parent
LEAST_ROUNDS = 9
PARTS: Final = ("the answer", "the answer as JSON", "json.loads alone")


def main() -> None:
    """Let both revisions take turns, and print how they compare."""
    revision, rounds = sys.argv[1], max(int((*sys.argv, 0)[2]), LEAST_ROUNDS)
    parts = compare(revision, rounds)
    print(f"{rounds} rounds of 1,500 previews on Python {sys.version.split()[0]}, CPU time")
    print(f"{'':20}{'us before':>12}{'us now':>10}{'before / now':>14}")
    for part, (before, now) in zip(PARTS, parts, strict=True):
        ratio = statistics.median(a / b for a, b in zip(before, now, strict=True))
        told = statistics.median(before), statistics.median(now)
        print(f"{part:20}{told[0]:>12.1f}{told[1]:>10.1f}{ratio:>14.2f}")


def compare(revision: str, rounds: int) -> list[tuple[list[float], list[float]]]:
    """Return the microseconds of each part in each round, those of a revision and ours."""
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "archive", revision, "src"],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        with tarfile.open(fileobj=BytesIO(archive.stdout)) as packed:
            packed.extractall(folder, filter="data")
        old, new = _worker(Path(folder) / "src"), _worker(ROOT / "src")
        times = [(_round(old), _round(new)) for _ in range(rounds + 2)][2:]  # two warm up
    for process in (old, new):
        process.communicate("")
    before, now = zip(*times, strict=True)
    return [
        ([each[index] for each in before], [each[index] for each in now])
        for index in range(len(PARTS))
    ]


def _worker(source: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("previews.py"))],
        env=os.environ | {"PYTHONPATH": str(source)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _round(process: "subprocess.Popen[str]") -> list[float]:
    stdin, stdout = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
    stdin.write("\n")
    stdin.flush()
    times: list[float] = json.loads(stdout.readline())
    return times


if __name__ == "__main__":
    main()
