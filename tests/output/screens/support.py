"""Show the examples on terminals of every kind, and compare whole screens with files.

The files are the promise of how the product looks. After an intended change
`python -m tests.renew` writes them anew; read the difference before committing.
"""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import msgspec

from addonctl.actions.catalog import describe_catalog
from addonctl.actions.preview import describe_offer, preview_purchase
from addonctl.actions.variants import Variation
from addonctl.model.catalog import Catalog
from addonctl.model.context import Context, Invocation
from addonctl.output.screens.registry import render
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.stores.parsing.raw import Tree
from addonctl.stores.supposing.accounts import suppose, vary
from addonctl.stores.supposing.options import read_suppositions, read_variants
from addonctl.text.translator import Translator, for_people
from tests.builders import TODAY, example_account, example_catalog, make_context

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
ENGLISH = for_people("en")
CATALOG = msgspec.structs.replace(example_catalog(), prices_from="examples/price-book.toml")

HOSTILE_NAME = "Acme\x1b[2J\x1b]0;pwn\x07\u202e\u2028\x9b\r[bold]PAID[/] [/] :smile:"
HOSTILE_NAME_SHOWN = r"Acme\x1b[2J\x1b]0;pwn\x07\u202e\u2028\x9b\x0d[bold]PAID[/] [/] :smile:"
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]")
"""What no screen may hold raw."""

# Another add-on or a number of licences where Analytics+ isn't for sale.
PREVIEWED: dict[str, tuple[str, int | None]] = {
    "nordwind.toml": ("ai-assist-pro", 4),
    "two-addons.toml": ("ai-assist-pro", 4),
}


def terminal(
    width: int | None = 80, *, encoding: str = "utf-8", is_terminal: bool = True, **features: bool
) -> StreamFeatures:
    """Make a look: a terminal of a width, in UTF-8 and without colour unless it says so."""
    return StreamFeatures(
        is_terminal=is_terminal,
        width=width,
        has_color=features.get("has_color", False),
        encoding=encoding,
    )


PIPE = terminal(None, is_terminal=False)


def example_subject(
    name: str, *, as_of: dt.date = TODAY, is_today: bool = True, catalog: Catalog = CATALOG
) -> Context:
    """Ask about an example with its price book, as if the date were today unless it isn't."""
    context = make_context(
        example_account(name), as_of=as_of, catalog=catalog, source=f"examples/{name}"
    )
    if is_today:
        return context
    invocation = Invocation(reference=context.invocation.reference, as_of=as_of)
    return msgspec.structs.replace(context, invocation=invocation)


def supposing(name: str, *words: str) -> Context:
    """Ask about an example as if it were otherwise."""
    tree: Tree = msgspec.to_builtins(example_account(name))
    found = suppose(tree, read_suppositions(words), CATALOG)
    context = example_subject(name)
    return msgspec.structs.replace(
        context,
        account=found.account,
        what_if=found.what_if,
        invocation=msgspec.structs.replace(context.invocation, supposed=words),
    )


def varying(context: Context, word: str) -> list[Variation]:
    """Make the accounts that the values of a key make."""
    tree: Tree = msgspec.to_builtins(context.account)
    found = vary(tree, read_variants(word), CATALOG)
    return [Variation(each.account, *each.what_if) for each in found]


def catalog_text(context: Context, features: StreamFeatures, *, say: Translator = ENGLISH) -> str:
    """Show an account and its add-ons."""
    return render(describe_catalog(context), say, features)


def preview_text(
    context: Context,
    features: StreamFeatures,
    addon: str = "analytics-plus",
    *,
    say: Translator = ENGLISH,
    form: str = "table",
    **invocation: Any,  # noqa: ANN401
) -> str:
    """Show the preview of a purchase."""
    answer = preview_purchase(context, addon=context.catalog.addon(addon), **invocation)
    return render(describe_offer(context, answer), say, features, form=form)


def example_preview(name: str, features: StreamFeatures, *, say: Translator = ENGLISH) -> str:
    """Show the preview that an example is for."""
    addon, licenses = PREVIEWED.get(name, ("analytics-plus", None))
    return preview_text(example_subject(name), features, addon, licenses=licenses, say=say)


def file_of(name: str) -> Path:
    """Return where a screen is kept: in the folder of its family, in French behind the English one.

    The family is what the name begins with: `fr/catalog-acme-80` is `catalog/acme-80.fr.txt`.
    """
    family, _, rest = name.removeprefix("fr/").partition("-")
    return SNAPSHOTS / family / f"{rest}{'.fr' if name.startswith('fr/') else ''}.txt"


def snapshot(name: str) -> str:
    """Read a screen as it is to look."""
    return file_of(name).read_text("utf-8")
