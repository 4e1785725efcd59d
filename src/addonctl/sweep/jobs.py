"""Answer blocks of accounts one after the other, or in several processes and in the same order.

Blocks go to the processes in turn, at most two to each at a time, and results are taken in turn,
too. A process takes its blocks in by a thread, so that no two ever wait for each other, and ends
with the pipe to its parent, whatever ended that. What it couldn't answer, or took to its grave, is
answered here: so a failure is told as from one process, and nothing is lost or doubled.
"""

import contextlib
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final, NamedTuple

from addonctl.stores.sweeping.blocks import Block, Item
from addonctl.sweep.engine import Engine, Row
from addonctl.sweep.question import Question
from addonctl.sweep.tally import Tally

_AHEAD: Final = 2


class Answered(NamedTuple):
    """What became of a part of a block: its text, how many `accounts`, what was counted.

    `rows` are those with something to tell beside the text, `last` is the id of the last account
    where a server listed it. An account that is answered alone has its `row`, and its `item`.
    """

    text: str
    accounts: int
    tally: Tally
    rows: tuple[Row, ...]
    last: str | None = None
    item: Item | None = None
    row: Row | None = None


class Answering:
    """Answer blocks with one engine; `is_each` answers account by account, so that one can go."""

    def __init__(self, question: Question, *, is_each: bool) -> None:
        """Take the question."""
        self.engine = Engine(question)
        self._question, self._is_each = question, is_each

    def again(self) -> "Answering":
        """Return another that answers the same."""
        return Answering(self._question, is_each=self._is_each)

    def answer(self, block: Block) -> list[Answered]:
        """Answer a block.

        Raises:
            AddonctlError: the question can't be answered about any account.
        """
        if self._is_each:
            return [self._one(item) for item in block.accounts()]
        engine = self.engine
        engine.tally = Tally()
        rows = [engine.row(item) for item in block.accounts()]
        told = tuple(row for row in rows if row.problem is not None or row.checked is not None)
        last = block.items[-1].account_id if block.items else None
        return [Answered("".join(row.text for row in rows), len(rows), engine.tally, told, last)]

    def repeated(self, answered: Answered, first: str) -> Answered:
        """Answer once more about an account whose id another has that stands at `first`."""
        if answered.item is None or answered.row is None:
            return answered
        self.engine.tally = Tally()
        row = self.engine.repeated(answered.row, answered.item, first)
        return Answered(row.text, 1, self.engine.tally, (row,), None, answered.item, row)

    def _one(self, item: Item) -> Answered:
        self.engine.tally = Tally()
        row = self.engine.row(item)
        is_told = row.problem is not None or row.checked is not None
        rows = (row,) if is_told else ()
        bare = item._replace(data=b"")
        return Answered(row.text, 1, self.engine.tally, rows, item.account_id, bare, row)


class Worker:
    """A process that answers blocks."""

    def __init__(self, answering: Answering, others: "Iterable[Worker]") -> None:
        """Start it; of the pipes of `others` it keeps nothing."""
        context = get_context("fork")
        here, there = context.Pipe()
        inherited = [here, *(other.pipe for other in others)]
        self.pipe: Connection = here
        arguments = there, inherited, answering
        self._process = context.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        there.close()

    def send(self, block: Block) -> None:
        """Give it a block; one that is gone gets nothing."""
        with contextlib.suppress(OSError):
            self.pipe.send(block)

    def result(self) -> list[Answered] | None:
        """Take its next result, `None` where it has none or is gone."""
        try:
            answered: list[Answered] | None = self.pipe.recv()
        except (OSError, EOFError):
            return None
        return answered

    def end(self) -> None:
        """End it; there is nothing that it could lose."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def answer_blocks(
    blocks: Iterable[Block], answering: Answering, *, jobs: int
) -> Generator[list[Answered]]:
    """Answer blocks in their order, in so many processes.

    Raises:
        AddonctlError: the question can't be answered about any account.
    """
    if jobs == 1:
        yield from map(answering.answer, blocks)
        return
    workers: list[Worker] = []
    try:
        for _ in range(jobs):
            workers.append(Worker(answering, workers))
        waiting: deque[tuple[Worker, Block]] = deque()
        for number, block in enumerate(blocks):
            while len(waiting) >= _AHEAD * jobs or (waiting and waiting[0][0].pipe.poll()):
                yield _taken(waiting, answering)
            worker = workers[number % jobs]
            worker.send(block)
            waiting.append((worker, block))
        while waiting:
            yield _taken(waiting, answering)
    finally:
        for worker in workers:
            worker.end()


def _taken(waiting: deque[tuple[Worker, Block]], answering: Answering) -> list[Answered]:
    worker, block = waiting.popleft()
    result = worker.result()
    return answering.answer(block) if result is None else result


def _work(pipe: Connection, inherited: list[Connection], answering: Answering) -> None:
    """Answer what comes until the parent has gone; an interrupt is the parent's matter."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in inherited:
        other.close()
    blocks: queue.Queue[Block] = queue.Queue()
    threading.Thread(target=_take_in, args=(pipe, blocks), daemon=True).start()
    answering = answering.again()
    while True:
        block = blocks.get()
        try:
            result = answering.answer(block)
        except Exception:  # noqa: BLE001  # the parent tries once more, and tells it
            result = None
        try:
            pipe.send(result)
        except OSError:
            os._exit(0)


def _take_in(pipe: Connection, blocks: "queue.Queue[Block]") -> None:
    try:
        while True:
            blocks.put(pipe.recv())
    except (OSError, EOFError):
        os._exit(0)
