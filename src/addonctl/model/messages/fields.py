"""Hold what is wrong with a field: its type, and what it says.

A problem stands after its place and its field, so it begins in lower case and has no full stop.
"""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry

TYPES: Final[dict[str, Entry]] = {
    "UNKNOWN_KEY": Entry(
        N_("unknown key"),
        more=N_("Correct its spelling or remove it; addonctl schema lists the keys."),
        forms={
            "meant": N_('unknown key; did you mean "{meant}"?'),
            "known": N_("unknown key: it must be {known:or}"),
            "one": N_("unknown key; {form}"),
        },
    ),
    "MISSING_KEY": Entry(
        short=N_("is missing; {form}"),
        more=N_(
            "It is named with the table that it belongs to; addonctl new prints a file that has"
            " them all."
        ),
    ),
    "NEWER_SCHEMA": Entry(N_("schema {value} needs a newer addonctl; this one reads schema 1")),
    "EXPECTED_NUMBER": Entry(
        short=N_("must be {known:or}; {form}"),
        means=N_("A number must be one of a few. Write one that is named, without quotes."),
    ),
    "EXPECTED_TEXT": Entry(short=N_("must be text in quotes; {form}")),
    "EXPECTED_INTEGER": Entry(
        short=N_("must be a whole number; {form}"), more=N_("Write it in digits, without quotes.")
    ),
    "EXPECTED_BOOLEAN": Entry(short=N_("must be true or false, without quotes; {form}")),
    "EXPECTED_DATE": Entry(
        short=N_("must be a date; {form}"),
        more=N_("Write it like 2026-01-31: in TOML without quotes, in JSON with them."),
    ),
    "EXPECTED_INSTANT": Entry(
        short=N_("must be a date and time; {form}"),
        more=N_("Write it like 2026-01-31T09:30:00Z: in TOML without quotes, in JSON with them."),
    ),
    "NO_OFFSET": Entry(
        short=N_("needs its offset from UTC after {value}; {form}"),
        more=N_("End it with Z or with an offset such as +01:00."),
    ),
    "EXPECTED_TABLE": Entry(
        short=N_("must be a table of keys and values; {form}"),
        more=N_("Write it under a header such as [billing], or in braces."),
    ),
    "EXPECTED_LIST": Entry(
        short=N_("must be a list; {form}"),
        more=N_("Put it in square brackets, even if it is alone."),
    ),
    "EXPECTED_LIST_OF_TABLES": Entry(
        short=N_('must be a list of tables: write "[[{key}]]" above each')
    ),
    "TOO_FEW": Entry(short=N_("must have at least {least}, not {has}; {form}")),
    "TOO_MANY": Entry(short=N_("must have at most {most}, not {has}; {form}")),
    "EMPTY_TEXT": Entry(short=N_("must not be empty; {form}")),
    "TEXT_TOO_LONG": Entry(short=N_("is longer than {limit} characters; it has {has}")),
    "OUT_OF_RANGE": Entry(short=N_("must be from {least} to {most}, not {value}; {form}")),
    "BARE_NUMBER": Entry(
        N_('write it in quotes: "{value}"'), more=N_("So it stays exactly what was written.")
    ),
}

VALUES: Final[dict[str, Entry]] = {
    "NOT_ONE_OF": Entry(
        N_('"{value}" is not {known:or}'),
        means=N_("A word isn't one of those that may stand there. They are all named."),
        forms={"meant": N_('"{value}" is not {known:or}; did you mean "{meant}"?')},
    ),
    "UNKNOWN_ROLE": Entry(
        N_('unknown role "{value}": it must be {known:or}'),
        more=N_("Roles are owner, admin, supervisor and agent, in lower case."),
        forms={"meant": N_('unknown role "{value}"; did you mean "{meant}"?')},
    ),
    "UNKNOWN_PLAN": Entry(
        N_('unknown plan "{value}": it must be {known:or}'),
        more=N_(
            "addonctl catalog lists the plans; the setting catalog names a catalogue of your own."
        ),
        forms={"meant": N_('unknown plan "{value}"; did you mean "{meant}"?')},
    ),
    "NO_SUCH_ADDON": Entry(
        N_('unknown add-on "{value}": it must be {known:or}'),
        more=N_("Files hold ids, not names or aliases; addonctl catalog lists them."),
        forms={"meant": N_('unknown add-on "{value}"; did you mean "{meant}"?')},
    ),
    "UNKNOWN_CURRENCY": Entry(
        N_('unknown currency "{value}": it must be an ISO 4217 code such as EUR'),
        forms={"meant": N_('unknown currency "{value}"; did you mean "{meant}"?')},
    ),
    "UNKNOWN_ZONE": Entry(
        N_('unknown zone "{value}": it must be a name such as Europe/Paris'),
        more=N_("A name that means another place on each machine, as localtime does, is none."),
        forms={"meant": N_('unknown zone "{value}"; did you mean "{meant}"?')},
    ),
    "NOT_A_PRICE": Entry(
        N_('"{value}" is not a price; write it like "9.99", with at most 6 decimals'),
        forms={
            "meant": N_('"{value}" is not a price; write it as "{written}"'),
            "currency": N_(
                '"{value}" is not a price; write it as "{written}", without the currency'
            ),
        },
    ),
    "NOT_AN_AMOUNT": Entry(
        N_('"{value}" is not an amount; write it like "9.99"'),
        forms={
            "meant": N_('"{value}" is not an amount; write it as "{written}"'),
            "currency": N_(
                '"{value}" is not an amount; write it as "{written}", without the currency'
            ),
        },
    ),
    "NOT_A_PERCENTAGE": Entry(
        N_('"{value}" is not a percentage; write it like "20", from 0 to 100'),
        more=N_("Write at most four decimals, and no sign."),
        forms={"meant": N_('"{value}" is not a percentage; write it as "{written}"')},
    ),
    "NOT_AN_ID": Entry(
        N_('"{value}" is not an id: at most 64 of A-Z a-z 0-9 . _ -, no mark in front'),
        forms={"meant": N_('"{value}" is not an id; write it as "{written}"')},
    ),
    "TOO_MANY_DECIMALS": Entry(
        N_('"{value}" has more decimals than {currency} has ({digits})'),
        more=N_("Round it as the contract does; unit prices alone may be finer."),
    ),
    "DATE_RANGE": Entry(short=N_("must be a date from {first} to {last}; it is {value}")),
    "ENDS_BEFORE": Entry(
        short=N_("must be later than {start}, {start_day}; it is {end_day}"),
        more=N_("Ends are exclusive: the end is the first day after the period."),
        forms={"inclusive": N_("must not be earlier than {start}, {start_day}; it is {end_day}")},
    ),
    "NO_LICENSES": Entry(
        short=N_("must be at least 1 licence together; for example standard 1, additional 0")
    ),
    "DISCOUNT_NOT_ONE": Entry(
        short=N_("must have exactly one of {allowed:or}; {form}"),
        more=N_("Write percent, per_cycle or, on an add-on's own price, once."),
    ),
    "DISCOUNT_NOT_HERE": Entry(
        short=N_("belongs to an add-on's own price; here it is {allowed:or}"),
        more=N_("Move it to the add-on under [prices], or write another kind."),
    ),
    "NAME_TWICE": Entry(
        N_('"{value}" names {other} already'),
        more=N_(
            "Give each an id, name or e-mail of its own. Words are compared as they are read:"
            " capital letters, blanks around them, what can't be seen and how an accent is stored"
            " make no difference."
        ),
        forms={"alike": N_('"{value}" can\'t be told from "{same}", which names {other}')},
    ),
    "TAX_TWICE": Entry(
        N_('"{value}" stands without a date in {other} already; give one a from = DATE'),
        forms={"dated": N_('"{value}" begins on {date} in {other} already')},
    ),
    "EVENTS_IN_ONE_VALUE": Entry(N_("events stand in one value, not in [[events]] blocks")),
}
