"""Answer with what was recorded on an account: a page of it, or one event."""

import datetime as dt
import re

import msgspec

from addonctl.actions.record import recorded_event
from addonctl.errors import NotFoundFailure
from addonctl.model.answers import AccountName, RecordedEvent, name_of
from addonctl.model.messages import Notice
from addonctl.model.wire import BASE, Envelope
from addonctl.server.exchange import Answered, Asked, written
from addonctl.server.parameters import invalid, limit_of, parameters, refuse_parameters
from addonctl.server.routes.accounts import read_account


class HistoryPage(Envelope, kw_only=True, tag_field="schema", tag="addonctl.history/1"):
    """What was recorded on an account; `next` is what `after` is given for the page behind it.

    It has all that `addonctl history -o json` has, but the numbers of the events, which follow each
    other, and which of them are void, as the void itself says.
    """

    as_of: dt.date
    account: AccountName
    assumptions: tuple[Notice, ...] = ()
    warnings: tuple[Notice, ...] = ()
    events: tuple[RecordedEvent, ...]
    next: str | None


def list_events(asked: Asked) -> Answered:
    """Answer with a page of events in their order, as `addonctl history -o json` does.

    All of them, also those of days that haven't come: `as_of` is the newest day of the page.
    """
    given = parameters(asked, "limit", "after")
    limit, after = limit_of(given), given.get("after", "0")
    if not re.fullmatch(r"[0-9]{1,9}", after, re.ASCII):
        raise invalid("after", after, "id")
    account = read_account(asked).account
    start = int(after)
    page = account.events[start : start + limit]
    end = start + len(page)
    following = str(end) if end < len(account.events) and page else None
    history = HistoryPage(
        as_of=max([asked.today(account), *(event.date for event in page)]),
        account=name_of(account),
        events=tuple(map(recorded_event, page)),
        next=following,
    )
    headers: tuple[tuple[str, str], ...] = ()
    if following is not None:
        link = f"{BASE}/accounts/{account.id}/events?limit={limit}&after={following}"
        headers = (("Link", f'<{link}>; rel="next"'),)
    return Answered(body=written(history), headers=headers)


def get_event(asked: Asked) -> Answered:
    """Answer with one event, counted from 1."""
    refuse_parameters(asked)
    account = read_account(asked).account
    text = asked.path["seq"]
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else 0
    if not 0 < number <= len(account.events):
        raise NotFoundFailure("UNKNOWN_EVENT", reference=account.id, number=text)
    event = recorded_event(account.events[number - 1])
    return Answered(body=msgspec.json.encode(event))
