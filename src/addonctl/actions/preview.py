"""Preview a purchase: both invoices, what a day later costs, who may subscribe.

Pure, and the same numbers as `subscribe` records: both call `rules.invoice`.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import partial
from itertools import islice

import msgspec

from addonctl.actions.assumptions import preview_assumptions, preview_warnings
from addonctl.actions.catalog import cycle_dates
from addonctl.errors import BeforeFirstCycle, NoPrice, Refused, UsageFailure
from addonctl.model.account import Account, User
from addonctl.model.answers import (
    BilledCycle,
    ComparedDate,
    DayLater,
    Invoice,
    InvoicePreview,
    Purchase,
    Refusal,
    name_of,
)
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.messages import EnglishText, Message, phrase
from addonctl.model.messages.vocabulary import NOT_INCLUDED_NAMES
from addonctl.model.policy import OPEN_STATES, Action
from addonctl.model.shell import shell_words
from addonctl.model.views import AddonStatus
from addonctl.rules.addon_status import status_of
from addonctl.rules.cycle import cycle_at
from addonctl.rules.decisions import decide_action, reasons_of
from addonctl.rules.event_limits import check_amounts, check_day, check_quantity
from addonctl.rules.invoice import Terms, invoice_now, invoices_after, quantity_of, terms_of
from addonctl.rules.policy import Permissions
from addonctl.rules.proration import days_billed
from addonctl.rules.recording import what_prevents

NOT_INCLUDED = tuple(EnglishText(phrase(words)) for words in NOT_INCLUDED_NAMES.values())


def preview_purchase(
    context: Context,
    *,
    addon: Addon,
    user: User | None = None,
    licenses: int | None = None,
    cycles: int = 0,
    compare_dates: Sequence[dt.date] = (),
) -> InvoicePreview:
    """Answer with both invoices of buying `addon`, and the schedule and comparison asked for.

    Raises:
        RefusedFailure: it is purchased, included or not offered: there is nothing to buy.
        DataFailure: no price is known, a date lies before the first cycle, or the purchase
            couldn't be recorded (BEYOND_LIMIT).
        UsageFailure: `licenses` doesn't fit the add-on or the account; CLOCK_OUT_OF_RANGE.
    """
    check_day(context.as_of)
    status = status_of(context, addon)
    refuse_what_is_not_for_sale(context, status, user)
    terms = purchase_terms(context, status, licenses)
    now = invoice_now(terms, context.as_of)
    check_amounts(now)
    after = invoices_after(terms, now)
    following, *schedule = islice(after, cycles + 1)
    cycle = cycle_at(terms.anchor, terms.frequency, context.as_of)
    later = invoice_a_day_later(context, addon, licenses)
    purchase = purchase_view(context, status, user)
    return InvoicePreview(
        as_of=context.as_of,
        account=name_of(context.account),
        assumptions=preview_assumptions(
            context,
            status,
            terms,
            (now, following, *schedule),
            later=later,
            compared=compare_dates,
        ),
        warnings=preview_warnings(
            context, status, until=(now, following, *schedule)[-1].issue_date
        ),
        addon=addon.id,
        quantity=terms.quantity,
        price=terms.price,
        purchase=purchase,
        cycle=BilledCycle(
            **msgspec.structs.asdict(cycle_dates(cycle)),
            days_billed=days_billed(cycle, context.as_of),
        ),
        now=now,
        next=following,
        schedule=tuple(schedule),
        comparison=_compared(context, addon, licenses, compare_dates),
        preview_id=preview_id(context, addon, terms),
        not_included=NOT_INCLUDED,
        day_later=day_later(later),
        subscribe_command=_subscribe_command(
            context, addon, now, user=user, licenses=licenses, allowed=purchase.allowed
        ),
    )


def purchase_view(context: Context, status: AddonStatus, asking: User | None) -> Purchase:
    """Say for every user of the account whether they may subscribe, and why not.

    Who is asked about gets a whole decision, on the step by which this account buys.
    """
    step: Action = "quote" if status.route == "quote" else "subscribe"
    permissions = Permissions(context, status)
    allowed, refused = [], []
    for user in context.account.users:
        verdict = permissions.verdict(user.roles, "subscribe")
        if verdict.allowed:
            allowed.append(user.id)
        else:
            reasons = reasons_of(context, status, verdict, "subscribe")
            refused.append(Refusal(user=user.id, codes=tuple(r.code for r in reasons)))
    return Purchase(
        state=status.state,
        route=status.route,
        allowed=tuple(allowed),
        refused=tuple(refused),
        decision=None if asking is None else decide_action(context, status, asking, step).decision,
    )


def refuse_what_is_not_for_sale(context: Context, status: AddonStatus, user: User | None) -> None:
    """Stop where there is nothing to buy, with the decision for the user or the first owner.

    Raises:
        Refused: the add-on is purchased, included in the plan or not offered on it.
    """
    if status.state in OPEN_STATES:
        return
    owners = context.account.users_with("owner")
    person = user or next(iter((*owners, *context.account.users)), None)
    view = None if person is None else decide_action(context, status, person, "subscribe")
    is_gone = status.addon.id in context.catalog.discontinued and status.state == "not_offered"
    raise Refused(
        view=view,
        context=context,
        headline=Message(
            "NOTHING_TO_BUY.gone" if is_gone else f"NOTHING_TO_BUY.{status.state}",
            addon=status.addon.name,
            account=context.account.name,
            plan=context.catalog.plan(context.account.plan).name,
            date=status.purchased.date if status.purchased else context.as_of,
        ),
    )


def check_licenses(account: Account, addon: Addon, licenses: int | None) -> None:
    """Stop where a number of licences doesn't fit the add-on, the account or an event.

    Raises:
        UsageFailure: LICENSES_FIXED or LICENSES_TOO_MANY.
        DataFailure: BEYOND_LIMIT.
    """
    total = account.licenses.total
    if licenses is not None and addon.basis == "all_licenses":
        raise UsageFailure("LICENSES_FIXED", addon=addon.name, total=total)
    if licenses is not None and licenses > total:
        raise UsageFailure("LICENSES_TOO_MANY", licenses=licenses, total=total)
    check_quantity(quantity_of(account, addon, licenses).billed)


def purchase_terms(
    context: Context, status: AddonStatus, licenses: int | None, *, option: str = "--as-of"
) -> Terms:
    """Gather the terms of a purchase on the subject's date, which `option` gave.

    Raises:
        DataFailure: NO_PRICE, BEFORE_FIRST_CYCLE or BEYOND_LIMIT.
        UsageFailure: LICENSES_FIXED or LICENSES_TOO_MANY.
    """
    account, addon = context.account, status.addon
    anchor = account.billing.anchor
    if context.as_of < anchor:
        raise BeforeFirstCycle(
            option=option,
            date=context.as_of,
            anchor=anchor,
            is_ahead=anchor > context.today,
        )
    check_licenses(account, addon, licenses)
    if status.price is None:
        raise NoPrice(
            account=account,
            addon=addon,
            option=option,
            date=context.as_of,
            reference=context.invocation.reference,
            price_book=context.catalog.prices_from,
        )
    return terms_of(account, addon, status.price, context.as_of, licenses)


def preview_id(context: Context, addon: Addon, terms: Terms) -> str:
    """Return a short hash of everything that the amounts depend on, users and events aside."""
    cycle = cycle_at(terms.anchor, terms.frequency, context.as_of)
    parts = [
        context.account.id,
        addon.id,
        terms.quantity,
        terms.price.unit_price,
        terms.price.per,
        terms.currency,
        terms.discount,
        terms.taxes,
        str(terms.credit_left),
        cycle.start,
        cycle.end,
        context.as_of,
    ]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16]


def _on(context: Context, day: dt.date) -> Context:
    return msgspec.structs.replace(context, as_of=day)


def _terms_on(
    context: Context, addon: Addon, licenses: int | None, day: dt.date, *, option: str = "--as-of"
) -> Terms:
    """Gather the terms of a purchase on another day: that day's price, taxes and credit."""
    other = _on(context, day)
    return purchase_terms(other, status_of(other, addon), licenses, option=option)


def _compared(
    context: Context, addon: Addon, licenses: int | None, dates: Sequence[dt.date]
) -> tuple[ComparedDate, ...]:
    if not dates:
        return ()
    from addonctl.actions.comparison import compare_purchases  # noqa: PLC0415  # seldom asked for

    terms_on = partial(_terms_on, context, addon, licenses, option="--compare-dates")
    return compare_purchases(context.as_of, dates, terms_on)


def invoice_a_day_later(context: Context, addon: Addon, licenses: int | None) -> Invoice:
    """Compute the first invoice where the purchase waits one day."""
    day = context.as_of + dt.timedelta(days=1)
    return invoice_now(_terms_on(context, addon, licenses, day), day)


def day_later(invoice: Invoice) -> DayLater:
    """Say what waiting one day does to the first invoice."""
    return DayLater(
        as_of=invoice.issue_date,
        days_billed=_days(invoice),
        unit_price=invoice.lines[0].unit_price,
        per=invoice.lines[0].per,
        subtotal=invoice.subtotal,
    )


def _days(invoice: Invoice) -> int:
    return (invoice.period.end - invoice.period.start).days


def _subscribe_command(
    context: Context,
    addon: Addon,
    now: Invoice,
    *,
    user: User | None,
    licenses: int | None,
    allowed: Sequence[str],
) -> str | None:
    if not allowed or context.invocation.reference is None:
        return None
    if what_prevents(context, addon.id, "subscribe") is not None:
        return None
    buyer = user.id if user is not None and user.id in allowed else allowed[0]
    words = context.invocation.command(
        "subscribe",
        addon.id,
        user=buyer,
        licenses=None if licenses is None else str(licenses),
        expect_total=str(now.total),
    )
    return shell_words(words)
