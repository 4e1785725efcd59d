"""Hold the failures of storage (7), of conflicts (8), unknown outcomes (9), and other ends.

Those with 7 or 8 say that nothing was changed; those with 9 say how to find out. A run may also
end by a mistake of addonctl (70), a person (130) or the system (143).
"""

from typing import Final

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Entry

STORAGE: Final[dict[str, Entry]] = {
    "LOCK_UNSAFE": Entry(
        N_("the lock {lock} is not a plain file of its own"),
        why=N_("a link or a pipe could lead elsewhere; nothing was changed"),
        hint=N_("remove {lock}, and run the command again"),
    ),
    "LOCK_FAILED": Entry(
        N_("the lock {lock} can't be used"),
        why=N_("{reason}; nothing was changed"),
        hint=N_("check who may write to it"),
    ),
    "LINKED_FILE": Entry(
        N_("{file} has {count} names (hard links)"),
        why=N_("the others would keep the old state; nothing was changed"),
        hint=N_("give the account a file of its own, such as a copy"),
    ),
    "UNSAFE_DIRECTORY": Entry(
        N_("anyone can replace files in the folder {directory}"),
        why=N_("everybody may write to it, and it has no sticky bit; nothing was changed"),
        hint=N_("take that right away: chmod o-w {argument}"),
    ),
    "DIRECTORY_READ_ONLY": Entry(
        N_("files in the folder {directory} can't be written"),
        why=N_("{reason}; nothing was changed"),
        hint=N_("allow writing to it: a changed file is written beside the old one"),
    ),
    "NOT_OWNER": Entry(
        N_("{file} belongs to somebody else"),
        why=N_("recording would make it yours; nothing was changed"),
        hint=N_("let its owner run the command"),
    ),
    "PROTECTED": Entry(
        N_("{file} is protected: immutable or append-only"),
        why=N_("the system lets nobody replace it; nothing was changed"),
        hint=N_("where it may change, take the protection away: chattr -ia {file}"),
    ),
    "READ_ONLY_FILE": Entry(
        N_("{file} is read-only"),
        why=N_("even its owner may not write to it (mode {mode}); nothing was changed"),
        hint=N_("where it may change, allow it: chmod u+w {file}"),
    ),
    "RIGHTS_NOT_KEPT": Entry(
        N_("the access rights of {file} can't be kept"),
        why=N_("{name}: {reason}; nothing was changed"),
        hint=N_("let somebody who may set them run the command, such as root"),
    ),
    "TOO_LARGE_AFTER": Entry(
        N_("with this event {file} would be larger than {limit} bytes"),
        why=N_("such a file isn't read any more; nothing was changed"),
        hint=N_("keep comments short, or move the oldest events to another file"),
    ),
    "NOT_READ_BACK": Entry(
        N_("the event can't be added to {file} without changing something else"),
        why=N_("read again, it isn't the old one and the event; nothing was changed"),
        hint=N_("run addonctl check on the file, and tell those who maintain addonctl"),
    ),
    "WRITE_FAILED": Entry(
        N_("the change can't be recorded in {file}"),
        why=N_("{reason}; nothing was changed"),
        hint=N_("remove the cause, and run the command again"),
    ),
    "OUTPUT_FAILED": Entry(
        N_("the answer can't be written: {reason}"),
        hint=N_("free space, or send the output elsewhere"),
    ),
    "PROBLEMS_FAILED": Entry(
        N_("the report {file:excerpt} can't be written: {reason}"),
        hint=N_("give --problems a file elsewhere, or leave it out"),
    ),
    "NOTE_FAILED": Entry(
        N_("the note {file:excerpt} can't be written: {reason}"),
        why=N_("nothing was recorded"),
        hint=N_("give --note a file elsewhere, or leave it out"),
    ),
}

CONFLICTS: Final[dict[str, Entry]] = {
    "LOCKED": Entry(
        N_("{file} is locked: another program is changing it"),
        why=N_("it was still locked after {seconds} seconds; nothing was changed"),
        hint=N_("run the command again"),
    ),
    "CHANGED_MEANWHILE": Entry(
        N_("{file} was changed by somebody else meanwhile"),
        why=N_("what was decided may no longer hold; nothing was recorded"),
        hint=N_("look at the account, and run the command again"),
        forms={
            "api": Entry(
                hint=N_("addonctl pull {id} gets it as it is now; take your changes over to that")
            ),
            "push": Entry(
                N_("{file} isn't any more as it was when the file was pulled"),
                why=N_("somebody else changed it, or the file was pushed; nothing was changed now"),
                hint=N_("addonctl pull {id} gets it as it is now; take your changes over to that"),
            ),
        },
    ),
    "DATE_BEFORE_EVENTS": Entry(
        N_("{date} lies before the newest recorded event, of {newest}"),
        why=N_("{place}: {event}; events are recorded in the order of their dates"),
        hint=N_("give --as-of a date from {newest} on"),
        means=N_(
            "The change would be dated before an event that is recorded already, and events are"
            " appended in order. Correct the newest event where its date is wrong; else give"
            " --as-of a date between it and today."
        ),
        forms={
            "ahead": Entry(
                N_("the newest recorded event is of {newest}, and that lies after today, {today}"),
                why=N_("{place}: {event}; nothing is recorded for a day before it"),
                hint=N_("correct that event's date, or this machine's clock"),
            )
        },
    ),
    "TOTAL_DIFFERS": Entry(
        N_("the total is {total}, you expected {expected}"),
        why=N_("on {date}, {days} of {cycle_days} days are billed; nothing was recorded"),
        hint=N_("look at the preview, then repeat with --expect-total {amount}"),
        means=N_(
            "The total isn't the one that was expected, so nothing was recorded. Another day,"
            " price or number of licences is the usual cause: look at the preview, then repeat."
        ),
    ),
}

OUTCOMES: Final[dict[str, Entry]] = {
    "MAY_NOT_SURVIVE": Entry(
        N_("the change is written, but may not survive a power cut"),
        why=N_("the folder of {file} could not be synced: {reason}"),
        hint=N_(
            "addonctl history shows whether the event is there; where it isn't, repeating is safe"
        ),
    ),
    "OUTCOME_UNKNOWN": Entry(
        N_("it isn't known whether the change was recorded in {file}"),
        why=N_("the new file could not be put in place for certain: {reason}"),
        hint=N_(
            "addonctl history shows whether the event is there; where it isn't, repeating is safe"
        ),
    ),
}

MISTAKES: Final[dict[str, Entry]] = {
    "INTERNAL": Entry(
        N_("addonctl made a mistake of its own (report {report})"),
        why=N_("where it happened stands in {path}, without data of the account"),
        hint=N_("send that file to those who maintain addonctl"),
    ),
    "INTERNAL_UNSAVED": Entry(
        N_("addonctl made a mistake of its own (report {report})"),
        why=N_("no file could be written to say where it happened"),
        hint=N_("tell those who maintain addonctl what you ran"),
    ),
}

STOPPED: Final[dict[str, Entry]] = {
    "DECLINED": Entry(
        N_("Stopped: nothing was recorded."),
        means=N_("The question was answered with no or not at all. Nothing was recorded."),
    ),
    "WRONG_ID": Entry(
        N_('Stopped: "{typed:excerpt}" isn\'t "{account_id}". Nothing was recorded.'),
        more=N_("Check that it is the account that you mean, then repeat."),
    ),
    "SWEEP_STOPPED": Entry(
        plural(
            "Stopped: {count} account was answered, and every row is whole.",
            "Stopped: {count} accounts were answered, and every row is whole.",
        ),
        forms={
            "after": plural(
                "Stopped: {count} account was answered, and every row is whole. Go on with --after"
                " {after}",
                "Stopped: {count} accounts were answered, and every row is whole. Go on with"
                " --after {after}",
            )
        },
    ),
}

TERMINATED: Final[dict[str, Entry]] = {
    "TERMINATED": Entry(N_("Stopped by the system: nothing was recorded.")),
    "SWEEP_TERMINATED": Entry(
        plural(
            "Stopped by the system: {count} account was answered, and every row is whole.",
            "Stopped by the system: {count} accounts were answered, and every row is whole.",
        ),
        forms={
            "after": plural(
                "Stopped by the system: {count} account was answered, and every row is whole. Go on"
                " with --after {after}",
                "Stopped by the system: {count} accounts were answered, and every row is whole. Go"
                " on with --after {after}",
            )
        },
    ),
}

ENDS: Final = {7: STORAGE, 8: CONFLICTS, 9: OUTCOMES, 70: MISTAKES, 130: STOPPED, 143: TERMINATED}
"""The failures of this module by the exit code that they end with."""
