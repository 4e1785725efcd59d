"""Hold what is wrong with a text before a field of it is read, and between the rows of a file."""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry

TEXTS: Final[dict[str, Entry]] = {
    "NOT_TOML": Entry(
        N_("this is not TOML"), more=N_("A file whose name ends in .json is read as JSON.")
    ),
    "NOT_JSON": Entry(
        N_("this is not JSON"), more=N_("A file whose name ends in .toml is read as TOML.")
    ),
    "NOT_AN_OBJECT": Entry(
        N_("this is not a JSON object"),
        more=N_("A file holds one object with the keys of addonctl schema."),
    ),
    "SEVERAL_OBJECTS": Entry(
        means=N_(
            "A file holds several JSON objects, one a line or in a list, and one account is asked"
            " about. Save the one that is meant in a file of its own."
        ),
        forms={
            "lines": N_("this is more than one JSON object"),
            "list": N_("this is a list of JSON objects"),
        },
    ),
    "KEY_TWICE": Entry(
        N_('the key "{key}" is written twice'),
        more=N_(
            "Remove one; for several entries of a list, write [[events]] or [[users]] above each."
        ),
        forms={"first": N_("it stands on line {line} already")},
    ),
    "CONTROL_CHARACTER": Entry(
        N_("a control character"),
        more=N_("Remove it; an editor that shows invisible characters finds it."),
        forms={"rule": N_("names and texts hold characters that can be seen")},
    ),
    "NOT_UNICODE": Entry(
        N_("not valid Unicode"),
        forms={"rule": N_("an escape writes half a character (a lone surrogate)")},
    ),
    "NOT_FINITE": Entry(
        N_("not a number that JSON knows"), forms={"rule": N_("a number is finite")}
    ),
    "TOO_NESTED": Entry(
        N_("too many levels"), forms={"rule": N_("tables and lists stand at most 64 deep")}
    ),
    "TOO_MANY_PARTS": Entry(
        N_("too many parts in a key"), forms={"rule": N_("a key has at most 64 parts")}
    ),
    "NUMBER_TOO_LONG": Entry(
        N_("number too long"), forms={"rule": N_("a number has at most 19 digits")}
    ),
}

CHARGES: Final[dict[str, Entry]] = {
    "CHARGES_COLUMNS": Entry(
        plural(
            "the column {missing:and} is missing; the first row names {needed:and}",
            "the columns {missing:and} are missing; the first row names {needed:and}",
        ),
        means=N_(
            "The first row of a file of charges names its columns, and one that is needed isn't"
            " there. They are account, addon, charged and on, in any order; invoice may be there."
        ),
    ),
    "CHARGES_NOT_CSV": Entry(
        N_("this is not CSV"), more=N_("A quote isn't closed, or stands inside a cell.")
    ),
    "CHARGE_CELLS": Entry(
        plural(
            "{count} cell, where the first row has {total}",
            "{count} cells, where the first row has {total}",
        ),
        more=N_("Put a value that holds the separator in quotes."),
    ),
    "CHARGE_MISSING": Entry(N_("nothing is given")),
    "CHARGE_DATE": Entry(
        N_('"{value:excerpt}" is not a date from 2000 to 2100, such as 2026-11-21')
    ),
    "CHARGE_INVOICE": Entry(N_('"{value:excerpt}" is not {choices:or}')),
}
"""What is wrong in a file of charges."""

ROWS: Final[dict[str, Entry]] = {
    "EVENT_ORDER": Entry(N_("{date} lies before {newest}, the date of the event before it")),
    "EVENT_ID_TWICE": Entry(
        N_('"{value:excerpt}" is the id of {other} already'),
        more=N_("Remove the copy, or give a hand-written event no id."),
    ),
    "EVENT_SUBSCRIBED_TWICE": Entry(
        N_("{addon} was subscribed on {date} already ({other})"),
        means=N_(
            "An add-on is subscribed a second time, which the purchase rules of both articles"
            " exclude. Find out which event is right, and with the account manager which one is"
            " billed."
        ),
    ),
    "EVENT_TRIAL_RUNNING": Entry(N_("the trial of {addon} of {date} runs until {last} ({other})")),
    "EVENT_TRIAL_AFTER_PURCHASE": Entry(
        N_("{addon} was subscribed on {date} already ({other})"),
        means=N_(
            "A trial starts after the add-on was bought. Check the date and the add-on of both"
            " events."
        ),
    ),
    "EVENT_CURRENCY": Entry(N_("{value:excerpt} is not the account's currency, {currency}")),
    "EVENT_SUBTOTAL": Entry(
        N_("{value} is not gross less discount, {sum}"),
        more=N_("The invoice tells which of the three is wrong."),
    ),
    "EVENT_TOTAL": Entry(N_("{value} is not subtotal plus tax, {sum}")),
    "EVENT_CREDIT": Entry(
        N_("{value} is more than the total, {total}"),
        more=N_("Credit can't make an invoice negative: correct the one that is wrong."),
    ),
    "PLAN_NEEDS": Entry(
        N_('the plan "{plan}" speaks of the add-on "{addon}", which isn\'t in the list'),
        more=N_(
            "A file replaces each list that it holds as a whole: add the add-on, or the plans"
            " without it."
        ),
    ),
    "PRICE_TWICE": Entry(
        short=N_("is for the same add-on, currency, commitment and day as {other}"),
        more=N_("Remove one, or give it another valid_from."),
    ),
    "POLICY_NO_SOURCE": Entry(N_('the row "{rule}" needs a source, or inferred = "why"')),
    "POLICY_BOTH_SOURCE_AND_INFERRED": Entry(
        N_('the row "{rule}" has a source, so it isn\'t inferred')
    ),
    "POLICY_UNKNOWN_DOCUMENT": Entry(
        N_('unknown document "{value}"'),
        more=N_("Documents stand under [[document]] with an id."),
        forms={"meant": N_('unknown document "{value}"; did you mean "{meant}"?')},
    ),
    "POLICY_UNKNOWN_RULE": Entry(
        N_('unknown row "{value}"'),
        more=N_("Name the row by its id."),
        forms={"meant": N_('unknown row "{value}"; did you mean "{meant}"?')},
    ),
    "POLICY_DUPLICATE_READING": Entry(N_('the reading "{value}" stands twice, first at {other}')),
    "POLICY_DEAD_RULE": Entry(
        N_('the row "{rule}" never matters: without it every answer stays the same'),
        more=N_(
            "Its words never come together, or forbids hide it everywhere: correct its lists, or"
            " remove it."
        ),
    ),
    "POLICY_GAP": Entry(
        N_("the policy has no row for {role}, {action}, route {route}, state {state} ({reading})"),
        why=N_("a question that no row answers is neither allowed nor refused"),
        hint=N_("addonctl check POLICY prints the missing row"),
        forms={"row": N_("some questions have no answer; the row that is missing, to paste:")},
    ),
}
