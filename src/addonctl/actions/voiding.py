"""Find the event that was a mistake, and stop where it can't be voided. Pure."""

from msgspec import structs

from addonctl.actions.events import refuse_faulty_history
from addonctl.errors import NotFoundFailure, RefusedFailure, UsageFailure
from addonctl.model.account import Event
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.rules.event_checks import History
from addonctl.rules.purchases import find_number, voids_among
from addonctl.rules.recording import event_words


def find_mistake(context: Context, addon: Addon, named: str) -> Event:
    """Find the event of an add-on that is to be voided, by its id or its number from 1.

    Rules: a void isn't voided; nothing is voided twice; on what is to be voided nothing later may
    stand. Another add-on's event is likely a slip.

    Raises:
        NotFoundFailure: NO_SUCH_EVENT.
        UsageFailure: EVENT_OF_OTHER_ADDON.
        RefusedFailure: VOID_OF_VOID, VOIDED_ALREADY or VOID_STOOD_ON.
    """
    account = context.account
    number = find_number(account.events, named)
    if number is None:
        raise NotFoundFailure(
            "NO_SUCH_EVENT", value=named, account=account.id, count=len(account.events)
        )
    event = account.events[number]
    said, what = str(number + 1), event_words(context, event)
    if event.addon != addon.id:
        raise UsageFailure("EVENT_OF_OTHER_ADDON", number=said, event=what, other=event.addon)
    if event.kind == "voided":
        raise RefusedFailure("VOID_OF_VOID", number=said, event=what)
    void = voids_among(account.events).get(number)
    if void is not None:
        by, date = str(void + 1), account.events[void].date
        raise RefusedFailure("VOIDED_ALREADY", number=said, event=what, date=date, void=by)
    later = History(account, context.catalog).standing_on(number)
    if later is not None:
        standing = event_words(context, account.events[later])
        raise RefusedFailure(
            "VOID_STOOD_ON", number=said, event=what, later=str(later + 1), standing=standing
        )
    return event


def refuse_what_stays_faulty(context: Context, void: Event) -> None:
    """Stop where the events still can't have happened without the one that is voided.

    Raises:
        DataFailure: HISTORY_FAULTY.
    """
    account = context.account
    after = structs.replace(account, events=(*account.events, void))
    refuse_faulty_history(after, context.catalog)
