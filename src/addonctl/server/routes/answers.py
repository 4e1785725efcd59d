"""Answer with previews and decisions: the same actions as the commands, the same JSON."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from addonctl.actions.eligibility import decide_eligibility
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.preview import preview_purchase
from addonctl.errors import NoPrice
from addonctl.model.account import Account
from addonctl.model.context import Context, Invocation
from addonctl.model.policy import ACTIONS, Reading
from addonctl.model.wire import BASE, MOST_DECISIONS
from addonctl.server.bodies import decode_account_body, decode_envelope
from addonctl.server.exchange import Answered, Asked, too_large, written
from addonctl.server.parameters import refuse_parameters
from addonctl.server.requests import DecisionsRequest, PreviewRequest, check_dates
from addonctl.server.routes.accounts import read_account
from addonctl.server.storage.stored import Stored


def preview(asked: Asked) -> Answered:
    """Answer with both invoices of a purchase, as `addonctl invoice-preview -o json` does."""
    refuse_parameters(asked)
    wanted = decode_envelope(asked.body, PreviewRequest)
    check_dates(wanted)
    context = context_of(asked, read_account(asked), as_of=wanted.as_of)
    user = None
    if wanted.user is not None:
        user = find_user(context.account, wanted.user, context.invocation)
    with naming_rulebook(asked):
        answer = preview_purchase(
            context,
            addon=find_addon(context.catalog, wanted.addon),
            user=user,
            licenses=wanted.licenses,
            cycles=wanted.cycles,
            compare_dates=wanted.compare_dates,
        )
    return Answered(body=written(answer))


def decide(asked: Asked) -> Answered:
    """Answer with decisions, as `addonctl eligibility -o json` does.

    Raises:
        AddonctlError: ANSWER_TOO_LARGE, before any of them is made.
    """
    refuse_parameters(asked)
    wanted = decode_envelope(asked.body, DecisionsRequest)
    check_dates(wanted)
    context = context_of(asked, read_account(asked), as_of=wanted.as_of, reading=wanted.reading)
    catalog, account = context.catalog, context.account
    addons, users, actions = catalog.addons, account.users, ACTIONS
    if wanted.addon is not None:
        addons = (find_addon(catalog, wanted.addon),)
    if wanted.user is not None:
        users = (find_user(account, wanted.user, context.invocation),)
    if wanted.action is not None:
        actions = (wanted.action,)
    count = len(addons) * len(users) * len(actions)
    if count > MOST_DECISIONS:
        raise too_large("decisions", count, MOST_DECISIONS)
    view = decide_eligibility(context, addons=addons, users=users, actions=actions)
    return Answered(body=written(view.answer))


@contextmanager
def naming_rulebook(asked: Asked) -> Iterator[None]:
    """Name the rulebook where a price is missing: it holds the price book that is in force."""
    try:
        yield
    except NoPrice as failure:
        has_prices = bool(asked.site.rules.catalog.prices)
        failure.price_book = f"{BASE}/rulebook" if has_prices else None
        failure.reference = None
        raise


def context_of(
    asked: Asked, stored: Stored, *, as_of: dt.date | None, reading: Reading | None = None
) -> Context:
    """Gather what a question is about: the server's rules, and today by its own clock.

    Raises:
        DataFailure: ACCOUNT_INVALID, the server's catalogue doesn't fit the account any more.
    """
    rules, account = asked.site.rules, stored.account
    if account.plan not in {plan.id for plan in rules.catalog.plans}:
        decode_account_body(stored.body, account.id, catalog=rules.catalog)
    today = asked.today(account)
    return Context(
        account=account,
        catalog=rules.catalog.with_addons_of(account),
        policy=rules.policy,
        reading=reading or rules.reading,
        as_of=as_of or today,
        today=today,
        invocation=_invocation(account, as_of=as_of, today=today, reading=reading),
        tells=rules.tells,
    )


def _invocation(
    account: Account, *, as_of: dt.date | None, today: dt.date, reading: Reading | None
) -> Invocation:
    """Name the account by its id in the commands of an answer: whoever asks uses this API."""
    return Invocation(
        reference=account.id, as_of=None if as_of in {None, today} else as_of, reading=reading
    )
