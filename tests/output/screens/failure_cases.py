"""Hold the failures whose screens are kept whole, with the streams that show them."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from addonctl.actions.terms import purchase_terms, refuse_what_is_not_for_sale
from addonctl.errors import (
    AddonctlError,
    DataFailure,
    NotFoundFailure,
    Refused,
    RefusedFailure,
    TotalDiffers,
    UsageFailure,
)
from addonctl.model.account import Account
from addonctl.model.context import Context, Invocation
from addonctl.model.money import Money, parse_price
from addonctl.model.policy import Action, Reading
from addonctl.output.screens.failure import render_failure
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.rules.addon_status import status_of
from addonctl.stores.files.documents import decode_account
from addonctl.text.translator import Translator
from tests.builders import PACKAGED_CATALOG, TODAY, example_account, make_account, make_context
from tests.output.screens.eligibility_cases import HOSTILE
from tests.output.screens.support import CATALOG, ENGLISH, PIPE, terminal
from tests.rules.decisions import viewed
from tests.stores.reading import BROKEN, failure_of, parse

CANNOT_BE_READ = BROKEN.replace("anchor = ", "anchor ")
FIVE_OWNERS = [
    {"id": f"owner-{number}", "name": f"Owner {number}", "roles": ["owner"]}
    for number in range(1, 6)
] + [{"id": "sara", "name": "Sara", "roles": ["supervisor"]}]


def unreadable(text: str, source: str = "broken.toml") -> AddonctlError:
    """Read an account that can't be read; return what stops it."""
    return failure_of(lambda: decode_account(parse(text, source), catalog=PACKAGED_CATALOG))


def about(
    account: Account,
    source: str | None,
    *,
    reading: Reading = "strict",
    as_of: dt.date | None = None,
) -> Context:
    """Ask about an account with the example's price book."""
    context = make_context(account, as_of=as_of or TODAY, catalog=CATALOG, reading=reading)
    return msgspec.structs.replace(context, invocation=Invocation(reference=source, as_of=as_of))


def refusal_of(
    account: Account | str,
    addon: str,
    user: str,
    action: Action,
    **invocation: Any,  # noqa: ANN401 - as `about` takes
) -> Refused:
    """Refuse an action as a changing command does."""
    source = f"examples/{account}" if isinstance(account, str) else "plain.toml"
    known = example_account(account) if isinstance(account, str) else account
    context = about(known, **{"source": source} | invocation)
    return Refused(viewed(context, user, action, addon))


def not_for_sale(account: str, addon: str) -> AddonctlError:
    """Refuse a preview where there is nothing to buy."""
    context = about(example_account(account), f"examples/{account}")
    status = status_of(context, context.catalog.addon(addon))
    try:
        refuse_what_is_not_for_sale(context, status, None)
    except RefusedFailure as failure:
        return failure
    raise AssertionError(account)


def no_price(account: Account, source: str | None, *, has_book: bool = True) -> AddonctlError:
    """Preview what has no price."""
    context = about(account, source)
    if not has_book:
        context = msgspec.structs.replace(context, catalog=PACKAGED_CATALOG)
    status = status_of(context, context.catalog.addon("ai-assist-pro"))
    try:
        purchase_terms(context, status.addon, status.price, 5)
    except DataFailure as failure:
        return failure
    raise AssertionError(source)


def show(
    make: Callable[[], AddonctlError], features: StreamFeatures, *, say: Translator = ENGLISH
) -> str:
    """Show a failure."""
    return render_failure(make(), say, features)


ACME = example_account("acme.toml")
PROBLEMS = partial(unreadable, BROKEN)
SYNTAX = partial(unreadable, CANNOT_BE_READ)
REFUSED = partial(refusal_of, "annual-upfront.toml", "analytics-plus", "nadia", "subscribe")
CONTESTED = partial(refusal_of, "acme.toml", "ai-assist-pro", "paul", "quote")
NO_PRICE = partial(no_price, ACME, "examples/acme.toml")
TOTAL_DIFFERS = partial(
    TotalDiffers,
    total=Money(327670, "EUR"),
    expected=parse_price("3305.69"),
    date=dt.date(2026, 11, 22),
    days=113,
    cycle_days=365,
)
UNKNOWN_ADDON = partial(
    NotFoundFailure,
    "UNKNOWN_ADDON",
    value="\x1b]0;" + "analitics" * 20,
    known=("analytics-plus", "ai-assist", "ai-assist-pro"),
)

SCREENS_OF_FAILURE: dict[str, Callable[..., str]] = {
    "failure-problems-80": partial(show, PROBLEMS, terminal(80)),
    "failure-problems-120": partial(show, PROBLEMS, terminal(120)),
    "failure-problems-pipe": partial(show, PROBLEMS, PIPE),
    "failure-problems-40": partial(show, PROBLEMS, terminal(40)),
    "failure-problems-stdin-80": partial(show, partial(unreadable, BROKEN, "-"), terminal(80)),
    "failure-problems-color": partial(show, PROBLEMS, terminal(80, has_color=True)),
    "failure-syntax-80": partial(show, SYNTAX, terminal(80)),
    "failure-syntax-ascii": partial(show, SYNTAX, terminal(80, encoding="ascii")),
    "failure-refused-80": partial(show, REFUSED, terminal(80)),
    "failure-refused-pipe": partial(show, REFUSED, PIPE),
    "failure-refused-20": partial(show, REFUSED, terminal(20)),
    "failure-refused-contested-80": partial(show, CONTESTED, terminal(80)),
    "failure-refused-contested-cp1252": partial(show, CONTESTED, terminal(80, encoding="cp1252")),
    "failure-refused-route-80": partial(
        show, partial(refusal_of, "acme.toml", "ai-assist-pro", "marie", "subscribe"), terminal(80)
    ),
    "failure-refused-self-service-80": partial(
        show, partial(refusal_of, "acme.toml", "analytics-plus", "marie", "quote"), terminal(80)
    ),
    "failure-refused-agent-80": partial(
        show, partial(refusal_of, "acme.toml", "analytics-plus", "tom", "trial"), terminal(80)
    ),
    "failure-refused-no-owner-80": partial(
        show,
        partial(refusal_of, "no-owner.toml", "analytics-plus", "ingrid", "subscribe"),
        terminal(80),
    ),
    "failure-refused-many-owners-80": partial(
        show,
        partial(refusal_of, make_account(users=FIVE_OWNERS), "analytics-plus", "sara", "subscribe"),
        terminal(80),
    ),
    "failure-refused-other-day-80": partial(
        show,
        partial(
            refusal_of,
            "acme.toml",
            "analytics-plus",
            "zoe",
            "trial",
            as_of=dt.date(2026, 12, 2),
        ),
        terminal(80),
    ),
    "failure-refused-hostile-80": partial(
        show,
        partial(refusal_of, HOSTILE, "analytics-plus", "esc\x1b[2J", "subscribe"),
        terminal(80),
    ),
    "failure-bought-80": partial(
        show, partial(not_for_sale, "nordwind.toml", "analytics-plus"), terminal(80)
    ),
    "failure-included-80": partial(
        show, partial(not_for_sale, "nordwind.toml", "ai-assist"), terminal(80)
    ),
    "failure-no-price-80": partial(show, NO_PRICE, terminal(80)),
    "failure-no-price-stdin-80": partial(
        show, partial(no_price, ACME, None, has_book=False), terminal(80)
    ),
    "failure-no-price-json-80": partial(
        show, partial(no_price, ACME, "accounts/acme.json"), terminal(80)
    ),
    "failure-total-differs-80": partial(show, TOTAL_DIFFERS, terminal(80)),
    "failure-unknown-addon-80": partial(show, UNKNOWN_ADDON, terminal(80)),
    "failure-without-texts-80": partial(show, partial(UsageFailure, "SOMETHING_NEW"), terminal(80)),
}
"""What shows each screen, by the name of its file."""
