"""Hold what is wrong with the type of a field."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

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
        N_("must be text in quotes; {form}"), means=N_("A value must be text. Put it in quotes.")
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
}
