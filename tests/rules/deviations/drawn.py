"""Draw accounts with a purchase, as a file has them and as a second opinion sees them."""

import datetime as dt
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from addonctl.actions.invoice_check import expect_invoice
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog, CatalogFile
from addonctl.rules.deviations.case import Case
from tests.builders import PACKAGED_CATALOG, make_account, make_context
from tests.rules.deviations.opinion.facts import BookRow, Facts, Price, TaxRow

STEPS = {"monthly": 1, "quarterly": 3, "semiannual": 6, "annual": 12}
SCALES = {"EUR": 100, "JPY": 1, "TND": 1000}
DISCOUNTS = (None, {"percent": "10"}, {"percent": "7.5"}, {"per_cycle": "3"}, {"once": "4"})
PRICES = ("15.00", "9.99", "0.125", "12.345", "1.005", "100", "49.90", "7.77")


class Drawn(NamedTuple):
    """An account, the catalogue, the question, and the same as facts."""

    account: Account
    catalog: Catalog
    addon: str
    facts: Facts

    @property
    def case(self) -> Case:
        """Gather what the program looks at."""
        context = make_context(self.account, catalog=self.catalog, as_of=dt.date(2030, 1, 1))
        return expect_invoice(
            context,
            addon=self.catalog.addon(self.addon),
            on=self.facts.on,
            invoice="next" if self.facts.is_next else "now",
        )


class _Draft(NamedTuple):
    """What is drawn: the keys of an account's file, rows of a price book, and the question."""

    account: dict[str, Any]
    book: list[dict[str, str]]
    addon: str
    on: dt.date
    is_next: bool


def draw(seed: int) -> Drawn:
    """Draw an account with everything that a deviation may be about, the same for a seed."""
    draft = _draft(random.Random(seed))  # noqa: S311  # the same in every run
    rows = msgspec.convert({"prices": draft.book}, CatalogFile).prices or ()
    catalog = msgspec.structs.replace(PACKAGED_CATALOG, prices=rows, prices_from="book.toml")
    return Drawn(make_account(**draft.account), catalog, draft.addon, _facts(draft))


def _draft(chosen: random.Random) -> _Draft:
    currency, frequency = (
        chosen.choice(("EUR", "EUR", "EUR", "JPY", "TND")),
        chosen.choice(tuple(STEPS)),
    )
    anchor = dt.date(2026, 1, 1) + dt.timedelta(days=chosen.randrange(365))
    on = anchor + dt.timedelta(days=chosen.randrange(800))
    addon = chosen.choice(("analytics-plus", "ai-assist-pro"))
    zone = chosen.choice((None, "Europe/Paris", "America/New_York"))
    credit, used = chosen.choice((("0", None),) * 3 + (("25", None), ("25", "5"), ("9999", "10")))
    prices: dict[str, Any] = {addon: _drawn_price(chosen)} if chosen.random() < 0.6 else {}
    if chosen.random() < 0.5:
        own = {"discount": {"percent": "50"}} if chosen.random() < 0.5 else {}
        prices["ai-assist"] = _drawn_price(chosen) | own
    people = chosen.randrange(1, 45)
    account = {
        "currency": currency,
        "time_zone": zone,
        "billing": {
            "frequency": frequency,
            "anchor": anchor.isoformat(),
            "taxes": _taxes(chosen, on),
            "credit": credit,
            "discount": chosen.choice(DISCOUNTS),
        },
        "licenses": {
            "standard": chosen.randrange(1, 40),
            "additional": chosen.choice((0, 0, 3, 12)),
        },
        "prices": prices,
        "events": [*_events_before(chosen, on, addon, used), *_purchase(chosen, on, addon, zone)],
        "users": [{"id": f"u{number}", "roles": ["owner"]} for number in range(people)],
    }
    book = _book(chosen, on, addon, currency, may_begin_later=addon in prices)
    return _Draft(account, book, addon, on, chosen.random() < 0.3)


def _drawn_price(chosen: random.Random) -> dict[str, str]:
    per = chosen.choice(("month", "month", "cycle"))
    return {"unit_price": chosen.choice(PRICES), "per": per}


def _book(
    chosen: random.Random, on: dt.date, addon: str, currency: str, *, may_begin_later: bool
) -> list[dict[str, str]]:
    """Draw a price book: in force, with another commitment, earlier and to come."""
    rows = [(-900, "none"), (-40, "none"), (3, "none")]
    if may_begin_later and chosen.random() < 0.3:
        rows = [(2, "none"), (9, "none")]
    rows += [(-900, "annual")] if chosen.random() < 0.7 else []
    return [
        {
            **_drawn_price(chosen),
            "addon": addon,
            "currency": currency,
            "valid_from": (on + dt.timedelta(days=days)).isoformat(),
            "commitment": commitment,
        }
        for days, commitment in rows
    ]


def _events_before(
    chosen: random.Random, on: dt.date, addon: str, used: str | None
) -> Iterator[dict[str, Any]]:
    """Draw what happened before: a purchase that used credit, a trial that runs."""
    day = (on - dt.timedelta(days=3)).isoformat()
    if used is not None:
        yield {"kind": "subscribed", "date": day, "addon": "ai-assist-plus", "credit": used}
    if chosen.random() < 0.2:
        end = (on + dt.timedelta(days=chosen.randrange(1, 25))).isoformat()
        yield {"kind": "trial_started", "date": day, "addon": addon, "trial_end": end}


def _purchase(
    chosen: random.Random, on: dt.date, addon: str, zone: str | None
) -> Iterator[dict[str, Any]]:
    """Draw the purchase itself, where it is recorded, as fully as it may be."""
    if chosen.random() < 0.5:
        return
    event: dict[str, Any] = {"kind": "subscribed", "date": on.isoformat(), "addon": addon}
    event["quantity"] = chosen.randrange(1, 45)
    if chosen.random() < 0.7:
        event |= _drawn_price(chosen)
    if zone is not None and chosen.random() < 0.7:
        hour = dt.time(chosen.choice((0, 1, 12, 22, 23)), 30)
        event["at"] = dt.datetime.combine(on, hour, tzinfo=ZoneInfo(zone)).isoformat()
    yield event
    if chosen.random() < 0.4:
        day = (on + dt.timedelta(days=chosen.randrange(1, 20))).isoformat()
        count = chosen.randrange(1, 50)
        yield {"kind": "licenses_changed", "date": day, "addon": addon, "quantity": count}


def _taxes(chosen: random.Random, on: dt.date) -> list[dict[str, str]] | None:
    soon = (on + dt.timedelta(days=chosen.randrange(-30, 60))).isoformat()
    sales = {"name": "Sales tax", "percent": "20"}
    choices: tuple[list[dict[str, str]] | None, ...] = (
        None,
        [],
        [sales],
        [sales],
        [sales, {"name": "Sales tax", "percent": "21.5", "from": soon}],
        [{"name": "Sales tax", "percent": "5"}, {"name": "City tax", "percent": "9.975"}],
        [{"name": "Sales tax", "percent": "0"}],
    )
    return chosen.choice(choices)


def _facts(draft: _Draft) -> Facts:
    """Say the same as facts."""
    account, addon = draft.account, draft.addon
    billing, licenses, prices = account["billing"], account["licenses"], account["prices"]
    events, scale = account["events"], SCALES[account["currency"]]
    purchase: dict[str, Any] = next(
        (e for e in events if (e["kind"], e["addon"]) == ("subscribed", addon)), {}
    )
    trial: dict[str, Any] = next(
        (event for event in events if event["kind"] == "trial_started"), {}
    )
    discount, taxes, other = billing["discount"] or {}, billing["taxes"], prices.get("ai-assist")
    used = [Fraction(event["credit"]) for event in events if "credit" in event]
    return Facts(
        on=draft.on,
        is_next=draft.is_next,
        anchor=dt.date.fromisoformat(billing["anchor"]),
        step=STEPS[billing["frequency"]],
        is_annual=False,
        own=_price(prices.get(addon)),
        recorded=_price(purchase if "unit_price" in purchase else None),
        book=tuple(map(_book_row, draft.book)),
        standard=licenses["standard"],
        additional=licenses["additional"],
        quantity=purchase.get("quantity"),
        changed=next((e["quantity"] for e in events if e["kind"] == "licenses_changed"), None),
        is_assigned=addon != "analytics-plus",
        people=len(account["users"]),
        percent=_part(discount, "percent"),
        per_cycle=Fraction(discount["per_cycle"]) if "per_cycle" in discount else None,
        once=int(discount["once"]) * scale if "once" in discount else None,
        taxes=None if taxes is None else tuple(map(_tax_row, taxes)),
        credit=int(billing["credit"]) * scale,
        used=int(sum(used)) * scale,
        scale=scale,
        zone=account["time_zone"],
        at=dt.datetime.fromisoformat(purchase["at"]) if "at" in purchase else None,
        trial_end=_day(trial.get("trial_end")),
        other=None
        if other is None
        else (_whole(other), _part(other.get("discount", {}), "percent")),
    )


def _book_row(row: dict[str, str]) -> BookRow:
    day = dt.date.fromisoformat(row["valid_from"])
    return BookRow(_whole(row), day, row["commitment"] == "annual")


def _tax_row(row: dict[str, str]) -> TaxRow:
    return TaxRow(row["name"], Fraction(row["percent"]) / 100, _day(row.get("from")))


def _price(row: dict[str, str] | None) -> Price | None:
    return None if row is None else _whole(row)


def _whole(row: dict[str, str]) -> Price:
    return Price(Fraction(row["unit_price"]), row["per"] == "month")


def _part(table: dict[str, str], key: str) -> Fraction | None:
    return Fraction(table[key]) / 100 if key in table else None


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
