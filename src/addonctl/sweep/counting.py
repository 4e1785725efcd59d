"""Count an answer about one account for the summary, table by table.

Tables: `standing` (add-on, state, route, reason), `may` (add-on, action), `refused` (reason),
`amount`, `next` and `until` (currency), `billed` (add-on, currency), `unbilled`, `compared` (date,
currency), `varied` (currency, place, value), `role`, `requested`, `event`, `finding`. A number is
of accounts first. Which tables a command's summary shows is known by what was counted.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

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
from addonctl.rules.addon_status import status_of
from addonctl.rules.amounts import Amounts
from addonctl.sweep.bought import BilledAccount
from addonctl.sweep.figures import Figures, Total
from addonctl.sweep.rows import Found, addon_of
from addonctl.sweep.tally import Tally


def count(tally: Tally, context: Context, number: int, found: Found, addon: str | None) -> None:
    """Count what was found of the account of a number, asked about an add-on or all."""
    match found:
        case AddonctlError():
            _count_failure(tally, context, found, addon or addon_of(found))
        case BilledAccount():
            _count_billed(tally, context, number, found)
        case Answer():
            tally.see_day(context.as_of)
            _COUNTS[type(found)](tally, context, found)
        case _:
            for figures in found:
                _count_figures(tally, context, number, figures)


def _count_figures(tally: Tally, context: Context, number: int, figures: Figures) -> None:
    """Count a purchase on one date; of several each is counted by itself."""
    account, costs = context.account, figures.costs
    tally.see_day(figures.as_of)
    if costs is None:
        tally.count("standing", figures.addon, figures.state, figures.route, figures.code)
        return
    currency, now = costs.currency, costs.now.amounts
    if figures.compared is not None:
        paid = figures.compared.paid_through.minor
        numbers: tuple[int, ...] = (1, now.subtotal, now.total, paid)
        tally.count("compared", currency, figures.as_of.isoformat(), numbers=numbers)
        return
    if figures.variant is not None and figures.variant.in_a_year is not None:
        year = figures.variant.in_a_year.total.minor
        numbers = (1, now.total, costs.following.amounts.total, year)
        tally.count("varied", currency, f"{figures.place:03}", figures.value, numbers=numbers)
        return
    tally.count("standing", figures.addon, figures.state, figures.route, "")
    numbers = (1, int(now.tax is None), now.subtotal, now.tax or 0)
    numbers += (now.total, now.due, costs.following.amounts.total)
    tally.count("amount", currency, numbers=numbers)
    if figures.until is not None:
        tally.count("until", currency, numbers=(1, int(now.tax is None), *_sums([figures.until])))
    tally.see_amount(currency, now.total, number, account.id, account.name)


def _count_billed(tally: Tally, context: Context, number: int, found: BilledAccount) -> None:
    """Count the invoice of all that is bought on an account, and each add-on on it."""
    account, rows = context.account, found.rows
    tally.see_day(found.as_of)
    if not rows:
        tally.count("unbilled")
        return
    currency, untaxed = account.currency, int(account.billing.taxes is None)
    for each in rows:
        tally.count("billed", each.addon, currency, numbers=(1, each.licenses, each.next.subtotal))
    following = [each.next for each in rows]
    bought = [each.now.amounts for each in rows if each.now is not None]
    largest = sum([each.total for each in following])
    if bought:
        numbers = (1, untaxed, *_sums(bought), largest)
        tally.count("amount", currency, numbers=numbers)
        largest = sum([each.total for each in bought])
    else:
        tally.count("next", currency, numbers=(1, untaxed, *_sums(following)))
    until = [each.until for each in rows if each.until is not None]
    if until:
        tally.count("until", currency, numbers=(1, untaxed, *_sums(until)))
    tally.see_amount(currency, largest, number, account.id, account.name)


def _sums(each: Sequence[Total | Amounts]) -> tuple[int, int, int, int]:
    """Add up subtotal, tax, total and what is due."""
    return (
        sum([one.subtotal for one in each]),
        sum([one.tax or 0 for one in each]),
        sum([one.total for one in each]),
        sum([one.due for one in each]),
    )


def _count_failure(
    tally: Tally, context: Context, failure: AddonctlError, addon: str | None
) -> None:
    """Count what stands in place of an answer."""
    tally.see_day(context.as_of)
    found = None if addon is None else context.catalog.find_addon(addon)
    if found is None:
        tally.count("standing", "", "", "", failure.code)
        return
    status = status_of(context, found)
    tally.count("standing", found.id, status.state, status.route, failure.code)


def _catalog(tally: Tally, _context: Context, answer: CatalogAnswer) -> None:
    for each in answer.addons:
        reason = "" if each.route_reason is None else each.route_reason.code
        tally.count("standing", each.id, each.state or "", each.route or "", reason)


def _eligibility(tally: Tally, _context: Context, answer: EligibilityAnswer) -> None:
    standing = {each.addon: each for each in answer.decisions}
    for addon, each in standing.items():
        tally.count("standing", addon, each.state, each.route, each.route_reason.code)
    allowed = Counter((each.addon, each.action) for each in answer.decisions if each.allowed)
    for (addon, action), people in allowed.items():
        tally.count("may", addon, action, numbers=(1, people))
    refused = Counter(
        reason.code for each in answer.decisions if not each.allowed for reason in each.reasons
    )
    for code, decisions in refused.items():
        tally.count("refused", code, numbers=(1, decisions))


def _requests(tally: Tally, context: Context, answer: RequestList) -> None:
    is_ownerless = int(not context.account.users_with("owner"))
    for each in answer.requests:
        tally.count("requested", each.addon, numbers=(1, each.count, is_ownerless))


def _history(tally: Tally, _context: Context, answer: EventHistory) -> None:
    events = Counter((event.addon, event.kind) for event in answer.events)
    for (addon, kind), count in events.items():
        tally.count("event", addon, kind, numbers=(1, count))


def _people(tally: Tally, context: Context, answer: PeopleAnswer) -> None:
    roles = Counter(role for person in answer.people for role in set(person.roles))
    for role, people in roles.items():
        tally.count("role", role, numbers=(1, people))
    if not context.account.users_with("owner"):
        tally.count("role", "", numbers=(1, 0))


_COUNTS: Final[dict[type, Callable[..., None]]] = {
    CatalogAnswer: _catalog,
    EligibilityAnswer: _eligibility,
    RequestList: _requests,
    EventHistory: _history,
    PeopleAnswer: _people,
}
