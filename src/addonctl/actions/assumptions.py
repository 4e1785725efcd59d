"""Say what was assumed, and what someone should know: as codes and values, without sentences.

Rule: an assumption is named only where another choice would give this account another number or
another answer.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache

from addonctl.model.account import Tax
from addonctl.model.answers import DayLater, Invoice, Price, plus_taxes
from addonctl.model.catalog import BookPrice
from addonctl.model.context import Context
from addonctl.model.messages import Message, Notice, notice, phrase, tax_name
from addonctl.model.messages.vocabulary import PRICES_PER
from addonctl.model.money import Money, parse_amount, parse_price
from addonctl.model.policy import ACTIONS, PURCHASES, Action
from addonctl.model.remembering import MOST_REMEMBERED
from addonctl.model.views import AddonStatus
from addonctl.rules.amounts import Charge, discount_by_itself
from addonctl.rules.cycle import cycle_at, days_billed, is_clamped
from addonctl.rules.invoice import Terms, invoice_now
from addonctl.rules.pricing import (
    changes_of,
    charged_on,
    is_as_of_today,
    later_prices,
    taxes_on,
)


def shared_assumptions(
    context: Context, statuses: Sequence[AddonStatus], *, actions: Sequence[Action] = ACTIONS
) -> tuple[Notice, ...]:
    """List what was assumed about the account: the time zone, and a route that nobody stated.

    A route matters only where something may still be bought, and only to those who ask for it.
    """
    notices = []
    is_purchase = not PURCHASES.isdisjoint(actions)
    if context.account.time_zone is None:
        notices.append(notice("TIME_ZONE_UTC"))
    for status in statuses:
        reason = status.route_reason
        if is_purchase and status.is_quote_assumed:
            notices.append(
                notice(
                    reason.code,
                    addon=status.addon.name,
                    currency=context.account.currency,
                    plan=context.catalog.plan(context.account.plan).name,
                )
            )
    return tuple(notices)


def preview_assumptions(
    context: Context,
    status: AddonStatus,
    terms: Terms,
    invoices: Sequence[Invoice],
    *,
    later: DayLater,
    compared: Sequence[dt.date] = (),
) -> tuple[Notice, ...]:
    """List what was assumed where another choice would give this account another number.

    `invoices` are now, next and the schedule; `later` is a purchase a day later, and `compared`
    are the other dates of purchase that were asked about.
    """
    dates = sorted({*[invoice.issue_date for invoice in invoices], later.as_of, *compared})
    return (
        *shared_assumptions(context, [status]),
        _day_of_purchase(terms, invoices[0], later),
        *trial_assumed(status, terms, invoices[0]),
        *cycle_assumed(terms, dates),
        *tax_assumptions(terms.taxes, tuple(dates)),
        *licenses_assumed(status, terms),
        *discount_assumed(terms, invoices),
        *credit_assumed(terms.credit_left),
        _next_as_today(context, terms, invoices[1].issue_date),
        *prices_assumed(context, status, dates[-1]),
    )


def invoice_assumptions(
    context: Context,
    status: AddonStatus,
    terms: Terms,
    invoice: Invoice,
    *,
    later: DayLater | None,
) -> tuple[Notice, ...]:
    """List the same of one invoice; `later` is a purchase a day later, null of a full one."""
    dates = (invoice.issue_date,)
    is_first = later is not None
    return (
        *shared_assumptions(context, [status], actions=()),
        *((_day_of_purchase(terms, invoice, later),) if later is not None else ()),
        *(trial_assumed(status, terms, invoice) if is_first else ()),
        *cycle_assumed(terms, dates),
        *tax_assumptions(terms.taxes, dates),
        *licenses_assumed(status, terms),
        *(discount_assumed(terms, [invoice]) if is_first else ()),
        *credit_assumed(terms.credit_left),
    )


def price_words(price: Price | BookPrice) -> Message:
    """Say what a licence costs, as a part of a sentence."""
    return phrase(PRICES_PER[price.per], unit_price=price.unit_price, currency=price.currency)


def prices_assumed(context: Context, status: AddonStatus, until: dt.date) -> Iterator[Notice]:
    """Name the later prices that are known, which a purchase keeps out of its invoices."""
    account, catalog, as_of = context.account, context.catalog, context.as_of
    for row in later_prices(account, catalog, status.addon.id, as_of, until):
        yield notice("LATER_PRICE_KNOWN", date=row.valid_from, as_of=as_of, price=price_words(row))


def _day_of_purchase(terms: Terms, now: Invoice, later: DayLater) -> Notice:
    """Say that the day of purchase is billed, and what a purchase a day later comes to.

    That is a purchase of its own, so it has that day's price.
    """
    form, price, taxes = "DAY_OF_PURCHASE_BILLED", terms.price, terms.taxes
    if later.as_of >= now.period.end:
        form += ".new_cycle"
    if (parse_price(later.unit_price), later.per) != (parse_price(price.unit_price), price.per):
        form += ".new_price"
    return notice(
        form,
        days=Message("DAYS", count=later.days_billed),
        net=plus_taxes(later.subtotal, None if taxes is None else taxes_on(taxes, later.as_of)),
        price=phrase(PRICES_PER[later.per], unit_price=later.unit_price, currency=terms.currency),
    )


def trial_assumed(status: AddonStatus, terms: Terms, now: Invoice) -> Iterator[Notice]:
    """Say that billing doesn't wait for the end of a trial, and what it would come to from there.

    The articles lead from a trial to a purchase and don't say whether its rest is free.
    """
    end = status.trial_end
    if status.state != "trial_running" or end is None:
        return
    then = invoice_now(terms, end)
    is_same_cycle = end < now.period.end
    if then.total == now.total and (is_same_cycle or not now.total.minor):
        return
    yield notice(
        "BILLED_DURING_TRIAL.same_cycle" if is_same_cycle else "BILLED_DURING_TRIAL",
        last=end - dt.timedelta(days=1),
        end=end,
        nothing=Money(0, terms.currency),
        net=_with_tax_amounts(then),
        fraction=then.lines[0].fraction,
    )


def cycle_assumed(terms: Charge, dates: Sequence[dt.date]) -> Iterator[Notice]:
    """Say that a cycle from the first date to the last begins or ends on another day."""
    if is_clamped(terms.anchor, terms.frequency, dates[0], dates[-1]):
        yield notice("MONTH_END_CLAMPED", day=terms.anchor.day)


@lru_cache(MOST_REMEMBERED)  # accounts are many, and taxes few
def tax_assumptions(
    taxes: tuple[Tax, ...] | None, dates: tuple[dt.date, ...]
) -> tuple[Notice, ...]:
    """Say that prices are before tax, or that no tax is known, and which change from when."""
    if taxes is None:
        return (notice("TAX_UNKNOWN"),)
    notices = []
    names = dict.fromkeys(tax.name for date in dates for tax in charged_on(taxes, date))
    if names:
        notices.append(notice("PRICES_BEFORE_TAX", taxes=tuple(tax_name(name) for name in names)))
    changes = tuple(
        Message("TAX_FROM", tax=tax_name(tax.name), percent=tax.percent, date=tax.begins)
        for tax in changes_of(taxes, dates[0], dates[-1])
    )
    if changes:
        notices.append(notice("TAX_OF_INVOICE_DATE", changes=changes))
    return tuple(notices)


def licenses_assumed(status: AddonStatus, terms: Terms) -> Iterator[Notice]:
    """Say that all licences are billed because no number was given."""
    is_choice = status.addon.basis == "assigned" and terms.quantity.assigned is None
    if is_choice and terms.quantity.billed > 1:
        yield notice("LICENSES_NOT_GIVEN", total=terms.quantity.billed)


def discount_assumed(terms: Terms, invoices: Sequence[Invoice]) -> Iterator[Notice]:
    """Say that a discount is a difference, and what of one given once the first invoice leaves.

    The first is said of the first invoice whose line shows it.
    """
    if terms.discount is None:
        return
    if terms.discount.once is not None:
        rest = parse_amount(terms.discount.once, terms.currency) - invoices[0].discount
        if rest.minor > 0:
            yield notice("DISCOUNT_REST_LAPSES", rest=rest)
        return
    for invoice in invoices:
        cycle = cycle_at(terms.anchor, terms.frequency, invoice.issue_date)
        days = days_billed(cycle, invoice.issue_date)
        by_itself = discount_by_itself(
            terms.discount, invoice.gross.minor, terms.tariff.unit, days, cycle.days
        )
        if by_itself is not None and by_itself != invoice.discount.minor:
            yield notice(
                "DISCOUNT_IS_DIFFERENCE",
                discount=invoice.discount,
                by_itself=Money(by_itself, terms.currency),
                date=invoice.issue_date,
            )
            break


def credit_assumed(left: Money) -> Iterator[Notice]:
    """Say that the account's credit is left for these invoices: the plan's might use it first."""
    if left.minor:
        yield notice("CREDIT_LEFT", credit=left)


def _next_as_today(context: Context, terms: Terms, date: dt.date) -> Notice:
    """Name everything that later invoices take as it is on the date that is asked about.

    A tax that the account dates is taken by its dates instead.
    """
    is_discounted = terms.discount is not None and terms.discount.once is None
    code = "NEXT_AS_TODAY_DISCOUNTED" if is_discounted else "NEXT_AS_TODAY"
    form = f"{code}.taxed" if is_as_of_today(terms.taxes or ()) else code
    return notice(form, date=date, of_day=context.day_words("OF_DAY"))


def _with_tax_amounts(invoice: Invoice) -> Message:
    """Say an invoice's subtotal, and what each tax on top of it comes to."""
    amounts = tuple(
        Message("TAX_AMOUNT", tax=tax_name(tax.name), amount=str(tax.amount))
        for tax in invoice.charged_taxes
    )
    if not amounts:
        return invoice.plus_taxes(invoice.subtotal)
    return Message("NET.with_amounts", subtotal=invoice.subtotal, amounts=amounts)
