"""Hold the changes of what was bought whose screens are kept whole: preview, question, result.

Nothing is recorded here: changes are prepared and answered as the command does.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from msgspec import structs

from addonctl.actions.amend import PreparedAmendment, prepare_amendment
from addonctl.actions.amended import answer_amendment, view_amendment
from addonctl.errors import AddonctlError
from addonctl.model.account import Account, Event, Licenses
from addonctl.model.amendments import Amendment, EndWanted, LicensesWanted, VoidWanted
from addonctl.model.context import Context
from addonctl.output.screens.amend.question import render_question
from addonctl.output.screens.failure import render_failure
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator
from tests.builders import example_account, make_context
from tests.output.screens.change_cases import MOMENT, SUBSCRIBE, after, history
from tests.output.screens.support import ENGLISH, terminal

SAID: Final = {"operator": "Anna Weber", "reason": "three people joined the sales team"}
LATER: Final = dt.date(2026, 12, 1)
FILE: Final = "examples/annual-upfront.toml"


def grown() -> Account:
    """Return the account of the annual example once it has bought, and three people more."""
    return structs.replace(after(SUBSCRIBE), licenses=Licenses(standard=40, additional=12))


def assigned() -> Account:
    """Return an account with credit on which an add-on is assigned to eight people."""
    account = example_account("acme.toml")
    event = Event(
        kind="subscribed",
        date=dt.date(2026, 11, 10),
        addon="ai-assist",
        by="marie",
        quantity=8,
        unit_price="9.00",
        per="month",
        total="46.66",
        credit="5.00",
    )
    return structs.replace(account, events=(*account.events, event))


def of(account: Account, as_of: dt.date = LATER, source: str = FILE) -> Context:
    """Ask about an account on a day that is today."""
    return structs.replace(make_context(account, as_of=as_of, source=source), today=as_of)


def prepared(
    context: Context,
    addon: str,
    wanted: Amendment,
    **said: Any,  # noqa: ANN401 - by whom and why
) -> PreparedAmendment:
    """Prepare a change."""
    number = len(context.account.events) + 1
    moment = structs.replace(MOMENT, event_id=f"20261121T090000Z-{number:08x}")
    return prepare_amendment(context, context.catalog.addon(addon), wanted, moment=moment, **said)


MORE: Final = partial(prepared, of(grown()), "analytics-plus", LicensesWanted())
ACME: Final = of(assigned(), dt.date(2026, 11, 21), "examples/acme.toml")
FEWER: Final = partial(prepared, ACME, "ai-assist", LicensesWanted(licenses=5))
CREDITED: Final = partial(prepared, ACME, "ai-assist", LicensesWanted(licenses=5, credit_note=True))
END: Final = partial(prepared, ACME, "ai-assist", EndWanted())
VOID: Final = partial(prepared, ACME, "ai-assist", VoidWanted(event="6"))
ALL: Final = {"more": MORE, "fewer": FEWER, "credit-note": CREDITED, "end": END, "void": VOID}


def preview(
    make: Callable[..., PreparedAmendment],
    features: StreamFeatures,
    *,
    say: Translator = ENGLISH,
    why: bool = False,
) -> str:
    """Show what a change would come to."""
    change = make()
    file = change.context.invocation.reference
    answer = answer_amendment(change, dry_run=True, recorded=False, recorded_in=file)
    view = view_amendment(change, answer, has_operator=True, why=why)
    return render(view, say, features)


def question(
    make: Callable[..., PreparedAmendment],
    features: StreamFeatures,
    *,
    say: Translator = ENGLISH,
    server: str | None = None,
) -> str:
    """Show what is about to be recorded."""
    change = make(**SAID)
    file = change.context.invocation.reference
    answer = answer_amendment(change, dry_run=False, recorded=False, recorded_in=file)
    view = view_amendment(change, answer, has_operator=True, why=False)
    return render_question(view, say, features, server=server)


def outcome(
    make: Callable[..., PreparedAmendment],
    features: StreamFeatures,
    *,
    say: Translator = ENGLISH,
) -> str:
    """Show what was recorded."""
    change = make(**SAID)
    file = change.context.invocation.reference
    answer = answer_amendment(change, dry_run=False, recorded=True, recorded_in=file)
    return render(view_amendment(change, answer, has_operator=True, why=False), say, features)


def refused(
    context: Context,
    wanted: Amendment,
    features: StreamFeatures,
    *,
    addon: str = "ai-assist",
    say: Translator = ENGLISH,
) -> str:
    """Show why a change can't be made."""
    try:
        prepared(context, addon, wanted)
    except AddonctlError as failure:
        return render_failure(failure, say, features)
    raise AssertionError(wanted)


def recorded(*makes: Callable[..., PreparedAmendment]) -> Account:
    """Return the account once each change is recorded, one after the other."""
    account = ACME.account
    for make in makes:
        change = make(**SAID)
        account = structs.replace(account, events=(*account.events, change.event))
    return account


WITH_END: Final = of(recorded(END), dt.date(2026, 11, 21), "examples/acme.toml")
WITH_PENDING: Final = of(recorded(FEWER), dt.date(2026, 11, 21), "examples/acme.toml")
STRUCK: Final = of(recorded(CREDITED), dt.date(2026, 11, 21), "examples/acme.toml")
VOIDED: Final = of(
    structs.replace(
        STRUCK.account,
        events=(
            *STRUCK.account.events,
            prepared(STRUCK, "ai-assist", VoidWanted(event="7"), **SAID).event,
        ),
    ),
    dt.date(2026, 11, 21),
    "examples/acme.toml",
)
SCREENS_OF_AMENDMENTS: Final[dict[str, Callable[..., str]]] = {
    **{
        f"amend-preview-{name}-80": partial(preview, make, terminal(80))
        for name, make in ALL.items()
    },
    "amend-preview-more-120": partial(preview, MORE, terminal(120)),
    "amend-preview-why-80": partial(preview, MORE, terminal(80), why=True),
    **{
        f"amend-question-{name}-80": partial(question, make, terminal(80))
        for name, make in ALL.items()
    },
    "amend-question-server-120": partial(
        question, MORE, terminal(120), server="https://desk.example"
    ),
    **{
        f"amend-recorded-{name}-80": partial(outcome, make, terminal(80))
        for name, make in ALL.items()
    },
    "amend-recorded-more-120": partial(outcome, MORE, terminal(120)),
    "amend-refused-not-bought-80": partial(
        refused, ACME, EndWanted(), terminal(80), addon="analytics-plus"
    ),
    "amend-refused-stood-on-80": partial(refused, WITH_END, VoidWanted(event="6"), terminal(80)),
    "amend-refused-end-before-80": partial(
        refused, ACME, EndWanted(on=dt.date(2026, 11, 20)), terminal(80)
    ),
    "amend-refused-same-number-80": partial(
        refused, ACME, LicensesWanted(licenses=8), terminal(80)
    ),
    "amend-refused-pending-80": partial(
        refused, WITH_PENDING, LicensesWanted(licenses=5), terminal(80)
    ),
    "history-amended-80": partial(history, VOIDED, terminal(80)),
    "history-amended-120": partial(history, VOIDED, terminal(120)),
    "history-amended-color": partial(history, VOIDED, terminal(120, has_color=True)),
}
"""What shows each screen, by the name of its file."""
IN_FRENCH: Final = (
    *(f"amend-preview-{name}-80" for name in ALL),
    *("amend-question-more-80", "amend-recorded-more-80", "amend-recorded-end-80"),
    *("amend-refused-stood-on-80", "history-amended-80"),
)
"""Those that are kept in French, too."""
