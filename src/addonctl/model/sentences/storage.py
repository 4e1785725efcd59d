"""Hold the English sentences on recording by code: what, why (`.why`), what to do (`.hint`).

Those of failures with 7 or 8 say that nothing was changed; those with 9 say how to find out.
"""

from typing import Final

from addonctl.model.marking import mark as _

TEXTS: Final[dict[str, str | tuple[str, str]]] = {
    # the lock
    "LOCKED": _("{file} is locked: another program is changing it"),
    "LOCKED.why": _("it was still locked after {seconds} seconds; nothing was changed"),
    "LOCKED.hint": _("run the command again"),
    "LOCK_UNSAFE": _("the lock {lock} is not a plain file of its own"),
    "LOCK_UNSAFE.why": _("a link or a pipe could lead elsewhere; nothing was changed"),
    "LOCK_UNSAFE.hint": _("remove {lock}, and run the command again"),
    "LOCK_FAILED": _("the lock {lock} can't be used"),
    "LOCK_FAILED.why": _("{reason}; nothing was changed"),
    "LOCK_FAILED.hint": _("check who may write to it"),
    # the place
    "LINKED_FILE": _("{file} has {count} names (hard links)"),
    "LINKED_FILE.why": _("the others would keep the old state; nothing was changed"),
    "LINKED_FILE.hint": _("give the account a file of its own, such as a copy"),
    "UNSAFE_DIRECTORY": _("anyone can replace files in the folder {directory}"),
    "UNSAFE_DIRECTORY.why": _(
        "everybody may write to it, and it has no sticky bit; nothing was changed"
    ),
    "UNSAFE_DIRECTORY.hint": _("take that right away: chmod o-w {argument}"),
    "DIRECTORY_READ_ONLY": _("files in the folder {directory} can't be written"),
    "DIRECTORY_READ_ONLY.why": _("{reason}; nothing was changed"),
    "DIRECTORY_READ_ONLY.hint": _(
        "allow writing to it: a changed file is written beside the old one"
    ),
    "NOT_OWNER": _("{file} belongs to somebody else"),
    "NOT_OWNER.why": _("recording would make it yours; nothing was changed"),
    "NOT_OWNER.hint": _("let its owner run the command"),
    "PROTECTED": _("{file} is protected: immutable or append-only"),
    "PROTECTED.why": _("the system lets nobody replace it; nothing was changed"),
    "PROTECTED.hint": _("where it may change, take the protection away: chattr -ia {file}"),
    "READ_ONLY_FILE": _("{file} is read-only"),
    "READ_ONLY_FILE.why": _(
        "even its owner may not write to it (mode {mode}); nothing was changed"
    ),
    "READ_ONLY_FILE.hint": _("where it may change, allow it: chmod u+w {file}"),
    "RIGHTS_NOT_KEPT": _("the access rights of {file} can't be kept"),
    "RIGHTS_NOT_KEPT.why": _("{name}: {reason}; nothing was changed"),
    "RIGHTS_NOT_KEPT.hint": _("let somebody who may set them run the command, such as root"),
    "RIGHT_MODE": _("the mode {mode}"),
    # the content
    "EVENTS_NOT_BLOCKS": _("{file}:{line}: the events stand in one value"),
    "EVENTS_NOT_BLOCKS.why": _("nothing can be appended to that; nothing was changed"),
    "EVENTS_NOT_BLOCKS.hint": _(
        "write each event as a block under [[events]], and remove the line events = []"
    ),
    "EVENTS_IN_ONE_VALUE": _("events stand in one value, not in [[events]] blocks"),
    "TOO_LARGE_AFTER": _("with this event {file} would be larger than {limit} bytes"),
    "TOO_LARGE_AFTER.why": _("such a file isn't read any more; nothing was changed"),
    "TOO_LARGE_AFTER.hint": _("keep comments short, or move the oldest events to another file"),
    "NOT_READ_BACK": _("the event can't be added to {file} without changing something else"),
    "NOT_READ_BACK.why": _("read again, it isn't the old one and the event; nothing was changed"),
    "NOT_READ_BACK.hint": _("run addonctl check on the file, and tell those who maintain addonctl"),
    # writing
    "WRITE_FAILED": _("the change can't be recorded in {file}"),
    "WRITE_FAILED.why": _("{reason}; nothing was changed"),
    "WRITE_FAILED.hint": _("remove the cause, and run the command again"),
    "CHANGED_MEANWHILE": _("{file} was changed by somebody else meanwhile"),
    "CHANGED_MEANWHILE.why": _("what was decided may no longer hold; nothing was recorded"),
    "CHANGED_MEANWHILE.hint": _("look at the account, and run the command again"),
    "MAY_NOT_SURVIVE": _("the change is written, but may not survive a power cut"),
    "MAY_NOT_SURVIVE.why": _("the folder of {file} could not be synced: {reason}"),
    "MAY_NOT_SURVIVE.hint": _(
        "addonctl history shows whether the event is there; where it isn't, repeating is safe"
    ),
    "OUTCOME_UNKNOWN": _("it isn't known whether the change was recorded in {file}"),
    "OUTCOME_UNKNOWN.why": _("the new file could not be put in place for certain: {reason}"),
    "OUTCOME_UNKNOWN.hint": _(
        "addonctl history shows whether the event is there; where it isn't, repeating is safe"
    ),
    # what the system says
    "REASON_DEVICE": _("the device reports an error (input or output)"),
    "REASON_FILE_SIZE": _("the limit on file size is reached"),
    "REASON_IGNORED": _("the file system doesn't take it over"),
    "REASON_NO_SPACE": _("No space left on the device"),
    "REASON_OTHER": _("the system says: {text}"),
    "REASON_PERMISSION": _("permission denied"),
    "REASON_QUOTA": _("the disk quota is used up"),
    "REASON_READ_ONLY": _("the file system is read-only"),
    # warnings
    "NETWORK_FILE_SYSTEM": _(
        "{file} is on a network file system: exclusive access cannot be guaranteed"
    ),
}
