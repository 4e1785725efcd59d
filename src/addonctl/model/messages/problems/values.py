"""Hold what is wrong with what a field says."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.entry import Entry

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
        means=N_(
            "A currency isn't a code of ISO 4217. Write its three capital letters, such as EUR."
        ),
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
        forms={"meant": N_('"{value}" is not a percentage; write it as "{written}"')},
    ),
    "NOT_AN_ID": Entry(
        N_('"{value}" is not an id: at most 64 of A-Z a-z 0-9 . _ -, no mark in front'),
        means=N_(
            "An id has characters that ids don't have. Use at most 64 letters, digits, dots,"
            " hyphens and underscores, a letter or digit first."
        ),
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
        N_("must be a date from {first} to {last}; it is {value}"),
        means=N_("A date lies outside the years that are computed with. Check its year."),
    ),
    "ENDS_BEFORE": Entry(
        N_("must be later than {start}, {start_day}; it is {end_day}"),
        means=N_(
            "A period ends before it begins, or on the same day. Ends are exclusive: the end is"
            " the first day after the period."
        ),
        forms={"inclusive": N_("must not be earlier than {start}, {start_day}; it is {end_day}")},
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
        forms={"alike": N_('"{value}" can\'t be told from "{same}", which names {other}')},
    ),
    "TAX_TWICE": Entry(
        N_('"{value}" stands without a date in {other} already; give one a from = DATE'),
        means=N_(
            "A tax has two rows that begin on the same date, or two without a date, so it would be"
            " unclear which holds. Remove one, or say with from when it begins."
        ),
        forms={"dated": N_('"{value}" begins on {date} in {other} already')},
    ),
    "EVENTS_IN_ONE_VALUE": Entry(
        N_("events stand in one value, not in [[events]] blocks"),
        means=N_(
            "The events stand in one value, to which nothing can be appended. Write each event as"
            " a block under [[events]]."
        ),
    ),
}
