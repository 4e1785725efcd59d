"""Hold what is wrong with a text before any field of it is read."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

TEXTS: Final[dict[str, Entry]] = {
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
        forms={"first": N_("it stands on line {line} already")},
    ),
    "CONTROL_CHARACTER": Entry(
        N_("a control character"),
        means=N_(
            "The text holds a control character, which could hide something or steer a terminal."
            " Remove it; an editor that shows invisible characters finds it."
        ),
        forms={"rule": N_("names and texts hold characters that can be seen")},
    ),
    "NOT_UNICODE": Entry(
        N_("not valid Unicode"),
        means=N_(
            "A text isn't valid Unicode: it holds half a character. Write the character itself, or"
            " both halves of its escape."
        ),
        forms={"rule": N_("an escape writes half a character (a lone surrogate)")},
    ),
    "NOT_FINITE": Entry(
        N_("not a number that JSON knows"),
        means=N_(
            "A number is infinite or none at all, which JSON doesn't know. Write a number in"
            " digits."
        ),
        forms={"rule": N_("a number is finite")},
    ),
    "TOO_NESTED": Entry(
        N_("too many levels"),
        means=N_(
            "Tables and lists stand deeper than 64 levels. No file of addonctl needs more than six."
        ),
        forms={"rule": N_("tables and lists stand at most 64 deep")},
    ),
    "TOO_MANY_PARTS": Entry(
        N_("too many parts in a key"),
        means=N_("A key has more than 64 parts. No file of addonctl needs more than four."),
        forms={"rule": N_("a key has at most 64 parts")},
    ),
    "NUMBER_TOO_LONG": Entry(
        N_("number too long"),
        means=N_("A number has more than 19 digits. Amounts are texts in quotes anyway."),
        forms={"rule": N_("a number has at most 19 digits")},
    ),
}
