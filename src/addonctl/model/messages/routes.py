"""Hold what decides whether an account buys by itself or by quote.

A factor that asks for a quote is an assumption, too.
"""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

ROUTES: Final[dict[str, Entry]] = {
    "PURCHASE_PATH_GIVEN": Entry(
        short=N_("the account's purchase_path"),
        means=N_(
            "The account's own purchase_path decided whether it buys by itself or by quote. It"
            " wins over every factor but a missing price. Change it in the account's file where"
            " the contract has changed."
        ),
    ),
    "NO_PRICE_KNOWN": Entry(
        N_("{addon} is bought by quote: no price in {currency} is known for it."),
        short=N_("no price in {currency} is known for this add-on"),
        means=N_(
            "No price is known in the account's currency, so the add-on is assumed to be bought by"
            " quote. Add the contract's price under [prices] of the account, or a row to the price"
            " book."
        ),
        forms={"assumed": N_("Assumed: no price in {currency} is known for it.")},
    ),
    "PLAN_BY_QUOTE": Entry(
        N_("{addon} is bought by quote: so is the plan, {plan}."),
        short=N_("the plan, {plan}, is sold by quote, too"),
        means=N_(
            "The plan is sold by quote, so its add-ons are assumed to be, too. Set purchase_path"
            " in the account's file where the contract says otherwise."
        ),
        forms={"assumed": N_("Assumed: the plan, {plan}, is sold by quote, too.")},
    ),
    "BANK_TRANSFER": Entry(
        N_("{addon} is bought by quote: a bank transfer can't be charged at once."),
        short=N_("a bank transfer can't be charged at once"),
        means=N_(
            "The account pays by bank transfer, which can't be charged at once, so it is assumed"
            " to buy by quote. Set purchase_path in the account's file where the contract says"
            " otherwise."
        ),
        forms={"assumed": N_("Assumed: a bank transfer can't be charged at once.")},
    ),
    "NO_OTHER_FACTOR": Entry(
        short=N_("no account factor asks for a quote"),
        means=N_(
            "Nothing about the account asks for a quote, so it buys by itself. That is assumed:"
            " the articles speak of account factors without naming them. Set purchase_path where"
            " you know better."
        ),
    ),
}
