"""Say what was assumed, and what someone should know: as codes and values, without sentences.

Rule: an assumption is named only where another choice would give this account another number or
another answer.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from addonctl.model.answers import DayLater, Invoice
from addonctl.model.messages import Message, Notice, notice
from addonctl.model.money import WITHDRAWN, Money, parse_amount
from addonctl.model.policy import ACTIONS, OPEN_STATES, PURCHASES, Action
from addonctl.model.subject import Subject
from addonctl.rules.cycle import cycle_at
from addonctl.rules.invoice import Terms
from addonctl.rules.pricing import discount_by_itself, later_price
from addonctl.rules.standing import Standing


def shared_assumptions(
    subject: Subject, standings: Sequence[Standing], *, actions: Sequence[Action] = ACTIONS
) -> tuple[Notice, ...]:
    """List what was assumed about the account: the time zone, and a route that nobody stated.

    A route matters only where something may still be bought, and only to those who ask for it.
    """
    notices = []
    is_purchase = not PURCHASES.isdisjoint(actions)
    if subject.account.time_zone is None:
        notices.append(notice("TIME_ZONE_UTC"))
    for standing in standings:
        reason = standing.route_reason
        is_open = standing.state in OPEN_STATES
        if is_purchase and is_open and standing.route == "quote" and reason.basis == "inferred":
            notices.append(
                notice(
                    reason.code,
                    addon=standing.addon.name,
                    currency=subject.account.currency,
                    plan=subject.catalog.plan(subject.account.plan).name,
                )
            )
    return tuple(notices)


def shared_warnings(
    subject: Subject, standings: Sequence[Standing], *, until: dt.date | None = None
) -> tuple[Notice, ...]:
    """List what someone should know although it changes no answer.

    `until` is the last day that the answer speaks of, where that isn't its date.
    """
    notices = list(currency_warnings(subject.account.currency, until or subject.as_of))
    if subject.account.billing.past_due:
        notices.append(notice("PAST_DUE"))
    notices += [
        notice(
            "INCLUDED_AND_PURCHASED",
            addon=standing.addon.name,
            date=standing.purchased.date,
            plan=subject.catalog.plan(subject.account.plan).name,
        )
        for standing in standings
        if standing.state == "included" and standing.purchased is not None
    ]
    return tuple(notices)


def currency_warnings(currency: str, day: dt.date) -> Iterator[Notice]:
    """Warn of a currency that is withdrawn by a day: its amounts are computed all the same.

    Rule: the day that is asked about counts, never the clock; before it nothing is wrong.
    """
    withdrawn = WITHDRAWN.get(currency)
    if withdrawn is not None and day >= withdrawn.since:
        yield notice(
            "CURRENCY_WITHDRAWN",
            currency=currency,
            date=withdrawn.since,
            successor=withdrawn.successor,
        )


def preview_assumptions(
    subject: Subject,
    standing: Standing,
    terms: Terms,
    invoices: Sequence[Invoice],
    later: DayLater,
) -> tuple[Notice, ...]:
    """List what was assumed where another choice would give this account another number."""
    now, following = invoices[0], invoices[1]
    notices = [
        *shared_assumptions(subject, [standing]),
        _day_of_purchase(now, later),
    ]
    boundaries = [invoice.period.end for invoice in invoices] + [
        cycle_at(terms.anchor, terms.frequency, subject.as_of).start
    ]
    if any(boundary.day != terms.anchor.day for boundary in boundaries):
        notices.append(notice("MONTH_END_CLAMPED", day=terms.anchor.day))
    if terms.taxes is None:
        notices.append(notice("TAX_UNKNOWN"))
    elif now.tax_names:
        notices.append(notice("PRICES_BEFORE_TAX", taxes=now.tax_names))
    is_choice = standing.addon.basis == "assigned" and terms.quantity.assigned is None
    if is_choice and terms.quantity.billed > 1:
        notices.append(notice("LICENSES_NOT_GIVEN", total=terms.quantity.billed))
    notices += _rounded_discount(terms, invoices)
    is_discounted = terms.discount is not None and terms.discount.once is None
    lapsing = _lapsing_discount(terms, now)
    if lapsing is not None:
        notices.append(notice("DISCOUNT_REST_LAPSES", rest=lapsing))
    notices.append(
        notice(
            "NEXT_AS_TODAY_DISCOUNTED" if is_discounted else "NEXT_AS_TODAY",
            date=following.issue_date,
        )
    )
    change = later_price(
        subject.account,
        subject.catalog,
        standing.addon.id,
        subject.as_of,
        invoices[-1].issue_date,
    )
    if change is not None:
        notices.append(
            notice(
                "LATER_PRICE_KNOWN",
                date=change.valid_from,
                unit_price=change.unit_price,
                currency=change.currency,
            )
        )
    return tuple(notices)


def _day_of_purchase(now: Invoice, later: DayLater) -> Notice:
    """Say that the day of purchase is billed, and what a purchase a day later comes to."""
    code = "DAY_OF_PURCHASE_BILLED"
    return Notice(
        code=code,
        message=Message(
            f"{code}.new_cycle" if now.ends_before(later.as_of) else code,
            days=Message("DAYS", count=later.days_billed),
            net=now.plus_taxes(later.subtotal),
        ),
    )


def _rounded_discount(terms: Terms, invoices: Sequence[Invoice]) -> list[Notice]:
    """Say that a discount is a difference, on the first invoice whose line shows it."""
    for invoice in invoices:
        by_itself = discount_by_itself(terms.discount, invoice)
        if by_itself is not None and by_itself != invoice.discount:
            return [
                notice(
                    "DISCOUNT_IS_DIFFERENCE",
                    discount=invoice.discount,
                    by_itself=by_itself,
                    date=invoice.issue_date,
                )
            ]
    return []


def _lapsing_discount(terms: Terms, now: Invoice) -> Money | None:
    """Return what the first invoice leaves of a discount that is given once, if anything."""
    if terms.discount is None or terms.discount.once is None:
        return None
    rest = parse_amount(terms.discount.once, terms.currency) - now.discount
    return rest if rest.minor > 0 else None
