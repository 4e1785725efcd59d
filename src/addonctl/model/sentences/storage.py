"""Hold the English sentences on recording by code: what, why (`.why`), what to do (`.hint`).

Those of failures with 7 or 8 say that nothing was changed; those with 9 say how to find out.
"""

from typing import Final

from addonctl.model.marking import N_, Template

TEXTS: Final[dict[str, Template]] = {
    # the lock
    "LOCKED": N_("{file} is locked: another program is changing it"),
    "LOCKED.why": N_("it was still locked after {seconds} seconds; nothing was changed"),
    "LOCKED.hint": N_("run the command again"),
    "LOCK_UNSAFE": N_("the lock {lock} is not a plain file of its own"),
    "LOCK_UNSAFE.why": N_("a link or a pipe could lead elsewhere; nothing was changed"),
    "LOCK_UNSAFE.hint": N_("remove {lock}, and run the command again"),
    "LOCK_FAILED": N_("the lock {lock} can't be used"),
    "LOCK_FAILED.why": N_("{reason}; nothing was changed"),
    "LOCK_FAILED.hint": N_("check who may write to it"),
    # the place
    "LINKED_FILE": N_("{file} has {count} names (hard links)"),
    "LINKED_FILE.why": N_("the others would keep the old state; nothing was changed"),
    "LINKED_FILE.hint": N_("give the account a file of its own, such as a copy"),
    "UNSAFE_DIRECTORY": N_("anyone can replace files in the folder {directory}"),
    "UNSAFE_DIRECTORY.why": N_(
        "everybody may write to it, and it has no sticky bit; nothing was changed"
    ),
    "UNSAFE_DIRECTORY.hint": N_("take that right away: chmod o-w {argument}"),
    "DIRECTORY_READ_ONLY": N_("files in the folder {directory} can't be written"),
    "DIRECTORY_READ_ONLY.why": N_("{reason}; nothing was changed"),
    "DIRECTORY_READ_ONLY.hint": N_(
        "allow writing to it: a changed file is written beside the old one"
    ),
    "NOT_OWNER": N_("{file} belongs to somebody else"),
    "NOT_OWNER.why": N_("recording would make it yours; nothing was changed"),
    "NOT_OWNER.hint": N_("let its owner run the command"),
    "PROTECTED": N_("{file} is protected: immutable or append-only"),
    "PROTECTED.why": N_("the system lets nobody replace it; nothing was changed"),
    "PROTECTED.hint": N_("where it may change, take the protection away: chattr -ia {file}"),
    "READ_ONLY_FILE": N_("{file} is read-only"),
    "READ_ONLY_FILE.why": N_(
        "even its owner may not write to it (mode {mode}); nothing was changed"
    ),
    "READ_ONLY_FILE.hint": N_("where it may change, allow it: chmod u+w {file}"),
    "RIGHTS_NOT_KEPT": N_("the access rights of {file} can't be kept"),
    "RIGHTS_NOT_KEPT.why": N_("{name}: {reason}; nothing was changed"),
    "RIGHTS_NOT_KEPT.hint": N_("let somebody who may set them run the command, such as root"),
    "RIGHT_MODE": N_("the mode {mode}"),
    # the content
    "EVENTS_NOT_BLOCKS": N_("{file}:{line}: the events stand in one value"),
    "EVENTS_NOT_BLOCKS.why": N_("nothing can be appended to that; nothing was changed"),
    "EVENTS_NOT_BLOCKS.hint": N_(
        "write each event as a block under [[events]], and remove the line events = []"
    ),
    "EVENTS_IN_ONE_VALUE": N_("events stand in one value, not in [[events]] blocks"),
    "TOO_LARGE_AFTER": N_("with this event {file} would be larger than {limit} bytes"),
    "TOO_LARGE_AFTER.why": N_("such a file isn't read any more; nothing was changed"),
    "TOO_LARGE_AFTER.hint": N_("keep comments short, or move the oldest events to another file"),
    "NOT_READ_BACK": N_("the event can't be added to {file} without changing something else"),
    "NOT_READ_BACK.why": N_("read again, it isn't the old one and the event; nothing was changed"),
    "NOT_READ_BACK.hint": N_(
        "run addonctl check on the file, and tell those who maintain addonctl"
    ),
    # writing
    "WRITE_FAILED": N_("the change can't be recorded in {file}"),
    "WRITE_FAILED.why": N_("{reason}; nothing was changed"),
    "WRITE_FAILED.hint": N_("remove the cause, and run the command again"),
    "CHANGED_MEANWHILE": N_("{file} was changed by somebody else meanwhile"),
    "CHANGED_MEANWHILE.why": N_("what was decided may no longer hold; nothing was recorded"),
    "CHANGED_MEANWHILE.hint": N_("look at the account, and run the command again"),
    "MAY_NOT_SURVIVE": N_("the change is written, but may not survive a power cut"),
    "MAY_NOT_SURVIVE.why": N_("the folder of {file} could not be synced: {reason}"),
    "MAY_NOT_SURVIVE.hint": N_(
        "addonctl history shows whether the event is there; where it isn't, repeating is safe"
    ),
    "OUTCOME_UNKNOWN": N_("it isn't known whether the change was recorded in {file}"),
    "OUTCOME_UNKNOWN.why": N_("the new file could not be put in place for certain: {reason}"),
    "OUTCOME_UNKNOWN.hint": N_(
        "addonctl history shows whether the event is there; where it isn't, repeating is safe"
    ),
    # what the system says
    "REASON_DEVICE": N_("the device reports an error (input or output)"),
    "REASON_FILE_SIZE": N_("the limit on file size is reached"),
    "REASON_IGNORED": N_("the file system doesn't take it over"),
    "REASON_NO_SPACE": N_("No space left on the device"),
    "REASON_OTHER": N_("the system says: {text}"),
    "REASON_PERMISSION": N_("permission denied"),
    "REASON_QUOTA": N_("the disk quota is used up"),
    "REASON_READ_ONLY": N_("the file system is read-only"),
    # warnings
    "NETWORK_FILE_SYSTEM": N_(
        "{file} is on a network file system: exclusive access cannot be guaranteed"
    ),
}
