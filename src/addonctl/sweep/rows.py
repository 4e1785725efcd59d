"""Lay an answer about one account out as rows of CSV, and count it for the summary.

One row an account and add-on; of `eligibility` one for each person and action, of `people` for each
person, of `history` for each event, of `check` for each finding, of `invoice-check` for each
charge. New columns come at the end.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from addonctl.actions.find import find_user
from addonctl.actions.terms import check_until
from addonctl.actions.variants import Variation
from addonctl.errors import AddonctlError, NoPrice, Refused, UsageFailure
from addonctl.model.account import Account
from addonctl.model.answers import (
    Answer,
    CatalogAnswer,
    EligibilityAnswer,
    EventHistory,
    PeopleAnswer,
    RequestList,
)
from addonctl.model.context import Context
from addonctl.model.money import Money
from addonctl.output.formats.csv import Cell, CsvWriter
from addonctl.rules.addon_status import status_of
from addonctl.sweep.bare import bare
from addonctl.sweep.bought import Billed, BilledAccount, billed_of
from addonctl.sweep.figures import (
    ABOUT_ACCOUNT,
    Figures,
    Total,
    figures_of,
    figures_on_dates,
    with_until,
)
from addonctl.sweep.question import Command, Question

Cells = list[Cell]
Found = list[Figures] | BilledAccount | Answer | AddonctlError
"""What there is to say of an account: figures, an answer, or what stands in its place."""
BASE: Final = ("account", "name", "as_of", "addon", "state", "route", "code")
_COSTS: Final = (
    *("currency", "quantity", "days_billed", "cycle_days"),
    *("now_subtotal", "now_tax", "now_total", "now_due", "next_date", "next_total"),
)
_NEXT: Final = ("next_subtotal", "next_tax", "next_due")
_UNTIL: Final = ("until", "until_subtotal", "until_tax", "until_total", "until_due")
CHARGED: Final = (
    *("on", "invoice", "currency", "charged", "expected", "difference"),
    *("explanations", "deviations"),
)
_COMPARED: Final = ("through", "paid_through", "difference")
_VARIED: Final = ("key", "value", "year_total", "year_difference")
_SUPPOSED: Final = ("what_if",)
_MORE: Final[dict[Command, tuple[str, ...]]] = {
    "catalog": (),
    "eligibility": ("user", "roles", "action", "allowed", "codes"),
    "invoice-preview": _COSTS,
    "invoice-check": CHARGED,
    "request": ("requests", "first_on", "requesters", "owner_may", "owners"),
    "history": ("event", "date", "by", "quantity", "currency", "total"),
    "people": ("user", "user_name", "email", "roles", "actions"),
    "check": ("level", "file", "line", "column", "path", "message"),
}


class Asked(NamedTuple):
    """What a row depends on beside its account: the add-on asked about, how many columns it has.

    Of invoices until a day it has what they come to; what is supposed is the `last` of its cells.
    """

    addon: str | None
    width: int
    until: dt.date | None = None
    last: tuple[str, ...] = ()


def columns_of(question: Question) -> tuple[str, ...]:
    """Name the columns of a question's rows."""
    compared = _COMPARED if question.compare_dates else ()
    joint = _NEXT if question.is_joint else ()
    until = _UNTIL if question.until is not None else ()
    varied = _VARIED if question.variants else ()
    supposed = _SUPPOSED if question.suppositions else ()
    return (*BASE, *_MORE[question.command], *compared, *varied, *joint, *until, *supposed)


def figures_for(
    question: Question, context: Context, variations: tuple[Variation, ...] = ()
) -> list[Figures] | BilledAccount | AddonctlError:
    """Compute a purchase on the dates that are asked about, or all that is bought.

    Where there is no such person, that is said.
    """
    user = None
    if question.user is not None:
        try:
            user = find_user(context.account, question.user, context.invocation)
        except ABOUT_ACCOUNT as failure:
            return bare(failure)
    if question.is_joint:
        return billed_of(question, context, user)
    addon = context.catalog.addon(question.addon or "")
    licenses, until = question.licenses, question.until
    try:
        check_until(context, until)
    except UsageFailure as failure:
        return bare(failure)
    if variations:
        from addonctl.sweep.supposing import figures_of_variants  # noqa: PLC0415  # seldom

        return list(figures_of_variants(context, addon, user, question, variations))
    figures = (
        figures_on_dates(context, addon, user, licenses, question.compare_dates)
        if question.compare_dates
        else [figures_of(context, addon, user, licenses)]
    )
    if until is None:
        return figures
    return [with_until(context, addon, each, until) for each in figures]


def write_rows(csv: CsvWriter, context: Context, found: Found, asked: Asked) -> str:
    """Write what was found of an account as rows."""
    match found:
        case list():
            return "".join([_purchase(csv, context.account, each, asked) for each in found])
        case BilledAccount():
            rows = iter([_billed(context, each, asked) for each in found.rows])
        case AddonctlError():
            rows = _failure(context, found, asked.addon)
        case _:
            rows = _ROWS[type(found)](context, found)
    return "".join([csv.row(fill(row, asked)) for row in rows])


def asked_of(question: Question) -> Asked:
    """Say what all rows of a question depend on; what is supposed stands at their end."""
    supposed = " ".join(each.word for each in question.suppositions)
    last = (supposed,) if supposed else ()
    return Asked(question.addon, len(columns_of(question)), question.until, last)


def fill(row: Cells, asked: Asked) -> Cells:
    """Fill a row up: each has as many cells as there are columns."""
    if len(row) == asked.width:
        return row
    return [*row, *[None] * (asked.width - len(row) - len(asked.last)), *asked.last]


def _purchase(csv: CsvWriter, account: Account, figures: Figures, asked: Asked) -> str:
    """Write a purchase as a row; there may be millions of them."""
    cells = [
        *(csv.text(account.id), csv.text(account.name), figures.as_of.isoformat()),
        *(csv.text(figures.addon), figures.state, figures.route, figures.code),
    ]
    costs = figures.costs
    if costs is not None:
        currency, now, following, amount = costs.currency, costs.now, costs.following, csv.amount
        amounts = now.amounts
        cells += (
            *(currency, str(costs.licenses), str(now.days), str(now.cycle.days)),
            *(amount(amounts.subtotal, currency), amount(amounts.tax, currency)),
            *(amount(amounts.total, currency), amount(amounts.due, currency)),
            *(following.issued.isoformat(), amount(following.amounts.total, currency)),
        )
    compared = figures.compared
    if compared is not None:
        paid, difference = compared.paid_through, compared.difference
        cells.append(compared.through.isoformat())
        cells += [csv.amount(each.minor, each.currency) for each in (paid, difference)]
    variant = figures.variant
    if variant is not None:
        year = variant.in_a_year
        cells += [""] * (len(BASE) + len(_COSTS) - len(cells))
        cells += (csv.text(variant.path), csv.text(figures.value))
        more = None if year is None or year.difference is None else year.difference.minor
        cells.append("" if year is None else csv.amount(year.total.minor, year.total.currency))
        cells.append(csv.amount(more, variant.currency))
    if figures.until is not None and costs is not None:
        cells += map(csv.written, _until(figures.until, asked.until, costs.currency))
    cells += [""] * (asked.width - len(asked.last) - len(cells))
    cells += map(csv.text, asked.last)
    return csv.line(cells)


def _billed(context: Context, billed: Billed, asked: Asked) -> Cells:
    """Write an add-on's share of the next invoice, and its own invoice of now if it has one."""
    currency, now, following = billed.currency, billed.now, billed.next
    row = _base(context, billed.addon, billed.state, billed.route, None)
    row += [currency, billed.licenses]
    if now is None:
        row += [None] * 6
    else:
        amounts = now.amounts
        row += [now.days, now.cycle.days, *_money(amounts.subtotal, amounts.tax, currency=currency)]
        row += _money(amounts.total, amounts.due, currency=currency)
    row += [billed.next_date, *_money(following.total, currency=currency)]
    row += _money(following.subtotal, following.tax, following.due, currency=currency)
    return [*row, *_until(billed.until, asked.until, currency)]


def _money(*minor: int | None, currency: str) -> list[Money | None]:
    return [None if each is None else Money(each, currency) for each in minor]


def _until(total: Total | None, until: dt.date | None, currency: str) -> Cells:
    """Write what all invoices until a day come to, nothing where that isn't asked."""
    if total is None or until is None:
        return []
    amounts = _money(total.subtotal, total.tax, total.total, total.due, currency=currency)
    return [until, *amounts]


def _failure(context: Context, failure: AddonctlError, addon: str | None) -> Iterator[Cells]:
    addon = addon or addon_of(failure)
    found = None if addon is None else context.catalog.find_addon(addon)
    if found is None:
        yield _base(context, None, None, None, failure.code)
        return
    status = status_of(context, found)
    yield _base(context, found.id, status.state, status.route, failure.code)


def addon_of(failure: AddonctlError) -> str | None:
    """Name the add-on that a failure is about, where it knows."""
    match failure:
        case NoPrice():
            return failure.addon_id
        case Refused(view=view) if view is not None:
            return view.status.addon.id
        case _:
            return None


def _base(
    context: Context, addon: str | None, state: str | None, route: str | None, code: str | None
) -> Cells:
    account = context.account
    return [account.id, account.name, context.as_of, addon, state, route, code]


def _catalog(context: Context, answer: CatalogAnswer) -> Iterator[Cells]:
    for addon in answer.addons:
        yield _base(context, addon.id, addon.state, addon.route, None)


def _eligibility(context: Context, answer: EligibilityAnswer) -> Iterator[Cells]:
    for each in answer.decisions:
        row = _base(context, each.addon, each.state, each.route, None)
        codes = " ".join(reason.code for reason in each.reasons)
        yield [*row, each.user, " ".join(each.roles), each.action, each.allowed, codes]


def _standing(context: Context, addon_id: str) -> Cells:
    """Begin a row about an add-on with where it stands on the account."""
    status = status_of(context, context.catalog.addon(addon_id))
    return _base(context, addon_id, status.state, status.route, None)


def _requests(context: Context, answer: RequestList) -> Iterator[Cells]:
    owners = len(context.account.users_with("owner"))
    for each in answer.requests:
        people = " ".join(one.user for one in each.requesters if one.user is not None)
        row = [*_standing(context, each.addon), each.count, each.requesters[0].first_on]
        yield [*row, people, " ".join(each.owner_may), owners]


def _history(context: Context, answer: EventHistory) -> Iterator[Cells]:
    for event in answer.events:
        row = [*_standing(context, event.addon), event.kind, event.date, event.by, event.quantity]
        currency = event.currency or context.account.currency
        total = None if event.total is None else _amount(event.total, currency)
        yield [*row, None if total is None else currency, total]


def _amount(text: str, currency: str) -> Money:
    from addonctl.model.money import parse_signed  # noqa: PLC0415  # one command's

    return parse_signed(text, currency)


def _people(context: Context, answer: PeopleAnswer) -> Iterator[Cells]:
    standing = {addon.id: _standing(context, addon.id) for addon in context.catalog.addons}
    for person in answer.people:
        who = [person.id, person.name, person.email, " ".join(person.roles)]
        for addon_id, actions in person.may.items():
            yield [*standing[addon_id], *who, " ".join(actions)]


_ROWS: Final[dict[type, Callable[..., Iterator[Cells]]]] = {
    CatalogAnswer: _catalog,
    EligibilityAnswer: _eligibility,
    RequestList: _requests,
    EventHistory: _history,
    PeopleAnswer: _people,
}
