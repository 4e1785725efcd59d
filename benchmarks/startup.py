"""Measure how long commands take as whole processes, as ratios to `python -c pass`.

    python benchmarks/startup.py [ROUNDS]

Every round runs each command once, in turn, so that a machine that slows down slows all of them;
a ratio is that of two neighbours of one round, and the median over the rounds is what counts. The
code is compiled to byte code first, as an installation does. Goals are printed beside the
figures; they aren't checked, for a busy machine would fail them: what keeps them is the test of
what is imported.
"""

import compileall
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ACCOUNT = str(ROOT / "examples" / "acme.toml")
PREVIEW = ["addonctl", "invoice-preview", "analytics-plus", "-a", ACCOUNT]
LOADED = {"ADDONCTL_CATALOG": str(ROOT / "examples" / "price-book.toml")}
COMPLETION = {
    "_ADDONCTL_COMPLETE": "complete_bash",
    "COMP_WORDS": "addonctl\ncatalog\n--as",
    "COMP_CWORD": "2",
}
CASES: list[tuple[str, list[str], dict[str, str], float | None]] = [
    ("python -c pass", [sys.executable, "-c", "pass"], {}, None),
    ("--version", ["addonctl", "--version"], {}, 1.3),
    ("--help", ["addonctl", "--help"], {}, 6.5),
    ("one TAB", ["addonctl"], COMPLETION, 6.5),
    ("invoice-preview -o json", [*PREVIEW, "-o", "json"], {}, 8),
    ("invoice-preview", PREVIEW, {}, 13),
    ("invoice-preview, settings", PREVIEW, LOADED, 18),
]
LEAST_ROUNDS = 20


def main() -> None:
    """Run all cases in turn and print a row for each."""
    rounds = max(int(sys.argv[1]) if sys.argv[1:] else LEAST_ROUNDS, 2)
    compileall.compile_dir(ROOT / "src", quiet=2)
    environ = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    folder = Path(sys.executable).parent
    environ["PATH"] = f"{folder}{os.pathsep}{environ.get('PATH', '')}"
    times: list[list[float]] = [[] for _ in CASES]
    for number in range(rounds + 2):
        for index, (_, command, extra, _) in enumerate(CASES):
            seconds = _seconds(command, environ | extra)
            if number > 1:  # the first two rounds warm the file cache
                times[index].append(seconds)
    print(f"{rounds} rounds on Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    print(f"{'':28}{'ms':>8}{'x pass':>9}{'goal':>7}")
    for (name, _, _, goal), samples in zip(CASES, times, strict=True):
        ratio = statistics.median(a / b for a, b in zip(samples, times[0], strict=True))
        wanted = "" if goal is None else f"{goal:>7}"
        print(f"{name:28}{statistics.median(samples) * 1000:>8.1f}{ratio:>9.2f}{wanted}")


def _seconds(command: list[str], environ: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, env=environ, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{command} failed: {done.stderr.decode()}")
    return seconds


if __name__ == "__main__":
    main()
