"""The job of the examples on a cluster: two worker processes say what one program says, once.

The engine isn't among what the tests need. `.ci/run` installs it, and addonctl beside it; by hand:
`bash -c 'source .ci/steps.sh; engine python3'`.
"""

import gzip
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
import pytest

from tests.cli.program import PROGRAM, environment
from tests.files import PROJECT
from tests.patience import GUARD_SECONDS, wait_until
from tests.sweep.opinion.accounts import PARTS, made_up
from tests.sweep.opinion.opinion import write_book

pytestmark = pytest.mark.slow
PYTHON: Final = PROJECT / "build" / "distributed" / "bin" / "python"
JOB: Final = PROJECT / "examples" / "distributed" / "job.py"
ASKED: Final = PARTS[1]
PARTITIONS: Final = 6
HEAD: Final = b"account,name,as_of,addon,state,route,code,"
DASK: Final = ("--no-dashboard", "--scheduler-file", "scheduler.json")


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a part of the cluster for as long as the block lasts."""
    assert PYTHON.exists(), f"{PYTHON} is missing: see {__file__}"
    with Path(f"{words[1]}.log").open("wb") as log:
        process = subprocess.Popen(
            [PYTHON, *words], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment()
        )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(GUARD_SECONDS)


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Start a scheduler and two workers, each a process of its own; return where it is."""
    monkeypatch.chdir(tmp_path)
    with ExitStack() as running:
        run = "distributed.cli.dask_"
        running.enter_context(
            started("-m", f"{run}scheduler", *DASK, "--host", "127.0.0.1", "--port", "0")
        )
        wait_until(lambda: Path("scheduler.json").exists())
        workers = ("--nworkers", "2", "--nthreads", "1", "--local-directory", "scratch")
        running.enter_context(started("-m", f"{run}worker", *DASK, *workers))
        yield json.loads(Path("scheduler.json").read_text("utf-8"))["address"]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """Write accounts in partitions, one of them packed; some lines are no account."""
    folder = tmp_path / "lake"
    folder.mkdir()
    (tmp_path / "answers").mkdir()
    write_book(tmp_path / "book.toml")
    lines = [msgspec.json.encode(each) + b"\n" for each in made_up(3_000, ASKED, seed=7)]
    lines[100:100] = [b'{"id": "broken"}\n', b"\n", b"{\n"]
    size = len(lines) // PARTITIONS + 1
    for number in range(PARTITIONS):
        part = b"".join(lines[number * size : (number + 1) * size])
        (folder / f"part-{number}.jsonl").write_bytes(part)
    last = folder / f"part-{PARTITIONS - 1}.jsonl"
    last.with_name(f"{last.name}.gz").write_bytes(gzip.compress(last.read_bytes()))
    last.unlink()
    (tmp_path / "all.jsonl").write_bytes(b"".join(lines))
    return folder


def told_by_one_program() -> bytes:
    """Ask one program about all accounts."""
    words = ("invoice-preview", ASKED.addon, "--as-of", ASKED.as_of.isoformat(), "-o", "csv")
    done = subprocess.run(
        [*PROGRAM, *words, "--accounts", "all.jsonl", "--problems", "problems.jsonl"],
        capture_output=True,
        env=environment({"ADDONCTL_CATALOG": "book.toml"}),
        check=True,
    )
    return done.stdout


def start_job(scheduler: str) -> subprocess.Popen[str]:
    """Start the job on a cluster."""
    words = (scheduler, ASKED.addon, ASKED.as_of.isoformat(), "lake", "answers")
    return subprocess.Popen(
        [PYTHON, JOB, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment({"ADDONCTL_CATALOG": "book.toml"}),
        text=True,
    )


def check_answers(job: subprocess.Popen[str]) -> None:
    """See that the job ended well, and that its files together are what one program writes."""
    out, err = job.communicate(timeout=GUARD_SECONDS)
    assert (job.returncode, out) == (0, "3,002 accounts, 2 can't be read\n"), err
    names = [f"part-{number}" for number in range(PARTITIONS)]
    written = sorted(path.name for path in Path("answers").iterdir())
    assert written == sorted(
        f"{name}.{kind}" for name in names for kind in ("csv", "problems.jsonl")
    )
    tables = [Path("answers", f"{name}.csv").read_bytes() for name in names]
    head = tables[0][: tables[0].index(b"\r\n") + 2]
    assert head.startswith(HEAD)
    assert head + b"".join(table.removeprefix(head) for table in tables) == told_by_one_program()
    reports = [Path("answers", f"{name}.problems.jsonl").read_bytes() for name in names]
    alike = Path("problems.jsonl").read_bytes().replace(b"all.jsonl", b"part-0.jsonl")
    assert b"".join(reports) == alike


@pytest.mark.usefixtures("lake")
def test_cluster_says_what_one_program_says(cluster: str) -> None:
    """A file in, a file out: joined they are the same bytes, and so are the problems."""
    check_answers(start_job(cluster))


def test_worker_that_is_killed_costs_nothing(cluster: str, lake: Path) -> None:
    """What it was at is answered by another: nothing is lost, nothing there twice, no rest left.

    The worker is held in the middle of a partition by a pipe in its place.
    """
    held = lake / "part-2.jsonl"
    data = held.read_bytes()
    held.rename("whole")
    os.mkfifo(held)
    job = start_job(cluster)
    with opened_for(job, held) as pipe:
        pipe.write(data[: len(data) // 2])
        pipe.flush()
        wait_until(lambda: any(Path("answers").glob(".part-2.csv.*.part")))
        (worker,) = [pid for pid in readers_of(held) if pid != os.getpid()]
        Path("whole").rename(held)
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: not Path(f"/proc/{worker}").exists())
    check_answers(job)


def opened_for(job: subprocess.Popen[str], pipe: Path) -> BinaryIO:
    """Open a pipe for writing once somebody reads it, as the job soon lets somebody do."""
    while True:
        try:
            descriptor = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            assert job.poll() is None, job.communicate()
            time.sleep(0.01)
        else:
            os.set_blocking(descriptor, True)
            return os.fdopen(descriptor, "wb")


def readers_of(path: Path) -> Iterator[int]:
    """Find the processes that have a file open."""
    for entry in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if entry.readlink() == path:
                yield int(entry.parts[2])
        except OSError:
            continue
