"""Check invoices of several add-ons: against a second computation, and what holds of all."""

import datetime as dt
import random
from collections.abc import Iterator
from itertools import islice

import pytest
from msgspec import structs

from addonctl.actions.next_invoice import preview_next, terms_on
from addonctl.actions.previews import preview_purchases
from addonctl.model.account import Account, Event
from addonctl.model.answers import JointInvoice, PreviewedPurchase
from addonctl.model.money import Money
from addonctl.rules.amounts import (
    Amounts,
    amounts_of,
    joint_amounts,
    rates_on,
    shares_of,
    tariff_of,
)
from addonctl.rules.joint import joint_bills
from tests.builders import make_account, make_context
from tests.rules.invoice.reference_joint import JointFigures, reference_joint_invoices

DRAWS = 600
ADDONS = ("analytics-plus", "ai-assist", "ai-assist-pro")
DIGITS = {"EUR": 2, "JPY": 0, "KWD": 3, "CLF": 4}
AS_OF = dt.date(2026, 11, 21)


def drawn(draw: random.Random) -> Account:
    """Draw an account on which some add-ons were bought."""
    currency = draw.choice(sorted(DIGITS))

    def amount(limit: int) -> str:
        return str(Money(draw.randint(0, limit * 10 ** DIGITS[currency]), currency))

    def percent() -> str:
        return draw.choice(["0", "20", "5.5", "19.6", "8.25", str(draw.randint(0, 100))])

    def discount() -> dict[str, str] | None:
        given = [{"percent": percent()}, {"per_cycle": amount(50)}, {"once": amount(50)}]
        return draw.choice([None, *given])

    def price() -> dict[str, str]:
        unit = draw.choice(["1.13", "15", "0.005", "9.99", "7.3125", str(draw.randint(0, 500))])
        return {"unit_price": unit, "per": draw.choice(["month", "cycle"])}

    taxes = draw.choice([None, [], [percent()], [percent(), percent(), percent()]])
    bought = draw.sample(ADDONS, draw.randint(1, len(ADDONS)))
    return make_account(
        currency=currency,
        billing={
            "frequency": draw.choice(["monthly", "quarterly", "semiannual", "annual"]),
            "anchor": dt.date(2020, 1, 1) + dt.timedelta(days=draw.randint(0, 2000)),
            "credit": amount(draw.choice([0, 3, 4000])),
            "discount": discount(),
            "taxes": taxes and [{"name": f"tax {n}", "percent": p} for n, p in enumerate(taxes)],
        },
        licenses={"standard": draw.randint(1, 60), "additional": draw.randint(0, 60)},
        prices={
            addon: price() | ({"discount": given} if (given := discount()) else {})
            for addon in draw.sample(ADDONS, draw.randint(0, len(ADDONS)))
        },
        events=[
            {
                "kind": draw.choice(["subscribed"] * 9 + ["trial_started"]),
                "date": draw.choice([AS_OF, dt.date(2026, 3, 4), dt.date(2026, 12, 1)]),
                "addon": addon,
                "credit": amount(2),
                **price(),
                **draw.choice([{}, {"quantity": draw.randint(0, 30)}]),
            }
            for addon in bought
        ],
    )


def accounts() -> Iterator[Account]:
    """Draw the same accounts each time."""
    draw = random.Random(13)  # noqa: S311  # the same each time
    return (drawn(draw) for _ in range(DRAWS))


def figures_of(invoice: JointInvoice) -> JointFigures:
    """Write an invoice as the reference does."""
    return JointFigures(
        issued=invoice.issue_date,
        subtotals={each.addon: each.subtotal.minor for each in invoice.addons},
        taxes=tuple(tax.amount.minor for tax in invoice.taxes),
        total=invoice.total.minor,
        credit=invoice.credit.minor,
    )


def test_invoices_of_several_are_those_of_the_reference() -> None:
    """Every figure of four invoices agrees with a second computation in fractions."""
    billed = 0
    for account in accounts():
        answer = preview_next(make_context(account, as_of=AS_OF), cycles=3)
        if answer.next is None:
            assert not [e for e in account.events if e.kind == "subscribed" and e.date <= AS_OF]
            continue
        billed += 1
        found = [figures_of(invoice) for invoice in (answer.next, *answer.schedule)]
        assert found == reference_joint_invoices(account, AS_OF, 4)
    assert billed > DRAWS // 2


def test_amounts_of_an_invoice_of_several_fit_together() -> None:
    """Lines make a gross amount, subtotals the subtotal; no more is credited than is to be paid."""
    for account in accounts():
        answer, zero = preview_next(make_context(account, as_of=AS_OF)), Money(0, account.currency)
        for invoice in () if answer.next is None else (answer.next,):
            for each in invoice.addons:
                assert sum((line.amount for line in each.lines), zero) == each.gross
                assert each.gross - each.discount == each.subtotal
                assert {line.fraction.split("/")[0] for line in each.lines} <= {
                    str((invoice.period.end - invoice.period.start).days)
                }
            assert sum((each.subtotal for each in invoice.addons), zero) == invoice.subtotal
            assert sum((each.gross for each in invoice.addons), zero) == invoice.gross
            assert invoice.gross - invoice.discount == invoice.subtotal
            assert sum((tax.amount for tax in invoice.taxes), zero) == (invoice.tax or zero)
            assert invoice.subtotal + (invoice.tax or zero) == invoice.total
            assert invoice.total - invoice.credit == invoice.amount_due >= zero
            assert (invoice.tax is None) == (account.billing.taxes is None)


def test_shares_of_an_invoice_add_up_to_it() -> None:
    """So the rows of an account in a table of many add up to its invoice."""
    for account in accounts():
        bills = joint_bills(account, AS_OF, terms_on(make_context(account, as_of=AS_OF)))
        for bill in islice(bills, 2):
            taxes = account.billing.taxes
            rates = None if taxes is None else rates_on(taxes, bill.issued)
            shares = shares_of(bill.parts, bill.amounts, rates=rates)
            for name in ("gross", "subtotal", "total", "credit", "due"):
                assert sum(getattr(each, name) for each in shares) == getattr(bill.amounts, name)
            assert sum(each.tax or 0 for each in shares) == (bill.amounts.tax or 0)
            assert all(each.due >= 0 and each.total >= each.subtotal for each in shares)


def test_one_addon_alone_is_billed_as_its_own_preview_says() -> None:
    """An invoice of several that holds one is the invoice of that one."""
    for account in accounts():
        rates = None if account.billing.taxes is None else rates_on(account.billing.taxes, AS_OF)
        tariff = tariff_of("9.99", "month", "monthly", account.currency, account.billing.discount)
        alone = amounts_of(tariff, 7, 30, 30, rates=rates, credit=500, is_first=False)
        part = amounts_of(tariff, 7, 30, 30, rates=None, credit=0, is_first=False)
        assert joint_amounts([part], tariff.unit, rates=rates, credit=500) == alone


def test_tax_is_rounded_once_on_the_sum() -> None:
    """Two subtotals of 1.13 at 20 %: 0.23 of each today, 0.45 of both on the next invoice."""
    prices = {addon: {"unit_price": "1.13", "per": "cycle"} for addon in ADDONS[:2]}
    account = make_account(
        billing={"anchor": "2026-11-21", "taxes": [{"name": "VAT", "percent": "20"}]},
        licenses={"standard": 1},
        prices=prices,
    )
    context = make_context(account, as_of=AS_OF)
    addons = [context.catalog.addon(addon) for addon in ADDONS[:2]]
    answer = preview_purchases(context, addons=addons)
    assert [str(each.now.tax) for each in answer.previews] == ["0.23", "0.23"]
    assert (str(answer.now.tax), str(answer.next.tax)) == ("0.46", "0.45")


def test_a_tax_of_nothing_is_divided_into_nothing() -> None:
    """Where all subtotals are 0 there is nothing to divide by."""
    nothing = Amounts(0, None, 0, None, None, 0, 0, 0)
    joint = joint_amounts([nothing, nothing], 10000, rates=[200000], credit=100)
    assert (joint.tax, joint.credit, joint.due) == (0, 0, 0)
    shares = shares_of([nothing, nothing], joint, rates=[200000])
    assert [(each.tax, each.total) for each in shares] == [(0, 0), (0, 0)]


@pytest.mark.parametrize("order", [ADDONS[:2], ADDONS[1::-1]])
def test_previews_are_what_purchases_one_after_the_other_come_to(order: tuple[str, ...]) -> None:
    """Each purchase, recorded before the next is previewed, has the amounts shown at once."""
    draw = random.Random(7)  # noqa: S311  # the same each time
    for _ in range(DRAWS // 10):
        account = bare(drawn(draw))
        context = make_context(account, as_of=AS_OF)
        addons = [context.catalog.addon(addon) for addon in order]
        answer = preview_purchases(context, addons=addons, cycles=2)
        for shown, addon in zip(answer.previews, addons, strict=True):
            alone = preview_purchases(make_context(account, as_of=AS_OF), addons=[addon], cycles=2)
            assert alone.previews[0].now == shown.now
            assert alone.previews[0].preview_id == shown.preview_id
            account = with_purchase(account, shown)
        after = preview_next(make_context(account, as_of=AS_OF), cycles=2)
        assert after.next is not None
        assert figures_of(after.next) == figures_of(answer.next)
        found = [figures_of(invoice) for invoice in after.schedule]
        assert found == [figures_of(invoice) for invoice in answer.schedule]


def bare(account: Account) -> Account:
    """Take what was bought off an account, and give each add-on a price."""
    prices = {addon: account.prices.get(addon) for addon in ADDONS}
    known = next((price for price in prices.values() if price is not None), None)
    if known is None:
        known = make_account().prices["analytics-plus"]
    own = {addon: price or known for addon, price in prices.items()}
    return structs.replace(account, events=(), prices=own)


def with_purchase(account: Account, shown: PreviewedPurchase) -> Account:
    """Append what a purchase records."""
    event = Event(
        kind="subscribed",
        date=AS_OF,
        addon=shown.addon,
        quantity=shown.quantity.billed,
        unit_price=shown.price.unit_price,
        per=shown.price.per,
        currency=account.currency,
        credit=str(shown.now.credit),
    )
    return structs.replace(account, events=(*account.events, event))
