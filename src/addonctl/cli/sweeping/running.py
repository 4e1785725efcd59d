"""Run a sweep: rows to standard output as they come, problems to their place, a summary at last."""

from contextlib import ExitStack, closing
from typing import Any, Final, TypeVar

from msgspec import structs

from addonctl.cli.session import Session
from addonctl.cli.sweeping.asking import jobs_of, question_of, source_of
from addonctl.cli.sweeping.interrupts import Interrupts
from addonctl.cli.sweeping.output import Output
from addonctl.cli.sweeping.reporting import ProblemsFile, Report
from addonctl.errors import AddonctlError, DataFailure, Stopped, Terminated
from addonctl.model.messages import Message
from addonctl.model.reports import CheckAnswer
from addonctl.model.summaries import SweepSummary
from addonctl.stores.sweeping.sources import Folder, Source
from addonctl.sweep.engine import Row
from addonctl.sweep.jobs import Answered, Answering, answer_blocks
from addonctl.sweep.question import Command, Question
from addonctl.sweep.tally import Tally

T = TypeVar("T", bound=AddonctlError)
DIFFERS: Final = 8
"""The exit code where another amount was charged."""
MOST_UNMATCHED: Final = 5
"""So many accounts are named that have charges and weren't read."""
SUMMARIES: Final = frozenset({"table", "markdown"})


def answer_many(
    session: Session,
    command: Command,
    *,
    is_strict: bool | None = None,
    tells_difference: bool = False,
    **asked: Any,
) -> int:
    """Answer a question about all accounts of a source; return the exit code.

    It may tell a difference between what was charged and expected.

    Raises:
        DataFailure: ACCOUNTS_UNREAD or CHARGES_UNMATCHED, it is to be strict; a check failed.
        Stopped: SWEEP_STOPPED, with how many were answered.
        AddonctlError: it can't be asked, or the source can't be read to its end.
    """
    strict = session.shared.strict if is_strict is None else is_strict
    path, jobs = session.shared.problems, jobs_of(session)
    with ExitStack() as opened:
        source = opened.enter_context(closing(source_of(session)))
        question = question_of(session, command, source, is_strict=strict, **asked)
        file = None if path is None else opened.enter_context(closing(ProblemsFile(path)))
        run = _Run(session, source, question, file)
        run.go(jobs)
    code = run.end()
    return DIFFERS if tells_difference and run.differs else code


def _with_suppositions(summary: SweepSummary, question: Question) -> SweepSummary:
    """Let a summary say what was supposed of all accounts, and what was compared."""
    if not question.is_supposing:
        return summary
    from addonctl.stores.supposing.accounts import plain_value  # noqa: PLC0415  # seldom

    return structs.replace(
        summary,
        supposed=tuple((each.key, plain_value(each.value)) for each in question.suppositions),
        compared=question.variants[0].key if question.variants else None,
    )


class _Run:
    """One sweep while it goes on."""

    def __init__(
        self, session: Session, source: Source, question: Question, file: ProblemsFile | None
    ) -> None:
        self._session, self._source, self._question = session, source, question
        self._file, self._printer = file, session.printer
        self._interrupts = Interrupts()
        self._output = Output(self._printer, session.runtime.stdout)
        self._is_check = question.command == "check"
        self._is_summed = self._printer.form in SUMMARIES
        self._report = Report(
            self._output.tell, self._printer.translator, self._printer.error_features
        )
        # An id that is there twice is one account too many in a folder, and to a check.
        is_each = self._is_check or isinstance(source, Folder)
        self._answering = Answering(question, is_each=is_each)
        self._seen: dict[str, str | int] = {}
        self._total = Tally()
        self._warned = 0
        self._count = 0
        self._last = source.after

    def go(self, jobs: int) -> None:
        """Answer to the end of the source, or until nobody reads on.

        Raises:
            Stopped: SWEEP_STOPPED.
            AddonctlError: the source can't be read on.
        """
        runtime, is_quiet = self._session.runtime, self._session.shared.quiet
        goes_on = self._is_check or self._question.is_strict
        answered = answer_blocks(self._source.blocks(), self._answering, jobs=jobs)
        bar = self._output.bar(runtime.stderr, runtime.environ, self._source, is_quiet=is_quiet)
        try:
            with self._interrupts.watched(), closing(answered), bar as show:
                with self._interrupts.waiting():
                    self._output.write(self._answering.engine.head)
                for parts in answered:
                    with self._interrupts.waiting():
                        self._take([self._once(part) for part in parts])
                    show(self._count)
                    if self._output.is_closed and not goes_on:
                        break
        except KeyboardInterrupt as error:
            raise self._told(Stopped("SWEEP_STOPPED")) from error
        except Terminated as error:
            raise self._told(Terminated("SWEEP_TERMINATED")) from error
        except AddonctlError:
            self._printer.insist(self._where("SWEEP_BROKEN"))
            raise

    def end(self) -> int:
        """Show the summary where it is asked for, and say what couldn't be read.

        Raises:
            DataFailure: ACCOUNTS_UNREAD, CHARGES_UNMATCHED, CHECK_FAILED or CHECK_WARNINGS.
        """
        total, question = self._total, self._question
        if self._is_summed:
            addons = {addon.id: addon.name for addon in question.catalog.addons}
            summary = total.summary(
                question.command, addon=question.addon, addons=addons, until=question.until
            )
            self._printer.show(_with_suppositions(summary, question))
        unread, is_strict = total.problems, question.is_strict
        count = total.answered + unread
        if self._is_check and (unread or (is_strict and self._warned)):
            code = "ACCOUNTS_WRONG" if unread else "ACCOUNTS_WARNED"
            raise DataFailure(code, count=unread or self._warned, total=count)
        unmatched = self._unmatched()
        if unread and is_strict:
            raise DataFailure("ACCOUNTS_UNREAD", count=unread, total=count)
        if unmatched and is_strict:
            raise DataFailure("CHARGES_UNMATCHED", **unmatched)
        if unread and not self._output.is_closed:
            form = "SOME_UNREAD.cut" if self._report.is_cut else "SOME_UNREAD"
            self._printer.insist(Message(form, count=unread, total=count))
        if unmatched and not self._output.is_closed:
            self._printer.insist(Message("SOME_UNMATCHED", **unmatched))
        return 0

    @property
    def differs(self) -> bool:
        """Say whether an amount that was charged isn't the expected one."""
        return self._total.differs

    def _unmatched(self) -> dict[str, Any]:
        """Count the charges of accounts that weren't read, and name some; nothing of none."""
        charges = self._question.charges
        if charges is None:
            return {}
        missing = [word for word in charges.by_account if word not in self._total.charged]
        count = sum(len(charges.by_account[word]) for word in missing)
        named = missing[:MOST_UNMATCHED]
        ids = [*named, *(["…"] if missing[MOST_UNMATCHED:] else [])]
        return {"count": count, "total": charges.count, "ids": ids} if missing else {}

    def _once(self, part: Answered) -> Answered:
        """Turn an account whose id another one has into a problem."""
        if part.row is None or part.item is None or part.row.account is None:
            return part
        is_read = part.row.problem is None or part.row.checked is not None
        place = part.item.file or part.item.number
        first = self._seen.setdefault(part.row.account, place) if is_read else place
        if first == place:
            return part
        where = first if isinstance(first, str) else f"{self._source.name}:{first}"
        return self._answering.repeated(part, where)

    def _take(self, parts: list[Answered]) -> None:
        """Write the rows of a block, then tell its problems."""
        rows = [row for part in parts for row in part.rows]
        if self._printer.form == "github":
            self._output.write("".join(map(self._annotated, rows)))
        self._output.write("".join(part.text for part in parts))
        for part in parts:
            self._total.add(part.tally)
            self._count += part.accounts
            self._last = part.last or self._last
        for row in rows:
            self._tell(row)

    def _tell(self, row: Row) -> None:
        """Tell of a problem where it is to be told; of a check some forms hold them all."""
        if row.checked is not None:
            self._warned += bool(row.checked.warnings)
        if row.problem is not None and self._file is not None:
            self._file.add(row.problem)
        if self._is_check and not self._is_summed:
            return
        if row.problem is not None and self._file is None:
            self._report.add(row.problem)
        if row.checked is not None:
            self._report.add_warnings(row.checked)

    def _annotated(self, row: Row) -> str:
        """Write what a check found in an account as GitHub shows it at its line."""
        from addonctl.output.screens.check import annotations  # noqa: PLC0415  # one form's

        if row.checked is None:
            return ""
        answer = CheckAnswer(
            as_of=self._session.as_of(), account=None, ok=row.checked.ok, files=(row.checked,)
        )
        return annotations(answer, self._printer.translator, self._printer.features)

    def _told(self, stopped: T) -> T:
        """Let what stopped it say how far it came."""
        where = self._where(stopped.code)
        stopped.code, stopped.values = where.code, where.values
        return stopped

    def _where(self, code: str) -> Message:
        """Say how far it came, and behind which account another sweep goes on."""
        form = code if self._last is None else f"{code}.after"
        return Message(form, count=self._count, after=self._last)
