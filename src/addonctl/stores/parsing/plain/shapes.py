"""The shapes that a line is decoded into.

They take what the model does, but for what patterns would have to be matched for: prices, amounts
and percentages are checked by reading them as the numbers that they are needed as (`model.money`),
which is remembered. What is left out is unset, so that it isn't written anew.
"""

import datetime as dt
from typing import Literal

from msgspec import UNSET, Raw, Struct, UnsetType

from addonctl.model.account import (
    Account,
    AccountPrice,
    Billing,
    Discount,
    Event,
    Frequency,
    Language,
    Licenses,
    Per,
    RouteName,
    Tax,
    Text,
    User,
)


class DiscountShape(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A discount; `rules.amounts` reads it as the model's."""

    percent: str | None = None
    per_cycle: str | None = None
    once: str | None = None

    def discount(self) -> Discount:
        """Make the discount."""
        return Discount(percent=self.percent, per_cycle=self.per_cycle, once=self.once)


class PriceShape(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """A price of the account's own."""

    unit_price: str
    per: Per
    source: Text | None = None
    discount: DiscountShape | None = None

    def price(self) -> AccountPrice:
        """Make the price."""
        discount = None if self.discount is None else self.discount.discount()
        return AccountPrice(
            unit_price=self.unit_price, per=self.per, source=self.source, discount=discount
        )


class BillingShape(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """The table of billing."""

    frequency: Frequency
    anchor: dt.date
    commitment: Literal["none", "annual"] | UnsetType = UNSET
    purchase_path: RouteName | None = None
    payment_method: Literal["card", "direct_debit", "bank_transfer"] | None = None
    past_due: bool | UnsetType = UNSET
    credit: str | UnsetType = UNSET
    taxes: Raw | UnsetType = UNSET
    discount: DiscountShape | None = None


class AccountShape(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """The account of a line."""

    schema: Literal[1]
    id: str
    name: Text
    plan: str
    currency: str
    billing: BillingShape
    licenses: Licenses
    time_zone: str | None = None
    language: Language | None = None
    prices: dict[str, PriceShape] | UnsetType = UNSET
    users: tuple[User, ...] | UnsetType = UNSET
    events: tuple[Event, ...] | UnsetType = UNSET


class PlainAccount(Struct, gc=False):
    """An account that is right: what was decoded, and what is needed where it is unset.

    `credit` is in minor units.
    """

    shape: AccountShape
    prices: dict[str, PriceShape]
    commitment: Literal["none", "annual"]
    credit: int
    taxes: tuple[Tax, ...] | None
    users: tuple[User, ...]
    events: tuple[Event, ...]

    def account(self) -> Account:
        """Make the account."""
        shape, billing = self.shape, self.shape.billing
        return Account(
            schema=1,
            id=shape.id,
            name=shape.name,
            plan=shape.plan,
            currency=shape.currency,
            billing=Billing(
                frequency=billing.frequency,
                anchor=billing.anchor,
                commitment=self.commitment,
                purchase_path=billing.purchase_path,
                payment_method=billing.payment_method,
                past_due=False if billing.past_due is UNSET else billing.past_due,
                credit="0" if billing.credit is UNSET else billing.credit,
                taxes=self.taxes,
                discount=None if billing.discount is None else billing.discount.discount(),
            ),
            licenses=shape.licenses,
            time_zone=shape.time_zone,
            language=shape.language,
            prices={addon: price.price() for addon, price in self.prices.items()},
            users=self.users,
            events=self.events,
        )
