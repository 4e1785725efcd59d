"""Hold what would change a refusal, and what a person does after a change."""

from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages.entry import Entry

STEP_NO_OWNER: Final = N_("this account has no owner: contact the account manager")

STEP_SELF: Final[dict[str, Template]] = {
    "subscribe": N_("{person} can subscribe now {where}"),
    "quote": N_("{person} can request a quote {where}"),
    "trial": N_("{person} can start a trial now {where}"),
    "request": N_("{person} can request the feature {where}"),
}
"""What a person can do instead."""

STEP_COLLEAGUE: Final[dict[str, Template]] = {
    "subscribe": N_("{person} can subscribe {where}"),
    "quote": N_("{person} can request the quote {where}"),
    "trial": N_("{person} can start the trial {where}"),
    "request": N_("{person} can request the feature {where}"),
}

MANAGER_CAN: Final[dict[str, Template]] = {
    "NO_PRICE_KNOWN": N_("agree a price in {currency}"),
    "both": N_("{first} and {second}"),
    "PURCHASE_PATH_GIVEN": N_("open self-service"),
    "PLAN_BY_QUOTE": N_("open self-service"),
    "BANK_TRANSFER": N_("agree another way to pay"),
}
"""What the account manager can do about a route, as in `can …`."""

STEP_ROUTE: Final[dict[str, Entry]] = {
    "NO_PRICE_KNOWN": Entry(
        N_(
            "the account manager can agree a price in {currency}; with unit_price and per under"
            " [prices.{addon_id}] of the account, {person} may {action}"
        ),
        short=MANAGER_CAN["NO_PRICE_KNOWN"],
    ),
    "both": Entry(
        N_("the account manager can {first} and {second}; then {person} may {action}"),
        short=MANAGER_CAN["both"],
    ),
    "PURCHASE_PATH_GIVEN": Entry(
        N_("the account manager can open self-service for the account; then {person} may {action}"),
        short=MANAGER_CAN["PURCHASE_PATH_GIVEN"],
    ),
    "PLAN_BY_QUOTE": Entry(
        N_("the account manager can open self-service for the account; then {person} may {action}"),
        short=MANAGER_CAN["PLAN_BY_QUOTE"],
    ),
    "BANK_TRANSFER": Entry(
        N_("the account manager can agree another way to pay; then {person} may {action}"),
        short=MANAGER_CAN["BANK_TRANSFER"],
    ),
}
STEP_PLAN: Final = Entry(
    N_("the account manager can change the plan; then {person} may {action}"),
    short=N_("change the plan"),
)

STEP_NOBODY: Final[dict[str, Template]] = {
    "purchased": N_(
        "it is bought already; changes to the subscription are made by the account manager or the"
        " success team"
    ),
    "included": N_("it comes with the plan; if it is billed as well, tell the account manager"),
    "other": N_("nobody on this account can: contact the account manager"),
}
"""Why nobody on the account can change it."""

NEXT: Final[dict[str, Template]] = {
    "invoice": N_("Invoice {total} now."),
    "invoice_later": N_("Invoice {total} on {date}."),
    "remark": N_("Put the remark on the invoice: {remarks:and}."),
    "final": N_(
        "Purchases are final; later changes are made by the account manager or the success team."
    ),
    "send_quote": N_("Send the note to the account manager."),
    "start_trial": N_(
        "Start the trial of {addon} in the vendor's dashboard: the plan tab of the company, or the"
        " add-on in the side bar."
    ),
    "tell_owners": N_("Tell {owners:and}: the note is ready."),
    "invoice.credit": N_("Invoice {total} now: credit taken {credit}, due {due}."),
    "invoice_later.credit": N_("Invoice {total} on {date}: credit taken {credit}, due {due}."),
}

WOULD: Final[dict[str, Template]] = {
    "invoice": N_("{total} would be invoiced now."),
    "invoice_later": N_("{total} would be invoiced on {date}."),
    "remark": N_("The invoice would carry the remark: {remarks:and}."),
    "send_quote": N_("This note would go to the account manager."),
    "start_trial": N_("The trial of {addon} would then be started in the vendor's dashboard."),
    "tell_owners": N_("{owners:and} would be told with this note."),
    "tell_nobody": N_("This account has no owner who would be told; this is the note."),
    "invoice.credit": N_("{total} would be invoiced now: credit taken {credit}, due {due}."),
    "invoice_later.credit": N_(
        "{total} would be invoiced on {date}: credit taken {credit}, due {due}."
    ),
}
"""The same after a dry run, which asks nobody to act."""

NOTE_QUOTE: Final[dict[str, Template]] = {
    "open": N_("{person} of {account} ({account_id}) requests a quote for {addon}."),
    "all": plural(
        "{person} of {account} ({account_id}) requests a quote for {addon}, for the account's"
        " {count} licence.",
        "{person} of {account} ({account_id}) requests a quote for {addon}, for all {count}"
        " licences of the account.",
    ),
    "counted": plural(
        "{person} of {account} ({account_id}) requests a quote for {addon}, {count} licence.",
        "{person} of {account} ({account_id}) requests a quote for {addon}, {count} licences.",
    ),
}
"""The request for a quote without a price: for whom it is."""
