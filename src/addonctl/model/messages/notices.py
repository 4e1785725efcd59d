"""Hold the assumptions of answers and the warnings."""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry
from addonctl.model.messages.bought import BOUGHT
from addonctl.model.messages.reasons import ROUTES

_AS_TODAY: Final = N_(
    "Later invoices are computed with the licences, the price and any discount of the date that was"
    " asked about, and with its taxes unless the account dates them. They change where one of these"
    " does."
)
ASSUMPTIONS: Final[dict[str, Entry]] = {
    "TIME_ZONE_UTC": Entry(
        N_("The account names no time zone: its dates are UTC."),
        more=N_(
            "Near midnight another zone would mean another day. Set time_zone in the account's"
            " file."
        ),
    ),
    "NO_PRICE_KNOWN": ROUTES["NO_PRICE_KNOWN"],
    "PLAN_BY_QUOTE": ROUTES["PLAN_BY_QUOTE"],
    "BANK_TRANSFER": ROUTES["BANK_TRANSFER"],
    "DAY_OF_PURCHASE_BILLED": Entry(
        N_("The day of purchase is billed. A day later: {days}, {net}."),
        means=N_(
            "The day of the purchase counts among the days that are billed. The articles don't say"
            " whether it does, so the answer also shows what a day later costs."
        ),
        forms={
            "several": N_("The day of purchase is billed. All of it a day later: {days}, {net}."),
            "several_new_cycle": N_(
                "The day of purchase is billed. A day later a new cycle begins, and only the"
                " invoices of that day are paid: {days}, {net}."
            ),
            "new_cycle": N_(
                "The day of purchase is billed. A day later a new cycle begins, and only its"
                " invoice is paid: {days}, {net}."
            ),
            "new_price": N_(
                "The day of purchase is billed. A day later the price is {price}: {days}, {net}."
            ),
            "new_cycle.new_price": N_(
                "The day of purchase is billed. A day later a new cycle begins at a price of"
                " {price}, and only its invoice is paid: {days}, {net}."
            ),
        },
    ),
    "MONTH_END_CLAMPED": Entry(
        N_("The cycle starts on the {day:ordinal}, on the last day of shorter months."),
        more=N_("Every boundary is counted from the anchor, never from the one before."),
    ),
    "PRICES_BEFORE_TAX": Entry(
        N_("Prices are before {taxes:and}."),
        more=N_("Check the contract or the price book where that isn't so."),
    ),
    "TAX_UNKNOWN": Entry(
        N_("No tax rate is known: all amounts are excl. tax."),
        more=N_("Add taxes to [billing] of the account, an empty list where it pays none."),
    ),
    "LICENSES_NOT_GIVEN": Entry(
        N_("All {total} licences are billed; with --licenses N, those that are to be assigned.")
    ),
    "BILLED_DURING_TRIAL": Entry(
        N_(
            "It is billed from the day of purchase, although the trial runs to {last}. Billed from"
            " {end} it would be {nothing} now and {net} then ({fraction} days)."
        ),
        means=N_(
            "The add-on is on trial, and billing begins with the purchase. The articles don't say"
            " whether the rest of the trial would be free, so the answer also shows what it comes"
            " to from the trial's end. Buy on that day where it should be."
        ),
        forms={
            "same_cycle": N_(
                "It is billed from the day of purchase, although the trial runs to {last}. Billed"
                " from {end} it would be {net} ({fraction} days)."
            )
        },
    ),
    "TAX_OF_INVOICE_DATE": Entry(
        N_("Each invoice has the taxes of its own date: {changes:and}."),
        more=N_(
            "Check with the account manager where a period that reaches over the change is taxed"
            " otherwise."
        ),
    ),
    "CREDIT_LEFT": Entry(
        N_("{credit} of the account's credit is left, and only these invoices use it."),
        means=N_(
            "Only the invoices that are shown are taken to use what is left of the account's"
            " credit, that of recorded purchases taken off. Correct credit in the account's file"
            " where the plan's invoices have used some of it."
        ),
    ),
    "NEXT_AS_TODAY": Entry(
        N_("On {date} the licences and the price are those {of_day}."),
        means=_AS_TODAY,
        forms={"taxed": N_("On {date} the licences, the price and the taxes are those {of_day}.")},
    ),
    "NEXT_AS_TODAY_DISCOUNTED": Entry(
        N_("On {date} the licences, the price and the discount are those {of_day}."),
        means=_AS_TODAY,
        forms={
            "taxed": N_(
                "On {date} the licences, the price, the discount and the taxes are those {of_day}."
            )
        },
    ),
    "DISCOUNT_REST_LAPSES": Entry(
        N_("The discount is given once; what the first invoice can't use of it, {rest}, lapses.")
    ),
    "DISCOUNT_IS_DIFFERENCE": Entry(
        N_(
            "The subtotal is rounded, the discount is the difference: {discount} on {date}, where"
            " it would be {by_itself} by itself."
        ),
        more=N_(
            "So a discount line may differ by one minor unit, such as a cent, from its own"
            " percentage rounded."
        ),
    ),
    "DAY_OF_CHANGE_BILLED": Entry(
        N_("The day of the change is billed."),
        more=N_("So is the day of a purchase; the articles speak of neither."),
        forms={"credited": N_("The day of the change is credited.")},
    ),
    "CHANGE_AT_TODAYS_PRICE": Entry(
        N_("The change is at the price {of_day}, {price}; recorded is {recorded}."),
        means=N_(
            "Licences that come or go are at the price of the day of the change, and another one"
            " was recorded before. From the next invoice on it is the price of all of them."
        ),
    ),
    "ONCE_NOT_TAKEN_AGAIN": Entry(
        N_("The discount of {discount} is given once, with the purchase: the change has none.")
    ),
    "QUANTITY_NOT_RECORDED": Entry(
        plural(
            "No event says how many licences are bought: the account's {count} is assumed.",
            "No event says how many licences are bought: the account's {count} are assumed.",
        )
    ),
    "LATER_PRICE_KNOWN": Entry(
        N_(
            "From {date} the price book says {price}. The invoices use the price of {as_of}; what"
            " another day of purchase costs uses the price of that day."
        ),
        forms={
            "each_invoice": N_(
                "From {date} the price book says {price} for {addon}; the invoices from then on"
                " have that price."
            )
        },
    ),
    **BOUGHT,
}

WARNINGS: Final[dict[str, Entry]] = {
    "SOME_UNREAD": Entry(
        plural(
            "{count} of {total} accounts can't be read.",
            "{count} of {total} accounts can't be read.",
        ),
        more=N_("The others were answered; each problem is named with its line or its file."),
        forms={
            "cut": plural(
                "{count} of {total} accounts can't be read; --problems FILE lists all of them.",
                "{count} of {total} accounts can't be read; --problems FILE lists all of them.",
            )
        },
    ),
    "SOME_UNMATCHED": Entry(
        plural(
            "{count} of {total} charges is of an account that wasn't read: {ids:and}.",
            "{count} of {total} charges are of accounts that weren't read: {ids:and}.",
        ),
        more=N_("The others were checked. Compare the ids with those of the accounts."),
    ),
    "SWEEP_BROKEN": Entry(
        plural(
            "{count} account was answered until then, and every row is whole.",
            "{count} accounts were answered until then, and every row is whole.",
        ),
        forms={
            "after": plural(
                "{count} account was answered until then; go on with --after {after}",
                "{count} accounts were answered until then; go on with --after {after}",
            )
        },
    ),
    "PAST_DUE": Entry(
        N_("The account is past due: the vendor restricts adding units until it has paid."),
        more=N_(
            "The answer itself doesn't change, because the articles don't speak of it. Have the"
            " balance paid first."
        ),
    ),
    "INCLUDED_AND_PURCHASED": Entry(
        N_(
            "{addon} was bought on {date} and is in the plan {plan} now: ask the account manager"
            " whether it is still billed."
        ),
        forms={
            "left_out": N_(
                "{addon} was bought on {date} and is in the plan {plan} now, so it is left out:"
                " ask the account manager whether it is still billed."
            )
        },
    ),
    "LICENSES_NOT_AS_BOUGHT": Entry(
        plural(
            "{addon}: {count} licence is bought, and the account has {total} now.",
            "{addon}: {count} licences are bought, and the account has {total} now.",
        ),
        more=N_(
            "Have the account manager or the success team change what is bought (addonctl amend),"
            " or correct the licences of the account."
        ),
    ),
    "CURRENCY_WITHDRAWN": Entry(
        N_(
            "{currency} was withdrawn on {date}, in favour of {successor}; the amounts are still"
            " in {currency}: ask the account manager whether that is right."
        )
    ),
    "ADDON_NOT_IN_CATALOG": Entry(
        N_('"{value}" is no add-on of the catalogue: it is shown by this id and isn\'t for sale.'),
        forms={
            "meant": N_(
                '"{value}" is no add-on of the catalogue: it is shown by this id and isn\'t for'
                ' sale. Did you mean "{meant}"?'
            )
        },
    ),
    "LATER_EVENT": Entry(
        N_(
            "Nothing can be recorded for {date}: {event}, and events keep the order of their dates."
        ),
        means=N_(
            "An event is newer than the date that was asked about, and events keep the order of"
            " their dates. The amounts hold for that date, but nothing can be recorded for it any"
            " more: ask about today."
        ),
    ),
    "EVENT_AFTER_TODAY": Entry(
        N_("{date} lies after today, {today}"),
        means=N_(
            "An event has a date that hasn't come, so its year or month is likely wrong, and until"
            " then nothing else can be recorded. Correct the date, or the clock of the machine."
        ),
    ),
    "NETWORK_FILE_SYSTEM": Entry(
        N_("{file} is on a network file system: exclusive access cannot be guaranteed"),
        more=N_("Let only one machine change such an account."),
    ),
    "NOTE_NOT_WRITTEN": Entry(
        N_("the note {file:excerpt} can't be written: {reason}"),
        means=N_(
            "The change was recorded, but the note for the owners couldn't be written to its file."
            " The note stands in the answer, too: send that one."
        ),
    ),
    "NOTE_NOT_NEEDED": Entry(
        N_("no note was written: the request was recorded before"),
        forms={"told": N_("no note was written: the server tells the owners")},
        means=N_(
            "No file was written for --note: the request was recorded before, or the server tells"
            " all owners by itself."
        ),
    ),
    "NOTE_LEAVES_OUT": Entry(
        N_("the note isn't addressed to {people:and}: no letter reaches the e-mail"),
        more=N_("Write email as name@example.com in the account, or tell them otherwise."),
    ),
    "EMAIL_UNUSABLE": Entry(
        N_('no letter can be sent to "{email:excerpt}": write name@example.com')
    ),
    "RULES_DIFFER": Entry(
        N_(
            "{server} decides by other rules ({theirs}) than this version of addonctl ({ours}): it"
            " may come to another answer."
        ),
        means=N_(
            "The server's rules have another number than those of this version of addonctl, so it"
            " may decide or compute otherwise than what is shown here. Use the version of addonctl"
            " that fits the server."
        ),
    ),
    "SETTINGS_UNUSED": Entry(
        N_("{server} prescribes its own, so these settings have no effect: {names:and}"),
        means=N_(
            "The server prescribes its own catalogue, policy or reading, so what is set for these"
            " on this machine has no effect on its accounts."
        ),
    ),
    "ACCOUNT_MANAGER_UNSET": Entry(
        N_("account_manager isn't set: nobody is told of quotes by mail"),
        means=N_(
            "A mail server is set, but not the address that quotes go to: their notes wait. Set"
            " account_manager to the account manager's address."
        ),
    ),
    "TOKEN_UNUSED": Entry(
        N_("{name} has no effect: it belongs to ADDONCTL_API_URL, which isn't set")
    ),
    "ETAG_UNKNOWN": Entry(
        N_("{address} has no ETag that can be relied on: what is pulled now can't be pushed back")
    ),
    "ETAG_NOT_KEPT": Entry(
        N_("JSON on standard output keeps no ETag: to push it back, give --to FILE")
    ),
    "CHANGE_UNFINISHED": Entry(
        N_("a change of {account:excerpt} was sent to {server} on {date}, and never answered"),
        means=N_(
            "A change was sent to a server, and no answer came that says what became of it. The"
            " same command sends the same key: it records the change where that wasn't done yet,"
            " and never twice."
        ),
    ),
    "PREVIEW_LAYOUT": Entry(
        N_(
            "{server} lays the preview of {addon} for {account:excerpt} out otherwise: the values"
            " are the same, the bytes aren't"
        ),
    ),
    "SERVER_NOT_ASKED": Entry(
        N_("the server that is set can't be asked ({code}): what it prescribes isn't shown")
    ),
    "UNKNOWN_VARIABLE": Entry(
        N_("{name} is no setting and has no effect"),
        more=N_("addonctl config lists the settings and their variables."),
        forms={"meant": N_("{name} is no setting and has no effect; did you mean {meant}?")},
    ),
}
