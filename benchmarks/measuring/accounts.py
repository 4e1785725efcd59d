"""Make fleets of accounts: as many as one likes, different in all that an amount depends on.

    python benchmarks/measuring/accounts.py COUNT FILE [--invalid]
    python benchmarks/measuring/accounts.py COUNT FOLDER --toml

The same count makes the same accounts on every machine. On AS_OF their cycles have 28, 30, 31, 90,
92, 365 and 366 days, so that amounts lie half-way between two cents: cycles of 31 or 365 days alone
never do. Of every hundred some have no price, no owner or the add-on already. A line has about 870
bytes. `--invalid` spoils every tenth, in one of four ways.
"""

import datetime as dt
import json
import random
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

AS_OF: Final = "2027-03-15"
ADDON: Final = "analytics-plus"
SEED: Final = 2026
BATCH: Final = 10_000
YEARS: Final = range(2019, 2027)
CYCLES: Final = {
    28: ("monthly", ("02-16", "03-19", "05-22", "07-28")),
    30: ("monthly", ("01-30", "04-30", "08-30", "10-30")),
    31: ("monthly", ("01-01", "03-31", "06-09", "12-15")),
    90: ("quarterly", ("03-16", "06-20", "09-28", "12-23")),
    92: ("quarterly", ("03-01", "06-09", "09-12", "12-15")),
    365: ("annual", ("03-16", "06-30", "08-31", "12-24")),
    366: ("annual", ("03-01", "03-04", "03-09", "03-15")),
}
"""How an account is billed whose cycle on AS_OF has so many days: its frequency and anchors."""
NAMES: Final = (
    "Alice",
    "Bruno",
    "Chloé",
    "Dmitri",
    "Elif Çelik",
    "Fatou",
    "Gustav Ek",
    "Hélène Ng",
)
TRADES: Final = ("Avocats", "Bau GmbH", "Consulting", "Dental", "Énergies", "Foods Ltd", "Hotels")
CURRENCIES: Final = (("EUR", 2), ("USD", 2), ("GBP", 2), ("CHF", 2), ("JPY", 0), ("TND", 3))
ZONES: Final = ("Europe/Paris", "Europe/Rome", "Asia/Tokyo", "Africa/Tunis", "UTC")
TAXES: Final = (
    [{"name": "VAT", "percent": "20"}],
    [{"name": "VAT", "percent": "19"}],
    [{"name": "VAT", "percent": "21"}],
    [{"name": "VAT", "percent": "25.5"}],
    [{"name": "VAT", "percent": "5.5"}],
    [{"name": "VAT", "percent": "19"}, {"name": "VAT", "percent": "20", "from": "2027-01-01"}],
    [{"name": "GST", "percent": "5"}, {"name": "QST", "percent": "9.975"}],
)


def lines(number: int, *, is_some_invalid: bool = False) -> Iterator[str]:
    """Make so many accounts as lines of JSON, without their ends."""
    made = islice(_accounts(), number)
    yield from map(_spoiled, made, count()) if is_some_invalid else made


def _accounts() -> Iterator[str]:
    """Make accounts without end, a few thousand at a time: each draw is one of many for a part."""
    draw = random.Random(SEED)  # noqa: S311  # nothing secret hangs on it
    parts = [[make(draw) for _ in range(many)] for make, many in _PARTS]
    numbers = count(1)
    while True:
        drawn = [draw.choices(part, k=BATCH) for part in parts]
        for number, billing, money, people, events in zip(numbers, *drawn, strict=False):
            yield (
                f'{{"schema":1,"id":"c{number}",{people.replace("@example", f"@c{number}")},'
                f"{billing},{money},{events}}}"
            )


def _billing(draw: random.Random) -> str:
    """Write who is billed how, but for the currency: plan, place, cycle and licences."""
    frequency, anchors = CYCLES[draw.choice(list(CYCLES))]
    tree = {
        "plan": draw.choice(["essentials", "essentials", "professional"]),
        "time_zone": draw.choice(ZONES),
        "licenses": {"standard": draw.randint(1, 400), "additional": draw.choice([0, 0, 3, 12])},
    }
    anchor = f"{draw.choice(YEARS)}-{draw.choice(anchors)}"
    begin = _inner(tree)
    return f'{begin},"billing":{{"frequency":"{frequency}","anchor":"{anchor}"'


def _money(draw: random.Random) -> str:
    """Write the rest of the billing, and the account's price."""
    currency, decimals = draw.choice(CURRENCIES)
    scale = 10**decimals

    def amount(least: int, most: int) -> str:
        whole, part = divmod(draw.randint(least * scale, most * scale), scale)
        return f"{whole}.{part:0{decimals}}" if decimals else str(whole)

    discount = draw.choice(
        [{"percent": draw.choice(["5", "10", "12.5", "33"])}, {"per_cycle": amount(1, 90)}]
    )
    billing = {
        "credit": amount(0, 300),
        "taxes": draw.choice(TAXES),
        "discount": discount,
    }
    price = {"unit_price": amount(4, 40), "per": draw.choice(["month", "month", "cycle"])}
    prices = {} if draw.random() < 0.02 else {ADDON: price}  # noqa: PLR2004
    rest = {"currency": currency, "prices": prices}
    return f"{_inner(billing)}}},{_inner(rest)}"


def _people(draw: random.Random) -> str:
    """Write a company and five people; the host of their addresses is the account's own."""
    owner = ["admin"] if draw.random() < 0.02 else ["owner"]  # noqa: PLR2004
    users = []
    for at, roles in enumerate((owner, ["admin"], ["supervisor"], ["agent"], ["agent"]), 1):
        name = draw.choice(NAMES)
        users.append({"id": f"u{at}", "name": name, "email": f"u{at}@example.fr", "roles": roles})
    del users[-1]["email"]
    name = f"{draw.choice(NAMES)} {draw.choice(TRADES)} {draw.randint(1, 999)}"
    return _inner({"name": name, "users": users})


def _events(draw: random.Random) -> str:
    """Write what happened: requests and a trial, or that the add-on was bought."""
    kinds = [("feature_requested", "ai-assist-pro", "u4"), ("trial_started", "ai-assist", "u2")]
    if draw.random() < 0.05:  # noqa: PLR2004
        kinds.append(("subscribed", ADDON, "u1"))
    day = dt.date(2026, 6, 1)
    events = []
    for kind, addon, person in kinds:
        day += dt.timedelta(days=draw.randint(3, 50))
        events.append({"kind": kind, "date": day.isoformat(), "addon": addon, "by": person})
    return _inner({"events": events})


_PARTS: Final = ((_billing, 4001), (_money, 8009), (_people, 2003), (_events, 1009))
"""What an account is put together from, and how many of each are made."""


def _inner(tree: dict[str, Any]) -> str:
    """Write a table without its brackets."""
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False)[1:-1]


def _spoiled(line: str, number: int) -> str:
    """Spoil every tenth line: cut short, an unknown plan, no currency, or a day that isn't."""
    if number % 10 != 3:  # noqa: PLR2004
        return line
    match number // 10 % 4:
        case 0:
            return line[: len(line) // 2]
        case 1:
            return line.replace('"plan":"', '"plan":"x', 1)
        case 2:
            return line.replace('"currency"', '"currancy"', 1)
        case _:
            return line.replace('"anchor":"20', '"anchor":"2026-02-30', 1)


def write_toml(number: int, folder: Path) -> None:
    """Write so many accounts as files of TOML."""
    import tomli_w  # noqa: PLC0415  # JSON does without

    folder.mkdir(exist_ok=True)
    for at, line in enumerate(lines(number), 1):
        tree = json.loads(line)
        tables = [tree["billing"], *tree["events"], *tree["billing"]["taxes"]]
        for table in tables:
            for key in {"anchor", "date", "from"} & table.keys():
                table[key] = dt.date.fromisoformat(table[key])
        (folder / f"c{at:07}.toml").write_text(tomli_w.dumps(tree), "utf-8")


def main() -> None:
    """Write a fleet."""
    number, place, options = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    if "--toml" in options:
        write_toml(number, place)
        return
    with place.open("w", encoding="utf-8") as file:
        made = lines(number, is_some_invalid="--invalid" in options)
        file.writelines(f"{line}\n" for line in made)


if __name__ == "__main__":
    main()
