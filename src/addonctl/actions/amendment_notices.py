"""Say what was assumed of a change of what was bought: as codes and values, without sentences."""

from collections.abc import Iterator, Sequence

from addonctl.actions.assumptions import price_words, shared_assumptions, tax_assumptions
from addonctl.model.account import Event
from addonctl.model.answers import Invoice
from addonctl.model.context import Context
from addonctl.model.messages import Notice, notice, phrase
from addonctl.model.messages.vocabulary import PRICES_PER
from addonctl.model.money import Money, parse_amount, parse_price
from addonctl.rules.cycle import is_clamped
from addonctl.rules.holdings import Holding
from addonctl.rules.pricing import discount_of


def amendment_assumptions(
    context: Context,
    held: Holding | None,
    event: Event,
    invoices: Sequence[Invoice | None],
    credit: Money,
) -> tuple[Notice, ...]:
    """List what was assumed where another choice would give this account another number."""
    written = [invoice for invoice in invoices if invoice is not None]
    return (
        *shared_assumptions(context, []),
        *_of_licenses(context, held, event),
        *_of_invoices(context, written, credit),
    )


def _of_licenses(context: Context, held: Holding | None, event: Event) -> Iterator[Notice]:
    """Say which day is billed or credited, at which price, from which number."""
    if event.kind != "licenses_changed" or held is None:
        return
    if held.recorded is None:
        yield notice("QUANTITY_NOT_RECORDED", count=context.account.licenses.total)
    if event.unit_price is None or event.per is None:
        return
    yield notice("DAY_OF_CHANGE_BILLED.credited" if event.credit_note else "DAY_OF_CHANGE_BILLED")
    recorded = held.recorded_price
    worth = parse_price(event.unit_price), event.per
    if recorded is not None and (parse_price(recorded.unit_price), recorded.per) != worth:
        yield notice(
            "CHANGE_AT_TODAYS_PRICE",
            of_day=context.day_words("OF_DAY"),
            price=phrase(
                PRICES_PER[event.per], unit_price=event.unit_price, currency=event.currency
            ),
            recorded=price_words(recorded),
        )
    discount = discount_of(context.account, held.addon.id)
    if discount is not None and discount.once is not None:
        once = parse_amount(discount.once, context.account.currency)
        yield notice("ONCE_NOT_TAKEN_AGAIN", discount=once)


def _of_invoices(context: Context, invoices: Sequence[Invoice], credit: Money) -> Iterator[Notice]:
    """Say what the invoices depend on: the anchor, the taxes, what is left of the credit."""
    if not invoices:
        return
    billing = context.account.billing
    dates = sorted({invoice.issue_date for invoice in invoices})
    if is_clamped(billing.anchor, billing.frequency, context.as_of, dates[-1]):
        yield notice("MONTH_END_CLAMPED", day=billing.anchor.day)
    yield from tax_assumptions(billing.taxes, tuple(dates))
    if credit.minor:
        yield notice("CREDIT_LEFT", credit=credit)
