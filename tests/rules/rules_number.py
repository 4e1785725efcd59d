"""Hold what was answered under the number of the rules, input by input, and judge a change of it.

`rules-number.txt` holds the number, then a line for each input: its name, the hash of what it
says, and the hash of all that follows from it. Another answer to the same input is a change of the
rules, whatever the reason; a new input, such as another example, is none.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from addonctl.actions.amend import preview_amendment
from addonctl.actions.eligibility import decide_eligibility
from addonctl.actions.next_invoice import preview_next
from addonctl.actions.preview import preview_purchase
from addonctl.errors import AddonctlError
from addonctl.model.answers import (
    AmendAnswer,
    Invoice,
    InvoiceLine,
    InvoicePreview,
    JointInvoice,
)
from addonctl.model.context import Context
from addonctl.model.policy import ACTIONS, READINGS
from addonctl.model.wire import RULES
from tests.builders import (
    EXAMPLE_NAMES,
    EXAMPLES,
    example_account,
    example_catalog,
    make_context,
)
from tests.cases.test_cases import TABLES, cycle_of, subject_of
from tests.rules.amended import AMENDED, WANTED
from tests.rules.policy.policy_cells import POLICY, READ_CELLS, answers_of

KEPT: Final = Path(__file__).with_name("rules-number.txt")
WHERE: Final = "src/addonctl/model/wire.py"
RENEW: Final = "python -m tests.renew rules"
DAYS: Final = (dt.date(2026, 11, 21), dt.date(2026, 12, 31), dt.date(2028, 2, 29))
DECISIONS: Final = "decisions"
AMENDMENTS: Final = "amendments"
Rows = Iterator[list[Any]]


class Answered(NamedTuple):
    """The hash of what an input says, and of all that follows from it."""

    asked: str
    answers: str


class Answers(NamedTuple):
    """What follows from every input by its name, under a number."""

    number: int
    by_input: Mapping[str, Answered]


def found_answers() -> Answers:
    """Answer every input: all decisions, the published cases, the examples."""
    cells = [[reading, role, *_words(question)] for reading, role, question in READ_CELLS]
    inputs = {DECISIONS: _answered(cells, _decisions())}
    for name, rows in TABLES.items():
        inputs[f"{name}.tsv"] = _answered(rows, _cases(name))
    inputs[AMENDMENTS] = _answered(msgspec.to_builtins(AMENDED), _amendments())
    book = (EXAMPLES / "price-book.toml").read_text("utf-8")
    for name in EXAMPLE_NAMES:
        text = (EXAMPLES / name).read_text("utf-8")
        inputs[name] = _answered([text, book], _example(name))
        inputs[f"{name}:bought"] = _answered([text, book], _bought(name))
    return Answers(RULES, inputs)


def kept_answers() -> Answers:
    """Read what is kept."""
    first, *lines = KEPT.read_text("utf-8").splitlines()
    rows = (line.split() for line in lines)
    return Answers(int(first.split()[1]), {name: Answered(*rest) for name, *rest in rows})


def complaint(kept: Answers, found: Answers) -> str | None:
    """Say what to do about a difference, in a sentence; `None` where there is none."""
    changed = changed_answers(kept, found)
    if changed and found.number == kept.number:
        return (
            f"Answers changed ({', '.join(changed)}) under the same number of the rules: raise"
            f" RULES in {WHERE} to {kept.number + 1}, then run {RENEW}."
        )
    if found.number < kept.number:
        return f"The number of the rules only grows: RULES in {WHERE} was {kept.number} before."
    if found != kept:
        return f"RULES is {found.number}, and what is kept isn't of it or not whole: run {RENEW}."
    return None


def changed_answers(kept: Answers, found: Answers) -> list[str]:
    """List the inputs that say the same as before, and are answered otherwise."""
    return [
        name
        for name, answered in found.by_input.items()
        if name in kept.by_input
        and kept.by_input[name].asked == answered.asked
        and kept.by_input[name].answers != answered.answers
    ]


def renewed() -> str:
    """Write what is found, unless that needs another number.

    Raises:
        SystemExit: it does.
    """
    kept, found = kept_answers(), found_answers()
    if (changed_answers(kept, found) and found.number == kept.number) or found.number < kept.number:
        raise SystemExit(complaint(kept, found))
    lines = (f"{name} {each.asked} {each.answers}" for name, each in found.by_input.items())
    return "".join(f"{line}\n" for line in (f"rules {found.number}", *lines))


def _answered(asked: object, rows: Rows) -> Answered:
    return Answered(_hash(asked), _hash(list(rows)))


def _hash(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _words(question: Any) -> list[str]:  # noqa: ANN401  # a named tuple of words
    return [question.action, question.route, question.state]


def _decisions() -> Rows:
    """Yield the answer to each of the 192 questions under each reading, and what contests it."""
    for (reading, role, question), verdict in answers_of(POLICY).items():
        assert verdict is not None
        codes = [rule.code for rule in verdict.rules]
        contested = [conflict.id for conflict in verdict.contested]
        yield [reading, role, *_words(question), verdict.allowed, codes, contested]


def _cases(name: str) -> Rows:
    """Yield the cycle of each published case, and of those with a price the invoices."""
    for row in TABLES[name]:
        cycle = cycle_of(row, row.get("date") or row["as_of"])
        yield [row["id"], str(cycle.start), str(cycle.end), cycle.days]
        if name == "amounts":
            context = subject_of(row)
            previewed = preview_purchase(context, addon=context.catalog.addon("analytics-plus"))
            yield [row["id"], *_invoices(previewed)]


def _example(name: str) -> Rows:
    """Yield what follows for an example: who may do what, and every amount; no sentence."""
    account = example_account(name)
    catalog = example_catalog().with_addons_of(account)
    for as_of in DAYS:
        for reading in READINGS:
            context = make_context(account, as_of=as_of, catalog=catalog, reading=reading)
            yield from _who_may(context)
        context = make_context(account, as_of=as_of, catalog=catalog)
        for addon in catalog.addons:
            try:
                previewed = preview_purchase(context, addon=addon, cycles=2)
            except AddonctlError as failure:
                yield [str(as_of), addon.id, failure.code]
            else:
                yield [str(as_of), addon.id, *_invoices(previewed)]


def _amendments() -> Rows:
    """Yield who may do what after changes of what was bought, and what further ones come to."""
    catalog = example_catalog().with_addons_of(AMENDED)
    for as_of in DAYS:
        context = make_context(AMENDED, as_of=as_of, catalog=catalog)
        yield from _who_may(context)
        for addon in catalog.addons:
            for number, wanted in enumerate(WANTED):
                asked = [str(as_of), addon.id, number]
                try:
                    amended = preview_amendment(context, addon, wanted)
                except AddonctlError as failure:
                    yield [*asked, failure.code]
                else:
                    yield [*asked, *_amended(amended)]


def _amended(amended: AmendAnswer) -> list[Any]:
    states = [amended.change, amended.state_before, amended.state, str(amended.effective)]
    numbers = [amended.quantity_before, amended.quantity, str(amended.credit)]
    invoices = [amended.invoice.now, amended.invoice.next]
    return [*states, *numbers, *[each and _amounts(each) for each in invoices]]


def _bought(name: str) -> Rows:
    """Yield what is billed of everything that is bought on an example; no sentence."""
    account = example_account(name)
    catalog = example_catalog().with_addons_of(account)
    for as_of in DAYS:
        try:
            answer = preview_next(make_context(account, as_of=as_of, catalog=catalog), cycles=1)
        except AddonctlError as failure:
            yield [str(as_of), failure.code]
            continue
        for invoice in (answer.next, *answer.schedule):
            if invoice is not None:
                addons = [
                    [each.addon, str(each.subtotal), *_lines(each.lines)] for each in invoice.addons
                ]
                yield [str(as_of), *addons, *_amounts(invoice)]


def _who_may(context: Context) -> Rows:
    view = decide_eligibility(
        context, addons=context.catalog.addons, users=context.account.users, actions=ACTIONS
    )
    for each in view.answer.decisions:
        codes = [reason.code for reason in each.reasons]
        where = [each.user, each.addon, each.action, each.state, each.route]
        yield [str(context.as_of), context.reading, *where, each.allowed, codes]


def _invoices(previewed: InvoicePreview) -> list[list[str]]:
    return [_amounts(each) for each in (previewed.now, previewed.next, *previewed.schedule)]


def _amounts(invoice: Invoice | JointInvoice) -> list[str]:
    """Return every amount and date of an invoice."""
    lines = _lines(invoice.lines) if isinstance(invoice, Invoice) else []
    taxes = [f"{tax.percent} {tax.amount}" for tax in invoice.taxes]
    figures = (invoice.gross, invoice.discount, invoice.subtotal, invoice.tax, invoice.total)
    due = (invoice.credit, invoice.amount_due)
    period = (invoice.issue_date, invoice.period.start, invoice.period.end)
    return [*map(str, period), *lines, *taxes, *map(str, (*figures, *due))]


def _lines(lines: Iterable[InvoiceLine]) -> list[str]:
    return [f"{line.quantity} {line.fraction} {line.amount}" for line in lines]
