"""Hold the changes whose screens are kept whole: the question, the answer, and what came of them.

Nothing is recorded here: changes are prepared and answered as the commands do.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial

import msgspec

from addonctl.actions.change import Change, Moment, Prepared, prepare_change
from addonctl.actions.people import list_requests
from addonctl.actions.record import answer_change, list_history
from addonctl.model.account import Account, Tax
from addonctl.model.context import Context
from addonctl.model.policy import Action, Reading
from addonctl.model.views import AccountView
from addonctl.output.screens.change.question import render_question
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator
from tests.builders import make_account, make_context
from tests.output.screens.support import ENGLISH, example_subject, terminal

MOMENT = Moment(
    at=dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC), event_id="20261121T090000Z-0a1b2c3d"
)


def prepared(
    file: str,
    action: Action,
    addon: str,
    user: str,
    *,
    licenses: int | None = None,
    reading: Reading = "strict",
) -> Prepared:
    """Prepare a change of an example, as on its date."""
    context = msgspec.structs.replace(example_subject(file), reading=reading)
    change = Change(
        action=action,
        addon=context.catalog.addon(addon),
        user=next(known for known in context.account.users if known.id == user),
        licenses=licenses,
    )
    return prepare_change(context, change, MOMENT)


def zero_rated(make: Callable[[], Prepared]) -> Prepared:
    """Prepare the same change where the account's only tax is one of 0 %."""
    change = make()
    tax = Tax(name="VAT (reverse charge)", percent="0")
    account = change.context.account
    billing = msgspec.structs.replace(account.billing, taxes=(tax,))
    account = msgspec.structs.replace(account, billing=billing)
    context = msgspec.structs.replace(change.context, account=account)
    return prepare_change(context, change.change, MOMENT)


def question(
    make: Callable[[], Prepared], features: StreamFeatures, *, say: Translator = ENGLISH
) -> str:
    """Show what is about to be recorded."""
    change = make()
    file = change.context.invocation.reference or ""
    answer = answer_change(change, dry_run=False, recorded=False, recorded_in=file)
    return render_question(AccountView(answer=answer, context=change.context), say, features)


def outcome(
    make: Callable[[], Prepared],
    features: StreamFeatures,
    *,
    dry_run: bool = False,
    say: Translator = ENGLISH,
) -> str:
    """Show what was recorded, or would be."""
    change = make()
    file = change.context.invocation.reference or ""
    recorded = not dry_run and change.earlier is None
    answer = answer_change(change, dry_run=dry_run, recorded=recorded, recorded_in=file)
    return render(AccountView(answer=answer, context=change.context), say, features)


def history(context: Context, features: StreamFeatures, *, say: Translator = ENGLISH) -> str:
    """Show what was recorded on an account."""
    return render(AccountView(answer=list_history(context), context=context), say, features)


def requests(context: Context, features: StreamFeatures, *, say: Translator = ENGLISH) -> str:
    """Show who asks for which add-on."""
    return render(AccountView(answer=list_requests(context), context=context), say, features)


def after(make: Callable[[], Prepared]) -> Account:
    """Return the account as it is once a change is recorded."""
    change = make()
    account = change.context.account
    return msgspec.structs.replace(account, events=(*account.events, change.event))


SUBSCRIBE = partial(prepared, "annual-upfront.toml", "subscribe", "analytics-plus", "claire")
SUBSCRIBE_WITH_CREDIT = partial(prepared, "acme.toml", "subscribe", "analytics-plus", "marie")
QUOTE = partial(prepared, "nordwind.toml", "quote", "ai-assist-pro", "jonas", licenses=4)
QUOTE_WITHOUT_PRICE = partial(prepared, "acme.toml", "quote", "ai-assist-pro", "marie", licenses=5)
QUOTE_CONTESTED = partial(
    prepared, "custom-quote.toml", "quote", "analytics-plus", "luca", reading="fr-table"
)
ZERO_RATED = partial(zero_rated, SUBSCRIBE_WITH_CREDIT)
QUOTE_ZERO_RATED = partial(zero_rated, QUOTE)
TRIAL = partial(prepared, "acme.toml", "trial", "analytics-plus", "paul")
REQUEST = partial(prepared, "acme.toml", "request", "ai-assist", "hugo")
REQUEST_TWICE = partial(prepared, "acme.toml", "request", "ai-assist-pro", "zoe")
ACME = example_subject("acme.toml")


def twice(make: Callable[[], Prepared]) -> Prepared:
    """Prepare the same change once more, after it is recorded."""
    change = make()
    context = msgspec.structs.replace(change.context, account=after(make))
    return prepare_change(context, change.change, MOMENT)


NEW = {
    "users": [
        {"id": "sara", "name": "Sara", "roles": ["supervisor"]},
        {"id": "olga", "name": "Olga", "roles": ["owner"]},
        {"id": "otto", "name": "Otto", "roles": ["owner"]},
    ],
    "events": [{"kind": "feature_requested", "date": "2026-11-20", "addon": "ai-assist"}],
}

SCREENS_OF_CHANGE: dict[str, Callable[..., str]] = {
    **{
        f"question-{name}-80": partial(question, make, terminal(80))
        for name, make in {
            "subscribe": SUBSCRIBE,
            "subscribe-with-credit": SUBSCRIBE_WITH_CREDIT,
            "subscribe-zero-rated": ZERO_RATED,
            "quote": QUOTE,
            "quote-without-price": QUOTE_WITHOUT_PRICE,
            "trial": TRIAL,
        }.items()
    },
    **{
        f"recorded-{name}-80": partial(outcome, make, terminal(80))
        for name, make in {
            "subscribe": SUBSCRIBE,
            "subscribe-with-credit": SUBSCRIBE_WITH_CREDIT,
            "subscribe-zero-rated": ZERO_RATED,
            "quote": QUOTE,
            "quote-zero-rated": QUOTE_ZERO_RATED,
            "quote-without-price": QUOTE_WITHOUT_PRICE,
            "quote-contested": QUOTE_CONTESTED,
            "trial": TRIAL,
            "request": REQUEST,
            "request-twice": REQUEST_TWICE,
            "quote-twice": partial(twice, QUOTE),
            "quote-without-price-twice": partial(twice, QUOTE_WITHOUT_PRICE),
        }.items()
    },
    **{
        f"dry_run-{name}-80": partial(outcome, make, terminal(80), dry_run=True)
        for name, make in {
            "subscribe": SUBSCRIBE,
            "quote": QUOTE,
            "trial": TRIAL,
            "request": REQUEST,
        }.items()
    },
    "requests-acme-80": partial(requests, ACME, terminal(80)),
    "requests-acme-120": partial(requests, ACME, terminal(120)),
    "requests-with-quote-80": partial(
        requests,
        make_context(after(QUOTE_WITHOUT_PRICE), source="examples/acme.toml"),
        terminal(80),
    ),
    "requests-none-80": partial(requests, example_subject("annual-upfront.toml"), terminal(80)),
    "requests-someone-80": partial(requests, make_context(make_account(**NEW)), terminal(80)),
    "history-acme-80": partial(history, ACME, terminal(80)),
    "history-purchase-80": partial(
        history, make_context(after(SUBSCRIBE), source="examples/annual-upfront.toml"), terminal(80)
    ),
    "history-purchase-with-credit-80": partial(
        history,
        make_context(after(SUBSCRIBE_WITH_CREDIT), source="examples/acme.toml"),
        terminal(80),
    ),
    "history-quote-80": partial(
        history, make_context(after(QUOTE), source="examples/nordwind.toml"), terminal(80)
    ),
}
"""What shows each screen, by the name of its file."""
