"""Compare purchases on several dates by what is paid for them until the same day. Pure.

The first invoices of two dates can't be compared alone: the earlier purchase also brings the
invoices that the later one skips.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import takewhile

from msgspec import structs

from addonctl.model.answers import ComparedDate
from addonctl.model.money import Money
from addonctl.rules.cycle import cycle_at
from addonctl.rules.invoice import Terms, invoice_now, invoices_after


def compare_purchases(
    as_of: dt.date, dates: Sequence[dt.date], terms_on: Callable[[dt.date], Terms]
) -> tuple[ComparedDate, ...]:
    """Compute what a purchase on each date comes to, in the order of the dates, each once.

    Rule: all are counted through the last day of the cycle that holds the latest of them, `as_of`
    included, which is the date that they are compared with. Each has the terms of its own day.
    """
    terms = {day: terms_on(day) for day in sorted({as_of, *dates})}
    latest = max(terms)
    through = cycle_at(terms[latest].anchor, terms[latest].frequency, latest).last_day
    invoices = {day: invoice_now(terms[day], day) for day in terms}
    paid: dict[dt.date, Money] = {}
    paid_later: dict[Terms, dict[dt.date, Money]] = {}
    for day, now in invoices.items():
        # Credit pays the same part on any date, so terms that differ by it alone are the same.
        same = structs.replace(terms[day], credit_left=Money(0, now.currency))
        if same not in paid_later:
            paid_later[same] = _paid_from_each(same, day, through)
        paid[day] = now.total + paid_later[same][now.period.end]
    return tuple(
        ComparedDate(
            as_of=day,
            days_billed=(now.period.end - day).days,
            unit_price=now.lines[0].unit_price,
            per=now.lines[0].per,
            subtotal=now.subtotal,
            tax=now.tax,
            total=now.total,
            through=through,
            paid_through=paid[day],
            difference=paid[day] - paid[as_of],
        )
        for day, now in invoices.items()
        if day in dates
    )


def _paid_from_each(terms: Terms, day: dt.date, last_day: dt.date) -> dict[dt.date, Money]:
    """Add up the totals from each later invoice on, by its date; nothing after the last one.

    All purchases on the same terms have the same later invoices, so they are computed once.
    """
    invoices = invoices_after(terms, invoice_now(terms, day))
    later = list(takewhile(lambda invoice: invoice.issue_date <= last_day, invoices))
    paid = Money(0, terms.currency)
    sums = {last_day + dt.timedelta(days=1): paid}
    for invoice in reversed(later):
        paid += invoice.total
        sums[invoice.issue_date] = paid
    return sums
