"""Preview invoices as one would write it in an afternoon: pydantic models, Decimal, dateutil.

    python benchmarks/other_ways/straightforward.py FILE ADDON DATE

It reads line by line and writes the amounts of `invoice-preview -o csv` that it knows: those of
accounts with a price of their own, that haven't bought the add-on. It knows no catalogue, price
book, permission, route, warning or assumption, stops at the first line that is wrong, and says
nothing of why an amount is what it is.
"""

import csv
import datetime as dt
import sys
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

STEPS = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}
DECIMALS = {"JPY": 0, "TND": 3}
COLUMNS = ("account", "quantity", "days_billed", "cycle_days", "now_subtotal", "now_tax")
COLUMNS += ("now_total", "now_due", "next_date", "next_total")
Amount = Annotated[Decimal, Field(ge=0)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class Record(BaseModel):
    """A table that has no other keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Tax(Record):
    """A tax, from a day on."""

    name: Name
    percent: Amount
    begins: dt.date = Field(default=dt.date.min, alias="from")


class Discount(Record):
    """A discount of one kind."""

    percent: Amount | None = None
    per_cycle: Amount | None = None


class Billing(Record):
    """How an account is billed."""

    frequency: Literal["monthly", "quarterly", "semiannual", "annual"]
    anchor: dt.date
    credit: Amount = Decimal(0)
    taxes: tuple[Tax, ...] = ()
    discount: Discount = Discount()


class Licenses(Record):
    """What is billed."""

    standard: Annotated[int, Field(ge=0)]
    additional: Annotated[int, Field(ge=0)]


class Price(Record):
    """The price of a licence."""

    unit_price: Amount
    per: Literal["month", "cycle"]


class User(Record):
    """A person."""

    id: Name
    roles: tuple[Literal["owner", "admin", "supervisor", "agent"], ...]
    name: Name | None = None
    email: Name | None = None


class Event(Record):
    """What happened."""

    kind: Literal["subscribed", "quote_requested", "trial_started", "feature_requested"]
    date: dt.date
    addon: Name
    by: Name


class Account(Record):
    """An account."""

    schema_: Literal[1] = Field(alias="schema")
    id: Name
    name: Name
    plan: Literal["essentials", "professional", "custom"]
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    billing: Billing
    licenses: Licenses
    time_zone: Name | None = None
    prices: dict[str, Price] = {}
    users: tuple[User, ...] = ()
    events: tuple[Event, ...] = ()


def boundary(billing: Billing, number: int) -> dt.date:
    """Return the first day of a cycle."""
    return billing.anchor + relativedelta(months=number * STEPS[billing.frequency])


def cycle(billing: Billing, day: dt.date) -> tuple[dt.date, dt.date]:
    """Find the cycle that holds a day."""
    months = (day.year - billing.anchor.year) * 12 + day.month - billing.anchor.month
    number = months // STEPS[billing.frequency]
    while boundary(billing, number) > day:
        number -= 1
    while boundary(billing, number + 1) <= day:
        number += 1
    return boundary(billing, number), boundary(billing, number + 1)


def invoice(
    account: Account, price: Price, day: dt.date, days: int, total_days: int
) -> tuple[Decimal, Decimal]:
    """Compute the subtotal and the tax of so many days of a cycle."""
    billing = account.billing
    cent = Decimal(1).scaleb(-DECIMALS.get(account.currency, 2))
    months = STEPS[billing.frequency] if price.per == "month" else 1
    quantity = account.licenses.standard + account.licenses.additional
    gross = price.unit_price * months * quantity * days / total_days
    if billing.discount.percent is not None:
        gross -= gross * billing.discount.percent / 100
    elif billing.discount.per_cycle is not None:
        gross = max(gross - billing.discount.per_cycle * days / total_days, Decimal(0))
    subtotal = gross.quantize(cent, ROUND_HALF_UP)
    rates: dict[str, Tax] = {}
    for tax in sorted(billing.taxes, key=lambda tax: tax.begins):
        if tax.begins <= day:
            rates[tax.name] = tax
    taxes = [(subtotal * tax.percent / 100).quantize(cent, ROUND_HALF_UP) for tax in rates.values()]
    return subtotal, sum(taxes, Decimal(0).quantize(cent))


def row(account: Account, addon: str, day: dt.date) -> list[object] | None:
    """Compute the columns of an account, `None` where there is nothing to be bought."""
    price = account.prices.get(addon)
    is_bought = any(each.kind == "subscribed" and each.addon == addon for each in account.events)
    if price is None or is_bought:
        return None
    begin, end = cycle(account.billing, day)
    days, total_days = (end - day).days, (end - begin).days
    subtotal, tax = invoice(account, price, day, days, total_days)
    following = sum(invoice(account, price, end, 1, 1))
    due = subtotal + tax - min(account.billing.credit, subtotal + tax)
    quantity = account.licenses.standard + account.licenses.additional
    amounts = (subtotal, tax, subtotal + tax, due)
    return [account.id, quantity, days, total_days, *amounts, end.isoformat(), following]


def main() -> None:
    """Write the amounts of a file of accounts."""
    file, addon, day = sys.argv[1], sys.argv[2], dt.date.fromisoformat(sys.argv[3])
    writer = csv.writer(sys.stdout)
    writer.writerow(COLUMNS)
    with open(file, "rb") as lines:  # noqa: PTH123
        for line in lines:
            columns = row(Account.model_validate_json(line), addon, day)
            if columns is not None:
                writer.writerow(columns)


if __name__ == "__main__":
    main()
