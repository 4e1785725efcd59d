"""Read what `addonctl new` is told of an account: its owner, prices, taxes and events.

Each is a few words in one option. Whether they make an account is checked as for a file.
"""

import datetime as dt
import re
import shlex
from collections.abc import Sequence
from typing import Final, get_args

from addonctl.actions.find import find_addon
from addonctl.cli.values import parse_choice, parse_date
from addonctl.errors import UsageFailure
from addonctl.model.account import OF_PEOPLE, Per
from addonctl.model.catalog import Catalog
from addonctl.model.names import as_typed
from addonctl.stores.parsing.raw import Tree

PERS: Final[tuple[Per, ...]] = get_args(Per)
NO_TAX: Final = "none"
TAX: Final = "VAT"
"""What a tax is named where only its percentage is given."""


def read_owner(text: str) -> Tree:
    """Read an owner: `NAME`, `NAME <E-MAIL>` or an e-mail address.

    Their id is made of the address before its @, else of the name.
    """
    named = re.fullmatch(r"([^<>]*?)\s*<([^<>]*)>\s*", text)
    name, email = (named[1], named[2]) if named else (text, None)
    if email is None and re.fullmatch(r"\S*@\S*", text):
        name, email = "", text
    local = (email or "").partition("@")[0]
    user_id = _as_id(local) or _as_id(name) or name or local or "owner"
    known = {"name": name} if email is None else {"name": name or user_id, "email": email}
    return {"id": user_id, **known, "roles": ["owner"]}


def read_prices(texts: Sequence[str], catalog: Catalog) -> Tree:
    """Read prices: `ADDON=AMOUNT`, for a month unless `/cycle` follows.

    Raises:
        UsageFailure: BAD_PARTS or UNKNOWN_CHOICE; REPEATED_OPTION, an add-on has two prices.
        NotFoundFailure: UNKNOWN_ADDON.
    """
    prices: Tree = {}
    for text in texts:
        word, equals, price = text.rpartition("=")
        amount, slash, per = price.partition("/")
        if not (word and equals and amount):
            raise _bad_parts("--price", text, "ADDON=AMOUNT", f"{_some_addon(catalog)}=15.00")
        addon = find_addon(catalog, word).id
        if addon in prices:
            raise UsageFailure("REPEATED_OPTION", option=f"--price {addon}")
        beside = f"{word}={amount}/", ""
        per = parse_choice(per, PERS, option="--price", beside=beside) if slash else PERS[0]
        prices[addon] = {"unit_price": amount, "per": per}
    return prices


def read_taxes(texts: Sequence[str]) -> Tree:
    """Read taxes: `NAME=PERCENT`, or a percentage alone; `none` says that there are none.

    Not given, they aren't known.

    Raises:
        UsageFailure: REPEATED_OPTION, a tax has two percentages.
    """
    if not texts:
        return {}
    if list(texts) == [NO_TAX]:
        return {"taxes": []}
    taxes: list[Tree] = []
    names: set[str] = set()
    for text in texts:
        word, equals, percent = text.rpartition("=")
        percent = percent.strip().removesuffix("%").rstrip()
        name = word if equals else TAX
        if name in names:
            raise UsageFailure("REPEATED_OPTION", option=f"--tax {shlex.quote(name)}")
        if percent != NO_TAX:
            names.add(name)
        taxes.append({"name": name, "percent": percent})
    return {"taxes": taxes}


def read_events(texts: Sequence[str], catalog: Catalog) -> list[Tree]:
    """Read events, in the order of their dates: `KIND,ADDON,DATE`, and who did it where known.

    Raises:
        UsageFailure: BAD_PARTS, UNKNOWN_CHOICE or BAD_DATE.
        NotFoundFailure: UNKNOWN_ADDON.
    """
    events: list[tuple[dt.date, Tree]] = []
    for text in texts:
        kind, addon, date, by = ([word.strip() for word in text.split(",", 3)] + [""] * 4)[:4]
        if not (kind and addon and date):
            example = f"trial_started,{_some_addon(catalog)},2026-11-02"
            raise _bad_parts("--event", text, "KIND,ADDON,DATE[,USER]", example)
        known = parse_choice(kind, OF_PEOPLE, option="--event", beside=("", f",{addon},{date}"))
        day = parse_date(date, option="--event", beside=(f"{kind},{addon},", ""))
        event: Tree = {"kind": known, "date": day, "addon": find_addon(catalog, addon).id}
        events.append((day, event | {"by": by} if by else event))
    return [event for _, event in sorted(events, key=lambda dated: dated[0])]


def _bad_parts(option: str, text: str, parts: str, example: str) -> UsageFailure:
    form = f"{option} {example}"
    return UsageFailure("BAD_PARTS", option=option, value=text, parts=parts, form=form)


def _some_addon(catalog: Catalog) -> str:
    return catalog.addons[0].id if catalog.addons else "ADDON"


def _as_id(text: str) -> str:
    """Make an id of a name or an address: the letters that every keyboard has."""
    return re.sub(r"[^a-z0-9]+", "-", as_typed(text)).strip("-")
