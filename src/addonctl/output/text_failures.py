"""Hold the English sentences of failures by code: what, why (`.why`), what to do (`.hint`).

Those about the content of data files stand in `text_data`.
"""

from typing import Final

from addonctl.output.marker import mark as _

TEXTS: Final[dict[str, str | tuple[str, str]]] = {
    # nothing to buy
    "NOTHING_TO_BUY.purchased": _("{addon} was bought for {account} on {date}"),
    "NOTHING_TO_BUY.included": _("{addon} is in the plan {plan} of {account}: nothing to buy"),
    "NOTHING_TO_BUY.not_offered": _("{addon} isn't offered on the plan {plan} of {account}"),
    # usage
    "LICENSES_FIXED": _("{addon} is billed on all licences of the account"),
    "LICENSES_FIXED.why": _("its quantity is the account's total, {total}"),
    "LICENSES_FIXED.hint": _("leave --licenses out"),
    "LICENSES_TOO_MANY": _("{licenses} licences are more than the account's {total}"),
    "LICENSES_TOO_MANY.hint": _("give --licenses from 1 to {total}"),
    # data
    "BEFORE_FIRST_CYCLE": _("{date} lies before the first billing cycle"),
    "BEFORE_FIRST_CYCLE.why": _("the account is billed from {anchor}"),
    "BEFORE_FIRST_CYCLE.hint": _("give --as-of a date from {anchor} on"),
    "POLICY_GAP": _(
        "the policy has no row for {role}, {action}, route {route}, state {state} ({reading})"
    ),
    "POLICY_GAP.why": _("a question that no row answers is neither allowed nor refused"),
    "POLICY_GAP.hint": _("addonctl check POLICY prints the missing row"),
    # storage
    "OUTPUT_FAILED": _("the answer can't be written: {reason}"),
    "OUTPUT_FAILED.hint": _("free space, or send the output elsewhere"),
}
