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
from addonctl.actions.catalog import cycle_dates, name_of
from addonctl.errors import DataFailure, RefusedFailure, UsageFailure
from addonctl.model.account import Account, User
from addonctl.model.answers import (
    BilledCycle,
    ComparedDate,
    DayLater,
    Invoice,
    InvoicePreview,
    Purchase,
    Refusal,
)
from addonctl.model.catalog import Addon
from addonctl.model.context import Subject
from addonctl.model.messages import EnglishText, Message
from addonctl.model.policy import OPEN_STATES, Action
from addonctl.model.shell import shell_words
from addonctl.rules.addon_status import Standing, stand
from addonctl.rules.cycle import cycle_at
from addonctl.rules.decisions import decide_action, judge, reasons_of
from addonctl.rules.event_limits import check_amounts, check_day, check_quantity
from addonctl.rules.invoice import Terms, invoice_now, invoices_after, quantity_of, terms_of
from addonctl.rules.proration import days_billed
from addonctl.rules.recording import what_prevents

NOT_INCLUDED = tuple(
    EnglishText(Message(f"NOT_INCLUDED.{what}")) for what in ("plan", "addons", "usage")
)


def preview_purchase(
    subject: Subject,
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
    check_day(subject.as_of)
    standing = stand(subject, addon)
    refuse_what_is_not_for_sale(subject, standing, user)
    terms = purchase_terms(subject, standing, licenses)
    now = invoice_now(terms, subject.as_of)
    check_amounts(now)
    after = invoices_after(terms, now)
    following, *schedule = islice(after, cycles + 1)
    cycle = cycle_at(terms.anchor, terms.frequency, subject.as_of)
    later = invoice_a_day_later(subject, addon, licenses)
    purchase = purchase_view(subject, standing, user)
    return InvoicePreview(
        as_of=subject.as_of,
        account=name_of(subject.account),
        assumptions=preview_assumptions(
            subject,
            standing,
            terms,
            (now, following, *schedule),
            later=later,
            compared=compare_dates,
        ),
        warnings=preview_warnings(
            subject, standing, until=(now, following, *schedule)[-1].issue_date
        ),
        addon=addon.id,
        quantity=terms.quantity,
        price=terms.price,
        purchase=purchase,
        cycle=BilledCycle(
            **msgspec.structs.asdict(cycle_dates(cycle)),
            days_billed=days_billed(cycle, subject.as_of),
        ),
        now=now,
        next=following,
        schedule=tuple(schedule),
        comparison=_compared(subject, addon, licenses, compare_dates),
        preview_id=preview_id(subject, addon, terms),
        not_included=NOT_INCLUDED,
        day_later=day_later(later),
        subscribe_command=_subscribe_command(
            subject, addon, now, user=user, licenses=licenses, allowed=purchase.allowed
        ),
    )


def purchase_view(subject: Subject, standing: Standing, asking: User | None) -> Purchase:
    """Say for every user of the account whether they may subscribe, and why not.

    Who is asked about gets a whole decision, on the step by which this account buys.
    """
    step: Action = "quote" if standing.route == "quote" else "subscribe"
    allowed, refused = [], []
    for user in subject.account.users:
        verdict = judge(subject, standing, user, "subscribe")
        if verdict.allowed:
            allowed.append(user.id)
        else:
            reasons = reasons_of(subject, standing, verdict, "subscribe")
            refused.append(Refusal(user=user.id, codes=tuple(r.code for r in reasons)))
    return Purchase(
        state=standing.state,
        route=standing.route,
        allowed=tuple(allowed),
        refused=tuple(refused),
        decision=None if asking is None else decide_action(subject, standing, asking, step),
    )


def refuse_what_is_not_for_sale(subject: Subject, standing: Standing, user: User | None) -> None:
    """Stop where there is nothing to buy, with the decision for the user or the first owner.

    Raises:
        RefusedFailure: the add-on is purchased, included in the plan or not offered on it.
    """
    if standing.state in OPEN_STATES:
        return
    owners = subject.account.users_with("owner")
    person = user or next(iter((*owners, *subject.account.users)), None)
    raise RefusedFailure(
        "REFUSED",
        decision=None if person is None else decide_action(subject, standing, person, "subscribe"),
        subject=subject,
        headline=Message(
            f"NOTHING_TO_BUY.{standing.state}",
            addon=standing.addon.name,
            account=subject.account.name,
            plan=subject.catalog.plan(subject.account.plan).name,
            date=standing.purchased.date if standing.purchased else subject.as_of,
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
    subject: Subject, standing: Standing, licenses: int | None, *, option: str = "--as-of"
) -> Terms:
    """Gather the terms of a purchase on the subject's date, which `option` gave.

    Raises:
        DataFailure: NO_PRICE, BEFORE_FIRST_CYCLE or BEYOND_LIMIT.
        UsageFailure: LICENSES_FIXED or LICENSES_TOO_MANY.
    """
    account, addon = subject.account, standing.addon
    anchor = account.billing.anchor
    if subject.as_of < anchor:
        raise DataFailure(
            "BEFORE_FIRST_CYCLE",
            option=option,
            date=subject.as_of,
            anchor=anchor,
            is_ahead=anchor > subject.today,
        )
    check_licenses(account, addon, licenses)
    if standing.price is None:
        raise DataFailure(
            "NO_PRICE",
            addon=addon.name,
            addon_id=addon.id,
            account=account,
            option=option,
            date=subject.as_of,
            source=subject.asked.source,
            price_book=subject.catalog.prices_from,
        )
    return terms_of(account, addon, standing.price, subject.as_of, licenses)


def preview_id(subject: Subject, addon: Addon, terms: Terms) -> str:
    """Return a short hash of everything that the amounts depend on, users and events aside."""
    cycle = cycle_at(terms.anchor, terms.frequency, subject.as_of)
    parts = [
        subject.account.id,
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
        subject.as_of,
    ]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16]


def _on(subject: Subject, day: dt.date) -> Subject:
    return msgspec.structs.replace(subject, as_of=day)


def _terms_on(
    subject: Subject, addon: Addon, licenses: int | None, day: dt.date, *, option: str = "--as-of"
) -> Terms:
    """Gather the terms of a purchase on another day: that day's price, taxes and credit."""
    other = _on(subject, day)
    return purchase_terms(other, stand(other, addon), licenses, option=option)


def _compared(
    subject: Subject, addon: Addon, licenses: int | None, dates: Sequence[dt.date]
) -> tuple[ComparedDate, ...]:
    if not dates:
        return ()
    from addonctl.actions.comparison import compare_purchases  # noqa: PLC0415  # seldom asked for

    terms_on = partial(_terms_on, subject, addon, licenses, option="--compare-dates")
    return compare_purchases(subject.as_of, dates, terms_on)


def invoice_a_day_later(subject: Subject, addon: Addon, licenses: int | None) -> Invoice:
    """Compute the first invoice where the purchase waits one day."""
    day = subject.as_of + dt.timedelta(days=1)
    return invoice_now(_terms_on(subject, addon, licenses, day), day)


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
    subject: Subject,
    addon: Addon,
    now: Invoice,
    *,
    user: User | None,
    licenses: int | None,
    allowed: Sequence[str],
) -> str | None:
    if not allowed or subject.asked.source is None:
        return None
    if what_prevents(subject, addon.id, "subscribe") is not None:
        return None
    buyer = user.id if user is not None and user.id in allowed else allowed[0]
    words = subject.asked.command(
        "subscribe",
        addon.id,
        user=buyer,
        licenses=None if licenses is None else str(licenses),
        expect_total=str(now.total),
    )
    return shell_words(words)
