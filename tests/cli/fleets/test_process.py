"""A sweep as a process: whole rows, interrupts, readers that stop, parents that are killed."""

import json
import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import Final

import pytest

from tests.cli.fleets.fleet import ON, account, lines_of
from tests.cli.fleets.test_servers import page
from tests.cli.program import PROGRAM, as_shells_say, environment, run, spawn
from tests.cli.terminal import open_terminal
from tests.files import state_of
from tests.patience import GUARD_SECONDS, wait_until
from tests.stores.api.faulty_server import Exchange, by_path, reply, rulebook, serving, silence

JOBS: Final = pytest.mark.parametrize("jobs", ["1", "2"])
ASK: Final = ("eligibility", "-o", "jsonl", *ON)


@pytest.fixture
def many(folder: Path) -> Path:
    """Write more accounts than can be answered before anybody could interrupt."""
    path = folder / "many.jsonl"
    path.write_bytes(lines_of(*(account(f"a{number}") for number in range(20_000))))
    return path


class Running:
    """A sweep that goes on, its rows in a file."""

    def __init__(self, *argv: str) -> None:
        """Start it, in a group of its own as a shell starts a job."""
        self.out = Path("out.jsonl")
        self._err = Path("err.txt")
        with self.out.open("wb") as out, self._err.open("wb") as err:
            self.process = subprocess.Popen(
                [*PROGRAM, *argv],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=environment(),
                start_new_session=True,
            )

    def wait_for_rows(self) -> None:
        """Wait until there are some."""
        wait_until(lambda: self.out.stat().st_size > 0)

    def end(self) -> tuple[int, str]:
        """Wait for the end; return the exit code and what was told."""
        code = as_shells_say(self.process.wait(GUARD_SECONDS))
        return code, self._err.read_text("utf-8")

    @property
    def rows(self) -> int:
        """Count the rows, every one of them whole."""
        text = self.out.read_text("utf-8")
        assert text.endswith("\n")
        return len([json.loads(line) for line in text.splitlines()])


def children_of(process: int) -> list[int]:
    """List the processes that a process has."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    return [int(word) for word in text.split()]


def is_there(process: int) -> bool:
    """Say whether a process runs; one that nobody has waited for doesn't."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return False


@JOBS
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("whole_group", [True, False])
def test_interrupt_leaves_whole_rows(
    many: Path, jobs: str, number: str, *, whole_group: bool
) -> None:
    """It says how many there are, and no process is left."""
    running = Running(*ASK, "--accounts", many.name, "--jobs", jobs)
    running.wait_for_rows()
    process = running.process.pid
    children = children_of(process)
    assert len(children) == (2 if jobs == "2" else 0)
    end = os.killpg if whole_group else os.kill
    end(process, getattr(signal, number))
    code, told = running.end()
    assert code == {"SIGINT": 130, "SIGTERM": 143}[number]
    says = "Stopped" if number == "SIGINT" else "Stopped by the system"
    assert told == f"{says}: {running.rows:,} accounts were answered, and every row is whole.\n"
    wait_until(lambda: not any(map(is_there, children)))


def test_no_process_outlives_a_killed_parent(many: Path) -> None:
    """Whatever ends the parent, the others end with it."""
    running = Running(*ASK, "--accounts", many.name, "--jobs", "3")
    running.wait_for_rows()
    children = children_of(running.process.pid)
    assert len(children) == 3
    running.process.kill()
    running.end()
    wait_until(lambda: not any(map(is_there, children)))


def test_killed_process_costs_nothing(many: Path) -> None:
    """What it took to its grave is answered by another: no row is lost, none is there twice."""
    lines = many.read_bytes().splitlines(keepends=True)[:4000]
    many.write_bytes(b"".join(lines))
    running = Running("people", "-o", "jsonl", *ON, "--accounts", many.name, "--jobs", "3")
    running.wait_for_rows()
    os.kill(children_of(running.process.pid)[1], signal.SIGKILL)
    assert running.end() == (0, "")
    lines_out = running.out.read_text("utf-8").splitlines()
    ids = [json.loads(line)["account"]["id"] for line in lines_out]
    assert ids == [f"a{number}" for number in range(4000)]


@JOBS
def test_reader_that_stops_early_is_no_error(many: Path, jobs: str) -> None:
    """`… | head -1` ends with 0 and says nothing, however many accounts there still are."""
    ran = spawn(
        *(*ASK, "--accounts", many.name, "--jobs", jobs),
        script='{ "$@"; echo "$?" >&2; } | head -1',
    )
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "0\n", 1)


def test_full_disk_is_told(folder: Path) -> None:
    """A row that couldn't be written isn't there: the exit code says so."""
    (folder / "few.jsonl").write_bytes(lines_of(account("a")))
    ran = spawn(*ASK, "--accounts", "few.jsonl", script='exec "$@" >/dev/full')
    assert ran.code == 7
    assert "OUTPUT_FAILED" in ran.err


def test_rows_come_while_there_is_more_to_come() -> None:
    """An account that is there is answered before the next one is."""
    with subprocess.Popen(
        [*PROGRAM, *ASK, "--accounts", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("a", "b"):
            process.stdin.write(lines_of(account(name)))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["account"]["id"] == name
        process.stdin.close()
        assert process.wait(GUARD_SECONDS) == 0


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a bar be drawn from the first account on, and each time."""
    for name in ("_FIRST_SECONDS", "_EVERY_SECONDS"):
        monkeypatch.setattr(f"addonctl.output.terminal.progress.{name}", 0.0001)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("argv", "environ", "is_there"),
    [
        ((), {}, True),
        (("--jobs", "2"), {}, True),
        (("-o", "markdown"), {}, True),
        (("-q",), {}, False),
        ((), {"CI": "true"}, False),
        ((), {"CI": "0"}, True),
        ((), {"TERM": "dumb"}, False),
        (("-o", "jsonl"), {}, False),
    ],
    ids=["table", "jobs", "markdown", "quiet", "ci", "no-ci", "dumb", "rows"],
)
def test_bar_is_there_for_who_sees_it(
    folder: Path, argv: tuple[str, ...], environ: dict[str, str], *, is_there: bool
) -> None:
    """On a terminal; not in CI, not for who wants the answer alone, not among rows."""
    (folder / "some.jsonl").write_bytes(lines_of(*(account(f"a{n}") for n in range(200))))
    asked = ("people", "--accounts", "some.jsonl", *ON, *argv)
    ran = run(*asked, terminal=True, environ={"TERM": "xterm", "NO_COLOR": "1"} | environ)
    assert ran.code == 0
    words = ("accounts · ", "a second", "%", "left", "━")
    assert [word in ran.err for word in words] == [is_there] * len(words)
    assert "a second" not in run(*asked, environ=environ).err


def test_interrupt_on_a_terminal_takes_the_bar_away(many: Path) -> None:
    """Ctrl-C says how far it came, and leaves the terminal as it was."""
    before = state_of(Path.cwd())
    with open_terminal("eligibility", "--accounts", many.name, *ON) as terminal:
        terminal.wait_for("a second")
        terminal.type("\x03")
        ran = terminal.finish(before)
    assert ran.code == 130
    assert "every row is whole." in ran.err
    assert ran.err.rindex("\x1b[?25h") > ran.err.rindex("a second")


@pytest.mark.usefixtures("folder")
def test_interrupt_ends_a_wait_for_a_page() -> None:
    """Whoever stops a sweep doesn't wait for a server that says nothing."""
    asked = threading.Event()

    def silent(exchange: Exchange) -> None:
        asked.set()
        silence(exchange)

    pages = [page([account("a")], "a"), silent]
    with serving(by_path(rulebook=reply(rulebook()), accounts=pages)) as server:
        running = Running("people", "-o", "jsonl", *ON, "--accounts", f"{server.url}/v1/accounts")
        running.wait_for_rows()
        assert asked.wait(GUARD_SECONDS)
        running.process.send_signal(signal.SIGINT)
        code, told = running.end()
    assert code == 130
    assert told == "Stopped: 1 account was answered, and every row is whole. Go on with --after a\n"
