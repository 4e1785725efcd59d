"""Say what someone should know of an account although it changes no answer. Pure, no sentences."""

import datetime as dt
from collections.abc import Iterator, Sequence

from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.context import Context
from addonctl.model.messages import Message, Notice, notice
from addonctl.model.money import WITHDRAWN
from addonctl.model.views import AddonStatus
from addonctl.rules.addon_status import event_number
from addonctl.rules.purchases import bought_by_addon
from addonctl.rules.recording import later_event
from addonctl.stores.parsing.suggestions import unknown


def unknown_addons(account: Account, catalog: Catalog) -> list[tuple[str, Message]]:
    """List the words of an account's events and prices that name no add-on of the catalogue.

    Discontinued or misspelt: which, only a person knows, so the nearest add-on is named.
    """
    ids = [addon.id for addon in catalog.addons if addon.id not in catalog.discontinued]
    words = dict.fromkeys((*(event.addon for event in account.events), *account.prices))
    return [(word, unknown("ADDON_NOT_IN_CATALOG", word, ids)) for word in words if word not in ids]


def shared_warnings(
    context: Context,
    statuses: Sequence[AddonStatus],
    *,
    until: dt.date | None = None,
    leaves_out: bool = False,
) -> tuple[Notice, ...]:
    """List what someone should know although it changes no answer.

    `until` is the last day that the answer speaks of, where that isn't its date. One that
    `leaves_out` what the plan includes says so.
    """
    notices = list(currency_warnings(context.account.currency, until or context.as_of))
    if context.catalog.discontinued:
        shown = {status.addon.id for status in statuses}
        notices += [
            Notice(code="ADDON_NOT_IN_CATALOG", message=message)
            for word, message in unknown_addons(context.account, context.catalog)
            if word in shown
        ]
    if context.account.billing.past_due:
        notices.append(notice("PAST_DUE"))
    notices += [
        notice(
            "INCLUDED_AND_PURCHASED.left_out" if leaves_out else "INCLUDED_AND_PURCHASED",
            addon=status.addon.name,
            date=status.purchased.date,
            plan=context.catalog.plan(context.account.plan).name,
        )
        for status in statuses
        if status.state == "included" and status.purchased is not None
    ]
    return tuple(notices)


def licenses_warnings(account: Account, catalog: Catalog, day: dt.date) -> Iterator[Notice]:
    """Warn where the account's licences aren't those that add-ons are bought for.

    An add-on on all licences is bought for their number, an assigned one for at most that many.
    """
    return (found for _number, found in licenses_found(account, catalog, day))


def licenses_found(
    account: Account, catalog: Catalog, day: dt.date
) -> Iterator[tuple[int, Notice]]:
    """Find these warnings, each with the number of the event that gives the licences, from 0."""
    total, includes = account.licenses.total, catalog.plan(account.plan).includes
    addons = {addon.id: addon for addon in catalog.addons}
    for addon_id, bought in bought_by_addon(account.events, day, day).items():
        addon, quantity = addons.get(addon_id), bought.quantity
        is_gone = addon_id in catalog.discontinued
        if addon is None or is_gone or addon_id in includes or quantity is None:
            continue
        coming = quantity if bought.pending is None else bought.pending.quantity
        is_assigned = addon.basis == "assigned"
        if total in {quantity, coming} or (is_assigned and quantity < total):
            continue
        yield (
            event_number(account, bought.counted_by) - 1,
            notice(
                "LICENSES_NOT_AS_BOUGHT",
                addon=addon.name,
                count=quantity,
                total=total,
            ),
        )


def currency_warnings(currency: str, day: dt.date) -> Iterator[Notice]:
    """Warn of a currency that is withdrawn by a day: its amounts are computed all the same.

    Rule: the day that is asked about counts, never the clock; before it nothing is wrong.
    """
    withdrawn = WITHDRAWN.get(currency)
    if withdrawn is not None and day >= withdrawn.since:
        yield notice(
            "CURRENCY_WITHDRAWN",
            currency=currency,
            date=withdrawn.since,
            successor=withdrawn.successor,
        )


def preview_warnings(
    context: Context, status: AddonStatus, *, until: dt.date
) -> tuple[Notice, ...]:
    """List what someone should know of a preview: the event that makes its date too early, too.

    Of what is supposed nothing is recorded on any date.
    """
    later = None if context.what_if else later_event(context)
    warnings = shared_warnings(context, [status], until=until)
    if later is None:
        return warnings
    return (*warnings, notice("LATER_EVENT", **later.values))
