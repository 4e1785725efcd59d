"""Hold the questions whose eligibility screens are kept whole, with the streams that show them.

Where a screen is meant to look the same as in the design, its file is the design's transcript.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import msgspec

from addonctl.actions.eligibility import decide_eligibility
from addonctl.model.account import Account
from addonctl.model.catalog import Addon, Catalog
from addonctl.model.context import Invocation
from addonctl.model.policy import ACTIONS, Action, Reading
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator
from tests.builders import (
    TODAY,
    example_account,
    make_account,
    make_catalog,
    make_context,
)
from tests.output.screens.support import CATALOG, ENGLISH, PIPE, supposing, terminal

HOSTILE_USERS = [
    {"id": "a[/]b", "name": "[bold]PAID[/] :smile:", "roles": ["owner"]},
    {"id": "esc\x1b[2J", "name": "Ann\x1b[2J\x1b]0;pwn\x07", "roles": ["admin"]},
    {"id": "rtl", "name": "\u202eevil\u2066 zero\u200bwidth", "roles": ["supervisor"]},
    {"id": "-x", "name": "二十個の漢字が続く名前です" * 3, "roles": ["agent"]},
    {"id": "zalgo", "name": "Zoe" + "\u0301" * 200, "roles": ["agent", "admin"]},
]
HOSTILE = make_account(
    id="hostile",
    name="[/] Acme \\[x]\x1b]8;;https://evil\x07link\x9b2J\r\u2028\u0085",
    users=HOSTILE_USERS,
)


def show(
    account: Account,
    features: StreamFeatures,
    *,
    source: str | None,
    addon: str | None = None,
    user: str | None = None,
    action: Action | None = None,
    why: bool = False,
    as_of: dt.date = TODAY,
    is_today: bool = True,
    reading: Reading = "strict",
    catalog: Catalog | None = None,
    say: Translator = ENGLISH,
    supposed: tuple[str, ...] = (),
) -> str:
    """Ask about an account and show the answer; what is `supposed` makes it of an example."""
    context = make_context(
        account,
        as_of=as_of,
        catalog=CATALOG if catalog is None else catalog,
        reading=reading,
    )
    invocation = Invocation(
        reference=source,
        as_of=None if is_today else as_of,
        reading=None if reading == "strict" else reading,
    )
    context = msgspec.structs.replace(context, invocation=invocation)
    if supposed and source is not None:
        context = supposing(source.removeprefix("examples/"), *supposed)
        account = context.account
    found = None if addon is None else context.catalog.find_addon(addon)
    view = decide_eligibility(
        context,
        addons=context.catalog.addons if found is None else (found,),
        users=[u for u in account.users if user in (None, u.id)],
        actions=ACTIONS if action is None else (action,),
        why=why,
    )
    return render(view, say, features)


def show_example(file: str, features: StreamFeatures, **invocation: Any) -> str:  # noqa: ANN401 - as in `show`
    """Ask about an account of `examples/`."""
    return show(example_account(file), features, source=f"examples/{file}", **invocation)


def show_plain(features: StreamFeatures, *, account: Mapping[str, Any], **invocation: Any) -> str:  # noqa: ANN401
    """Ask about a plain account with some keys of its own."""
    return show(make_account(**account), features, **{"source": "plain.toml"} | invocation)


def large_catalog() -> Catalog:
    """Make a catalogue of twelve add-ons, all offered on the plan."""
    packaged = make_catalog()
    addons = tuple(
        Addon(id=f"addon-{number}", name=f"Add-on {number}", basis="assigned")
        for number in range(1, 13)
    )
    plans = tuple(
        msgspec.structs.replace(plan, offers=tuple(a.id for a in addons), includes=())
        for plan in packaged.plans
    )
    return msgspec.structs.replace(packaged, plans=plans, addons=addons)


PAUL_QUOTES: dict[str, Any] = {"addon": "ai-assist-pro", "user": "paul", "action": "quote"}
PAUL_SUBSCRIBES = PAUL_QUOTES | {"action": "subscribe"}
MARIE_SUBSCRIBES = {"addon": "analytics-plus", "user": "marie", "action": "subscribe"}
OWNER = {"id": "olga", "name": "Olga", "roles": ["owner"]}
AGENTS = [{"id": f"a{n}", "name": f"Agent {n}", "roles": ["agent"]} for n in range(1, 4)]
MIXED = [
    {"id": "mia", "name": "Mia Berg", "roles": ["supervisor", "admin"]},
    {"id": "nils", "name": "N. Dahl", "roles": ["agent", "supervisor"]},
    OWNER,
]
BOUGHT_LONG_AGO = [
    {"kind": "subscribed", "date": "2025-02-03", "addon": "analytics-plus"},
    {"kind": "trial_started", "date": "2026-03-02", "addon": "ai-assist"},
]

EXAMPLES_OF_PEOPLE = (
    *("acme.toml", "bank-transfer.toml", "custom-quote.toml", "included-in-plan.toml"),
    *("japanese-yen.toml", "no-owner.toml", "nordwind.toml", "owner-is-agent.toml"),
    *("past-due.toml", "trials.toml", "us-dollars.toml"),
)
"""They differ in people, states and ways to buy; the others in what these screens don't show."""
WAYS_TO_ASK: dict[str, dict[str, Any]] = {
    "all": {},
    "addon": {"addon": "ai-assist-pro"},
    "decision": {"addon": "ai-assist-pro", "user": "marie", "action": "quote"},
    "why": {"addon": "ai-assist-pro", "user": "paul", "action": "quote", "why": True},
}
SCREENS_OF_ELIGIBILITY: dict[str, Callable[..., str]] = {
    "eligibility-acme-80": partial(show_example, "acme.toml", terminal(80)),
    **{
        f"eligibility-what-if-{name}-80": partial(
            show_example, "acme.toml", terminal(80), supposed=("plan=professional",), **asked
        )
        for name, asked in WAYS_TO_ASK.items()
    },
    "eligibility-acme-120": partial(show_example, "acme.toml", terminal(120)),
    "eligibility-acme-40": partial(show_example, "acme.toml", terminal(40)),
    "eligibility-acme-20": partial(show_example, "acme.toml", terminal(20)),
    "eligibility-acme-ascii": partial(show_example, "acme.toml", terminal(80, encoding="ascii")),
    "eligibility-acme-color": partial(show_example, "acme.toml", terminal(80, has_color=True)),
    "eligibility-acme-other-day": partial(
        show_example, "acme.toml", terminal(80), as_of=dt.date(2026, 12, 2), is_today=False
    ),
    "eligibility-acme-other-reading": partial(
        show_example, "acme.toml", terminal(80), reading="fr-table"
    ),
    "eligibility-acme-one-action": partial(show_example, "acme.toml", terminal(80), action="quote"),
    "eligibility-acme-one-user": partial(show_example, "acme.toml", terminal(80), user="tom"),
    "eligibility-nordwind-80": partial(show_example, "nordwind.toml", terminal(80)),
    "eligibility-nordwind-120": partial(show_example, "nordwind.toml", terminal(120)),
    "eligibility-past-due-80": partial(show_example, "past-due.toml", terminal(80)),
    "eligibility-no-owner-80": partial(show_example, "no-owner.toml", terminal(80)),
    "eligibility-bank-transfer-80": partial(show_example, "bank-transfer.toml", terminal(80)),
    "eligibility-one-user-80": partial(show_plain, terminal(80), account={"users": [OWNER]}),
    "eligibility-one-role-80": partial(show_plain, terminal(80), account={"users": AGENTS}),
    "eligibility-one-role-120": partial(show_plain, terminal(120), account={"users": AGENTS}),
    "eligibility-nobody-80": partial(show_plain, terminal(80), account={"users": []}),
    "eligibility-mixed-roles-80": partial(show_plain, terminal(80), account={"users": MIXED}),
    "eligibility-bought-long-ago-80": partial(
        show_plain, terminal(80), account={"events": BOUGHT_LONG_AGO}
    ),
    "eligibility-twelve-addons-80": partial(
        show_plain, terminal(80), account={"users": [OWNER, *AGENTS]}, catalog=large_catalog()
    ),
    "eligibility-twelve-addons-200": partial(
        show_plain, terminal(200), account={"users": [OWNER, *AGENTS]}, catalog=large_catalog()
    ),
    "eligibility-hostile-80": partial(show, HOSTILE, terminal(80), source="a b\x1b[2J.toml"),
    "eligibility-hostile-pipe": partial(show, HOSTILE, PIPE, source="a b\x1b[2J.toml"),
    "eligibility-one-addon-80": partial(
        show_example, "acme.toml", terminal(80), addon="ai-assist-pro"
    ),
    "eligibility-one-addon-120": partial(
        show_example, "acme.toml", terminal(120), addon="ai-assist-pro"
    ),
    "eligibility-one-addon-40": partial(
        show_example, "acme.toml", terminal(40), addon="ai-assist-pro"
    ),
    "eligibility-one-addon-trial-120": partial(
        show_example, "acme.toml", terminal(120), addon="ai-assist"
    ),
    "eligibility-one-addon-bought-120": partial(
        show_example, "nordwind.toml", terminal(120), addon="analytics-plus"
    ),
    "eligibility-one-addon-included-120": partial(
        show_example, "nordwind.toml", terminal(120), addon="ai-assist"
    ),
    "eligibility-one-addon-one-action-120": partial(
        show_example, "acme.toml", terminal(120), addon="ai-assist-pro", action="subscribe"
    ),
    "eligibility-yes-80": partial(show_example, "acme.toml", terminal(80), **MARIE_SUBSCRIBES),
    "eligibility-yes-why-80": partial(
        show_example, "acme.toml", terminal(80), **MARIE_SUBSCRIBES, why=True
    ),
    "eligibility-yes-assumed-80": partial(
        show_example, "acme.toml", terminal(80), **PAUL_QUOTES | {"user": "marie"}
    ),
    "eligibility-yes-contested-80": partial(
        show_example, "acme.toml", terminal(80), **PAUL_QUOTES, reading="fr-table"
    ),
    "eligibility-yes-contested-why-120": partial(
        show_example, "acme.toml", terminal(120), **PAUL_QUOTES, reading="fr-table", why=True
    ),
    "eligibility-no-80": partial(show_example, "acme.toml", terminal(80), **PAUL_QUOTES),
    "eligibility-no-pipe": partial(show_example, "acme.toml", PIPE, **PAUL_SUBSCRIBES),
    "eligibility-no-stdin-80": partial(
        show, example_account("acme.toml"), terminal(80), source=None, **PAUL_SUBSCRIBES
    ),
    "eligibility-why-contested-80": partial(
        show_example, "acme.toml", terminal(80), **PAUL_QUOTES, why=True
    ),
    "eligibility-why-contested-120": partial(
        show_example, "acme.toml", terminal(120), **PAUL_QUOTES, why=True
    ),
    "eligibility-why-contested-pipe": partial(
        show_example, "acme.toml", PIPE, **PAUL_QUOTES, why=True
    ),
    "eligibility-why-contested-ascii": partial(
        show_example, "acme.toml", terminal(80, encoding="ascii"), **PAUL_QUOTES, why=True
    ),
    "eligibility-why-two-reasons-120": partial(
        show_example, "acme.toml", terminal(120), **PAUL_SUBSCRIBES, why=True
    ),
    "eligibility-why-two-reasons-80": partial(
        show_example, "acme.toml", terminal(80), **PAUL_SUBSCRIBES, why=True
    ),
    "eligibility-why-two-reasons-40": partial(
        show_example, "acme.toml", terminal(40), **PAUL_SUBSCRIBES, why=True
    ),
    "eligibility-why-stdin-80": partial(
        show, example_account("acme.toml"), terminal(80), source=None, **PAUL_SUBSCRIBES, why=True
    ),
    "eligibility-why-no-owner-80": partial(
        show_example,
        "no-owner.toml",
        terminal(80),
        addon="analytics-plus",
        user="ingrid",
        action="subscribe",
        why=True,
    ),
    "eligibility-why-bought-80": partial(
        show_example,
        "nordwind.toml",
        terminal(80),
        addon="analytics-plus",
        user="jonas",
        action="subscribe",
        why=True,
    ),
    "eligibility-why-path-given-80": partial(
        show_example,
        "nordwind.toml",
        terminal(80),
        addon="ai-assist-pro",
        user="jonas",
        action="subscribe",
        why=True,
    ),
    "eligibility-why-inferred-120": partial(
        show_example,
        "acme.toml",
        terminal(120),
        addon="ai-assist",
        user="marie",
        action="request",
        why=True,
    ),
    "eligibility-why-all-actions-80": partial(
        show_example, "acme.toml", terminal(80), addon="ai-assist-pro", user="paul", why=True
    ),
    "eligibility-why-all-people-80": partial(
        show_example, "acme.toml", terminal(80), addon="ai-assist-pro", action="trial", why=True
    ),
    "eligibility-why-mixed-roles-80": partial(
        show_plain,
        terminal(80),
        account={"users": MIXED},
        addon="analytics-plus",
        user="mia",
        action="quote",
        why=True,
    ),
    "eligibility-why-hostile-80": partial(
        show,
        HOSTILE,
        terminal(80),
        source="it's\x1b[2J.toml",
        addon="analytics-plus",
        user="esc\x1b[2J",
        action="subscribe",
        why=True,
    ),
}
"""What shows each screen, by the name of its file."""
