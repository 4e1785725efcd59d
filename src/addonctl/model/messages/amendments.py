"""Hold what is said of changes of what was bought: why one can't be made, and what is assumed."""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry

AMENDMENTS: Final[dict[int, dict[str, Entry]]] = {
    2: {
        "LICENSES_NEEDED": Entry(
            N_("how many licences of {addon} are to be assigned isn't said"),
            hint=N_("give --licenses from 1 to {total}"),
        ),
        "CREDIT_NOTE_FOR_MORE": Entry(
            plural(
                "a credit note is for fewer licences than the {count} that is bought",
                "a credit note is for fewer licences than the {count} that are bought",
            ),
            hint=N_("leave --credit-note out: more licences are billed at once"),
        ),
        "END_BEFORE_DAY": Entry(
            N_("{date} lies before {as_of}"),
            why=N_("what is past isn't ended, and nothing is given back"),
            hint=N_("give --end cycle, or a date from {as_of} on"),
        ),
        "EVENT_OF_OTHER_ADDON": Entry(
            N_("event {number} is of another add-on: {event}"),
            hint=N_("name that add-on: addonctl amend {other} --void {number}"),
        ),
    },
    3: {
        "NOT_BOUGHT": Entry(
            N_("{addon} isn't bought by {account}: there is nothing to change"),
            hint=N_("addonctl history shows what was recorded"),
            means=N_(
                "Only what is bought can be changed or ended, and this add-on isn't. What was"
                " recorded by mistake is voided instead."
            ),
        ),
        "COMES_WITH_PLAN": Entry(
            N_("{addon} comes with the plan, {plan}: its licences aren't billed"),
            hint=N_("end what was bought with --end cycle, or void it where it was a mistake"),
        ),
        "NOTHING_TO_CHANGE": Entry(
            plural(
                "{addon} is bought for {count} licence already (event {number})",
                "{addon} is bought for {count} licences already (event {number})",
            ),
            why=N_("a change is from one number of licences to another"),
            hint=N_(
                "give another number, or correct the account's licences first where all are billed;"
                " --end ends it, --void gives up what is still to come"
            ),
        ),
        "CHANGES_ALREADY": Entry(
            plural(
                "the change to {count} licence on {date} is recorded already (event {number})",
                "the change to {count} licences on {date} is recorded already (event {number})",
            ),
            hint=N_("nothing is left to do; another number replaces it"),
        ),
        "ENDS_FIRST": Entry(
            N_(
                "{addon} ends on {date} (event {number}), and the change would hold from"
                " {effective}"
            ),
            hint=N_("void the end first where it isn't meant any more: --void {number}"),
        ),
        "ENDS_ALREADY": Entry(
            N_("the end of {addon} on {date} is recorded already (event {number})"),
            hint=N_("nothing is left to do; another date replaces it"),
        ),
        "VOID_OF_VOID": Entry(
            N_("event {number} is itself a void, and isn't voided: {event}"),
            hint=N_("record again what was voided"),
        ),
        "VOIDED_ALREADY": Entry(
            N_("event {number} was voided on {date} (event {void}): {event}"),
            hint=N_("nothing is left to do"),
        ),
        "VOID_STOOD_ON": Entry(
            N_("event {number} can't be voided: {event}"),
            why=N_("event {later} stands on it: {standing}"),
            hint=N_("void that one first: --void {later}"),
            means=N_(
                "A later event can't have happened without the one that is to be voided, such as a"
                " change without its purchase. It is named; where it was a mistake, too, void it"
                " first."
            ),
        ),
    },
    5: {
        "NO_SUCH_EVENT": Entry(
            N_('no such event on {account:excerpt}: "{value:excerpt}"'),
            hint=N_("addonctl history lists them with their numbers"),
        ),
    },
}

EVENTS: Final[dict[str, Entry]] = {
    "EVENT_NOT_BOUGHT": Entry(
        N_("{addon} isn't bought on {date}"),
        means=N_(
            "A change or an end is of an add-on that isn't bought on its date. Check the date and"
            " the add-on, and whether the purchase is recorded."
        ),
    ),
    "EVENT_QUANTITY_BEFORE": Entry(
        plural(
            "{value} is not the number of licences before, {count} ({other})",
            "{value} is not the number of licences before, {count} ({other})",
        )
    ),
    "EVENT_VOIDS_NOTHING": Entry(
        N_('"{value:excerpt}" is neither the id nor the number of an earlier event'),
        more=N_("addonctl history prints the numbers; they count from 1."),
    ),
    "EVENT_VOIDS_VOID": Entry(
        N_("{other} is itself a void"), more=N_("Record again what was voided.")
    ),
    "EVENT_VOIDED_TWICE": Entry(N_("{other} is voided already")),
    "EVENT_VOIDS_OTHER": Entry(N_("{other} is of another add-on, {addon}")),
    "EVENT_STOOD_ON": Entry(
        N_("{other} can't be voided: {later} stands on it"),
        more=N_("Void the later event first, where it was a mistake, too."),
    ),
}
"""What is wrong with a recorded change, beside other events."""

FIELDS: Final[dict[str, Entry]] = {
    "EVENT_KEY_NOT_HERE": Entry(
        N_("only an event of the kind {kinds:or} has it"),
        more=N_("Remove the key, or correct the kind."),
    ),
    "CREDIT_NOTE_SIGN": Entry(
        N_('"{value:excerpt}" is charged, and a credit note gives back: write it with a minus'),
    ),
    "CREDIT_NOTE_NOT_FEWER": Entry(
        plural(
            "a credit note is for fewer licences than the {count} before",
            "a credit note is for fewer licences than the {count} before",
        )
    ),
}
"""What is wrong with a field of a recorded change."""
