"""Hold what is said of the invoices of everything bought: assumptions, and misused options."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry

BOUGHT: Final[dict[str, Entry]] = {
    "LICENSES_DIFFER": Entry(
        N_("{addon} was bought for {bought}; all {total} of the account are billed."),
        means=N_(
            "An add-on on all licences is billed for the account's total on the date of the"
            " invoice, whatever was recorded with its purchase. One whose licences are assigned is"
            " billed for those recorded, even where the account has fewer."
        ),
        forms={
            "more": N_(
                "{addon} was bought for {bought}, which are billed; the account has {total}."
            )
        },
    ),
    "LICENSES_NOT_RECORDED": Entry(
        N_("The purchase of {addon} doesn't say for how many licences; all {total} are billed."),
        more=N_("Add quantity to its event in the account's file where it is fewer."),
    ),
    "PRICE_NOT_RECORDED": Entry(
        N_(
            "{addon} has the account's own price; none in {currency} is recorded with its purchase."
        ),
        means=N_(
            "A later invoice has the account's own price, else the one recorded with the purchase,"
            " else the price book's of its date. Where it isn't the recorded one, that is said."
        ),
        forms={
            "differs": N_(
                "{addon} has the account's own price; recorded with its purchase is {recorded}."
            ),
            "book": N_(
                "{addon} has the price book's price of {date}; none in {currency} is recorded with"
                " its purchase."
            ),
        },
    ),
    "DISCOUNT_ONCE_TAKEN": Entry(
        N_("The discount given once on {addon} belongs to its first invoice.")
    ),
    "PURCHASE_ENDS": Entry(
        N_("{addon} ends on {last}, as recorded: it isn't on an invoice after that.")
    ),
    "LICENSES_CHANGE": Entry(N_("{addon} has {licenses} from {date} on, as recorded.")),
    "ISSUED_TODAY": Entry(
        N_("The invoice of {date} counts as issued; the next one is that of {next}."),
        more=N_("For that of the date itself, ask with --as-of about the day before."),
    ),
    "BOUGHT_AS_TODAY": Entry(
        N_("On {date} the licences and the prices of what is bought are those {of_day}."),
        means=N_(
            "Later invoices are computed with what is bought on the date that was asked about, with"
            " its licences, prices and discounts, and with its taxes unless the account dates them."
            " A price of the price book is that of each invoice's date."
        ),
        forms={
            "taxed": N_(
                "On {date} the licences and the prices of what is bought, and the taxes, are those"
                " {of_day}."
            ),
            "discounted": N_(
                "On {date} the licences, the prices and the discounts of what is bought are those"
                " {of_day}."
            ),
            "discounted_taxed": N_(
                "On {date} the licences, the prices and the discounts of what is bought, and the"
                " taxes, are those {of_day}."
            ),
        },
    ),
}
"""The assumptions of later invoices."""

PURCHASE_OPTIONS: Final[dict[str, Entry]] = {
    "NEEDS_ADDON": Entry(
        N_("{option} is about a purchase, and no add-on is named"),
        hint=N_("name an ADDON; without one and {option} it is the next invoice of all bought"),
    ),
    "ONE_ADDON_ALONE": Entry(
        N_("{option} is about the purchase of one add-on"),
        hint=N_("name one ADDON, and ask about the others in runs of their own"),
    ),
    "ADDON_TWICE": Entry(
        N_("{addon} is named twice"), hint=N_("name each add-on once; it can be bought only once")
    ),
    "UNTIL_AND_CYCLES": Entry(
        N_("--until and --cycles both say how many invoices there are"),
        hint=N_("give one of the two"),
    ),
    "UNTIL_PAST": Entry(
        N_("--until {until} lies before {date}, the date that is asked about"),
        hint=N_("give a later date, such as --until {example}"),
    ),
}
"""What options of a preview don't go together."""
