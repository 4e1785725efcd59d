"""Make findings: what a check says, and the failure that a run with it ends with."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from addonctl.errors import AddonctlError
from addonctl.model.marking import N_, Template
from addonctl.model.messages import MAX_PROBLEMS, Entry, Message, Notice, Problem, phrase
from addonctl.model.messages.every import HINTS
from addonctl.model.messages.sentences import entry_of_failure
from addonctl.model.upkeep import CheckName, CheckState, DoctorCheck, Step


class Finding(NamedTuple):
    """A check that was made, and the failure that it is, where it failed."""

    check: DoctorCheck
    failure: AddonctlError | None = None


def passed(name: CheckName, *found: Message) -> Finding:
    """Find that all is well."""
    return _finding(name, "ok", found)


def not_checked(name: CheckName, *found: Message) -> Finding:
    """Say what wasn't checked, and why: that is never the same as well."""
    return _finding(name, "not_checked", found)


def warned(name: CheckName, warnings: Sequence[Notice], *found: Message) -> Finding:
    """Find what changes no answer by itself; without a warning all is well."""
    if not warnings:
        return passed(name, *found)
    messages = (*(each.message for each in warnings), *found)
    return _finding(name, "warning", messages, code=warnings[0].code)


def failed(name: CheckName, *failures: AddonctlError, found: Sequence[Message] = ()) -> Finding:
    """Find what is wrong: the first failure is what a run ends with, and says what to do."""
    first = failures[0]
    problems = [each for failure in failures for each in failure.problems]
    listed = [each for each in problems[:MAX_PROBLEMS] if isinstance(each, Problem)]
    step = first.values.get("step")
    entries = [entry_of_failure(each.code, each.values) for each in failures]
    what = map(_what_of, failures, entries)
    hint = phrase(entries[0].hint or HINTS[first.exit_code], **first.values)
    check = _finding(name, "failed", (*what, *found), code=first.code, hint=hint).check
    return Finding(
        structs.replace(
            check,
            step=step,
            problems=tuple(listed),
            more=sum(failure.more for failure in failures) + len(problems) - len(listed),
        ),
        first,
    )


def at_step(failure: AddonctlError, step: Step) -> AddonctlError:
    """Say at which step of asking a server a failure came about, where nothing says it yet."""
    failure.values.setdefault("step", step)
    return failure


def _what_of(failure: AddonctlError, entry: Entry) -> Message:
    """Say what happened, and why where that is more."""
    if entry.says is not None:
        what = phrase(entry.says, **failure.values)
    else:
        words: Template = entry.short or failure.code
        fault = phrase(words, **failure.values)
        what = phrase("{file} {fault}", file=failure.values["file"], fault=fault)
    if entry.why is None:
        return what
    return phrase(N_("{first}; {second}"), first=what, second=phrase(entry.why, **failure.values))


def _finding(
    name: CheckName,
    state: CheckState,
    found: Sequence[Message],
    *,
    code: str | None = None,
    hint: Message | None = None,
) -> Finding:
    return Finding(
        DoctorCheck(
            name=name,
            state=state,
            code=code,
            found=tuple(found),
            hint=hint,
            step=None,
            problems=(),
            more=0,
            commands=(),
        )
    )
