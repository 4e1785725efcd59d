"""Hold what is wrong with a field: its type, and what it says."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Entry

TYPES: Final[dict[str, Entry]] = {
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
        short=N_("is missing; {form}"),
        means=N_(
            "A key that is needed is missing. It is named with the table that it belongs to;"
            " addonctl new prints a file that has them all."
        ),
    ),
    "NEWER_SCHEMA": Entry(N_("schema {value} needs a newer addonctl; this one reads schema 1")),
    "EXPECTED_NUMBER": Entry(
        short=N_("must be {known:or}; {form}"),
        means=N_("A number must be one of a few. Write one that is named, without quotes."),
    ),
    "EXPECTED_TEXT": Entry(short=N_("must be text in quotes; {form}")),
    "EXPECTED_INTEGER": Entry(
        short=N_("must be a whole number; {form}"),
        means=N_("A value must be a whole number. Write it in digits, without quotes."),
    ),
    "EXPECTED_BOOLEAN": Entry(short=N_("must be true or false, without quotes; {form}")),
    "EXPECTED_DATE": Entry(
        short=N_("must be a date; {form}"),
        means=N_(
            "A value must be a date. Write it like 2026-01-31: in TOML without quotes, in JSON"
            " with them."
        ),
    ),
    "EXPECTED_INSTANT": Entry(
        short=N_("must be a date and time; {form}"),
        means=N_(
            "A value must be a date with a time and a zone. Write it like 2026-01-31T09:30:00Z: in"
            " TOML without quotes, in JSON with them."
        ),
    ),
    "NO_OFFSET": Entry(
        short=N_("needs its offset from UTC after {value}; {form}"),
        means=N_(
            "A date with a time lacks its offset from UTC, so it names no moment. End it with Z or"
            " with an offset such as +01:00."
        ),
    ),
    "EXPECTED_TABLE": Entry(
        short=N_("must be a table of keys and values; {form}"),
        means=N_(
            "A value must be a table of keys and values. Write it under a header such as"
            " [billing], or in braces."
        ),
    ),
    "EXPECTED_LIST": Entry(
        short=N_("must be a list; {form}"),
        means=N_("A value must be a list. Put it in square brackets, even if it is alone."),
    ),
    "EXPECTED_LIST_OF_TABLES": Entry(
        short=N_('must be a list of tables: write "[[{key}]]" above each')
    ),
    "TOO_FEW": Entry(short=N_("must have at least {least}, not {has}; {form}")),
    "TOO_MANY": Entry(short=N_("must have at most {most}, not {has}; {form}")),
    "EMPTY_TEXT": Entry(short=N_("must not be empty; {form}")),
    "TEXT_TOO_LONG": Entry(
        short=N_("is longer than {limit} characters; it has {has}"),
        means=N_("A text is longer than any name or note needs to be. Shorten it."),
    ),
    "OUT_OF_RANGE": Entry(short=N_("must be from {least} to {most}, not {value}; {form}")),
    "BARE_NUMBER": Entry(
        N_('write it in quotes: "{value}"'),
        means=N_(
            "A price, amount or percentage is written as a number, and it must be text. Put it in"
            " quotes: so it stays exactly what was written."
        ),
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
        means=N_(
            "A user has a role that doesn't exist. Roles are owner, admin, supervisor and agent,"
            " in lower case."
        ),
        forms={"meant": N_('unknown role "{value}"; did you mean "{meant}"?')},
    ),
    "UNKNOWN_PLAN": Entry(
        N_('unknown plan "{value}": it must be {known:or}'),
        means=N_(
            "The account is on a plan that the catalogue doesn't have. addonctl catalog lists the"
            " plans; the setting catalog names a catalogue of your own."
        ),
        forms={"meant": N_('unknown plan "{value}"; did you mean "{meant}"?')},
    ),
    "NO_SUCH_ADDON": Entry(
        N_('unknown add-on "{value}": it must be {known:or}'),
        means=N_(
            "A file speaks of an add-on that the catalogue doesn't have. Files hold ids, not names"
            " or aliases; addonctl catalog lists them."
        ),
        forms={"meant": N_('unknown add-on "{value}"; did you mean "{meant}"?')},
    ),
    "UNKNOWN_CURRENCY": Entry(
        N_('unknown currency "{value}": it must be an ISO 4217 code such as EUR'),
        forms={"meant": N_('unknown currency "{value}"; did you mean "{meant}"?')},
    ),
    "UNKNOWN_ZONE": Entry(
        N_('unknown zone "{value}": it must be a name such as Europe/Paris'),
        means=N_(
            "A time zone isn't one of the IANA database, or means another place on each machine,"
            " as localtime does. Write a name such as Europe/Paris."
        ),
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
        means=N_(
            "A percentage isn't written as one. Write a number from 0 to 100 with at most four"
            ' decimals, in quotes and without the sign, such as "20".'
        ),
        forms={"meant": N_('"{value}" is not a percentage; write it as "{written}"')},
    ),
    "NOT_AN_ID": Entry(
        N_('"{value}" is not an id: at most 64 of A-Z a-z 0-9 . _ -, no mark in front'),
        forms={"meant": N_('"{value}" is not an id; write it as "{written}"')},
    ),
    "TOO_MANY_DECIMALS": Entry(
        N_('"{value}" has more decimals than {currency} has ({digits})'),
        means=N_(
            "An amount has more decimals than its currency. Round it as the contract does; unit"
            " prices alone may be finer."
        ),
    ),
    "DATE_RANGE": Entry(
        short=N_("must be a date from {first} to {last}; it is {value}"),
        means=N_("A date lies outside the years that are computed with. Check its year."),
    ),
    "ENDS_BEFORE": Entry(
        short=N_("must be later than {start}, {start_day}; it is {end_day}"),
        means=N_(
            "A period ends before it begins, or on the same day. Ends are exclusive: the end is"
            " the first day after the period."
        ),
        forms={"inclusive": N_("must not be earlier than {start}, {start_day}; it is {end_day}")},
    ),
    "NO_LICENSES": Entry(
        short=N_("must be at least 1 licence together; for example standard 1, additional 0")
    ),
    "DISCOUNT_NOT_ONE": Entry(
        short=N_("must have exactly one of {allowed:or}; {form}"),
        means=N_(
            "A discount must be of one kind. Write exactly one of percent, per_cycle and, on an"
            " add-on's own price, once."
        ),
    ),
    "DISCOUNT_NOT_HERE": Entry(
        short=N_("belongs to an add-on's own price; here it is {allowed:or}"),
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
        forms={"alike": N_('"{value}" can\'t be told from "{same}", which names {other}')},
    ),
    "TAX_TWICE": Entry(
        N_('"{value}" stands without a date in {other} already; give one a from = DATE'),
        forms={"dated": N_('"{value}" begins on {date} in {other} already')},
    ),
    "EVENTS_IN_ONE_VALUE": Entry(N_("events stand in one value, not in [[events]] blocks")),
}
