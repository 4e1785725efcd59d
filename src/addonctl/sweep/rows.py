"""Lay an answer about one account out as rows of CSV, and count it for the summary.

One row an account and add-on; of `eligibility` one for each person and action, of `people` for each
person, of `history` for each event, of `check` for each finding. New columns come at the end.
"""

from collections.abc import Callable, Iterator
from typing import Final

from addonctl.actions.find import find_addon, find_user
from addonctl.errors import AddonctlError
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
from addonctl.output.formats.csv import Cell
from addonctl.rules.addon_status import status_of
from addonctl.sweep.figures import ABOUT_ACCOUNT, Figures, figures_of, figures_on_dates
from addonctl.sweep.question import Command, Question

Cells = list[Cell]
Found = list[Figures] | Answer | AddonctlError
"""What there is to say of an account: figures, an answer, or what stands in its place."""
BASE: Final = ("account", "name", "as_of", "addon", "state", "route", "code")
_COSTS: Final = (
    *("currency", "quantity", "days_billed", "cycle_days"),
    *("now_subtotal", "now_tax", "now_total", "now_due", "next_date", "next_total"),
)
_COMPARED: Final = ("through", "paid_through", "difference")
_MORE: Final[dict[Command, tuple[str, ...]]] = {
    "catalog": (),
    "eligibility": ("user", "roles", "action", "allowed", "codes"),
    "invoice-preview": _COSTS,
    "request": ("requests", "first_on", "requesters", "owner_may", "owners"),
    "history": ("event", "date", "by", "quantity", "currency", "total"),
    "people": ("user", "user_name", "email", "roles", "actions"),
    "check": ("level", "file", "line", "column", "path", "message"),
}


def columns_of(question: Question) -> tuple[str, ...]:
    """Name the columns of a question's rows."""
    compared = _COMPARED if question.compare_dates else ()
    return (*BASE, *_MORE[question.command], *compared)


def figures_for(question: Question, context: Context) -> list[Figures] | AddonctlError:
    """Compute a purchase on the dates that are asked about, or say whom there isn't."""
    addon = find_addon(context.catalog, question.addon or "")
    user = None
    if question.user is not None:
        try:
            user = find_user(context.account, question.user, context.invocation)
        except ABOUT_ACCOUNT as failure:
            return failure
    if question.compare_dates:
        return figures_on_dates(context, addon, user, question.licenses, question.compare_dates)
    return [figures_of(context, addon, user, question.licenses)]


def rows_of(context: Context, found: Found, addon: str | None) -> Iterator[Cells]:
    """Write what was found of an account as rows, asked about an add-on or all."""
    match found:
        case AddonctlError():
            return _failure(context, found, addon)
        case Answer():
            return _ROWS[type(found)](context, found)
        case _:
            return _figures(context, found)


def _figures(context: Context, figures: list[Figures]) -> Iterator[Cells]:
    for each in figures:
        row = _base(context, each.addon, each.state, each.route, each.code)
        row[2] = each.as_of
        if each.costs is not None:
            costs = each.costs
            row += [costs.currency, costs.quantity, costs.days_billed, costs.cycle_days]
            row += [costs.subtotal, costs.tax, costs.total, costs.due]
            row += [costs.next_date, costs.next_total]
        if each.compared is not None:
            row += [each.compared.through, each.compared.paid_through, each.compared.difference]
        yield row


def _failure(context: Context, failure: AddonctlError, addon: str | None) -> Iterator[Cells]:
    found = None if addon is None else context.catalog.find_addon(addon)
    if found is None:
        yield _base(context, None, None, None, failure.code)
        return
    status = status_of(context, found)
    yield _base(context, found.id, status.state, status.route, failure.code)


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
    from addonctl.model.money import parse_amount  # noqa: PLC0415  # one command's

    return parse_amount(text, currency)


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
