"""Hold the English sentences of answers by code: reasons, next steps, assumptions, warnings."""

from typing import Final

from addonctl.model.marking import mark as _

TEXTS: Final[dict[str, str | tuple[str, str]]] = {
    # reasons
    "ROLE_NO_ACCESS": _("Agents have no access to the purchase of add-ons."),
    "ROLE_OWNER_ONLY.subscribe": _("Only owners purchase."),
    "ROLE_OWNER_ONLY.quote": _("Only owners request a quote."),
    "ROLE_OWNER_ONLY.trial": _("Only owners start a trial."),
    "ROLE_OWNER_ONLY.request": _("Only owners request a feature."),
    "ROLE_OWNER_OR_ADMIN_ONLY": _("Only owners and admins start a trial."),
    "OWNER_ACTS_DIRECTLY": _("Owners act themselves instead of requesting a feature."),
    "ACCOUNT_NEEDS_QUOTE": _("This account buys it by quote."),
    "QUOTE_NOT_OFFERED": _("This account subscribes by itself: no quote is needed."),
    "ALREADY_PURCHASED": _("It is already purchased."),
    "ALREADY_PURCHASED.on": _("It was purchased on {date} (event {number})."),
    "INCLUDED_IN_PLAN": _("The plan includes it: there is nothing to buy."),
    "INCLUDED_IN_PLAN.of": _("The plan, {plan}, includes it: there is nothing to buy."),
    "ADDON_NOT_OFFERED": _("The plan doesn't offer it."),
    "ADDON_NOT_OFFERED.of": _("The plan, {plan}, doesn't offer it."),
    "TRIAL_RUNNING": _("Its trial is running."),
    "TRIAL_RUNNING.on": _("Its trial runs from {first} through {last} (event {number})."),
    "TRIAL_USED": _("Its trial is used."),
    "TRIAL_USED.on": _("Its trial is used: it ran from {first} through {last} (event {number})."),
    "MAY_SUBSCRIBE": _("Owners subscribe."),
    "MAY_REQUEST_QUOTE": _("The role may request a quote."),
    "MAY_START_TRIAL": _("Owners and admins start a trial."),
    "MAY_REQUEST_FEATURE": _("Admins and supervisors request a feature."),
    # reasons in few words, as a part of a sentence
    "BECAUSE.ROLE_NO_ACCESS": _("agents have no access"),
    "BECAUSE.ROLE_OWNER_ONLY": _("only owners purchase or request a quote"),
    "BECAUSE.ROLE_OWNER_ONLY.subscribe": _("only owners purchase"),
    "BECAUSE.ROLE_OWNER_ONLY.quote": _("only owners request a quote"),
    "BECAUSE.ROLE_OWNER_ONLY.trial": _("only owners start a trial"),
    "BECAUSE.ROLE_OWNER_ONLY.request": _("only owners request a feature"),
    "BECAUSE.ROLE_OWNER_OR_ADMIN_ONLY": _("only owners and admins start a trial"),
    "BECAUSE.SUPERVISOR": _("supervisors only request features"),
    "BECAUSE.OWNER_ACTS_DIRECTLY": _("owners act instead of requesting"),
    "BECAUSE.ACCOUNT_NEEDS_QUOTE": _("sold by quote here"),
    "BECAUSE.QUOTE_NOT_OFFERED": _("no quote needed here"),
    "BECAUSE.ALREADY_PURCHASED": _("bought already"),
    "BECAUSE.ALREADY_PURCHASED.on": _("bought on {date}, event {number}"),
    "BECAUSE.INCLUDED_IN_PLAN": _("in the plan: nothing to buy"),
    "BECAUSE.INCLUDED_IN_PLAN.of": _("in the plan, {plan}: nothing to buy"),
    "BECAUSE.ADDON_NOT_OFFERED": _("not offered on the plan"),
    "BECAUSE.ADDON_NOT_OFFERED.of": _("not offered on the plan, {plan}"),
    "BECAUSE.TRIAL_RUNNING": _("its trial is running"),
    "BECAUSE.TRIAL_RUNNING.on": _("its trial runs from {first} through {last}, event {number}"),
    "BECAUSE.TRIAL_USED": _("its trial is used"),
    "BECAUSE.TRIAL_USED.on": _("its trial ran from {first} through {last}, event {number}"),
    # what decides whether the account buys by itself or by quote
    "ROUTE_REASON.NO_PRICE_KNOWN": _("no price in {currency} is known for this add-on"),
    "ROUTE_REASON.PLAN_BY_QUOTE": _("the plan, {plan}, is sold by quote, too"),
    "ROUTE_REASON.BANK_TRANSFER": _("a bank transfer can't be charged at once"),
    "ROUTE_REASON.PURCHASE_PATH_GIVEN": _("the account's purchase_path"),
    "ROUTE_REASON.NO_OTHER_FACTOR": _("no account factor asks for a quote"),
    # decisions, as a part of a sentence; about one person and about several, in English the same
    "MAY_DO.subscribe": (
        _("{person} ({roles}) may subscribe to {addon}"),
        _("{person} ({roles}) may subscribe to {addon}"),
    ),
    "MAY_DO.quote": (
        _("{person} ({roles}) may request a quote for {addon}"),
        _("{person} ({roles}) may request a quote for {addon}"),
    ),
    "MAY_DO.trial": (
        _("{person} ({roles}) may start a trial of {addon}"),
        _("{person} ({roles}) may start a trial of {addon}"),
    ),
    "MAY_DO.request": (
        _("{person} ({roles}) may request the feature {addon}"),
        _("{person} ({roles}) may request the feature {addon}"),
    ),
    "MAY_NOT_DO.subscribe": (
        _("{person} ({roles}) may not subscribe to {addon}"),
        _("{person} ({roles}) may not subscribe to {addon}"),
    ),
    "MAY_NOT_DO.quote": (
        _("{person} ({roles}) may not request a quote for {addon}"),
        _("{person} ({roles}) may not request a quote for {addon}"),
    ),
    "MAY_NOT_DO.trial": (
        _("{person} ({roles}) may not start a trial of {addon}"),
        _("{person} ({roles}) may not start a trial of {addon}"),
    ),
    "MAY_NOT_DO.request": (
        _("{person} ({roles}) may not request the feature {addon}"),
        _("{person} ({roles}) may not request the feature {addon}"),
    ),
    # actions, as in "may …"
    "MAY.subscribe": _("subscribe"),
    "MAY.quote": _("request a quote"),
    "MAY.trial": _("start a trial"),
    "MAY.request": _("request the feature"),
    # roles, states and actions, as one word or two
    "ROLE.owner": _("owner"),
    "ROLE.admin": _("admin"),
    "ROLE.supervisor": _("supervisor"),
    "ROLE.agent": _("agent"),
    "STATE.available": _("available"),
    "STATE.trial_used": _("trial used"),
    "STATE.purchased": _("bought"),
    "STATE.included": _("in the plan"),
    "STATE.not_offered": _("not offered"),
    "DO.subscribe": _("subscribe", "as a noun"),
    "DO.quote": _("quote"),
    "DO.trial": _("trial"),
    "DO.request": _("request"),
    "NOBODY": _("nobody"),
    "SAME_SOURCE": _("the same"),
    "ROUTE.self_service": _("self-service"),
    "ROUTE.quote": _("by quote"),
    "BASIS.stated": _("stated"),
    "BASIS.inferred": _("assumed"),
    # what would change a refusal
    "STEP_SELF.subscribe": _("{person} can subscribe now {where}"),
    "STEP_SELF.quote": _("{person} can request a quote {where}"),
    "STEP_SELF.trial": _("{person} can start a trial now {where}"),
    "STEP_SELF.request": _("{person} can request the feature {where}"),
    "STEP_COLLEAGUE.subscribe": _("{person} can subscribe {where}"),
    "STEP_COLLEAGUE.quote": _("{person} can request the quote {where}"),
    "STEP_COLLEAGUE.trial": _("{person} can start the trial {where}"),
    "STEP_COLLEAGUE.request": _("{person} can request the feature {where}"),
    "WHERE": _("(in the dashboard: company name, Plan tab; or the add-on in the side bar)"),
    "STEP_ROUTE.NO_PRICE_KNOWN": _(
        "the account manager can agree a price in {currency}; with unit_price and per under"
        " [prices.{addon_id}] of the account, {person} may {action}"
    ),
    "STEP_ROUTE.both": _(
        "the account manager can {first} and {second}; then {person} may {action}"
    ),
    "STEP_ROUTE.PURCHASE_PATH_GIVEN": _(
        "the account manager can open self-service for the account; then {person} may {action}"
    ),
    "STEP_ROUTE.PLAN_BY_QUOTE": _(
        "the account manager can open self-service for the account; then {person} may {action}"
    ),
    "STEP_ROUTE.BANK_TRANSFER": _(
        "the account manager can agree another way to pay; then {person} may {action}"
    ),
    "STEP_PLAN": _("the account manager can change the plan; then {person} may {action}"),
    "STEP_NO_OWNER": _("this account has no owner: contact the account manager"),
    "STEP_NOBODY.purchased": _(
        "it is bought already; changes to the subscription are made by the account manager or the"
        " success team"
    ),
    "STEP_NOBODY.included": _(
        "it comes with the plan; if it is billed as well, tell the account manager"
    ),
    "STEP_NOBODY.other": _("nobody on this account can: contact the account manager"),
    # what the account manager can do, as in "can …"
    "MANAGER.ROUTE.NO_PRICE_KNOWN": _("agree a price in {currency}"),
    "MANAGER.ROUTE.both": _("{first} and {second}"),
    "MANAGER.ROUTE.PURCHASE_PATH_GIVEN": _("open self-service"),
    "MANAGER.ROUTE.PLAN_BY_QUOTE": _("open self-service"),
    "MANAGER.ROUTE.BANK_TRANSFER": _("agree another way to pay"),
    "MANAGER.PLAN": _("change the plan"),
    # assumptions
    "TIME_ZONE_UTC": _("The account names no time zone: its dates are UTC."),
    "NO_PRICE_KNOWN": _("{addon} is bought by quote: no price in {currency} is known for it."),
    "PLAN_BY_QUOTE": _("{addon} is bought by quote: so is the plan, {plan}."),
    "BANK_TRANSFER": _("{addon} is bought by quote: a bank transfer can't be charged at once."),
    "DAY_OF_PURCHASE_BILLED": _("The day of purchase is billed. A day later: {days}, {net}."),
    "DAY_OF_PURCHASE_BILLED.new_cycle": _(
        "The day of purchase is billed. A day later a new cycle begins, and only its invoice is"
        " paid: {days}, {net}."
    ),
    "DAY_OF_PURCHASE_BILLED.new_price": _(
        "The day of purchase is billed. A day later the price is {price}: {days}, {net}."
    ),
    "DAY_OF_PURCHASE_BILLED.new_cycle.new_price": _(
        "The day of purchase is billed. A day later a new cycle begins at a price of {price}, and"
        " only its invoice is paid: {days}, {net}."
    ),
    "BILLED_DURING_TRIAL": _(
        "It is billed from the day of purchase, although the trial runs to {last}. Billed from"
        " {end} it would be {nothing} now and {net} then ({fraction} days)."
    ),
    "BILLED_DURING_TRIAL.same_cycle": _(
        "It is billed from the day of purchase, although the trial runs to {last}. Billed from"
        " {end} it would be {net} ({fraction} days)."
    ),
    "MONTH_END_CLAMPED": _(
        "The cycle starts on the {day:ordinal}, on the last day of shorter months."
    ),
    "PRICES_BEFORE_TAX": _("Prices are before {taxes:and}."),
    "TAX_OF_INVOICE_DATE": _("Each invoice has the taxes of its own date: {changes:and}."),
    "TAX_UNKNOWN": _("No tax rate is known: all amounts are excl. tax."),
    "LICENSES_NOT_GIVEN": _(
        "All {total} licences are billed; with --licenses N, those that are to be assigned."
    ),
    "CREDIT_LEFT": _("{credit} of the account's credit is left, and only these invoices use it."),
    "OF_DAY": _("of {date}"),
    "OF_DAY.today": _("of today"),
    "PRICED_ON": _("on {date}"),
    "PRICED_ON.today": _("today"),
    "NEXT_AS_TODAY": _("On {date} the licences and the price are those {of_day}."),
    "NEXT_AS_TODAY.taxed": _("On {date} the licences, the price and the taxes are those {of_day}."),
    "NEXT_AS_TODAY_DISCOUNTED": _(
        "On {date} the licences, the price and the discount are those {of_day}."
    ),
    "NEXT_AS_TODAY_DISCOUNTED.taxed": _(
        "On {date} the licences, the price, the discount and the taxes are those {of_day}."
    ),
    "DISCOUNT_REST_LAPSES": _(
        "The discount is given once; what the first invoice can't use of it, {rest}, lapses."
    ),
    "DISCOUNT_IS_DIFFERENCE": _(
        "The subtotal is rounded, the discount is the difference: {discount} on {date}, where it"
        " would be {by_itself} by itself."
    ),
    "LATER_PRICE_KNOWN": _(
        "From {date} the price book says {price}. The invoices use the price of {as_of}; what"
        " another day of purchase costs uses the price of that day."
    ),
    # warnings
    "PAST_DUE": _("The account is past due: the vendor restricts adding units until it has paid."),
    "INCLUDED_AND_PURCHASED": _(
        "{addon} was bought on {date} and is in the plan {plan} now: ask the account manager"
        " whether it is still billed."
    ),
    "ADDON_NOT_IN_CATALOG": _(
        '"{value}" is no add-on of the catalogue: it is shown by this id and isn\'t for sale.'
    ),
    "ADDON_NOT_IN_CATALOG.meant": _(
        '"{value}" is no add-on of the catalogue: it is shown by this id and isn\'t for sale. Did'
        ' you mean "{meant}"?'
    ),
    "CURRENCY_WITHDRAWN": _(
        "{currency} was withdrawn on {date}, in favour of {successor}; the amounts are still in"
        " {currency}: ask the account manager whether that is right."
    ),
    "LATER_EVENT": _(
        "Nothing can be recorded for {date}: {event}, and events keep the order of their dates."
    ),
    # why nothing can be recorded on a date, and what happened, as parts of sentences
    "NOT_RECORDABLE.ahead": _("nothing is recorded for {date} before that day comes"),
    "NOT_RECORDABLE.later_event": _(
        "nothing can be recorded for {date}: {event}, and events keep the order of their dates"
    ),
    "NOT_RECORDABLE.no_cycle": _(
        "nothing is bought before the first billing cycle begins, on {anchor}"
    ),
    "EVENT_WAS.subscribed": _("{addon} was bought on {date}"),
    "EVENT_WAS.quote_requested": _("a quote for {addon} was requested on {date}"),
    "EVENT_WAS.trial_started": _("a trial of {addon} was started on {date}"),
    "EVENT_WAS.feature_requested": _("{addon} was requested on {date}"),
    # parts of sentences
    "DAYS": (_("{count} day"), _("{count} days")),
    "NET.taxed": _("{subtotal} + {taxes:and}"),
    "NET.with_amounts": _("{subtotal} + {amounts:and}"),
    "NET.untaxed": _("{subtotal}"),
    "NET.unknown_tax": _("{subtotal} excl. tax"),
    "NET.zero_rated": _("{subtotal} excl. VAT"),
    "NET.before_tax": _("{subtotal} before tax"),
    "PRICE.month": _("{unit_price:decimal} {currency} a month"),
    "PRICE.cycle": _("{unit_price:decimal} {currency} a cycle"),
    "TAX.VAT": _("VAT"),
    "TAX.rate": _("{tax} {percent:percent}"),
    "TAX.remark": _("Remark: {remarks:and}"),
    "TAX.remark_after": _("{text} Remark: {remarks:and}."),
    "TAX_AMOUNT": _("{tax} {amount:decimal}"),
    "TAX_FROM": _("{tax} {percent:percent} from {date}"),
    # invoices
    "LINE.standard": _("Standard licences"),
    "LINE.additional": _("Additional users"),
    "LINE.assigned": _("Assigned licences"),
    "LICENSES.standard": (_("{count} standard"), _("{count} standard")),
    "LICENSES.additional": (_("{count} additional user"), _("{count} additional users")),
    "LICENSES.assigned": (_("{count} assigned"), _("{count} assigned")),
    "NOT_INCLUDED.plan": _("the plan"),
    "NOT_INCLUDED.addons": _("other add-ons"),
    "NOT_INCLUDED.usage": _("usage"),
    # what a person does after a change
    "NEXT.invoice": _("Invoice {total} now."),
    "NEXT.invoice_later": _("Invoice {total} on {date}."),
    "NEXT.invoice.credit": _("Invoice {total} now: credit taken {credit}, due {due}."),
    "NEXT.invoice_later.credit": _("Invoice {total} on {date}: credit taken {credit}, due {due}."),
    "NEXT.remark": _("Put the remark on the invoice: {remarks:and}."),
    "NEXT.final": _(
        "Purchases are final; later changes are made by the account manager or the success team."
    ),
    "NEXT.send_quote": _("Send the note to the account manager."),
    "NEXT.start_trial": _(
        "Start the trial of {addon} in the vendor's dashboard: the plan tab of the company, or the"
        " add-on in the side bar."
    ),
    "NEXT.tell_owners": _("Tell {owners:and}: the note is ready."),
    # the same after a dry run, which asks nobody to act
    "WOULD.invoice": _("{total} would be invoiced now."),
    "WOULD.invoice_later": _("{total} would be invoiced on {date}."),
    "WOULD.invoice.credit": _("{total} would be invoiced now: credit taken {credit}, due {due}."),
    "WOULD.invoice_later.credit": _(
        "{total} would be invoiced on {date}: credit taken {credit}, due {due}."
    ),
    "WOULD.remark": _("The invoice would carry the remark: {remarks:and}."),
    "WOULD.send_quote": _("This note would go to the account manager."),
    "WOULD.start_trial": _("The trial of {addon} would then be started in the vendor's dashboard."),
    "WOULD.tell_owners": _("{owners:and} would be told with this note."),
    "WOULD.tell_nobody": _("This account has no owner who would be told; this is the note."),
    "NOTE_QUOTE.open": _("{person} of {account} ({account_id}) requests a quote for {addon}."),
    "NOTE_QUOTE.all": (
        _(
            "{person} of {account} ({account_id}) requests a quote for {addon}, for the account's"
            " {count} licence."
        ),
        _(
            "{person} of {account} ({account_id}) requests a quote for {addon}, for all {count}"
            " licences of the account."
        ),
    ),
    "NOTE_QUOTE.counted": (
        _("{person} of {account} ({account_id}) requests a quote for {addon}, {count} licence."),
        _("{person} of {account} ({account_id}) requests a quote for {addon}, {count} licences."),
    ),
    "NOTE_QUOTE_PRICED": (
        _(
            "{person} of {account} ({account_id}) requests a quote for {addon}, {count} licence:"
            " {now} through {last}, then {full} {every}; as priced {on_day}, valid until"
            " {valid_until}."
        ),
        _(
            "{person} of {account} ({account_id}) requests a quote for {addon}, {count} licences:"
            " {now} through {last}, then {full} {every}; as priced {on_day}, valid until"
            " {valid_until}."
        ),
    ),
    "NOTE_REQUEST": (
        _("{count} person of {account} asks for {addon}: {people:and}."),
        _("{count} people of {account} ask for {addon}: {people:and}."),
    ),
    "WHERE_IN_DASHBOARD": _(
        "In the vendor's dashboard: the plan tab of the company, or the add-on in the side bar."
    ),
    "EVERY.monthly": _("every month"),
    "EVERY.quarterly": _("every quarter"),
    "EVERY.semiannual": _("every half-year"),
    "EVERY.annual": _("every year"),
    "SENTENCES": _("{first} {second}"),
    "SOMEONE": _("someone"),
    "ITS_FILE": _("the account's file"),
}
