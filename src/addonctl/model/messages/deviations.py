"""Hold the words of `invoice-check`: which invoice is meant, and what a deviation is about."""

from typing import Final

from addonctl.model.marking import N_

DEVIATION_WORDS: Final[dict[str, str]] = {
    "now": N_("The invoice of the day of purchase."),
    "next": N_("The first full invoice after a purchase."),
    "date": N_("What a deviation is about: the day from which on it is billed."),
    "price": N_("What a deviation is about: the price of one licence."),
    "licenses": N_("What a deviation is about: the number of licences that are charged."),
    "share": N_("What a deviation is about: which share of the cycle is billed."),
    "discount": N_("What a deviation is about: whether a discount is taken, and of what."),
    "tax": N_("What a deviation is about: whether tax is charged, at which rate and on what."),
    "rounding": N_("What a deviation is about: what is rounded, and how."),
    "credit": N_("What a deviation is about: whether the account's credit is taken."),
    "figure": N_("What a deviation is about: which figure of the right invoice was charged."),
    "addition": N_("What a deviation is about: what else was charged with it."),
}
