"""Hold what is wrong between rows: events, the rows of catalogues and of policies."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

ROWS: Final[dict[str, Entry]] = {
    "EVENT_ORDER": Entry(
        N_("{date} lies before {newest}, the date of the event before it"),
        means=N_(
            "An event has an earlier date than the one before it, though events are appended. One"
            " of the two dates is wrong, or a block was moved."
        ),
    ),
    "EVENT_ID_TWICE": Entry(
        N_('"{value:excerpt}" is the id of {other} already'),
        means=N_(
            "Two events have the same id, so that one looks like a copy of the other. Remove the"
            " copy, or give a hand-written event no id."
        ),
    ),
    "EVENT_SUBSCRIBED_TWICE": Entry(
        N_("{addon} was subscribed on {date} already ({other})"),
        means=N_(
            "An add-on is subscribed a second time, which the purchase rules of both articles"
            " exclude. Find out which event is right, and with the account manager which one is"
            " billed."
        ),
    ),
    "EVENT_TRIAL_RUNNING": Entry(
        N_("the trial of {addon} of {date} runs until {last} ({other})"),
        means=N_(
            "A trial starts while an earlier trial of the same add-on still runs. One of the two"
            " is wrong."
        ),
    ),
    "EVENT_TRIAL_AFTER_PURCHASE": Entry(
        N_("{addon} was subscribed on {date} already ({other})"),
        means=N_(
            "A trial starts after the add-on was bought. Check the date and the add-on of both"
            " events."
        ),
    ),
    "EVENT_CURRENCY": Entry(
        N_("{value:excerpt} is not the account's currency, {currency}"),
        means=N_(
            "An event is in another currency than the account. An account has one currency:"
            " correct the one that is wrong."
        ),
    ),
    "EVENT_SUBTOTAL": Entry(
        N_("{value} is not gross less discount, {sum}"),
        means=N_(
            "The subtotal of an event isn't its gross amount less the discount, which is their"
            " difference and not rounded by itself. The invoice tells which of the three is wrong."
        ),
    ),
    "EVENT_TOTAL": Entry(
        N_("{value} is not subtotal plus tax, {sum}"),
        means=N_(
            "The total of an event isn't its subtotal plus the tax. The invoice tells which of the"
            " three is wrong."
        ),
    ),
    "EVENT_CREDIT": Entry(
        N_("{value} is more than the total, {total}"),
        means=N_(
            "An event uses more credit than its total. Credit can't make an invoice negative:"
            " correct the one that is wrong."
        ),
    ),
    "PLAN_NEEDS": Entry(
        N_('the plan "{plan}" speaks of the add-on "{addon}", which isn\'t in the list'),
        means=N_(
            "A plan offers or includes an add-on that the list of add-ons doesn't have. A file"
            " replaces each list that it holds as a whole: add the add-on, or the plans without"
            " it."
        ),
    ),
    "PRICE_TWICE": Entry(
        N_("is for the same add-on, currency, commitment and day as {other}"),
        means=N_(
            "Two prices are for the same add-on, currency, commitment and day. Remove one, or give"
            " it another valid_from."
        ),
    ),
    "POLICY_NO_SOURCE": Entry(
        N_('the row "{rule}" needs a source, or inferred = "why"'),
        means=N_(
            "A row of the policy says neither where it is stated nor why it was concluded. Give it"
            " a source, or inferred with the reason."
        ),
    ),
    "POLICY_BOTH_SOURCE_AND_INFERRED": Entry(
        N_('the row "{rule}" has a source, so it isn\'t inferred'),
        means=N_(
            "A row of the policy has both a source and inferred. What a document states isn't"
            " concluded: keep one of the two."
        ),
    ),
    "POLICY_UNKNOWN_DOCUMENT": Entry(
        N_('unknown document "{value}"'),
        means=N_(
            "A source names a document that the policy doesn't have. Documents stand under"
            " [[document]] with an id."
        ),
        forms={"meant": N_('unknown document "{value}"; did you mean "{meant}"?')},
    ),
    "POLICY_UNKNOWN_RULE": Entry(
        N_('unknown row "{value}"'),
        means=N_("A reading disables a row that the policy doesn't have. Name the row by its id."),
        forms={"meant": N_('unknown row "{value}"; did you mean "{meant}"?')},
    ),
    "POLICY_DUPLICATE_READING": Entry(
        N_('the reading "{value}" stands twice, first at {other}'),
        means=N_(
            "A contradiction has the same reading twice. Each has two different ones, and the"
            " first is the default."
        ),
    ),
    "POLICY_DEAD_RULE": Entry(
        N_('the row "{rule}" never matters: without it every answer stays the same'),
        means=N_(
            "A row of the policy is never a reason of any answer. Its words never come together,"
            " or forbids hide it everywhere: correct its lists, or remove it."
        ),
    ),
    "POLICY_GAP": Entry(
        N_("the policy has no row for {role}, {action}, route {route}, state {state} ({reading})"),
        why=N_("a question that no row answers is neither allowed nor refused"),
        hint=N_("addonctl check POLICY prints the missing row"),
        means=N_(
            "No row of the policy answers a question, which then is neither allowed nor refused."
            " addonctl check prints the row that is missing; write on what ground it stands."
        ),
        forms={"row": N_("some questions have no answer; the row that is missing, to paste:")},
    ),
}
