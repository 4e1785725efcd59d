"""Hold what is asked about an account, as the bodies of requests say it.

They take more than they know, so that they can grow. The words are those of the commands'
options.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from addonctl.errors import AddonctlError
from addonctl.model.account import MAX_LICENSES, Account, Text
from addonctl.model.messages import Message, Problem
from addonctl.model.names import MOST_OF_REASON, is_said
from addonctl.model.policy import Action, Reading
from addonctl.model.wire import AmendIntent, AnyIntent, Envelope, Intent
from addonctl.stores.parsing.shared_checks import outside_years
from addonctl.stores.parsing.suggestions import AMOUNT, fits, unfit

MOST_CYCLES: Final = 120
MOST_DATES: Final = 366


class PreviewRequest(Envelope):
    """What a purchase of an add-on comes to; see the command `invoice-preview`."""

    addon: Text
    user: Text | None = None
    licenses: Annotated[int, Meta(ge=1, le=2 * MAX_LICENSES)] | None = None
    cycles: Annotated[int, Meta(ge=0, le=MOST_CYCLES)] = 0
    compare_dates: Annotated[tuple[dt.date, ...], Meta(max_length=MOST_DATES)] = ()
    as_of: dt.date | None = None


class DecisionsRequest(Envelope):
    """Who may do what; what isn't said is asked about all. See the command `eligibility`."""

    addon: Text | None = None
    user: Text | None = None
    action: Action | None = None
    as_of: dt.date | None = None
    reading: Reading | None = None


BODIES: Final = (Account, Intent, AmendIntent, PreviewRequest, DecisionsRequest)
"""All that is read of what is sent and stored."""


def prepare_types() -> None:
    """Let msgspec look at the types of bodies, once and in one thread.

    It looks at a type when it first reads one, and where two threads do so at the same moment the
    process crashes.
    """
    for kind in BODIES:
        msgspec.json.Decoder(kind)


def check_dates(asked: PreviewRequest | DecisionsRequest) -> None:
    """See that the dates that are asked about are computed with.

    Raises:
        AddonctlError: BODY_INVALID, with all of them.
    """
    _refuse((path, outside_years(date)) for path, date in _dates(asked))


def check_intent(asked: AnyIntent) -> None:
    """See that dates are computed with, and that the total is an amount to its last character.

    Raises:
        AddonctlError: BODY_INVALID.
    """
    total = asked.expected_total
    found = [("as_of", outside_years(asked.as_of))]
    if isinstance(asked, AmendIntent):
        total = None if total is None else total.removeprefix("-")
        found += _faults_of_change(asked)
    is_amount = total is None or fits(AMOUNT, total)
    found.append(("expected_total", None if is_amount else unfit(AMOUNT, str(total))))
    _refuse(found)


def _faults_of_change(asked: AmendIntent) -> Iterator[tuple[str, Message | None]]:
    """Find what a change of what was bought says too little or too much of.

    Rule: each kind has fields of its own; of licences the number may be left out, where all of
    the account are billed.
    """
    change = asked.change
    given = {
        "licenses": ("licenses", asked.licenses is not None),
        "credit_note": ("licenses", asked.credit_note),
        "end": ("end", asked.end is not None),
        "event": ("void", asked.event is not None),
    }
    for field, (of_change, is_given) in given.items():
        if is_given and change != of_change:
            yield field, Message("NOT_OF_CHANGE", change=change)
    if change == "void" and asked.event is None:
        yield "event", Message("NEEDED_BY_CHANGE", change=change)
    if asked.end is not None:
        yield "end", outside_years(asked.end)
    if not is_said(asked.reason, MOST_OF_REASON):
        yield "reason", Message("BLANK_TEXT")


def _refuse(found: Iterable[tuple[str, Message | None]]) -> None:
    """Stop where a field has a fault."""
    problems = [
        Problem(file=None, path=path, line=None, column=None, message=fault)
        for path, fault in found
        if fault is not None
    ]
    if problems:
        raise AddonctlError("BODY_INVALID", problems=problems, count=len(problems))


def _dates(asked: PreviewRequest | DecisionsRequest) -> Iterator[tuple[str, dt.date]]:
    if asked.as_of is not None:
        yield "as_of", asked.as_of
    if isinstance(asked, PreviewRequest):
        for number, date in enumerate(asked.compare_dates):
            yield f"compare_dates[{number}]", date
