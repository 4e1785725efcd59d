"""Hold the screens of the next invoice and of several purchases that are kept whole."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from addonctl.actions.next_invoice import describe_bill, preview_next
from addonctl.actions.previews import describe_offers, preview_purchases
from addonctl.model.context import Context
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator
from tests.output.screens.support import ENGLISH, PIPE, example_subject, terminal

BRUME: Final = example_subject("two-addons.toml")
ACME: Final = example_subject("acme.toml")
NORDWIND: Final = example_subject("nordwind.toml")
BOTH: Final = ("ai-assist", "analytics-plus")
UNTIL: Final = dt.date(2027, 2, 1)


def bill_text(
    context: Context,
    features: StreamFeatures,
    *,
    form: str = "table",
    say: Translator = ENGLISH,
    **asked: Any,  # noqa: ANN401  # options of the question
) -> str:
    """Show the next invoice of everything bought."""
    answer = preview_next(context, **asked)
    return render(describe_bill(context, answer), say, features, form=form)


def previews_text(
    context: Context,
    features: StreamFeatures,
    addons: Sequence[str],
    *,
    form: str = "table",
    say: Translator = ENGLISH,
    **asked: Any,  # noqa: ANN401  # options of the question
) -> str:
    """Show several purchases."""
    chosen = [context.catalog.addon(addon) for addon in addons]
    answer = preview_purchases(context, addons=chosen, **asked)
    return render(describe_offers(context, answer), say, features, form=form)


SCREENS_OF_BOUGHT: Final[dict[str, Callable[..., str]]] = {
    **{
        f"next-invoice-{width}": partial(bill_text, BRUME, terminal(width))
        for width in (60, 80, 120)
    },
    "next-invoice-pipe": partial(bill_text, BRUME, PIPE),
    "next-until-80": partial(bill_text, BRUME, terminal(80), until=UNTIL),
    "next-cycles-80": partial(bill_text, BRUME, terminal(80), cycles=2),
    "next-one-80": partial(bill_text, NORDWIND, terminal(80)),
    "next-nothing-80": partial(bill_text, ACME, terminal(80)),
    "next-included-80": partial(bill_text, example_subject("included-in-plan.toml"), terminal(80)),
    "next-mail": partial(bill_text, BRUME, terminal(None).for_markdown(), form="markdown"),
    **{
        f"several-acme-{width}": partial(previews_text, ACME, terminal(width), BOTH, licenses=4)
        for width in (60, 80, 120)
    },
    "several-beside-bought-80": partial(
        previews_text, BRUME, terminal(80), ["ai-assist-pro"], licenses=3
    ),
    "several-by-quote-80": partial(
        previews_text, example_subject("bank-transfer.toml"), terminal(80), BOTH
    ),
    "several-asked-by-admin-80": partial(
        previews_text, ACME, terminal(80), BOTH, user=ACME.account.users[1]
    ),
    "several-mail": partial(
        previews_text,
        ACME,
        terminal(None).for_markdown(),
        BOTH,
        licenses=4,
        until=UNTIL,
        form="markdown",
    ),
}
