"""Preview a purchase on every account of a lake, on a Dask cluster: a file in, a file out.

    dask scheduler; on each machine dask worker tcp://scheduler:8786 --nworkers auto --nthreads 1
    python examples/distributed/job.py tcp://scheduler:8786 analytics-plus 2026-11-23 LAKE ANSWERS

LAKE is a folder of JSON Lines, packed or not, an account a line; all workers see both folders, and
have addonctl. NAME.jsonl becomes NAME.csv and NAME.problems.jsonl, whole or not at all.
"""

import contextlib
import datetime as dt
import gzip
import os
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from distributed import Client

from addonctl.sweep import Question, head, load_catalog, load_policy, sweep


@contextlib.contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """Write a file that has its name once it is whole, however often it is begun."""
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    with part.open("w", encoding="utf-8", newline="") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def answer(partition: Path, answers: Path, question: Question) -> tuple[int, int]:
    """Answer about a partition; return how many accounts it has, and how many can't be read."""
    name, accounts, unread = partition.name.partition(".jsonl")[0], 0, 0
    opened = gzip.open if partition.suffix == ".gz" else open
    rows, problems = answers / f"{name}.csv", answers / f"{name}.problems.jsonl"
    with opened(partition, "rb") as lines, whole(rows) as out, whole(problems) as report:
        out.write(head(question))
        for row in sweep(lines, question.about(partition.name)):
            out.write(row.text)
            report.write(row.report)
            accounts, unread = accounts + 1, unread + bool(row.report)
    return accounts, unread


if __name__ == "__main__":
    scheduler, addon, day, lake, answers = sys.argv[1:]
    folder, partitions = Path(answers), sorted(Path(lake).glob("*.jsonl*"))
    rules = {"catalog": load_catalog(os.environ.get("ADDONCTL_CATALOG")), "policy": load_policy()}
    asked = {"command": "invoice-preview", "addon": addon, "as_of": dt.date.fromisoformat(day)}
    question = Question(**asked, **rules, form="csv", now=dt.datetime.now(dt.UTC))
    with Client(scheduler) as cluster:
        told = cluster.gather(cluster.map(answer, partitions, answers=folder, question=question))
    for left in folder.glob(".*.part"):  # of workers that died
        left.unlink()
    print(f"{sum(n for n, _ in told):,} accounts, {sum(n for _, n in told):,} can't be read")
