"""Hold words by what they name: roles, states, actions, kinds of files, figures."""

from typing import Final

from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import Entry

ROLE_NAMES: Final[dict[str, Template]] = {
    "owner": N_("owner"),
    "admin": N_("admin"),
    "supervisor": N_("supervisor"),
    "agent": N_("agent"),
}

STATE_NAMES: Final[dict[str, Template]] = {
    "available": N_("available"),
    "trial_used": N_("trial used"),
    "purchased": N_("bought"),
    "included": N_("in the plan"),
    "not_offered": N_("not offered"),
    "trial_running": N_("trial running"),
}

ROUTE_NAMES: Final[dict[str, Template]] = {
    "self_service": N_("self-service"),
    "quote": N_("by quote"),
}

BASIS_NAMES: Final[dict[str, Template]] = {"stated": N_("stated"), "inferred": N_("assumed")}
"""How firm an answer is."""

ACTION_NOUNS: Final[dict[str, Template]] = {
    "subscribe": N_("subscribe", "as a noun"),
    "quote": N_("quote"),
    "trial": N_("trial"),
    "request": N_("request"),
}

ACTION_VERBS: Final[dict[str, Template]] = {
    "subscribe": N_("subscribe"),
    "quote": N_("request a quote"),
    "trial": N_("start a trial"),
    "request": N_("request the feature"),
}
"""As in `may …`."""

ACTION_ON_ADDON: Final[dict[str, Template]] = {
    "subscribe": N_("subscribe to {addon}"),
    "quote": N_("request a quote for {addon}"),
    "trial": N_("start a trial of {addon}"),
    "request": N_("request the feature {addon}"),
}
MAY_DO: Final = plural("{person} ({roles}) may {action}")
MAY_NOT_DO: Final = plural("{person} ({roles}) may not {action}")
"""A decision, as a part of a sentence; about one person and about several."""

FILE_KINDS: Final[dict[str, Template]] = {
    "account": N_("account"),
    "catalog": N_("catalogue"),
    "policy": N_("policy"),
}
"""What a checked file is."""

A_FILE_OF_KIND: Final[dict[str, Template]] = {
    "account": N_("an account"),
    "catalog": N_("a catalogue or price book"),
    "policy": N_("a policy"),
    "settings": N_("a settings file"),
    "answer": N_("an answer of addonctl"),
    "json_schema": N_("a JSON Schema"),
}

HOW_GIVEN: Final[dict[str, Template]] = {
    "account": N_("an account is given with -a {argument}"),
    "catalog": N_("it is given with ADDONCTL_CATALOG={argument} or the setting catalog"),
    "policy": N_("it is given with ADDONCTL_POLICY={argument} or the setting policy"),
    "settings": N_(
        "it is given with --config {argument}; addonctl config --config {argument} checks it"
    ),
    "answer": N_("give the file that the answer was made from"),
    "json_schema": N_("addonctl new prints an account to start from"),
}
"""How a file of another kind is given."""

CODE_KINDS: Final[dict[str, Entry]] = {
    "reason": Entry(N_("Reasons of a decision"), short=N_("reason of a decision")),
    "route": Entry(
        N_("Why an account buys by itself or by quote"), short=N_("what decides the route")
    ),
    "assumption": Entry(N_("Assumptions of an answer"), short=N_("assumption")),
    "warning": Entry(N_("Warnings"), short=N_("warning")),
    "problem": Entry(N_("Problems of a file"), short=N_("problem of a file")),
    "failure": Entry(N_("Errors"), short=N_("error")),
    "word": Entry(N_("Words of answers"), short=N_("word of answers")),
    "conflict": Entry(
        N_("Contradictions of the documents"), short=N_("contradiction of the documents")
    ),
    "rule": Entry(N_("Rows of the policy"), short=N_("row of the policy")),
    "document": Entry(N_("Documents of the policy"), short=N_("document of the policy")),
}
"""The kinds of codes: as a heading over several, and of one code."""

NOTE_KINDS: Final[dict[str, Template]] = {
    "request": N_("request {addon}"),
    "quote": N_("quote {addon}"),
}
"""What a note to somebody is about."""

NOTE_STATES: Final[dict[str, Template]] = {
    "waiting": N_("waiting"),
    "sending": N_("on its way"),
    "failed": N_("failed"),
    "no_address": N_("no address"),
}

DELIVERY_FAULTS: Final[dict[str, Template]] = {
    "no_address": N_("nobody can be written to"),
    "unreachable": N_("no connection came about"),
    "silent": N_("no answer came in time"),
    "broken": N_("the connection broke"),
    "untrusted": N_("the connection isn't secure"),
    "no_login": N_("user and password aren't taken"),
    "postponed": N_("the other side can't take it now"),
    "rejected": N_("the other side refuses it"),
    "redirected": N_("the webhook leads elsewhere"),
    "unreadable_secret": N_("the secret's file can't be used"),
    "unwordable": N_("addonctl can't word it; its log says where"),
}
"""Why a note couldn't be delivered."""

PRICES_PER: Final[dict[str, Template]] = {
    "month": N_("{unit_price:decimal} {currency} a month"),
    "cycle": N_("{unit_price:decimal} {currency} a cycle"),
}

LINE_NAMES: Final[dict[str, Template]] = {
    "standard": N_("Standard licences"),
    "additional": N_("Additional users"),
    "assigned": N_("Assigned licences"),
    "change": N_("Change of licences"),
}

LICENSES: Final = plural("{count} licence", "{count} licences")
INVOICES: Final = plural("{count} invoice", "{count} invoices")
LICENSE_COUNTS: Final[dict[str, Template]] = {
    "standard": plural("{count} standard"),
    "additional": plural("{count} additional user", "{count} additional users"),
    "assigned": plural("{count} assigned"),
}

NOT_INCLUDED_NAMES: Final[dict[str, Template]] = {
    "plan": N_("the plan"),
    "addons": N_("other add-ons"),
    "usage": N_("usage"),
}

EVERY: Final[dict[str, Template]] = {
    "monthly": N_("every month"),
    "quarterly": N_("every quarter"),
    "semiannual": N_("every half-year"),
    "annual": N_("every year"),
}
"""How often an account is billed."""

WHAT_HAPPENED: Final[dict[str, Template]] = {
    "subscribed": N_("{addon} was bought on {date}"),
    "quote_requested": N_("a quote for {addon} was requested on {date}"),
    "trial_started": N_("a trial of {addon} was started on {date}"),
    "feature_requested": N_("{addon} was requested on {date}"),
    "licenses_changed": N_("the licences of {addon} were changed on {date}"),
    "ended": N_("an end of {addon} was recorded on {date}"),
    "voided": N_("an event of {addon} was voided on {date}"),
}
"""An event, as a part of a sentence."""

USED: Final[dict[str, Template]] = {
    "account": N_("account: {file}"),
    "date": N_("as of {date}, in the time zone {zone}"),
    "catalog": N_("catalogue: {file}"),
    "policy": N_("policy: {file}"),
    "settings": N_("settings: {file}"),
}
"""What was used, told by --verbose."""

USED_BY_DEFAULT: Final[dict[str, Template]] = {
    "catalog": N_("catalogue: the packaged one, no price book"),
    "policy": N_("policy: the packaged one"),
    "settings": N_("settings: no file"),
}

FIGURES: Final[dict[str, Template]] = {
    "due": N_(
        "{amount} is what is due once the credit of {credit} is taken; what is expected is the"
        " total before it"
    ),
    "subtotal": N_("{amount} is the subtotal, before tax; what is expected is the total with it"),
    "gross": N_("{amount} is the amount before discount and tax; what is expected is the total"),
    "next_total": N_(
        "{amount} is the total of the next invoice, on {date}; what is expected is the total of now"
    ),
    "next_due": N_(
        "{amount} is what is due on {date}, of the next invoice; what is expected is the total of"
        " now"
    ),
    "next_subtotal": N_(
        "{amount} is the subtotal of the next invoice, on {date}, before tax; what is expected is"
        " the total of now"
    ),
    "next_gross": N_(
        "{amount} is the amount of the next invoice, on {date}, before discount and tax; what is"
        " expected is the total of now"
    ),
    "day_later": N_(
        "{amount} is what a purchase a day later costs before tax; what is expected is the total"
        " of now"
    ),
    "credit": N_("{amount} is the credit taken; what is expected is the total before it"),
    "tax": N_("{amount} is the tax alone; what is expected is the total with it"),
    "line": N_("{amount} is one line alone; what is expected is the total"),
}
"""What an expected total is instead."""
