"""Hold what would change a refusal, and what a person does after a change."""

from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import Entry

STEP_NO_OWNER: Final = N_("this account has no owner: contact the account manager")

CAN_NOW: Final[dict[str, Template]] = {
    "subscribe": plural("{person} can subscribe now"),
    "quote": plural("{person} can request a quote"),
    "trial": plural("{person} can start a trial now"),
    "request": plural("{person} can request the feature"),
}
"""What the person who was refused can do instead, or several can."""

CAN: Final[dict[str, Template]] = {
    "subscribe": N_("{person} can subscribe"),
    "quote": N_("{person} can request the quote"),
    "trial": N_("{person} can start the trial"),
    "request": N_("{person} can request the feature"),
}
"""What a colleague can do."""

STEP_WHERE: Final = N_("{what} {where}")

_OPEN_SELF_SERVICE: Final = Entry(
    N_("open self-service for the account"), short=N_("open self-service")
)
MANAGER_CAN: Final[dict[str, Entry]] = {
    "NO_PRICE_KNOWN": Entry(N_("agree a price in {currency}")),
    "PURCHASE_PATH_GIVEN": _OPEN_SELF_SERVICE,
    "PLAN_BY_QUOTE": _OPEN_SELF_SERVICE,
    "BANK_TRANSFER": Entry(N_("agree another way to pay")),
}
"""What the account manager can do where a factor decides the route, as in `can …`."""

CHANGE_PLAN: Final = Entry(N_("change the plan"))
DO_BOTH: Final = Entry(N_("{first} and {second}"))

STEP_MANAGER: Final = N_("the account manager can {what}; then {person} may {action}")
STEP_MANAGER_PRICE: Final = N_(
    "the account manager can {what}; with unit_price and per under [prices.{addon_id}] of the"
    " account, {person} may {action}"
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
    "server_tells_owners": N_("The server tells {owners:and}."),
    "server_tells_manager": N_("The server tells the account manager."),
    "credit_note": N_("Write a credit note of {total}; it is added to the account's credit."),
    "vendor.more": N_("Change the subscription at the vendor: more licences from {date} on."),
    "vendor.fewer": N_("Change the subscription at the vendor: fewer licences from {date} on."),
    "vendor.end": N_("End the subscription at the vendor, with effect from {date}."),
    "vendor.void": N_("See that nothing of it was started or invoiced at the vendor."),
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
    "server_tells_owners": N_("The server would tell {owners:and}."),
    "server_tells_manager": N_("The server would tell the account manager."),
    "tell_nobody": N_("This account has no owner who would be told; this is the note."),
    "credit_note": N_("A credit note of {total} would be written."),
    "vendor.more": N_(
        "The subscription would be changed at the vendor: more licences from {date} on."
    ),
    "vendor.fewer": N_(
        "The subscription would be changed at the vendor: fewer licences from {date} on."
    ),
    "vendor.end": N_("The subscription would be ended at the vendor, with effect from {date}."),
    "vendor.void": N_("It would be seen that nothing of it was started or invoiced at the vendor."),
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
    "counted": N_("{person} of {account} ({account_id}) requests a quote for {addon}, {licenses}."),
}
"""The request for a quote without a price: for whom it is."""
