"""Check what was sent and never answered: whether anything of it waits to be ended."""

import datetime as dt
from collections.abc import Mapping

from msgspec import structs

from addonctl.actions.doctor.findings import Finding, failed, not_checked, passed, warned
from addonctl.errors import ConflictFailure
from addonctl.model.escaping import shell_words
from addonctl.model.marking import N_
from addonctl.model.messages import notice, phrase
from addonctl.model.wire import AmendIntent
from addonctl.stores.api.entries import Entry, read_unfinished, state_folder


def check_journal(environ: Mapping[str, str], now: dt.datetime) -> Finding:
    """Tell each change that is unfinished, and the command that ends it or shows where it is.

    Rule: one that is older than a key is used fails, as the same command would; a younger one is
    a warning, for repeating its command is all that there is to do.
    """
    state = state_folder(environ)
    if state is None:
        return not_checked("journal", phrase(N_("there is no home folder to keep one in")))
    unfinished = read_unfinished(state)
    told = [
        notice("CHANGE_UNFINISHED", account=each.account, server=each.server, date=each.at.date())
        for each in unfinished.entries
    ]
    old = [
        ConflictFailure("KEY_TOO_OLD", server=each.server, key=each.key, date=each.at.date())
        for each in unfinished.entries
        if each.is_too_old(now)
    ]
    for failure in unfinished.failures:  # nothing was about to be sent
        failure.values["kind"] = "unread"
    failures = (*unfinished.failures, *old)
    if failures:
        finding = failed("journal", *failures, found=[each.message for each in told])
    elif told:
        finding = warned("journal", told)
    else:
        return passed("journal", phrase(N_("no change is unfinished")))
    commands = tuple(
        _look(each) if each.is_too_old(now) else _repeat(each) for each in unfinished.entries
    )
    return Finding(structs.replace(finding.check, commands=commands), finding.failure)


def _look(entry: Entry) -> str:
    """Write the command that shows what was recorded."""
    return shell_words(("addonctl", "history", "-a", entry.address))


def _repeat(entry: Entry) -> str:
    """Write the command that was run: sent again by its key, it is recorded once."""
    intent = entry.intent
    words = ["addonctl", intent.action, intent.addon, "-a", entry.address]
    if isinstance(intent, AmendIntent):
        return shell_words([*words, *_amended(intent)])
    words += ["--as", intent.user]
    if intent.licenses is not None:
        words += ["--licenses", str(intent.licenses)]
    if intent.reading is not None:
        words += ["--reading", intent.reading]
    return shell_words(words)


def _amended(intent: AmendIntent) -> list[str]:
    """Write the options of a change of what was bought."""
    words = [] if intent.licenses is None else ["--licenses", str(intent.licenses)]
    if intent.credit_note:
        words.append("--credit-note")
    if intent.change == "end":
        words += ["--end", "cycle" if intent.end is None else intent.end.isoformat()]
    if intent.event is not None:
        words += ["--void", str(intent.event)]
    return [*words, "--reason", intent.reason]
