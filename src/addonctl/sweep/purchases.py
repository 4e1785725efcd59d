"""Write rows of purchases straight from accounts that are plainly right; there are millions.

What a purchase costs comes from `rules.amounts`, where it stands from `rules.addon_status`, as for
an answer. Whatever takes more than that (somebody who asks, a number of licences, compared dates,
what is too much to be recorded) has no row here: `figures` and `rows` make it.
"""

import datetime as dt
from collections.abc import Callable
from typing import Final

from addonctl.errors import BeforeFirstCycle, NoPrice
from addonctl.model.account import MAX_LICENSES, Frequency
from addonctl.model.catalog import BookPrice
from addonctl.model.policy import OPEN_STATES
from addonctl.model.remembering import Remembered
from addonctl.output.formats.csv import CsvWriter
from addonctl.rules.amounts import Span, left_of, now_and_next, span_of, tariff_of
from addonctl.rules.policy import has_gap
from addonctl.rules.recording import check_day
from addonctl.stores.parsing.plain.shapes import PlainAccount, PriceShape
from addonctl.sweep.figures import is_recordable
from addonctl.sweep.question import Question
from addonctl.sweep.standings import Standings

_NO_COSTS: Final[tuple[str, ...]] = ("",) * 10


class PurchaseRows:
    """Write a row for each account about which a question for one add-on is plain to answer."""

    def __init__(
        self, question: Question, csv: CsvWriter, date_in: Callable[[str | None], dt.date]
    ) -> None:
        """Take the question, and what tells its date in a time zone."""
        self._question, self._csv = question, csv
        self._addon = question.catalog.addon(question.addon or "")
        self._standings = Standings(question, self._addon)
        self._spans = Remembered(_span)
        self._days = Remembered[str | None, tuple[dt.date, str]](
            lambda zone: _checked(date_in(zone))
        )

    def row(self, account: PlainAccount) -> str | None:
        """Write the row of an account, `None` where that takes more.

        Raises:
            UsageFailure: CLOCK_OUT_OF_RANGE.
        """
        shape, policy = account.shape, self._question.policy
        as_of, day = self._days[shape.time_zone]
        state, route, price = self._standings.of(account, as_of)
        code, costs = "", _NO_COSTS
        licenses = shape.licenses.standard + shape.licenses.additional
        if licenses > MAX_LICENSES or (state not in OPEN_STATES and has_gap(policy)):
            return None
        if state not in OPEN_STATES:
            code = "REFUSED"
        elif as_of < shape.billing.anchor:
            code = BeforeFirstCycle.CODE
        elif price is None:
            code = NoPrice.CODE
        else:
            costs = self._costs(account, price, licenses, as_of)
            if not costs:
                return None
        name, addon_id = self._csv.text(shape.name), self._addon.id
        return self._csv.line((shape.id, name, day, addon_id, state, route.route, code, *costs))

    def _costs(
        self, account: PlainAccount, price: PriceShape | BookPrice, licenses: int, as_of: dt.date
    ) -> tuple[str, ...]:
        """Write what a purchase costs, nothing where that is too much to be recorded."""
        currency, billing = account.shape.currency, account.shape.billing
        own = account.prices.get(self._addon.id)
        discount = billing.discount if own is None or own.discount is None else own.discount
        span, days, cycle_days, next_date = self._spans[billing.anchor, billing.frequency, as_of]
        now, following = now_and_next(
            tariff_of(price.unit_price, price.per, billing.frequency, currency, discount),
            licenses,
            span,
            account.taxes,
            left_of(account.credit, currency, account.events, as_of),
        )
        if not is_recordable(now, currency):
            return ()
        unit, rest = self._csv.money(currency)
        return (
            *(currency, str(licenses), days, cycle_days),
            f"{now.subtotal // unit}{rest[now.subtotal % unit]}",
            "" if now.tax is None else f"{now.tax // unit}{rest[now.tax % unit]}",
            f"{now.total // unit}{rest[now.total % unit]}",
            f"{now.due // unit}{rest[now.due % unit]}",
            *(next_date, f"{following.total // unit}{rest[following.total % unit]}"),
        )


def _span(key: tuple[dt.date, Frequency, dt.date]) -> tuple[Span, str, str, str]:
    """Return the days of the first two invoices, and what is written of them."""
    span = span_of(*key)
    return span, str(span.days), str(span.cycle.days), span.following.start.isoformat()


def _checked(day: dt.date) -> tuple[dt.date, str]:
    """Return a day and how it is written.

    Raises:
        UsageFailure: CLOCK_OUT_OF_RANGE.
    """
    check_day(day)
    return day, day.isoformat()
