"""The shapes that a line is decoded into; the parts that accounts have alike stay as written.

They take what the model does, but for what a pattern would have to be matched for: that is done
once for each text, where it is remembered. What is left out is unset, so that it isn't written
anew.
"""

import datetime as dt
from typing import Literal

from msgspec import UNSET, Raw, Struct, UnsetType

from addonctl.model.account import Event, Frequency, Language, Licenses, RouteName, Text, User


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
    discount: Raw | UnsetType = UNSET


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
    prices: Raw | UnsetType = UNSET
    users: tuple[User, ...] | UnsetType = UNSET
    events: tuple[Event, ...] | UnsetType = UNSET
