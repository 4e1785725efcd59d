"""Hold the problems of a file.

A problem stands after its place and its field, so it begins in lower case and has no full stop.
"""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

PROBLEMS: Final[dict[str, Entry]] = {
    "NOT_TOML": Entry(
        N_("this is not TOML"),
        means=N_(
            "The text can't be parsed as TOML. The line and what was expected there are named; a"
            " file whose name ends in .json is read as JSON."
        ),
    ),
    "NOT_JSON": Entry(
        N_("this is not JSON"),
        means=N_(
            "The text can't be parsed as JSON. The line and what was expected there are named; a"
            " file whose name ends in .toml is read as TOML."
        ),
    ),
    "NOT_AN_OBJECT": Entry(
        N_("this is not a JSON object"),
        means=N_(
            "The JSON document isn't an object in braces. A file holds one object with the keys of"
            " addonctl schema."
        ),
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
        means=N_(
            "A key is written twice, so one of its two values would be lost. Remove one; for"
            " several entries of a list, write [[events]] or [[users]] above each."
        ),
        forms={
            "first": N_("it stands on line {line} already"),
        },
    ),
    "CONTROL_CHARACTER": Entry(
        N_("a control character"),
        means=N_(
            "The text holds a control character, which could hide something or steer a terminal."
            " Remove it; an editor that shows invisible characters finds it."
        ),
        forms={
            "rule": N_("names and texts hold characters that can be seen"),
        },
    ),
    "NOT_UNICODE": Entry(
        N_("not valid Unicode"),
        means=N_(
            "A text isn't valid Unicode: it holds half a character. Write the character itself, or"
            " both halves of its escape."
        ),
        forms={
            "rule": N_("an escape writes half a character (a lone surrogate)"),
        },
    ),
    "NOT_FINITE": Entry(
        N_("not a number that JSON knows"),
        means=N_(
            "A number is infinite or none at all, which JSON doesn't know. Write a number in"
            " digits."
        ),
        forms={
            "rule": N_("a number is finite"),
        },
    ),
    "TOO_NESTED": Entry(
        N_("too many levels"),
        means=N_(
            "Tables and lists stand deeper than 64 levels. No file of addonctl needs more than six."
        ),
        forms={
            "rule": N_("tables and lists stand at most 64 deep"),
        },
    ),
    "TOO_MANY_PARTS": Entry(
        N_("too many parts in a key"),
        means=N_("A key has more than 64 parts. No file of addonctl needs more than four."),
        forms={
            "rule": N_("a key has at most 64 parts"),
        },
    ),
    "NUMBER_TOO_LONG": Entry(
        N_("number too long"),
        means=N_("A number has more than 19 digits. Amounts are texts in quotes anyway."),
        forms={
            "rule": N_("a number has at most 19 digits"),
        },
    ),
    "UNKNOWN_KEY": Entry(
        N_("unknown key"),
        means=N_(
            "The file has a key that addonctl doesn't know, so what it says would be ignored."
            " Correct its spelling or remove it; addonctl schema lists the keys."
        ),
        forms={
            "meant": N_('unknown key; did you mean "{meant}"?'),
            "known": N_("unknown key: it must be {known:or}"),
            "one": N_("unknown key; {form}"),
        },
    ),
    "MISSING_KEY": Entry(
        N_("is missing; {form}"),
        means=N_(
            "A key that is needed is missing. It is named with the table that it belongs to;"
            " addonctl new prints a file that has them all."
        ),
    ),
    "NEWER_SCHEMA": Entry(
        N_("schema {value} needs a newer addonctl; this one reads schema 1"),
        means=N_(
            "The file says that it is written for a newer addonctl, so nothing in it is guessed."
            " Install a newer addonctl, or write schema = 1 where that is what it is."
        ),
    ),
    "EXPECTED_NUMBER": Entry(
        N_("must be {known:or}; {form}"),
        means=N_("A number must be one of a few. Write one that is named, without quotes."),
    ),
    "EXPECTED_TEXT": Entry(
        N_("must be text in quotes; {form}"),
        means=N_("A value must be text. Put it in quotes."),
    ),
    "EXPECTED_INTEGER": Entry(
        N_("must be a whole number; {form}"),
        means=N_("A value must be a whole number. Write it in digits, without quotes."),
    ),
    "EXPECTED_BOOLEAN": Entry(
        N_("must be true or false, without quotes; {form}"),
        means=N_("A value must be true or false. Write it in lower case, without quotes."),
    ),
    "EXPECTED_DATE": Entry(
        N_("must be a date; {form}"),
        means=N_(
            "A value must be a date. Write it like 2026-01-31: in TOML without quotes, in JSON"
            " with them."
        ),
    ),
    "EXPECTED_INSTANT": Entry(
        N_("must be a date and time; {form}"),
        means=N_(
            "A value must be a date with a time and a zone. Write it like 2026-01-31T09:30:00Z: in"
            " TOML without quotes, in JSON with them."
        ),
    ),
    "NO_OFFSET": Entry(
        N_("needs its offset from UTC after {value}; {form}"),
        means=N_(
            "A date with a time lacks its offset from UTC, so it names no moment. End it with Z or"
            " with an offset such as +01:00."
        ),
    ),
    "EXPECTED_TABLE": Entry(
        N_("must be a table of keys and values; {form}"),
        means=N_(
            "A value must be a table of keys and values. Write it under a header such as"
            " [billing], or in braces."
        ),
    ),
    "EXPECTED_LIST": Entry(
        N_("must be a list; {form}"),
        means=N_("A value must be a list. Put it in square brackets, even if it is alone."),
    ),
    "EXPECTED_LIST_OF_TABLES": Entry(
        N_('must be a list of tables: write "[[{key}]]" above each'),
        means=N_(
            "A table must be one of a list. Write its header with two brackets, such as"
            " [[events]], above each entry."
        ),
    ),
    "TOO_FEW": Entry(
        N_("must have at least {least}, not {has}; {form}"),
        means=N_("A list has too few entries. The least number is named."),
    ),
    "TOO_MANY": Entry(
        N_("must have at most {most}, not {has}; {form}"),
        means=N_("A list has too many entries. The most that there may be is named."),
    ),
    "EMPTY_TEXT": Entry(
        N_("must not be empty; {form}"),
        means=N_("A text is empty. Write something, or leave the key out where it is optional."),
    ),
    "TEXT_TOO_LONG": Entry(
        N_("is longer than {limit} characters; it has {has}"),
        means=N_("A text is longer than any name or note needs to be. Shorten it."),
    ),
    "OUT_OF_RANGE": Entry(
        N_("must be from {least} to {most}, not {value}; {form}"),
        means=N_("A number is too small or too large. The range is named."),
    ),
    "BARE_NUMBER": Entry(
        N_('write it in quotes: "{value}"'),
        means=N_(
            "A price, amount or percentage is written as a number, and it must be text. Put it in"
            " quotes: so it stays exactly what was written."
        ),
    ),
    "NOT_ONE_OF": Entry(
        N_('"{value}" is not {known:or}'),
        means=N_("A word isn't one of those that may stand there. They are all named."),
        forms={
            "meant": N_('"{value}" is not {known:or}; did you mean "{meant}"?'),
        },
    ),
    "UNKNOWN_ROLE": Entry(
        N_('unknown role "{value}": it must be {known:or}'),
        means=N_(
            "A user has a role that doesn't exist. Roles are owner, admin, supervisor and agent,"
            " in lower case."
        ),
        forms={
            "meant": N_('unknown role "{value}"; did you mean "{meant}"?'),
        },
    ),
    "UNKNOWN_PLAN": Entry(
        N_('unknown plan "{value}": it must be {known:or}'),
        means=N_(
            "The account is on a plan that the catalogue doesn't have. addonctl catalog lists the"
            " plans; the setting catalog names a catalogue of your own."
        ),
        forms={
            "meant": N_('unknown plan "{value}"; did you mean "{meant}"?'),
        },
    ),
    "NO_SUCH_ADDON": Entry(
        N_('unknown add-on "{value}": it must be {known:or}'),
        means=N_(
            "A file speaks of an add-on that the catalogue doesn't have. Files hold ids, not names"
            " or aliases; addonctl catalog lists them."
        ),
        forms={
            "meant": N_('unknown add-on "{value}"; did you mean "{meant}"?'),
        },
    ),
    "UNKNOWN_CURRENCY": Entry(
        N_('unknown currency "{value}": it must be an ISO 4217 code such as EUR'),
        means=N_(
            "A currency isn't a code of ISO 4217. Write its three capital letters, such as EUR."
        ),
        forms={
            "meant": N_('unknown currency "{value}"; did you mean "{meant}"?'),
        },
    ),
    "UNKNOWN_ZONE": Entry(
        N_('unknown zone "{value}": it must be a name such as Europe/Paris'),
        means=N_(
            "A time zone isn't one of the IANA database, or means another place on each machine,"
            " as localtime does. Write a name such as Europe/Paris."
        ),
        forms={
            "meant": N_('unknown zone "{value}"; did you mean "{meant}"?'),
        },
    ),
    "NOT_A_PRICE": Entry(
        N_('"{value}" is not a price; write it like "9.99", with at most 6 decimals'),
        means=N_(
            "A price isn't written as one. Write ASCII digits with a point and at most six"
            ' decimals, in quotes, such as "9.99".'
        ),
        forms={
            "meant": N_('"{value}" is not a price; write it as "{written}"'),
            "currency": N_(
                '"{value}" is not a price; write it as "{written}", without the currency'
            ),
        },
    ),
    "NOT_AN_AMOUNT": Entry(
        N_('"{value}" is not an amount; write it like "9.99"'),
        means=N_(
            "An amount isn't written as one. Write ASCII digits with a point and at most the"
            ' decimals of the currency, in quotes, such as "9.99".'
        ),
        forms={
            "meant": N_('"{value}" is not an amount; write it as "{written}"'),
            "currency": N_(
                '"{value}" is not an amount; write it as "{written}", without the currency'
            ),
        },
    ),
    "NOT_A_PERCENTAGE": Entry(
        N_('"{value}" is not a percentage; write it like "20", from 0 to 100'),
        means=N_(
            "A percentage isn't written as one. Write a number from 0 to 100 with at most four"
            ' decimals, in quotes and without the sign, such as "20".'
        ),
        forms={
            "meant": N_('"{value}" is not a percentage; write it as "{written}"'),
        },
    ),
    "NOT_AN_ID": Entry(
        N_('"{value}" is not an id: at most 64 of A-Z a-z 0-9 . _ -, no mark in front'),
        means=N_(
            "An id has characters that ids don't have. Use at most 64 letters, digits, dots,"
            " hyphens and underscores, a letter or digit first."
        ),
        forms={
            "meant": N_('"{value}" is not an id; write it as "{written}"'),
        },
    ),
    "TOO_MANY_DECIMALS": Entry(
        N_('"{value}" has more decimals than {currency} has ({digits})'),
        means=N_(
            "An amount has more decimals than its currency. Round it as the contract does; unit"
            " prices alone may be finer."
        ),
    ),
    "DATE_RANGE": Entry(
        N_("must be a date from {first} to {last}; it is {value}"),
        means=N_("A date lies outside the years that are computed with. Check its year."),
    ),
    "ENDS_BEFORE": Entry(
        N_("must be later than {start}, {start_day}; it is {end_day}"),
        means=N_(
            "A period ends before it begins, or on the same day. Ends are exclusive: the end is"
            " the first day after the period."
        ),
        forms={
            "inclusive": N_("must not be earlier than {start}, {start_day}; it is {end_day}"),
        },
    ),
    "NO_LICENSES": Entry(
        N_("must be at least 1 licence together; for example standard 1, additional 0"),
        means=N_(
            "The account has no licence at all. Standard and additional ones together are at least"
            " 1."
        ),
    ),
    "DISCOUNT_NOT_ONE": Entry(
        N_("must have exactly one of {allowed:or}; {form}"),
        means=N_(
            "A discount must be of one kind. Write exactly one of percent, per_cycle and, on an"
            " add-on's own price, once."
        ),
    ),
    "DISCOUNT_NOT_HERE": Entry(
        N_("belongs to an add-on's own price; here it is {allowed:or}"),
        means=N_(
            "This kind of discount belongs to an add-on's own price. Move it to the add-on under"
            " [prices], or write another kind."
        ),
    ),
    "NAME_TWICE": Entry(
        N_('"{value}" names {other} already'),
        means=N_(
            "A word names two things of the file, so it would be unclear which is meant. Give each"
            " an id, name or e-mail of its own. Words are compared as they are read: capital"
            " letters, blanks around them, what can't be seen and how an accent is stored make no"
            " difference."
        ),
        forms={
            "alike": N_('"{value}" can\'t be told from "{same}", which names {other}'),
        },
    ),
    "TAX_TWICE": Entry(
        N_('"{value}" stands without a date in {other} already; give one a from = DATE'),
        means=N_(
            "A tax has two rows that begin on the same date, or two without a date, so it would be"
            " unclear which holds. Remove one, or say with from when it begins."
        ),
        forms={
            "dated": N_('"{value}" begins on {date} in {other} already'),
        },
    ),
    "EVENTS_IN_ONE_VALUE": Entry(
        N_("events stand in one value, not in [[events]] blocks"),
        means=N_(
            "The events stand in one value, to which nothing can be appended. Write each event as"
            " a block under [[events]]."
        ),
    ),
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
        forms={
            "meant": N_('unknown document "{value}"; did you mean "{meant}"?'),
        },
    ),
    "POLICY_UNKNOWN_RULE": Entry(
        N_('unknown row "{value}"'),
        means=N_("A reading disables a row that the policy doesn't have. Name the row by its id."),
        forms={
            "meant": N_('unknown row "{value}"; did you mean "{meant}"?'),
        },
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
        forms={
            "row": N_("some questions have no answer; the row that is missing, to paste:"),
        },
    ),
}
