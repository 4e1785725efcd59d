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
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final, NamedTuple, NoReturn

from msgspec import structs

from addonctl.stores.sweeping.blocks import Block, Item
from addonctl.sweep.engine import Engine, Row
from addonctl.sweep.question import Question
from addonctl.sweep.tally import Tally

_AHEAD: Final = 2
_MOST_TEXT: Final = 262_144
"""How much is gathered before it is written."""


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

    def answer(self, block: Block, *, skip: int = 0) -> Iterator[list[Answered]]:
        """Answer a block, but for its first accounts, in portions that are soon written.

        Raises:
            AddonctlError: the question can't be answered about any account.
        """
        items = islice(block.accounts(), skip, None)
        if self._is_each:
            yield from _portions(map(self._one, items))
            return
        while portion := self._together(items):
            yield [portion]

    def _together(self, items: Iterator[Item]) -> Answered | None:
        """Answer about the next accounts together, `None` where there are no more."""
        engine, texts, told, size = self.engine, list[str](), list[Row](), 0
        engine.tally = Tally()
        item = None
        for item in items:
            text = engine.answer(item)
            if isinstance(text, Row):
                if text.problem is not None or text.checked is not None:
                    told.append(text)
                text = text.text
            texts.append(text)
            size += len(text)
            if size > _MOST_TEXT:
                break
        if item is None:
            return None
        return Answered("".join(texts), len(texts), engine.tally, tuple(told), item.account_id)

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
        bare = structs.replace(item, data=b"")
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

    def receive(self) -> list[Answered] | None:
        """Take its next portion, an empty one after a block, `None` where it failed or is gone."""
        try:
            portion: list[Answered] | None = self.pipe.recv()
        except (OSError, EOFError):
            return None
        return portion

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
        for block in blocks:
            yield from answering.answer(block)
        return
    workers: list[Worker] = []
    try:
        for _ in range(jobs):
            workers.append(Worker(answering, workers))
        waiting: deque[tuple[Worker, Block]] = deque()
        for number, block in enumerate(blocks):
            while len(waiting) >= _AHEAD * jobs or (waiting and waiting[0][0].pipe.poll()):
                yield from _taken(waiting, answering)
            worker = workers[number % jobs]
            worker.send(block)
            waiting.append((worker, block))
        while waiting:
            yield from _taken(waiting, answering)
    finally:
        for worker in workers:
            worker.end()


def _taken(waiting: deque[tuple[Worker, Block]], answering: Answering) -> Iterator[list[Answered]]:
    """Take what a process makes of the oldest block; the rest is answered here where it fails."""
    worker, block = waiting.popleft()
    accounts = 0
    while portion := worker.receive():
        accounts += sum(part.accounts for part in portion)
        yield portion
    if portion is None:
        yield from answering.answer(block, skip=accounts)


def _portions(answered: Iterator[Answered]) -> Iterator[list[Answered]]:
    """Gather accounts that were answered one by one into portions."""
    portion, size = list[Answered](), 0
    for part in answered:
        portion.append(part)
        size += len(part.text)
        if size > _MOST_TEXT:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


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
        _send_answers(pipe, answering, blocks.get())


def _send_answers(pipe: Connection, answering: Answering, block: Block) -> None:
    """Send what becomes of a block, then that it is over; on a failure the parent tries again."""
    end: tuple[()] | None = ()
    try:
        for portion in answering.answer(block):
            pipe.send(portion)
    except OSError:
        _gone()
    except Exception:  # noqa: BLE001  # the parent comes to the same, and tells it
        end = None
    try:
        pipe.send(end)
    except OSError:
        _gone()


def _take_in(pipe: Connection, blocks: "queue.Queue[Block]") -> None:
    try:
        while True:
            blocks.put(pipe.recv())
    except (OSError, EOFError):
        _gone()


def _gone() -> NoReturn:
    """End where the parent has."""
    os._exit(0)
