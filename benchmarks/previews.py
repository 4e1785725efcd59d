"""Preview made-up accounts, a round for each line of standard input; `preview.py` runs it.

Written is one line a round, JSON: the microseconds of CPU time that an answer took, an answer as
JSON, and merely parsing the account.
"""

import datetime as dt
import gc
import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any, Final

import msgspec

from addonctl.actions.preview import preview_purchase
from addonctl.model.account import Account
from addonctl.model.context import Context, Invocation
from addonctl.output.formats.json import JsonWriter
from addonctl.stores.packaged import load_catalog, load_policy

TODAY: Final = dt.date(2026, 11, 28)
ACCOUNTS: Final = 300
PASSES: Final = 5
"""A round goes so often over all accounts: what a process finds cold after its pause is little."""


def work() -> None:
    """Preview all accounts once for each line of standard input; write the microseconds each."""
    catalog, policy = load_catalog(), load_policy()
    addon = catalog.addon("analytics-plus")
    trees = made_up_accounts()
    texts = [json.dumps(tree) for tree in trees]
    contexts = [
        Context(
            account=msgspec.convert(tree, Account),
            catalog=catalog,
            policy=policy,
            reading="strict",
            as_of=TODAY,
            today=TODAY,
            invocation=Invocation(reference="account.toml"),
        )
        for tree in trees
    ]
    gc.disable()  # as a command does
    for _ in sys.stdin:
        answer = _time(lambda: [preview_purchase(each, addon=addon) for each in contexts])
        told = _time(
            lambda: [JsonWriter().encode(preview_purchase(each, addon=addon)) for each in contexts]
        )
        print(json.dumps([answer, told, _time(lambda: list(map(json.loads, texts)))]), flush=True)


def _time(run: Callable[[], object]) -> float:
    start = time.process_time()
    for _ in range(PASSES):
        run()
    return (time.process_time() - start) / (ACCOUNTS * PASSES) * 1e6


def made_up_accounts() -> list[dict[str, Any]]:
    """Make accounts that differ in all that an amount depends on, the same at every call."""
    draw = random.Random(2026)  # noqa: S311
    roles = (["owner"], ["admin"], ["supervisor"], ["agent"], ["agent", "supervisor"])
    accounts = []
    for number in range(ACCOUNTS):
        users = [
            {"id": f"u{at}", "name": f"Person {at}", "email": f"p{at}@c{number}.example"}
            | {"roles": held}
            for at, held in enumerate(roles)
        ]
        billing = {
            "frequency": draw.choice(["monthly", "quarterly", "semiannual", "annual"]),
            "anchor": (TODAY - dt.timedelta(days=draw.randrange(1500))).isoformat(),
            "credit": draw.choice(["0", "20.00", "150.00"]),
            "taxes": [{"name": "VAT", "percent": draw.choice(["20", "19", "5.5"])}],
            "discount": draw.choice([{"percent": "10"}, {"per_cycle": "12.50"}]),
        }
        events = [
            {"kind": "feature_requested", "date": "2026-10-12", "addon": "ai-assist", "by": "u2"},
            {"kind": "trial_started", "date": "2026-11-02", "addon": "ai-assist", "by": "u1"},
            {"kind": "feature_requested", "date": "2026-11-03", "addon": "analytics-plus"}
            | {"by": "u3"},
        ]
        account = {
            "schema": 1,
            "id": f"c{number}",
            "name": f"Company {number}",
            "plan": "essentials",
            "currency": draw.choice(["EUR", "USD", "JPY"]),
            "time_zone": "Europe/Paris",
            "billing": billing,
            "licenses": {"standard": draw.randint(1, 80), "additional": draw.choice([0, 3, 12])},
            "prices": {"analytics-plus": {"unit_price": draw.choice(["15.00", "12.5", "9.99"])}},
            "users": users,
            "events": events,
        }
        account["prices"]["analytics-plus"]["per"] = draw.choice(["month", "cycle"])
        if account["currency"] == "JPY":
            billing |= {"credit": "2000", "discount": {"percent": "10"}}
        accounts.append(account)
    return accounts


if __name__ == "__main__":
    work()
