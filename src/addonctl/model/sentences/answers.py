"""Hold the English sentences of answers by code: reasons, next steps, assumptions, warnings."""

from typing import Final

from addonctl.model.marking import N_, Template, plural

TEXTS: Final[dict[str, Template]] = {
    # reasons
    "ROLE_NO_ACCESS": N_("Agents have no access to the purchase of add-ons."),
    "ROLE_OWNER_ONLY.subscribe": N_("Only owners purchase."),
    "ROLE_OWNER_ONLY.quote": N_("Only owners request a quote."),
    "ROLE_OWNER_ONLY.trial": N_("Only owners start a trial."),
    "ROLE_OWNER_ONLY.request": N_("Only owners request a feature."),
    "ROLE_OWNER_OR_ADMIN_ONLY": N_("Only owners and admins start a trial."),
    "OWNER_ACTS_DIRECTLY": N_("Owners act themselves instead of requesting a feature."),
    "ACCOUNT_NEEDS_QUOTE": N_("This account buys it by quote."),
    "QUOTE_NOT_OFFERED": N_("This account subscribes by itself: no quote is needed."),
    "ALREADY_PURCHASED": N_("It is already purchased."),
    "ALREADY_PURCHASED.on": N_("It was purchased on {date} (event {number})."),
    "INCLUDED_IN_PLAN": N_("The plan includes it: there is nothing to buy."),
    "INCLUDED_IN_PLAN.of": N_("The plan, {plan}, includes it: there is nothing to buy."),
    "ADDON_NOT_OFFERED": N_("The plan doesn't offer it."),
    "ADDON_NOT_OFFERED.of": N_("The plan, {plan}, doesn't offer it."),
    "TRIAL_RUNNING": N_("Its trial is running."),
    "TRIAL_RUNNING.on": N_("Its trial runs from {first} through {last} (event {number})."),
    "TRIAL_USED": N_("Its trial is used."),
    "TRIAL_USED.on": N_("Its trial is used: it ran from {first} through {last} (event {number})."),
    "MAY_SUBSCRIBE": N_("Owners subscribe."),
    "MAY_REQUEST_QUOTE": N_("The role may request a quote."),
    "MAY_START_TRIAL": N_("Owners and admins start a trial."),
    "MAY_REQUEST_FEATURE": N_("Admins and supervisors request a feature."),
    # reasons in few words, as a part of a sentence
    "BECAUSE.ROLE_NO_ACCESS": N_("agents have no access"),
    "BECAUSE.ROLE_OWNER_ONLY": N_("only owners purchase or request a quote"),
    "BECAUSE.ROLE_OWNER_ONLY.subscribe": N_("only owners purchase"),
    "BECAUSE.ROLE_OWNER_ONLY.quote": N_("only owners request a quote"),
    "BECAUSE.ROLE_OWNER_ONLY.trial": N_("only owners start a trial"),
    "BECAUSE.ROLE_OWNER_ONLY.request": N_("only owners request a feature"),
    "BECAUSE.ROLE_OWNER_OR_ADMIN_ONLY": N_("only owners and admins start a trial"),
    "BECAUSE.SUPERVISOR": N_("supervisors only request features"),
    "BECAUSE.OWNER_ACTS_DIRECTLY": N_("owners act instead of requesting"),
    "BECAUSE.ACCOUNT_NEEDS_QUOTE": N_("sold by quote here"),
    "BECAUSE.QUOTE_NOT_OFFERED": N_("no quote needed here"),
    "BECAUSE.ALREADY_PURCHASED": N_("bought already"),
    "BECAUSE.ALREADY_PURCHASED.on": N_("bought on {date}, event {number}"),
    "BECAUSE.INCLUDED_IN_PLAN": N_("in the plan: nothing to buy"),
    "BECAUSE.INCLUDED_IN_PLAN.of": N_("in the plan, {plan}: nothing to buy"),
    "BECAUSE.ADDON_NOT_OFFERED": N_("not offered on the plan"),
    "BECAUSE.ADDON_NOT_OFFERED.of": N_("not offered on the plan, {plan}"),
    "BECAUSE.TRIAL_RUNNING": N_("its trial is running"),
    "BECAUSE.TRIAL_RUNNING.on": N_("its trial runs from {first} through {last}, event {number}"),
    "BECAUSE.TRIAL_USED": N_("its trial is used"),
    "BECAUSE.TRIAL_USED.on": N_("its trial ran from {first} through {last}, event {number}"),
    # what decides whether the account buys by itself or by quote
    "ROUTE_REASON.NO_PRICE_KNOWN": N_("no price in {currency} is known for this add-on"),
    "ROUTE_REASON.PLAN_BY_QUOTE": N_("the plan, {plan}, is sold by quote, too"),
    "ROUTE_REASON.BANK_TRANSFER": N_("a bank transfer can't be charged at once"),
    "ROUTE_REASON.PURCHASE_PATH_GIVEN": N_("the account's purchase_path"),
    "ROUTE_REASON.NO_OTHER_FACTOR": N_("no account factor asks for a quote"),
    # decisions, as a part of a sentence; about one person and about several, in English the same
    "MAY_DO.subscribe": plural("{person} ({roles}) may subscribe to {addon}"),
    "MAY_DO.quote": plural("{person} ({roles}) may request a quote for {addon}"),
    "MAY_DO.trial": plural("{person} ({roles}) may start a trial of {addon}"),
    "MAY_DO.request": plural("{person} ({roles}) may request the feature {addon}"),
    "MAY_NOT_DO.subscribe": plural("{person} ({roles}) may not subscribe to {addon}"),
    "MAY_NOT_DO.quote": plural("{person} ({roles}) may not request a quote for {addon}"),
    "MAY_NOT_DO.trial": plural("{person} ({roles}) may not start a trial of {addon}"),
    "MAY_NOT_DO.request": plural("{person} ({roles}) may not request the feature {addon}"),
    # actions, as in "may …"
    "MAY.subscribe": N_("subscribe"),
    "MAY.quote": N_("request a quote"),
    "MAY.trial": N_("start a trial"),
    "MAY.request": N_("request the feature"),
    # roles, states and actions, as one word or two
    "ROLE.owner": N_("owner"),
    "ROLE.admin": N_("admin"),
    "ROLE.supervisor": N_("supervisor"),
    "ROLE.agent": N_("agent"),
    "STATE.available": N_("available"),
    "STATE.trial_used": N_("trial used"),
    "STATE.purchased": N_("bought"),
    "STATE.included": N_("in the plan"),
    "STATE.not_offered": N_("not offered"),
    "DO.subscribe": N_("subscribe", "as a noun"),
    "DO.quote": N_("quote"),
    "DO.trial": N_("trial"),
    "DO.request": N_("request"),
    "NOBODY": N_("nobody"),
    "SAME_SOURCE": N_("the same"),
    "ROUTE.self_service": N_("self-service"),
    "ROUTE.quote": N_("by quote"),
    "BASIS.stated": N_("stated"),
    "BASIS.inferred": N_("assumed"),
    # what would change a refusal
    "STEP_SELF.subscribe": N_("{person} can subscribe now {where}"),
    "STEP_SELF.quote": N_("{person} can request a quote {where}"),
    "STEP_SELF.trial": N_("{person} can start a trial now {where}"),
    "STEP_SELF.request": N_("{person} can request the feature {where}"),
    "STEP_COLLEAGUE.subscribe": N_("{person} can subscribe {where}"),
    "STEP_COLLEAGUE.quote": N_("{person} can request the quote {where}"),
    "STEP_COLLEAGUE.trial": N_("{person} can start the trial {where}"),
    "STEP_COLLEAGUE.request": N_("{person} can request the feature {where}"),
    "WHERE": N_("(in the dashboard: company name, Plan tab; or the add-on in the side bar)"),
    "STEP_ROUTE.NO_PRICE_KNOWN": N_(
        "the account manager can agree a price in {currency}; with unit_price and per under"
        " [prices.{addon_id}] of the account, {person} may {action}"
    ),
    "STEP_ROUTE.both": N_(
        "the account manager can {first} and {second}; then {person} may {action}"
    ),
    "STEP_ROUTE.PURCHASE_PATH_GIVEN": N_(
        "the account manager can open self-service for the account; then {person} may {action}"
    ),
    "STEP_ROUTE.PLAN_BY_QUOTE": N_(
        "the account manager can open self-service for the account; then {person} may {action}"
    ),
    "STEP_ROUTE.BANK_TRANSFER": N_(
        "the account manager can agree another way to pay; then {person} may {action}"
    ),
    "STEP_PLAN": N_("the account manager can change the plan; then {person} may {action}"),
    "STEP_NO_OWNER": N_("this account has no owner: contact the account manager"),
    "STEP_NOBODY.purchased": N_(
        "it is bought already; changes to the subscription are made by the account manager or the"
        " success team"
    ),
    "STEP_NOBODY.included": N_(
        "it comes with the plan; if it is billed as well, tell the account manager"
    ),
    "STEP_NOBODY.other": N_("nobody on this account can: contact the account manager"),
    # what the account manager can do, as in "can …"
    "MANAGER.ROUTE.NO_PRICE_KNOWN": N_("agree a price in {currency}"),
    "MANAGER.ROUTE.both": N_("{first} and {second}"),
    "MANAGER.ROUTE.PURCHASE_PATH_GIVEN": N_("open self-service"),
    "MANAGER.ROUTE.PLAN_BY_QUOTE": N_("open self-service"),
    "MANAGER.ROUTE.BANK_TRANSFER": N_("agree another way to pay"),
    "MANAGER.PLAN": N_("change the plan"),
    # assumptions
    "TIME_ZONE_UTC": N_("The account names no time zone: its dates are UTC."),
    "NO_PRICE_KNOWN": N_("{addon} is bought by quote: no price in {currency} is known for it."),
    "PLAN_BY_QUOTE": N_("{addon} is bought by quote: so is the plan, {plan}."),
    "BANK_TRANSFER": N_("{addon} is bought by quote: a bank transfer can't be charged at once."),
    "DAY_OF_PURCHASE_BILLED": N_("The day of purchase is billed. A day later: {days}, {net}."),
    "DAY_OF_PURCHASE_BILLED.new_cycle": N_(
        "The day of purchase is billed. A day later a new cycle begins, and only its invoice is"
        " paid: {days}, {net}."
    ),
    "DAY_OF_PURCHASE_BILLED.new_price": N_(
        "The day of purchase is billed. A day later the price is {price}: {days}, {net}."
    ),
    "DAY_OF_PURCHASE_BILLED.new_cycle.new_price": N_(
        "The day of purchase is billed. A day later a new cycle begins at a price of {price}, and"
        " only its invoice is paid: {days}, {net}."
    ),
    "BILLED_DURING_TRIAL": N_(
        "It is billed from the day of purchase, although the trial runs to {last}. Billed from"
        " {end} it would be {nothing} now and {net} then ({fraction} days)."
    ),
    "BILLED_DURING_TRIAL.same_cycle": N_(
        "It is billed from the day of purchase, although the trial runs to {last}. Billed from"
        " {end} it would be {net} ({fraction} days)."
    ),
    "MONTH_END_CLAMPED": N_(
        "The cycle starts on the {day:ordinal}, on the last day of shorter months."
    ),
    "PRICES_BEFORE_TAX": N_("Prices are before {taxes:and}."),
    "TAX_OF_INVOICE_DATE": N_("Each invoice has the taxes of its own date: {changes:and}."),
    "TAX_UNKNOWN": N_("No tax rate is known: all amounts are excl. tax."),
    "LICENSES_NOT_GIVEN": N_(
        "All {total} licences are billed; with --licenses N, those that are to be assigned."
    ),
    "CREDIT_LEFT": N_("{credit} of the account's credit is left, and only these invoices use it."),
    "OF_DAY": N_("of {date}"),
    "OF_DAY.today": N_("of today"),
    "PRICED_ON": N_("on {date}"),
    "PRICED_ON.today": N_("today"),
    "NEXT_AS_TODAY": N_("On {date} the licences and the price are those {of_day}."),
    "NEXT_AS_TODAY.taxed": N_(
        "On {date} the licences, the price and the taxes are those {of_day}."
    ),
    "NEXT_AS_TODAY_DISCOUNTED": N_(
        "On {date} the licences, the price and the discount are those {of_day}."
    ),
    "NEXT_AS_TODAY_DISCOUNTED.taxed": N_(
        "On {date} the licences, the price, the discount and the taxes are those {of_day}."
    ),
    "DISCOUNT_REST_LAPSES": N_(
        "The discount is given once; what the first invoice can't use of it, {rest}, lapses."
    ),
    "DISCOUNT_IS_DIFFERENCE": N_(
        "The subtotal is rounded, the discount is the difference: {discount} on {date}, where it"
        " would be {by_itself} by itself."
    ),
    "LATER_PRICE_KNOWN": N_(
        "From {date} the price book says {price}. The invoices use the price of {as_of}; what"
        " another day of purchase costs uses the price of that day."
    ),
    # warnings
    "PAST_DUE": N_("The account is past due: the vendor restricts adding units until it has paid."),
    "INCLUDED_AND_PURCHASED": N_(
        "{addon} was bought on {date} and is in the plan {plan} now: ask the account manager"
        " whether it is still billed."
    ),
    "ADDON_NOT_IN_CATALOG": N_(
        '"{value}" is no add-on of the catalogue: it is shown by this id and isn\'t for sale.'
    ),
    "ADDON_NOT_IN_CATALOG.meant": N_(
        '"{value}" is no add-on of the catalogue: it is shown by this id and isn\'t for sale. Did'
        ' you mean "{meant}"?'
    ),
    "CURRENCY_WITHDRAWN": N_(
        "{currency} was withdrawn on {date}, in favour of {successor}; the amounts are still in"
        " {currency}: ask the account manager whether that is right."
    ),
    "LATER_EVENT": N_(
        "Nothing can be recorded for {date}: {event}, and events keep the order of their dates."
    ),
    # why nothing can be recorded on a date, and what happened, as parts of sentences
    "NOT_RECORDABLE.ahead": N_("nothing is recorded for {date} before that day comes"),
    "NOT_RECORDABLE.later_event": N_(
        "nothing can be recorded for {date}: {event}, and events keep the order of their dates"
    ),
    "NOT_RECORDABLE.no_cycle": N_(
        "nothing is bought before the first billing cycle begins, on {anchor}"
    ),
    "EVENT_WAS.subscribed": N_("{addon} was bought on {date}"),
    "EVENT_WAS.quote_requested": N_("a quote for {addon} was requested on {date}"),
    "EVENT_WAS.trial_started": N_("a trial of {addon} was started on {date}"),
    "EVENT_WAS.feature_requested": N_("{addon} was requested on {date}"),
    # parts of sentences
    "DAYS": plural("{count} day", "{count} days"),
    "NET.taxed": N_("{subtotal} + {taxes:and}"),
    "NET.with_amounts": N_("{subtotal} + {amounts:and}"),
    "NET.untaxed": N_("{subtotal}"),
    "NET.unknown_tax": N_("{subtotal} excl. tax"),
    "NET.zero_rated": N_("{subtotal} excl. VAT"),
    "NET.before_tax": N_("{subtotal} before tax"),
    "PRICE.month": N_("{unit_price:decimal} {currency} a month"),
    "PRICE.cycle": N_("{unit_price:decimal} {currency} a cycle"),
    "TAX.VAT": N_("VAT"),
    "TAX.rate": N_("{tax} {percent:percent}"),
    "TAX.remark": N_("Remark: {remarks:and}"),
    "TAX.remark_after": N_("{text} Remark: {remarks:and}."),
    "TAX_AMOUNT": N_("{tax} {amount:decimal}"),
    "TAX_FROM": N_("{tax} {percent:percent} from {date}"),
    # invoices
    "LINE.standard": N_("Standard licences"),
    "LINE.additional": N_("Additional users"),
    "LINE.assigned": N_("Assigned licences"),
    "LICENSES.standard": plural("{count} standard"),
    "LICENSES.additional": plural("{count} additional user", "{count} additional users"),
    "LICENSES.assigned": plural("{count} assigned"),
    "NOT_INCLUDED.plan": N_("the plan"),
    "NOT_INCLUDED.addons": N_("other add-ons"),
    "NOT_INCLUDED.usage": N_("usage"),
    # what a person does after a change
    "NEXT.invoice": N_("Invoice {total} now."),
    "NEXT.invoice_later": N_("Invoice {total} on {date}."),
    "NEXT.invoice.credit": N_("Invoice {total} now: credit taken {credit}, due {due}."),
    "NEXT.invoice_later.credit": N_("Invoice {total} on {date}: credit taken {credit}, due {due}."),
    "NEXT.remark": N_("Put the remark on the invoice: {remarks:and}."),
    "NEXT.final": N_(
        "Purchases are final; later changes are made by the account manager or the success team."
    ),
    "NEXT.send_quote": N_("Send the note to the account manager."),
    "NEXT.start_trial": N_(
        "Start the trial of {addon} in the vendor's dashboard: the plan tab of the company, or the"
        " add-on in the side bar."
    ),
    "NEXT.tell_owners": N_("Tell {owners:and}: the note is ready."),
    # the same after a dry run, which asks nobody to act
    "WOULD.invoice": N_("{total} would be invoiced now."),
    "WOULD.invoice_later": N_("{total} would be invoiced on {date}."),
    "WOULD.invoice.credit": N_("{total} would be invoiced now: credit taken {credit}, due {due}."),
    "WOULD.invoice_later.credit": N_(
        "{total} would be invoiced on {date}: credit taken {credit}, due {due}."
    ),
    "WOULD.remark": N_("The invoice would carry the remark: {remarks:and}."),
    "WOULD.send_quote": N_("This note would go to the account manager."),
    "WOULD.start_trial": N_(
        "The trial of {addon} would then be started in the vendor's dashboard."
    ),
    "WOULD.tell_owners": N_("{owners:and} would be told with this note."),
    "WOULD.tell_nobody": N_("This account has no owner who would be told; this is the note."),
    "NOTE_QUOTE.open": N_("{person} of {account} ({account_id}) requests a quote for {addon}."),
    "NOTE_QUOTE.all": plural(
        "{person} of {account} ({account_id}) requests a quote for {addon}, for the account's"
        " {count} licence.",
        "{person} of {account} ({account_id}) requests a quote for {addon}, for all {count}"
        " licences of the account.",
    ),
    "NOTE_QUOTE.counted": plural(
        "{person} of {account} ({account_id}) requests a quote for {addon}, {count} licence.",
        "{person} of {account} ({account_id}) requests a quote for {addon}, {count} licences.",
    ),
    "NOTE_QUOTE_PRICED": plural(
        "{person} of {account} ({account_id}) requests a quote for {addon}, {count} licence:"
        " {now} through {last}, then {full} {every}; as priced {on_day}, valid until"
        " {valid_until}.",
        "{person} of {account} ({account_id}) requests a quote for {addon}, {count} licences:"
        " {now} through {last}, then {full} {every}; as priced {on_day}, valid until"
        " {valid_until}.",
    ),
    "NOTE_REQUEST": plural(
        "{count} person of {account} asks for {addon}: {people:and}.",
        "{count} people of {account} ask for {addon}: {people:and}.",
    ),
    "WHERE_IN_DASHBOARD": N_(
        "In the vendor's dashboard: the plan tab of the company, or the add-on in the side bar."
    ),
    "EVERY.monthly": N_("every month"),
    "EVERY.quarterly": N_("every quarter"),
    "EVERY.semiannual": N_("every half-year"),
    "EVERY.annual": N_("every year"),
    "SENTENCES": N_("{first} {second}"),
    "SOMEONE": N_("someone"),
    "ITS_FILE": N_("the account's file"),
}
