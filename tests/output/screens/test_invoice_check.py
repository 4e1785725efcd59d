"""Why an amount was charged, on a terminal: both amounts, the explanations, what to ask for."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from addonctl.actions.invoice_check import check_invoice
from addonctl.model.check_view import CheckView
from addonctl.model.context import Context
from addonctl.model.money import parse_amount
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator
from tests.builders import TODAY, make_account, make_context
from tests.output.screens.support import (
    ENGLISH,
    HOSTILE_NAME,
    HOSTILE_NAME_SHOWN,
    PIPE,
    UNSAFE,
    example_subject,
    terminal,
)

ACME = example_subject("acme.toml")
LUMIERE = example_subject("annual-upfront.toml")
BOUGHT = make_context(
    make_account(
        licenses={"standard": 10, "additional": 5},
        billing={"taxes": [{"name": "VAT", "percent": "20"}]},
        events=[
            {
                "kind": "subscribed",
                "date": "2026-11-03",
                "addon": "analytics-plus",
                "quantity": 13,
                "unit_price": "14.00",
                "per": "month",
            }
        ],
    )
)


def check_text(  # as a command line has it
    context: Context,
    features: StreamFeatures,
    charged: str,
    *,
    on: dt.date = TODAY,
    why: bool = False,
    say: Translator = ENGLISH,
    **asked: Any,  # noqa: ANN401  # as the action takes it
) -> str:
    """Show why an amount was charged for Analytics+."""
    answer = check_invoice(
        context,
        addon=context.catalog.addon("analytics-plus"),
        charged=parse_amount(charged, context.account.currency),
        on=on,
        **asked,
    )
    return render(CheckView(answer=answer, context=context, why=why), say, features)


SCREENS_OF_CHARGES: dict[str, Callable[..., str]] = {
    "charged-annual-upfront-80": partial(check_text, LUMIERE, terminal(80), "3276.70"),
    "charged-annual-upfront-120": partial(check_text, LUMIERE, terminal(120), "3276.70"),
    "charged-annual-upfront-40": partial(check_text, LUMIERE, terminal(40), "3276.70"),
    "charged-annual-upfront-pipe": partial(check_text, LUMIERE, PIPE, "3276.70"),
    "charged-annual-upfront-ascii-80": partial(
        check_text, LUMIERE, terminal(80, encoding="ascii"), "3276.70"
    ),
    "charged-as-expected-80": partial(check_text, LUMIERE, terminal(80), "3305.69"),
    "charged-before-discount-80": partial(check_text, ACME, terminal(80), "58.50"),
    "charged-for-many-reasons-80": partial(check_text, ACME, terminal(80), "41.14"),
    "charged-two-together-80": partial(check_text, ACME, terminal(80), "26.80"),
    "charged-unexplained-80": partial(check_text, ACME, terminal(80), "58.51"),
    "charged-why-80": partial(check_text, ACME, terminal(80), "58.50", why=True),
    "charged-next-80": partial(check_text, ACME, terminal(80), "234.00", invoice="next"),
    "charged-as-recorded-80": partial(
        check_text, BOUGHT, terminal(80), "235.20", on=dt.date(2026, 11, 3)
    ),
}


def test_five_explanations_are_shown_and_the_others_counted() -> None:
    """A small amount has many explanations; nobody reads them all on a screen."""
    text = check_text(ACME, terminal(80), "0.00")
    assert "  5. " in text
    assert "  6. " not in text
    assert "more explanations: -o json lists them." in " ".join(text.split())


def test_hostile_names_stay_text() -> None:
    """A name can't steer the terminal from this screen either."""
    context = make_context(make_account(name=HOSTILE_NAME))
    text = check_text(context, terminal(200), "1.00", why=True)
    assert HOSTILE_NAME_SHOWN in "".join(text.split("\n"))
    assert not UNSAFE.search(text)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """Explanations wrap under their text."""
    text = check_text(LUMIERE, terminal(width), "3276.70")
    assert max(map(len, text.split("\n"))) <= width
