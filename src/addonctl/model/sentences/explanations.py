"""Hold the English explanation of every code: what it means, where it comes from, what to do.

The first sentence says what a code means and stands alone in the list of all codes. The module is
long because the codes are many.
"""

from typing import Final

from addonctl.model.marking import N_, Template

_REASONS: Final = {
    "ROLE_NO_ACCESS": N_(
        "Agents don't see the purchase of add-ons at all. It counts only where agent is a person's"
        " one role: an agent who is also an owner buys as an owner. Ask a supervisor, an admin or"
        " an owner to act."
    ),
    "ROLE_OWNER_ONLY": N_(
        "The step is kept for owners: only they subscribe or request a quote. Ask an owner of the"
        " account; for admins and quotes the articles disagree, see addonctl policy."
    ),
    "ROLE_OWNER_OR_ADMIN_ONLY": N_(
        "A trial is started by owners and admins alone. Ask one of them, or request the feature"
        " instead, which lets the owners know that it is wanted."
    ),
    "OWNER_ACTS_DIRECTLY": N_(
        "Owners don't request features, because they can act themselves. That is concluded from"
        " the articles, which never list a request among what owners do. Subscribe, request a"
        " quote or start a trial instead."
    ),
    "ACCOUNT_NEEDS_QUOTE": N_(
        "The account buys this add-on by quote, so nobody can subscribe to it directly. What"
        " decided that is named beside the reason: the account's purchase_path or one of its"
        " factors. Request a quote, or talk to the account manager."
    ),
    "QUOTE_NOT_OFFERED": N_(
        "The account subscribes by itself, so there is no quote to request. Subscribing and"
        " quoting exclude each other. Subscribe instead, or ask the account manager for another"
        " way."
    ),
    "ALREADY_PURCHASED": N_(
        "The add-on was bought before and can't be bought again. A subscribed event of the account"
        " says when. Changes to it are made by the account manager or the success team."
    ),
    "INCLUDED_IN_PLAN": N_(
        "The plan holds the add-on already, so there is nothing to buy, to quote or to try. The"
        " catalogue lists what each plan includes."
    ),
    "ADDON_NOT_OFFERED": N_(
        "The account's plan doesn't offer the add-on. The catalogue lists what each plan offers."
        " The account manager can change the plan."
    ),
    "TRIAL_RUNNING": N_(
        "A trial of the add-on is running, so none can be started. It ends by itself and is never"
        " turned into a purchase; to keep the add-on, buy it."
    ),
    "TRIAL_USED": N_(
        "The add-on was tried once on this account, and there is no second trial. That is"
        " concluded, because the articles are silent on it. A purchase stays open."
    ),
    "MAY_SUBSCRIBE": N_(
        "An owner may subscribe, because the account buys by itself and the add-on isn't bought"
        " yet. Look at the invoice preview first: purchases are final."
    ),
    "MAY_REQUEST_QUOTE": N_(
        "The person may request a quote, because the account buys by quote and the add-on isn't"
        " bought yet. Admins may do so under the reading fr-table alone."
    ),
    "MAY_START_TRIAL": N_(
        "An owner or admin may start a trial, because there was none on this account yet. It runs"
        " for the months of the catalogue, one unless it says otherwise."
    ),
    "MAY_REQUEST_FEATURE": N_(
        "An admin or supervisor may request the feature, so that owners see the interest. A"
        " person's request counts once for each add-on."
    ),
}
_ROUTES: Final = {
    "PURCHASE_PATH_GIVEN": N_(
        "The account's own purchase_path decided whether it buys by itself or by quote. It wins"
        " over every factor but a missing price. Change it in the account's file where the"
        " contract has changed."
    ),
    "NO_OTHER_FACTOR": N_(
        "Nothing about the account asks for a quote, so it buys by itself. That is assumed: the"
        " articles speak of account factors without naming them. Set purchase_path where you know"
        " better."
    ),
    "NO_PRICE_KNOWN": N_(
        "No price is known in the account's currency, so the add-on is assumed to be bought by"
        " quote. Add the contract's price under [prices] of the account, or a row to the price"
        " book."
    ),
    "PLAN_BY_QUOTE": N_(
        "The plan is sold by quote, so its add-ons are assumed to be, too. Set purchase_path in"
        " the account's file where the contract says otherwise."
    ),
    "BANK_TRANSFER": N_(
        "The account pays by bank transfer, which can't be charged at once, so it is assumed to"
        " buy by quote. Set purchase_path in the account's file where the contract says otherwise."
    ),
}
_ASSUMPTIONS: Final = {
    "TIME_ZONE_UTC": N_(
        "The account names no time zone, so its dates are taken in UTC. Near midnight another zone"
        " would mean another day. Set time_zone in the account's file."
    ),
    "DAY_OF_PURCHASE_BILLED": N_(
        "The day of the purchase counts among the days that are billed. The articles don't say"
        " whether it does, so the answer also shows what a day later costs."
    ),
    "MONTH_END_CLAMPED": N_(
        "The billing cycle starts on a day that shorter months don't have, so there it starts on"
        " their last day. Every boundary is counted from the anchor, never from the one before."
    ),
    "PRICES_BEFORE_TAX": N_(
        "Prices are taken to be before tax, and the account's taxes come on top. Check the"
        " contract or the price book where that isn't so."
    ),
    "TAX_UNKNOWN": N_(
        "The account doesn't say which taxes it pays, so all amounts are without tax. Add taxes to"
        " [billing] of the account, an empty list where it pays none."
    ),
    "BILLED_DURING_TRIAL": N_(
        "The add-on is on trial, and billing begins with the purchase. The articles don't say"
        " whether the rest of the trial would be free, so the answer also shows what it comes to"
        " from the trial's end. Buy on that day where it should be."
    ),
    "TAX_OF_INVOICE_DATE": N_(
        "A tax changes between the invoices that are shown, or after them, and each invoice has"
        " the taxes that hold on its own date. Check with the account manager where a period that"
        " reaches over the change is taxed otherwise."
    ),
    "CREDIT_LEFT": N_(
        "Only the invoices that are shown are taken to use what is left of the account's credit,"
        " that of recorded purchases taken off. Correct credit in the account's file where the"
        " plan's invoices have used some of it."
    ),
    "LICENSES_NOT_GIVEN": N_(
        "The add-on is billed for assigned licences and no number was given, so all licences are"
        " billed. Give the number with --licenses."
    ),
    "NEXT_AS_TODAY": N_(
        "Later invoices are computed with the licences and the price of the date that was asked"
        " about, and with its taxes unless the account dates them. They change where licences are"
        " added or a new price or tax begins."
    ),
    "NEXT_AS_TODAY_DISCOUNTED": N_(
        "Later invoices are computed with the licences, the price and the discount of the date"
        " that was asked about, and with its taxes unless the account dates them. They change"
        " where one of these does."
    ),
    "DISCOUNT_REST_LAPSES": N_(
        "A discount that is given once is larger than the first invoice, and what is left of it is"
        " not carried over. Ask the account manager where the contract says otherwise."
    ),
    "DISCOUNT_IS_DIFFERENCE": N_(
        "The subtotal is rounded once, and the discount is the gross amount less the subtotal. So"
        " a discount line may differ by one minor unit, such as a cent, from its own percentage"
        " rounded."
    ),
    "LATER_PRICE_KNOWN": N_(
        "The price book holds another price that begins later; of those that begin after"
        " everything that is shown, the first is named. Both invoices and those after them use the"
        " price of the date that was asked about; what another day of purchase costs, a day later"
        " or in a comparison, uses the price of that day."
    ),
}
_WORDS: Final = {
    "stated": N_(
        "A document says so; it is named beside the answer, with its section. What no document"
        " says is assumed."
    ),
    "inferred": N_(
        "No document says so: it was concluded, and the ground is named. Screens call it assumed."
    ),
    "assumed": N_(
        "No document and no line of a file says so: it was concluded, and the ground is named."
        " In JSON it is called inferred."
    ),
    "contested": N_(
        "The documents contradict each other about this, and under the other reading the answer"
        " is the opposite. addonctl policy shows both readings; --reading chooses."
    ),
    "strict": N_(
        "The reading that follows the statements which allow less, where the documents contradict"
        " each other. It is the default; addonctl policy shows what it follows."
    ),
    "fr-table": N_(
        "The reading that follows the role table of the French article, where the documents"
        " contradict each other. Choose it with --reading fr-table or the setting reading."
    ),
    "self_service": N_(
        "The route of an account that buys by itself: an owner subscribes at the price that is"
        " known. The other route is quote."
    ),
    "quote": N_(
        "The route of an account that buys by quote: an owner requests one, and the account"
        " manager answers. As an action it is that request."
    ),
    "available": N_(
        "The state of an add-on that the plan offers and that was neither bought nor tried."
    ),
    "purchased": N_("The state of an add-on that was bought. addonctl history shows when."),
    "included": N_(
        "The state of an add-on that the plan holds already, so there is nothing to buy."
    ),
    "not_offered": N_("The state of an add-on that the account's plan doesn't offer."),
    "all_licenses": N_(
        "The add-on is billed on all licences of the account, standard and additional. So"
        " --licenses doesn't go with it."
    ),
    "assigned": N_(
        "The add-on is billed on the licences that it is assigned to. Give their number with"
        " --licenses; without it all licences are billed."
    ),
    "permit": N_(
        "A row of the policy that allows. Where a row that forbids holds for the same role, that"
        " one wins."
    ),
    "forbid": N_(
        "A row of the policy that refuses. It wins over a row that allows the same role the same."
    ),
    "subscribe": N_(
        "The action of buying an add-on at the price that is known. addonctl records it and"
        " charges nobody."
    ),
    "trial": N_("The action of starting an add-on's free trial, once."),
    "request": N_("The action of asking the owners for an add-on. It decides nothing by itself."),
    "trial_running": N_(
        "The state of an add-on whose trial is running. It may be bought meanwhile."
    ),
    "trial_used": N_(
        "The state of an add-on whose trial has ended without a purchase. There is no second trial."
    ),
    "owner": N_(
        "The role of somebody who decides for the account. addonctl policy shows what each role"
        " may do."
    ),
    "admin": N_(
        "The role of somebody who manages the account. addonctl policy shows what each role may do."
    ),
    "supervisor": N_(
        "The role of somebody who leads others on the account. addonctl policy shows what each"
        " role may do."
    ),
    "agent": N_(
        "The role of somebody who takes calls. addonctl policy shows what each role may do."
    ),
    "self": N_("A next step that the person who was refused can take."),
    "colleague": N_("A next step that somebody else on the account can take, who is named."),
    "account_manager": N_("A next step that needs the vendor's account manager."),
    "nobody": N_("A refusal that no step on the account changes; the step says whom to ask."),
    "standard": N_("An invoice line of standard user licences."),
    "additional": N_("An invoice line of the users beyond the standard licences."),
    "account": N_(
        "As the origin of a price, the account's own file; it wins over a price book. As a kind"
        " of file, an account's."
    ),
    "price_book": N_(
        "The origin of a price that stands in a price book, which the setting catalog names."
    ),
    "month": N_("A price for each month of a billing cycle, such as twelve times for a year."),
    "cycle": N_("A price for a whole billing cycle, however long it is."),
    "monthly": N_("A billing cycle lasts a month."),
    "quarterly": N_("A billing cycle lasts three months."),
    "semiannual": N_("A billing cycle lasts six months."),
    "annual": N_("A billing cycle lasts a year."),
    "subscribed": N_(
        "The event of a purchase. What addonctl records holds its amounts, licences and period."
    ),
    "quote_requested": N_(
        "The event of a quote that was asked for. It is pending until it is bought or its time is"
        " over."
    ),
    "trial_started": N_(
        "The event of a trial's first day. The trial ends by itself and never becomes a purchase"
        " by itself."
    ),
    "feature_requested": N_("The event of somebody who asked the owners for an add-on."),
    "catalog": N_(
        "A kind of file: plans, add-ons or a price book. addonctl check reads it, and the setting"
        " catalog names the one in force."
    ),
    "policy": N_(
        "A kind of file: who may do what, and where it is stated. addonctl check reads it, and"
        " the setting policy names the one in force."
    ),
    "option": N_("The value of a setting comes from the command line."),
    "variable": N_("The value of a setting comes from the environment."),
    "file": N_("The value of a setting comes from the settings file."),
    "default": N_("A setting isn't set anywhere, so what is built in holds."),
    "reason": N_("A kind of code: why somebody may do something, or may not."),
    "route": N_("A kind of code: why an account buys by itself or by quote."),
    "assumption": N_(
        "A kind of code: what was assumed where another choice would give another answer."
    ),
    "warning": N_("A kind of code: what somebody should know although it changes no answer."),
    "problem": N_("A kind of code: what a file says that can't be."),
    "failure": N_("A kind of code: why there is no answer. It has an exit code."),
    "word": N_("A kind of code: a word that stands in answers."),
    "conflict": N_("A kind of code: a contradiction of the documents, an id of the policy."),
    "rule": N_("A kind of code: a row of the policy, by its id."),
    "document": N_("A kind of code: a document that rules come from, by its id in the policy."),
}
_WARNINGS: Final = {
    "PAST_DUE": N_(
        "The account has an overdue balance, with which the vendor restricts adding units. The"
        " answer itself doesn't change, because the articles don't speak of it. Have the balance"
        " paid first."
    ),
    "INCLUDED_AND_PURCHASED": N_(
        "The add-on was bought and has come into the plan since, so it may be billed twice. Ask"
        " the account manager."
    ),
    "ADDON_NOT_IN_CATALOG": N_(
        "The account's events or prices name an add-on that the catalogue doesn't have: it was"
        " discontinued, or it is misspelt. What happened stays readable; the add-on isn't for sale."
    ),
    "CURRENCY_WITHDRAWN": N_(
        "The currency is no longer in use on the last day that the answer speaks of: ISO 4217 lists"
        " it as historic. The amounts are computed all the same, with its decimals, because a"
        " contract may still name it. Ask the account manager in which currency the account is"
        " billed."
    ),
    "LATER_EVENT": N_(
        "An event is newer than the date that was asked about, and events keep the order of their"
        " dates. The amounts hold for that date, but nothing can be recorded for it any more: ask"
        " about today."
    ),
    "EVENT_AFTER_TODAY": N_(
        "An event has a date that hasn't come, so its year or month is likely wrong, and until then"
        " nothing else can be recorded. Correct the date, or the clock of the machine."
    ),
    "NETWORK_FILE_SYSTEM": N_(
        "The account's file is on a network file system, where a lock on one machine may mean"
        " nothing on another. Let only one machine change such an account."
    ),
    "EMAIL_UNUSABLE": N_(
        "A user's e-mail is no address that a letter can be sent to, so a note for the owners"
        " leaves them out. Write email as name@example.com, without a name or brackets."
    ),
    "NOTE_LEAVES_OUT": N_(
        "An owner's e-mail is no address that a letter can be sent to, so the note isn't addressed"
        " to them. Write email as name@example.com in the account, or tell them otherwise."
    ),
    "NOTE_NOT_NEEDED": N_(
        "The request was recorded before, and the owners' note with it: no note was written."
    ),
    "NOTE_NOT_WRITTEN": N_(
        "The change was recorded, but the note for the owners couldn't be written to its file."
        " The note stands in the answer, too: send that one."
    ),
    "UNKNOWN_VARIABLE": N_(
        "A variable looks like one of addonctl's settings and isn't one, so it has no effect."
        " addonctl config lists the settings and their variables."
    ),
}
_PROBLEMS: Final = {
    "NOT_TOML": N_(
        "The text can't be parsed as TOML. The line and what was expected there are named; a file"
        " whose name ends in .json is read as JSON."
    ),
    "NOT_JSON": N_(
        "The text can't be parsed as JSON. The line and what was expected there are named; a file"
        " whose name ends in .toml is read as TOML."
    ),
    "NOT_AN_OBJECT": N_(
        "The JSON document isn't an object in braces. A file holds one object with the keys of"
        " addonctl schema."
    ),
    "KEY_TWICE": N_(
        "A key is written twice, so one of its two values would be lost. Remove one; for several"
        " entries of a list, write [[events]] or [[users]] above each."
    ),
    "CONTROL_CHARACTER": N_(
        "The text holds a control character, which could hide something or steer a terminal."
        " Remove it; an editor that shows invisible characters finds it."
    ),
    "NOT_UNICODE": N_(
        "A text isn't valid Unicode: it holds half a character. Write the character itself, or"
        " both halves of its escape."
    ),
    "NOT_FINITE": N_(
        "A number is infinite or none at all, which JSON doesn't know. Write a number in digits."
    ),
    "TOO_NESTED": N_(
        "Tables and lists stand deeper than 64 levels. No file of addonctl needs more than six."
    ),
    "TOO_MANY_PARTS": N_("A key has more than 64 parts. No file of addonctl needs more than four."),
    "NUMBER_TOO_LONG": N_("A number has more than 19 digits. Amounts are texts in quotes anyway."),
    "UNKNOWN_KEY": N_(
        "The file has a key that addonctl doesn't know, so what it says would be ignored. Correct"
        " its spelling or remove it; addonctl schema lists the keys."
    ),
    "MISSING_KEY": N_(
        "A key that is needed is missing. It is named with the table that it belongs to; addonctl"
        " new prints a file that has them all."
    ),
    "NEWER_SCHEMA": N_(
        "The file says that it is written for a newer addonctl, so nothing in it is guessed."
        " Install a newer addonctl, or write schema = 1 where that is what it is."
    ),
    "EXPECTED_NUMBER": N_(
        "A number must be one of a few. Write one that is named, without quotes."
    ),
    "EXPECTED_TEXT": N_("A value must be text. Put it in quotes."),
    "EXPECTED_INTEGER": N_("A value must be a whole number. Write it in digits, without quotes."),
    "EXPECTED_BOOLEAN": N_(
        "A value must be true or false. Write it in lower case, without quotes."
    ),
    "EXPECTED_DATE": N_(
        "A value must be a date. Write it like 2026-01-31: in TOML without quotes, in JSON with"
        " them."
    ),
    "EXPECTED_INSTANT": N_(
        "A value must be a date with a time and a zone. Write it like 2026-01-31T09:30:00Z: in TOML"
        " without quotes, in JSON with them."
    ),
    "NO_OFFSET": N_(
        "A date with a time lacks its offset from UTC, so it names no moment. End it with Z or with"
        " an offset such as +01:00."
    ),
    "EXPECTED_TABLE": N_(
        "A value must be a table of keys and values. Write it under a header such as [billing], or"
        " in braces."
    ),
    "EXPECTED_LIST": N_("A value must be a list. Put it in square brackets, even if it is alone."),
    "EXPECTED_LIST_OF_TABLES": N_(
        "A table must be one of a list. Write its header with two brackets, such as [[events]],"
        " above each entry."
    ),
    "TOO_FEW": N_("A list has too few entries. The least number is named."),
    "TOO_MANY": N_("A list has too many entries. The most that there may be is named."),
    "EMPTY_TEXT": N_(
        "A text is empty. Write something, or leave the key out where it is optional."
    ),
    "TEXT_TOO_LONG": N_("A text is longer than any name or note needs to be. Shorten it."),
    "OUT_OF_RANGE": N_("A number is too small or too large. The range is named."),
    "BARE_NUMBER": N_(
        "A price, amount or percentage is written as a number, and it must be text. Put it in"
        " quotes: so it stays exactly what was written."
    ),
    "NOT_ONE_OF": N_("A word isn't one of those that may stand there. They are all named."),
    "UNKNOWN_ROLE": N_(
        "A user has a role that doesn't exist. Roles are owner, admin, supervisor and agent, in"
        " lower case."
    ),
    "UNKNOWN_PLAN": N_(
        "The account is on a plan that the catalogue doesn't have. addonctl catalog lists the"
        " plans; the setting catalog names a catalogue of your own."
    ),
    "NO_SUCH_ADDON": N_(
        "A file speaks of an add-on that the catalogue doesn't have. Files hold ids, not names or"
        " aliases; addonctl catalog lists them."
    ),
    "UNKNOWN_CURRENCY": N_(
        "A currency isn't a code of ISO 4217. Write its three capital letters, such as EUR."
    ),
    "UNKNOWN_ZONE": N_(
        "A time zone isn't one of the IANA database, or means another place on each machine, as"
        " localtime does. Write a name such as Europe/Paris."
    ),
    "NOT_A_PRICE": N_(
        "A price isn't written as one. Write ASCII digits with a point and at most six decimals,"
        ' in quotes, such as "9.99".'
    ),
    "NOT_AN_AMOUNT": N_(
        "An amount isn't written as one. Write ASCII digits with a point and at most the decimals"
        ' of the currency, in quotes, such as "9.99".'
    ),
    "NOT_A_PERCENTAGE": N_(
        "A percentage isn't written as one. Write a number from 0 to 100 with at most four"
        ' decimals, in quotes and without the sign, such as "20".'
    ),
    "NOT_AN_ID": N_(
        "An id has characters that ids don't have. Use at most 64 letters, digits, dots, hyphens"
        " and underscores, a letter or digit first."
    ),
    "TOO_MANY_DECIMALS": N_(
        "An amount has more decimals than its currency. Round it as the contract does; unit prices"
        " alone may be finer."
    ),
    "DATE_RANGE": N_("A date lies outside the years that are computed with. Check its year."),
    "ENDS_BEFORE": N_(
        "A period ends before it begins, or on the same day. Ends are exclusive: the end is the"
        " first day after the period."
    ),
    "NO_LICENSES": N_(
        "The account has no licence at all. Standard and additional ones together are at least 1."
    ),
    "DISCOUNT_NOT_ONE": N_(
        "A discount must be of one kind. Write exactly one of percent, per_cycle and, on an"
        " add-on's own price, once."
    ),
    "DISCOUNT_NOT_HERE": N_(
        "This kind of discount belongs to an add-on's own price. Move it to the add-on under"
        " [prices], or write another kind."
    ),
    "NAME_TWICE": N_(
        "A word names two things of the file, so it would be unclear which is meant. Give each an"
        " id, name or e-mail of its own. Words are compared as they are read: capital letters,"
        " blanks around them, what can't be seen and how an accent is stored make no difference."
    ),
    "TAX_TWICE": N_(
        "A tax has two rows that begin on the same date, or two without a date, so it would be"
        " unclear which holds. Remove one, or say with from when it begins."
    ),
    "EVENTS_IN_ONE_VALUE": N_(
        "The events stand in one value, to which nothing can be appended. Write each event as a"
        " block under [[events]]."
    ),
    "EVENT_ORDER": N_(
        "An event has an earlier date than the one before it, though events are appended. One of"
        " the two dates is wrong, or a block was moved."
    ),
    "EVENT_ID_TWICE": N_(
        "Two events have the same id, so that one looks like a copy of the other. Remove the copy,"
        " or give a hand-written event no id."
    ),
    "EVENT_SUBSCRIBED_TWICE": N_(
        "An add-on is subscribed a second time, which the purchase rules of both articles exclude."
        " Find out which event is right, and with the account manager which one is billed."
    ),
    "EVENT_TRIAL_RUNNING": N_(
        "A trial starts while an earlier trial of the same add-on still runs. One of the two is"
        " wrong."
    ),
    "EVENT_TRIAL_AFTER_PURCHASE": N_(
        "A trial starts after the add-on was bought. Check the date and the add-on of both events."
    ),
    "EVENT_CURRENCY": N_(
        "An event is in another currency than the account. An account has one currency: correct"
        " the one that is wrong."
    ),
    "EVENT_SUBTOTAL": N_(
        "The subtotal of an event isn't its gross amount less the discount, which is their"
        " difference and not rounded by itself. The invoice tells which of the three is wrong."
    ),
    "EVENT_TOTAL": N_(
        "The total of an event isn't its subtotal plus the tax. The invoice tells which of the"
        " three is wrong."
    ),
    "EVENT_CREDIT": N_(
        "An event uses more credit than its total. Credit can't make an invoice negative: correct"
        " the one that is wrong."
    ),
    "PLAN_NEEDS": N_(
        "A plan offers or includes an add-on that the list of add-ons doesn't have. A file"
        " replaces each list that it holds as a whole: add the add-on, or the plans without it."
    ),
    "PRICE_TWICE": N_(
        "Two prices are for the same add-on, currency, commitment and day. Remove one, or give it"
        " another valid_from."
    ),
    "POLICY_NO_SOURCE": N_(
        "A row of the policy says neither where it is stated nor why it was concluded. Give it a"
        " source, or inferred with the reason."
    ),
    "POLICY_BOTH_SOURCE_AND_INFERRED": N_(
        "A row of the policy has both a source and inferred. What a document states isn't"
        " concluded: keep one of the two."
    ),
    "POLICY_UNKNOWN_DOCUMENT": N_(
        "A source names a document that the policy doesn't have. Documents stand under"
        " [[document]] with an id."
    ),
    "POLICY_UNKNOWN_RULE": N_(
        "A reading disables a row that the policy doesn't have. Name the row by its id."
    ),
    "POLICY_DUPLICATE_READING": N_(
        "A contradiction has the same reading twice. Each has two different ones, and the first is"
        " the default."
    ),
    "POLICY_DEAD_RULE": N_(
        "A row of the policy is never a reason of any answer. Its words never come together, or"
        " forbids hide it everywhere: correct its lists, or remove it."
    ),
    "POLICY_GAP": N_(
        "No row of the policy answers a question, which then is neither allowed nor refused."
        " addonctl check prints the row that is missing; write on what ground it stands."
    ),
}
_USAGE: Final = {
    "NO_COMMAND": N_("The command line names no command. addonctl --help lists them."),
    "UNKNOWN_COMMAND": N_("There is no command of that name. addonctl --help lists them."),
    "OPTION_BEFORE_COMMAND": N_(
        "An option of a command stands before it. Put it behind the command."
    ),
    "UNKNOWN_OPTION": N_("The command has no option of that name. Its --help lists them."),
    "NO_SECRET_OPTION": N_(
        "No option takes a secret, because every process of a machine can read its command lines."
        " Nothing that addonctl does today needs one."
    ),
    "OPTION_NEEDS_VALUE": N_("An option stands without its value. Write the value after it."),
    "REPEATED_OPTION": N_("An option stands twice, and it is unclear which counts. Give it once."),
    "MISSING_ARGUMENT": N_("The command needs a word that isn't there. Its --help shows examples."),
    "EXTRA_ARGUMENT": N_(
        "The command line has a word too many. A value with blanks needs quotes around it."
    ),
    "BAD_USAGE": N_("The command line can't be understood. The command's --help shows examples."),
    "UNKNOWN_CHOICE": N_("An option takes one of a few words, and this isn't one. They are named."),
    "BAD_DATE": N_("A date isn't one from 2000 to 2100. Write it as YYYY-MM-DD."),
    "DATE_AFTER_TODAY": N_(
        "A change was dated on a day that hasn't come in the account's time zone, and only what has"
        " happened is recorded. Leave --as-of out; --dry-run may look ahead."
    ),
    "TOO_MANY_DATES": N_("More dates are to be compared than anyone reads. Ask in several runs."),
    "BAD_NUMBER": N_("A number isn't a whole one in its range. Write it in the digits 0 to 9."),
    "BAD_AMOUNT": N_(
        "An expected total isn't an amount of the account's currency. Write digits with a point, or"
        " paste it as a screen shows it, with exactly the currency's decimals."
    ),
    "EXIT_STATUS_NEEDS_ONE": N_(
        "An exit code can hold one decision. Give the add-on, --as and --action with --exit-status."
    ),
    "BAD_PARTS": N_(
        "An option takes several parts in one word, and they can't be told apart. How they are"
        " written is shown: without blanks, with the signs between them."
    ),
    "EXAMPLE_ALONE": N_(
        "An example is printed as it is, so no other option can change it. Print it to a file and"
        " change that, or make an account of options alone."
    ),
    "LIST_ALONE": N_("With --list nothing is recorded. Leave out the add-on and what records."),
    "NO_ACCOUNT": N_("No account was named. Give -a, or set ADDONCTL_ACCOUNT."),
    "NO_API": N_("Accounts can't be read from an address yet. Give a file instead."),
    "BAD_ACCOUNT_ID": N_(
        "The account's name is neither a file nor an id. What holds a slash, ends in .toml or"
        " .json, or exists is a file; anything else has to be an id."
    ),
    "NEW_INVALID": N_(
        "No account file may say what the options of addonctl new ask for. Every value that can't"
        " be is named by its option."
    ),
    "LICENSES_FIXED": N_(
        "The add-on is billed on all licences of the account, so --licenses has nothing to choose."
        " Leave it out."
    ),
    "LICENSES_TOO_MANY": N_(
        "More licences are to be assigned than the account has. Give a smaller number, or correct"
        " [licenses] in the account's file."
    ),
    "QUESTION_NEEDS_FLAG": N_(
        "A question had to be asked and there was nobody to answer. Off a terminal the named"
        " option answers it; nothing was recorded."
    ),
    "STDIN_UNCHANGEABLE": N_(
        "The account came from standard input, where nothing can be recorded. Name its file."
    ),
    "PIPE_UNCHANGEABLE": N_(
        "The account came from a pipe, where nothing can be recorded. Name its file."
    ),
    "USER_NEEDED": N_("What is recorded has an actor, and none was named. Give --as with a user."),
    "NOTE_EXISTS": N_(
        "The note's file exists already, and nothing is ever overwritten. Give another name;"
        " nothing was recorded."
    ),
    "NOTE_PLACE": N_(
        "The note's file can't be made: its folder isn't there, or you may not write to it, or the"
        " name is none that a file can have. Nothing was recorded."
    ),
    "CLOCK_OUT_OF_RANGE": N_(
        "The clock of this machine gives a day before 2000 or after 2100, which isn't computed"
        " with. Set it right; nothing was recorded."
    ),
}
_REFUSALS: Final = {
    "REFUSED": N_(
        "The rules don't allow what was to be done, so nothing was recorded. Every reason is"
        " listed with its source, and below it who may do it instead."
    ),
    "NOTHING_TO_BUY": N_(
        "There is no purchase to preview: the add-on is bought, in the plan or not offered."
        " addonctl catalog shows where each add-on stands."
    ),
}
_NOT_FOUND: Final = {
    "NO_ACCOUNTS_FOLDER": N_(
        "An account was named by its id, and no accounts folder is set. Give a file, or set"
        " ADDONCTL_ACCOUNTS to the folder."
    ),
    "ACCOUNTS_FOLDER_MISSING": N_(
        "Accounts are looked up by id in a folder, and what is set isn't one. Correct"
        " ADDONCTL_ACCOUNTS or the setting accounts; addonctl config shows it."
    ),
    "UNKNOWN_ACCOUNT": N_(
        "The accounts folder has no account of that id. Its file is named by the id, with .toml or"
        " .json behind it."
    ),
    "UNKNOWN_ADDON": N_(
        "The catalogue has no add-on of that id, alias or name. addonctl catalog lists them."
    ),
    "UNKNOWN_USER": N_(
        "The account has no user of that id, e-mail or name. addonctl people lists its people."
    ),
    "SEVERAL_USERS": N_(
        "More than one user of the account has that name, so it is unclear who is meant. Give one"
        " of the ids that are named; addonctl people shows whose they are."
    ),
    "UNKNOWN_CODE": N_("There is no code of that name. addonctl explain lists them all."),
}
_DATA: Final = {
    "FILE_MISSING": N_("A file that was named doesn't exist. Check its path."),
    "FILE_IS_DIRECTORY": N_("A folder was named where a file is needed. Name a file in it."),
    "FILE_NOT_REGULAR": N_(
        "A pipe or a device was named, which could keep addonctl waiting for ever. Save its"
        " content in a file, or use - for standard input."
    ),
    "FILE_LINK": N_("A link leads to a file that doesn't exist. Correct the link."),
    "FILE_LINK_LOOP": N_("A link leads round in a circle. Correct the link."),
    "FILE_UNREADABLE": N_("The system doesn't let the file be read. Check who may read it."),
    "FILE_TOO_LARGE": N_(
        "A file is larger than 256 KiB, which no account needs. Check that it is the right file."
    ),
    "FILE_EMPTY": N_("A file is empty. addonctl new prints an account to start from."),
    "FILE_NOT_UTF8": N_(
        "A file isn't UTF-8 text. The first byte that isn't is named by its offset, counted from"
        " 0; save the file as UTF-8."
    ),
    "FILE_FORMAT": N_("YAML isn't read. Write the file as TOML or JSON."),
    "OTHER_KIND": N_(
        "The file that was given is of another kind than the one that is needed here, such as a"
        " price book where an account belongs. Its keys tell; the hint says how such a file is"
        " given."
    ),
    "ACCOUNT_SYNTAX": N_(
        "The account's file can't be parsed. Its line and what was expected there are named."
    ),
    "CATALOG_SYNTAX": N_(
        "The catalogue or price book can't be parsed. Its line and what was expected there are"
        " named."
    ),
    "POLICY_SYNTAX": N_(
        "The policy can't be parsed. Its line and what was expected there are named."
    ),
    "SETTINGS_SYNTAX": N_(
        "The settings file can't be parsed. Its line and what was expected there are named."
    ),
    "ACCOUNT_INVALID": N_(
        "The account's file says what can't be. All its problems are listed with their lines."
    ),
    "CATALOG_INVALID": N_(
        "The catalogue or price book says what can't be. All its problems are listed with their"
        " lines."
    ),
    "POLICY_INVALID": N_(
        "The policy says what can't be. All its problems are listed with their lines."
    ),
    "SETTINGS_INVALID": N_(
        "A setting has a value that it can't have. Every wrong line of the settings file, or every"
        " wrong variable, is listed."
    ),
    "CHECK_FAILED": N_(
        "Files that were checked have problems. They stand on standard output, each with its line."
    ),
    "CHECK_WARNINGS": N_(
        "Files that were checked are right, but say what is hardly meant, and --strict was given."
        " The warnings stand on standard output, each with its line."
    ),
    "POLICY_INCOMPLETE": N_(
        "A policy of your own leaves questions open, and with a gap anywhere nothing is allowed."
        " addonctl check prints the rows that are missing."
    ),
    "NO_PRICE": N_(
        "An invoice needs a price, and none is known in the account's currency. No prices are"
        " packaged: add the contract's price to the account, or set a price book."
    ),
    "BEFORE_FIRST_CYCLE": N_(
        "The date lies before the account's first billing cycle, so there is nothing to invoice."
        " Ask about a later date, or correct the anchor."
    ),
    "TWO_ACCOUNT_FILES": N_(
        "The accounts folder has a TOML and a JSON file of that id, and only one can hold. Remove"
        " the other, or name a file by its path."
    ),
    "OTHER_ACCOUNT": N_(
        "The file of that name in the accounts folder holds an account of another id. Rename the"
        " file, or correct its id."
    ),
    "HISTORY_FAULTY": N_(
        "Recorded events of the account contradict each other: out of order, an id twice, amounts"
        " that don't add up. Nothing is added until the history is right; addonctl check lists"
        " what is wrong."
    ),
    "BEYOND_LIMIT": N_(
        "A value of the event would be larger than a file may hold: a million licences, twelve"
        " digits before the decimals. Nothing was recorded."
    ),
    "EVENTS_NOT_BLOCKS": N_(
        "The account's events stand in one value, to which nothing can be appended. Write each"
        " under [[events]]; nothing was changed."
    ),
}
_STORAGE: Final = {
    "LOCK_UNSAFE": N_(
        "The lock beside the account is a link or something else that isn't a plain file. It could"
        " lead elsewhere: remove it, then repeat. Nothing was changed."
    ),
    "LOCK_FAILED": N_(
        "The lock beside the account can't be used. Check who may write to its folder."
    ),
    "LINKED_FILE": N_(
        "The account's file has several names (hard links), and the others would keep the old"
        " state. Give the account a file of its own. Nothing was changed."
    ),
    "UNSAFE_DIRECTORY": N_(
        "Anyone can replace files in the account's folder, so what is recorded there proves"
        " nothing. Take the right to write from the others. Nothing was changed."
    ),
    "DIRECTORY_READ_ONLY": N_(
        "The account's folder can't be written to, and a changed file is written beside the old"
        " one. Allow it. Nothing was changed."
    ),
    "NOT_OWNER": N_(
        "The account's file belongs to somebody else, and recording would make it yours. Let its"
        " owner run the command. Nothing was changed."
    ),
    "PROTECTED": N_(
        "The account's file or its folder is immutable or append-only (chattr), so the system lets"
        " nobody replace it. Take the protection away where it may change. Nothing was changed."
    ),
    "READ_ONLY_FILE": N_(
        "Even its owner may not write to the account's file, which is meant. Allow it where the"
        " account may change. Nothing was changed."
    ),
    "RIGHTS_NOT_KEPT": N_(
        "The new file can't get an access right or an attribute of the old one, and access rights"
        " stay as they are. Let somebody who may set it run the command. Nothing was changed."
    ),
    "TOO_LARGE_AFTER": N_(
        "With one event more the account's file would be too large to be read again. Shorten its"
        " comments, or move the oldest events away. Nothing was changed."
    ),
    "NOT_READ_BACK": N_(
        "The new file, read once more before it counts, wasn't the old one and the event. Nothing"
        " was changed; check the file, and tell those who maintain addonctl."
    ),
    "WRITE_FAILED": N_(
        "The system couldn't write the changed file, for the reason that is named. Nothing was"
        " changed: remove the cause, then repeat."
    ),
    "NOTE_FAILED": N_(
        "The note for the owners can't be written, as on a full disk, so the request wasn't"
        " recorded either. Free space, or name a file elsewhere."
    ),
    "OUTPUT_FAILED": N_(
        "The answer couldn't be written where it was sent, as on a full disk. Free space, or send"
        " it elsewhere."
    ),
}
_CONFLICTS: Final = {
    "LOCKED": N_(
        "Another program was changing the account for longer than addonctl waits. Nothing was"
        " changed: repeat."
    ),
    "CHANGED_MEANWHILE": N_(
        "The account was changed while this change was prepared, so what was decided may no longer"
        " hold. Nothing was recorded: look at it, then repeat."
    ),
    "DATE_BEFORE_EVENTS": N_(
        "The change would be dated before an event that is recorded already, and events are"
        " appended in order. Correct the newest event where its date is wrong; else give --as-of"
        " a date between it and today."
    ),
    "TOTAL_DIFFERS": N_(
        "The total isn't the one that was expected, so nothing was recorded. Another day, price or"
        " number of licences is the usual cause: look at the preview, then repeat."
    ),
    "MAY_NOT_SURVIVE": N_(
        "The change was recorded, but the system couldn't confirm that it is safe from a power cut."
        " addonctl history shows it; repeating is safe where it doesn't."
    ),
    "OUTCOME_UNKNOWN": N_(
        "It isn't known whether the change was recorded. addonctl history shows whether the event"
        " is there; where it isn't, repeating is safe."
    ),
    "INTERNAL": N_(
        "addonctl made a mistake of its own. A report without any data of the account was saved:"
        " send it to those who maintain addonctl."
    ),
    "INTERNAL_UNSAVED": N_(
        "addonctl made a mistake of its own and couldn't save a report. Tell those who maintain it"
        " what you ran."
    ),
    "TERMINATED": N_("The system asked addonctl to end, and it did. Nothing was recorded."),
    "DECLINED": N_("The question was answered with no or not at all. Nothing was recorded."),
    "WRONG_ID": N_(
        "Something else than the account's id was typed, so nothing was recorded. Check that it is"
        " the account that you mean, then repeat."
    ),
}

TEXTS: Final[dict[str, Template]] = {
    f"{code}.explain": text
    for texts in (
        _REASONS,
        _ROUTES,
        _ASSUMPTIONS,
        _WARNINGS,
        _WORDS,
        _PROBLEMS,
        _USAGE,
        _REFUSALS,
        _NOT_FOUND,
        _DATA,
        _STORAGE,
        _CONFLICTS,
    )
    for code, text in texts.items()
}
