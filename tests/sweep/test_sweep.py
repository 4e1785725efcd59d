"""A sweep is a pure function from lines to rows; its question is one value that travels."""

import datetime as dt
import pickle
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from addonctl.errors import DataFailure
from addonctl.stores.sweeping.blocks import Item
from addonctl.sweep import Question, head, sweep
from addonctl.sweep.engine import Engine
from addonctl.sweep.question import Command, RowForm
from tests.builders import PACKAGED_CATALOG, PACKAGED_POLICY
from tests.cli.fleets.fleet import ON, account, lines_of
from tests.cli.program import NOW, run

COMMANDS: tuple[Command, ...] = (
    *("catalog", "eligibility", "invoice-preview", "request", "history", "people", "check"),
)


def question(command: Command = "people", form: RowForm = "jsonl", **asked: object) -> Question:
    """Ask about Analytics+ on the day of the tests, where the question is about an add-on."""
    addon = "analytics-plus" if command == "invoice-preview" else None
    plain = Question(
        command=command,
        form=form,
        catalog=PACKAGED_CATALOG,
        policy=PACKAGED_POLICY,
        reading="strict",
        now=NOW,
        addon=addon,
    )
    return msgspec.structs.replace(plain, **asked)


LINES = lines_of(account("a"), '{"id": "b"}', "", account("c")).decode().splitlines()


def test_lines_are_text_or_bytes_and_rows_are_whole_lines() -> None:
    """A row says which line it is of; a blank line is none, a bad one is a problem."""
    rows = list(sweep(LINES, question()))
    assert [(row.number, row.account, row.problem is None) for row in rows] == [
        (1, "a", True),
        (2, "b", False),
        (4, "c", True),
    ]
    assert [row.text.count("\n") for row in rows] == [1, 0, 1]
    assert rows == list(sweep([line.encode() for line in LINES], question()))


def test_lines_with_their_ends_are_the_same_lines() -> None:
    """An open file yields them so; the place of a fault is told alike."""
    lines = [*LINES, "{", '{"id": "b",']
    rows = list(sweep(lines, question()))
    assert rows == list(sweep([f"{line}\n" for line in lines], question()))
    assert rows == list(sweep([f"{line}\n".encode() for line in lines], question()))


def test_report_is_the_line_of_the_problems_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that couldn't be read has what `--problems` writes; of the others there is nothing."""
    monkeypatch.chdir(tmp_path)
    path = Path("many.jsonl")
    path.write_text("".join(f"{line}\n" for line in LINES), "utf-8")
    report = Path("problems.jsonl")
    ran = run("people", "--accounts", path, "-o", "csv", "--problems", report, *ON)
    asked = question(form="csv").about(str(path))
    rows = list(sweep(LINES, asked))
    assert "".join(row.report for row in rows) == report.read_text("utf-8")
    assert head(asked) + "".join(row.text for row in rows) == ran.out


def test_rows_come_one_by_one() -> None:
    """A row is there before the next line is asked for."""
    asked: list[int] = []

    def lines() -> Iterator[str]:
        for number, line in enumerate(LINES):
            asked.append(number)
            yield line

    rows = sweep(lines(), question())
    assert next(rows).account == "a"
    assert asked == [0]


@pytest.mark.parametrize("command", COMMANDS[:-1])
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_question_is_a_value_that_travels(command: Command, form: RowForm) -> None:
    """Pickled and back it is asked just so; two halves make the whole."""
    asked = question(command, form, compare_dates=(dt.date(2026, 12, 1),))
    there = pickle.loads(pickle.dumps(asked))  # noqa: S301  # our own
    lines = [line for line in LINES if line] * 3
    whole = [row.text for row in sweep(lines, asked)]
    halves = [row.text for half in (lines[:4], lines[4:]) for row in sweep(half, there)]
    assert halves == whole
    assert pickle.loads(pickle.dumps(list(sweep(lines, asked))[1])).problem is not None  # noqa: S301


def test_nothing_is_left_between_two_sweeps() -> None:
    """The same lines have the same rows, whatever was asked before."""
    before = list(sweep(LINES, question()))
    list(sweep(lines_of(account("x", name="Y")).decode().splitlines(), question("catalog", "csv")))
    assert list(sweep(LINES, question())) == before


def test_what_is_wrong_with_the_question_is_no_row() -> None:
    """A policy with a gap answers about nobody: it isn't told of each account."""
    gap = msgspec.structs.replace(PACKAGED_POLICY, permit=(), forbid=())
    for command in COMMANDS[:3]:
        with pytest.raises(DataFailure, match="POLICY_GAP"):
            list(sweep(LINES, question(command, policy=gap, user=None)))


def test_writer_keeps_nothing_of_the_documents_before() -> None:
    """What was said in one document is forgotten with the next."""
    engine = Engine(question("invoice-preview"))
    data = msgspec.json.encode(account("a"))
    sizes = set()
    for number in range(50):
        engine.row(Item(number, data))
        sizes.add(len(engine._json._said))  # noqa: SLF001  # what would grow
    assert len(sizes) == 1
