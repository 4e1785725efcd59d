"""Ask about accounts as if they were otherwise: the same supposition for each of many.

What an account can't take is its own problem, and stops no other.
"""

from collections.abc import Iterator

from msgspec import structs

from addonctl.actions.terms import purchase_terms
from addonctl.actions.variants import Variation, Wanted, compare_variants, supposed_context
from addonctl.model.account import Account, User
from addonctl.model.answers import WhatIf
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.rules.addon_status import status_of
from addonctl.stores.parsing.raw import Tree
from addonctl.stores.supposing.accounts import suppose, vary
from addonctl.stores.supposing.values import write_value
from addonctl.sweep.figures import Figures, Swept, figures_of, with_until
from addonctl.sweep.question import Question


def supposed_of(account: Account, tree: Tree, question: Question) -> Swept:
    """Make the account that is asked about of one that was read.

    Raises:
        UsageFailure: SET_INVALID, this account can't be so.
    """
    what_if: tuple[WhatIf, ...] = ()
    if question.suppositions:
        account, tree, what_if = suppose(tree, question.suppositions, question.catalog)
    varied = vary(tree, question.variants, question.catalog)
    return Swept(account, what_if, tuple(Variation(each.account, *each.what_if) for each in varied))


def figures_of_variants(
    context: Context,
    addon: Addon,
    user: User | None,
    question: Question,
    variations: tuple[Variation, ...],
) -> Iterator[Figures]:
    """Compute a purchase with each of several values; what stops the account's own stops all."""
    own = figures_of(context, addon, user, question.licenses)
    if own.code:
        yield own
        return
    price = status_of(context, addon).price
    charge = purchase_terms(context, addon, price, question.licenses)
    wanted = Wanted(addon, user, question.licenses)
    variants = compare_variants(context, wanted, variations, charge=charge)
    for place, (variation, variant) in enumerate(zip(variations, variants, strict=True)):
        other = supposed_context(context, variation)
        figures = figures_of(other, addon, user, question.licenses)
        if question.until is not None:
            figures = with_until(other, addon, figures, question.until)
        value = write_value(variant.value)
        yield structs.replace(figures, variant=variant, place=place, value=value)
