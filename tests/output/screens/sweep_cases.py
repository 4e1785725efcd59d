"""Hold the summaries of many accounts whose screens are kept whole: those of the fleet."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final

from addonctl.model.charges import Charges
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.stores.files.charges import load_charges
from addonctl.stores.sweeping.blocks import Block
from addonctl.stores.sweeping.sources import Folder
from addonctl.sweep.jobs import Answering, answer_blocks
from addonctl.sweep.question import Command, Question
from addonctl.sweep.tally import Tally
from addonctl.text.translator import Translator
from tests.builders import EXAMPLES, PACKAGED_CATALOG, PACKAGED_POLICY, TODAY
from tests.output.screens.support import ENGLISH, terminal

NOW: Final = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
DATES: Final = (dt.date(2026, 12, 1), dt.date(2027, 1, 1))


def summary(
    command: Command,
    features: StreamFeatures,
    *,
    addon: str | None = None,
    addons: tuple[str, ...] = (),
    until: dt.date | None = None,
    dates: tuple[dt.date, ...] = (),
    repeated: int = 1,
    charges: Charges | None = None,
    say: Translator = ENGLISH,
) -> str:
    """Show what a question comes to over the fleet, or several times as many accounts."""
    question = Question(
        command=command,
        form="none",
        catalog=PACKAGED_CATALOG,
        policy=PACKAGED_POLICY,
        reading="strict",
        now=NOW,
        as_of=TODAY,
        addon=addon,
        addons=addons,
        until=until,
        compare_dates=dates,
        charges=charges,
    )
    total = Tally()
    blocks: list[Block] = [*Folder(str(EXAMPLES / "fleet")).blocks()] * repeated
    for parts in answer_blocks(blocks, Answering(question, is_each=False), jobs=1):
        for part in parts:
            total.add(part.tally)
    names = {each.id: each.name for each in PACKAGED_CATALOG.addons}
    return render(total.summary(command, addon=addon, addons=names, until=until), say, features)


_preview: Final = partial(summary, "invoice-preview", addon="analytics-plus")
SCREENS_OF_SWEEPS: Final[dict[str, Callable[..., str]]] = {
    "sweep-preview-80": partial(_preview, terminal(80)),
    "sweep-preview-40": partial(_preview, terminal(40)),
    "sweep-preview-markdown": partial(_preview, terminal(None).for_markdown()),
    "sweep-preview-large-80": partial(_preview, terminal(80), repeated=20),
    "sweep-compared-80": partial(_preview, terminal(80), dates=DATES),
    "sweep-next-80": partial(summary, "invoice-preview", terminal(80)),
    "sweep-next-until-80": partial(
        summary, "invoice-preview", terminal(80), until=dt.date(2027, 11, 21)
    ),
    "sweep-several-80": partial(
        summary, "invoice-preview", terminal(80), addons=("analytics-plus", "ai-assist")
    ),
    "sweep-catalog-80": partial(summary, "catalog", terminal(80)),
    "sweep-eligibility-80": partial(summary, "eligibility", terminal(80)),
    "sweep-eligibility-addon-80": partial(
        summary, "eligibility", terminal(80), addon="analytics-plus"
    ),
    "sweep-people-80": partial(summary, "people", terminal(80)),
    "sweep-requests-80": partial(summary, "request", terminal(80)),
    "sweep-history-80": partial(summary, "history", terminal(80)),
    "sweep-charges-80": partial(
        summary, "invoice-check", terminal(80), charges=load_charges(str(EXAMPLES / "charges.csv"))
    ),
    "sweep-check-80": partial(summary, "check", terminal(80)),
}
