"""Read account after account, answer, and write each as a row; what can't be read is a problem.

Of what one row says nothing is left when the next is written. Several processes are `jobs`' matter.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from addonctl.errors import AddonctlError, DataFailure, UsageFailure
from addonctl.model.answers import AccountName, Answer, name_of
from addonctl.model.charges import Charges
from addonctl.model.context import Context
from addonctl.model.messages import Message, Problem
from addonctl.model.reports import CheckAnswer, CheckedFile
from addonctl.model.summaries import SweptProblem
from addonctl.output.formats.csv import Cell, CsvWriter
from addonctl.output.formats.json import JsonWriter
from addonctl.rules.days import NEXT_CYCLE
from addonctl.stores.files.documents import ParsedFile
from addonctl.stores.parsing.plain.reader import PlainReader
from addonctl.stores.parsing.plain.shapes import PlainAccount
from addonctl.stores.parsing.raw import text_of
from addonctl.stores.sweeping.blocks import Item
from addonctl.stores.sweeping.reading import (
    account_of,
    check_id,
    id_in,
    parse_item,
    place_failure,
)
from addonctl.sweep.answers import Answerer, swept_of
from addonctl.sweep.bare import bare
from addonctl.sweep.checking import (
    check_item,
    check_unread,
    count_checked,
    failure_of,
    problems_of,
    rows_of_check,
    twice_problem,
    with_repeated,
)
from addonctl.sweep.counting import count
from addonctl.sweep.figures import Swept
from addonctl.sweep.permits import EligibilityRows
from addonctl.sweep.purchases import PurchaseRows
from addonctl.sweep.question import Question
from addonctl.sweep.rows import Found, asked_of, columns_of, figures_for, fill, write_rows
from addonctl.sweep.tally import Tally
from addonctl.text.translator import for_machines


class Row(NamedTuple):
    """What became of one account: its number among the lines, its id, and its row.

    `text` is whole lines with their ends, none where it couldn't be read; then there is a
    `problem`. Of `check` a row stands for that, too, and `checked` is what was found in the account
    of that `name`.
    """

    number: int
    account: str | None
    text: str
    problem: SweptProblem | None = None
    checked: CheckedFile | None = None
    name: str | None = None

    @property
    def report(self) -> str:
        """Return its problem as a line of the report, nothing where it has none."""
        return "" if self.problem is None else JsonWriter().line(self.problem)


def head(question: Question) -> str:
    """Return what stands before the first row: the names of the columns of CSV."""
    return Engine(question).head


def sweep(lines: Iterable[str | bytes], question: Question) -> Iterator[Row]:
    """Answer a question about the account of each line, in their order; a blank line is none.

    A line may have its end, as an open file yields it: what is said of it is the same.

    Raises:
        AddonctlError: the question can't be answered about any account.
    """
    engine = Engine(question)
    for number, line in enumerate(lines, 1):
        data = (line.encode() if isinstance(line, str) else line).removesuffix(b"\n")
        if data and not data.isspace():
            yield engine.row(Item(number, data))


class Engine:
    """Answer one question about item after item, and count what the summary says."""

    def __init__(self, question: Question) -> None:
        """Take the question."""
        self.tally = Tally()
        self._question = question
        self._answerer = Answerer(question)
        self._json = JsonWriter()
        self._csv = CsvWriter(is_french=question.dialect == "excel-fr")
        self._reader = PlainReader(question.catalog)
        self._is_read_plainly = question.command != "check" and not question.is_supposing
        self._plain_id = ""
        """Whose row was written last of those that are plain."""
        self._plain_rows = _plain_rows(question, self._csv, self._answerer)
        self._asked = asked_of(question)

    @property
    def head(self) -> str:
        """Return what stands before the first row."""
        return self._csv.head(columns_of(self._question)) if self._question.form == "csv" else ""

    def row(self, item: Item) -> Row:
        """Answer about one account.

        Raises:
            AddonctlError: the question can't be answered about any account.
        """
        answered = self.answer(item)
        if isinstance(answered, Row):
            return answered
        return Row(item.number, self._plain_id, answered)

    def answer(self, item: Item) -> str | Row:
        """Answer about one account, by the text of its row where there is nothing else to tell.

        Raises:
            AddonctlError: the question can't be answered about any account.
        """
        plain, rows = None, self._plain_rows
        if item.data is not None and self._is_read_plainly:
            plain = self._reader.read(item.data)
            if plain is not None and rows is not None and item.account_id is None:
                text = rows.row(plain)
                if text is not None:
                    self.tally.answered += 1
                    self._plain_id = plain.shape.id
                    return text
        return self._row(item, plain)

    def _row(self, item: Item, plain: PlainAccount | None) -> Row:
        """Answer about one account by looking into everything."""
        question, document = self._question, None
        if question.command == "check":
            return self._checked(item)
        account = None if plain is None else plain.account()
        try:
            if account is None:
                document = parse_item(item, question.source)
                account = account_of(item, document, question.catalog)
            check_id(item, account.id)
            swept = swept_of(account, document, question)
        except (DataFailure, UsageFailure) as failure:
            return self._unread(item, document, bare(failure))
        self.tally.answered += 1
        return Row(item.number, account.id, self._row_of(item, swept))

    def repeated(self, row: Row, item: Item, first: str) -> Row:
        """Return the row of an account whose id another one has that stands at `first`."""
        failure = DataFailure("ACCOUNT_TWICE", id=row.account, first=first)
        message = Message("ACCOUNT_TWICE", **failure.values)
        twice = twice_problem(item, self._question.source, message)
        if row.checked is None:
            failure.problems = (twice,)
            return self._unread(item, None, failure, account_id=row.account)
        checked = with_repeated(row.checked, twice)
        failure.problems = problems_of(checked)
        return self._of_check(item, checked, failure, row.account, row.name)

    def _unread(
        self,
        item: Item,
        document: ParsedFile | None,
        failure: DataFailure | UsageFailure,
        *,
        account_id: str | None = None,
    ) -> Row:
        """Make the problem of an account that can't be read."""
        account_id = account_id or id_in(item, document)
        if self._question.command == "check" and isinstance(failure, DataFailure):
            checked = check_unread(item, failure, source=self._question.source)
            return self._of_check(item, checked, failure, account_id, None)
        self.tally.problems += 1
        return Row(item.number, account_id, "", self._problem(item, account_id, failure))

    def _problem(
        self, item: Item, account_id: str | None, failure: DataFailure | UsageFailure
    ) -> SweptProblem:
        place_failure(failure, item, self._question.source)
        told = self._json.told(failure)
        return SweptProblem(
            file=item.file or self._question.file,
            line=item.number if item.file is None else None,
            account=account_id,
            code=failure.code,
            message=told.message,
            hint=told.hint,
            problems=tuple(each for each in failure.problems if isinstance(each, Problem)),
            more=failure.more,
        )

    def _row_of(self, item: Item, swept: Swept) -> str:
        """Write the row of an account, or count it where no rows are asked for."""
        question, variations = self._question, swept.variations
        context = self._answerer.context(swept.account, swept.what_if)
        if question.charges is not None:
            return self._charged(question.charges, context)
        if question.form == "jsonl":
            return self._line(context, self._answerer.answer(context, variations))
        found: Found = (
            figures_for(question, context, variations)
            if question.command == "invoice-preview"
            else self._answerer.answer(context)
        )
        if question.form == "csv":
            return write_rows(self._csv, context, found, self._asked)
        count(self.tally, context, item.number, found, question.addon)
        return ""

    def _charged(self, charges: Charges, context: Context) -> str:
        """Write a row a charge of an account, or count them where no rows are asked for."""
        if context.account.id not in charges.by_account:
            return ""
        from addonctl.sweep.charges import check_charges, count_charge, row_of  # noqa: PLC0415  # seldom

        self.tally.charged.add(context.account.id)
        text = ""
        for checked in check_charges(charges, context):
            self.tally.differs |= checked.differs
            match self._question.form:
                case "jsonl":
                    text += self._line(context, checked.answer, charge=checked.charge)
                case "csv":
                    text += self._as_csv(iter([row_of(context, checked)]))
                case _:
                    count_charge(self.tally, checked)
        return text

    def _line(self, context: Context, answer: Answer | AddonctlError, **asked: object) -> str:
        """Write an answer as the single command's document, or what stands in its place.

        That names what was `asked` beside the account.
        """
        if isinstance(answer, Answer):
            return self._json.line(answer)
        about = {"account": name_of(context.account), "as_of": context.as_of}
        return self._json.line({**about, **asked, **self._json.failure(answer)})

    def _checked(self, item: Item) -> Row:
        question = self._question
        try:
            document = parse_item(item, question.source)
        except DataFailure as unread:
            return self._unread(item, None, bare(unread))
        checked = check_item(
            item,
            document,
            source=question.source,
            catalog=question.catalog,
            today=self._answerer.today,
            is_strict=question.is_strict,
        )
        failure = failure_of(checked, item.file or question.source)
        name = text_of(document.tree, "name")
        return self._of_check(item, checked, failure, id_in(item, document), name)

    def _of_check(
        self,
        item: Item,
        checked: CheckedFile,
        failure: DataFailure | None,
        account_id: str | None,
        name: str | None,
    ) -> Row:
        """Write what a check found as a row; what is wrong is a problem, too."""
        day = self._answerer.today(None)
        problem = None if failure is None else self._problem(item, account_id, failure)
        self.tally.problems += problem is not None
        self.tally.answered += problem is None
        text = ""
        match self._question.form:
            case "jsonl":
                about = None if account_id is None else AccountName(id=account_id, name=name or "")
                text = self._json.line(
                    CheckAnswer(as_of=day, account=about, ok=checked.ok, files=(checked,))
                )
            case "csv":
                base: list[Cell] = [account_id, name, day, None, None, None]
                line = item.number if item.file is None else None
                text = self._as_csv(rows_of_check(checked, base, line, for_machines("en")))
            case _:
                self.tally.see_day(day)
                count_checked(self.tally, checked)
        return Row(item.number, account_id, text, problem, checked, name)

    def _as_csv(self, rows: Iterator[list[Cell]]) -> str:
        return "".join([self._csv.row(fill(row, self._asked)) for row in rows])


def _plain_rows(
    question: Question, csv: CsvWriter, answerer: Answerer
) -> PurchaseRows | EligibilityRows | None:
    """Return what writes rows straight from accounts where the question allows that.

    It has to be about all people and licences, on one date that no account's cycles tell; of
    purchases, about those of one add-on.
    """
    is_about_all = question.user is None and question.licenses is None
    is_on_one_date = not question.compare_dates and question.as_of != NEXT_CYCLE
    if question.form != "csv" or not is_about_all or not is_on_one_date or question.is_supposing:
        return None
    if question.command == "eligibility":
        return EligibilityRows(question, csv, answerer.date_in)
    if question.command == "invoice-preview" and question.addon and question.until is None:
        return PurchaseRows(question, csv, answerer.date_in)
    return None
