"""Show the examples on terminals of every kind, and compare whole screens with files.

The files are the promise of how the product looks. After an intended change
`python -m tests.output.renew_screens` writes them anew; read the difference before committing.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from addonctl.actions.catalog import inspect_catalog
from addonctl.actions.preview import preview_purchase
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.context import Asked, Subject
from addonctl.output.screens.catalog.account import render_catalog
from addonctl.output.screens.invoice_preview.screen import render_preview
from addonctl.output.terminal.streams import Look
from addonctl.text.translator import for_people
from tests.builders import TODAY, example_account, example_catalog, make_subject

SCREENS = Path(__file__).parent / "screens"
ENGLISH = for_people("en")
CATALOG = msgspec.structs.replace(example_catalog(), prices_from="examples/price-book.toml")

# Another add-on or a number of licences where Analytics+ isn't for sale.
PREVIEWED: dict[str, tuple[str, int | None]] = {"nordwind.toml": ("ai-assist-pro", 4)}


def terminal(
    width: int | None = 80, *, encoding: str = "utf-8", is_terminal: bool = True, **look: bool
) -> Look:
    """Make a look: a terminal of a width, in UTF-8 and without colour unless it says so."""
    return Look(
        is_terminal=is_terminal,
        width=width,
        has_color=look.get("has_color", False),
        encoding=encoding,
    )


PIPE = terminal(None, is_terminal=False)


def example_subject(
    name: str, *, as_of: dt.date = TODAY, is_today: bool = True, catalog: Catalog = CATALOG
) -> Subject:
    """Ask about an example with its price book, as if the date were today unless it isn't."""
    subject = make_subject(
        example_account(name), as_of=as_of, catalog=catalog, source=f"examples/{name}"
    )
    if is_today:
        return subject
    asked = Asked(source=subject.asked.source, as_of=as_of)
    return msgspec.structs.replace(subject, asked=asked)


def about(account: Account, **subject: Any) -> Subject:  # noqa: ANN401 - as `make_subject` takes
    """Ask about an account that a test made."""
    return make_subject(account, **subject)


def catalog_text(subject: Subject, look: Look) -> str:
    """Show an account and its add-ons in English."""
    return render_catalog(inspect_catalog(subject), subject, ENGLISH, look)


def preview_text(
    subject: Subject,
    look: Look,
    addon: str = "analytics-plus",
    **asked: Any,  # noqa: ANN401
) -> str:
    """Show the preview of a purchase in English."""
    answer = preview_purchase(subject, addon=subject.catalog.addon(addon), **asked)
    return render_preview(answer, subject, ENGLISH, look)


def example_preview(name: str, look: Look) -> str:
    """Show the preview that an example is for."""
    addon, licenses = PREVIEWED.get(name, ("analytics-plus", None))
    return preview_text(example_subject(name), look, addon, licenses=licenses)


def golden(name: str) -> str:
    """Read a screen as it is to look."""
    return (SCREENS / f"{name}.txt").read_text("utf-8")
