"""Hold the failures: what stops an answer. A refusal is an answer, and so isn't drawn here.

AddonctlError
├── UsageFailure        2    flags, arguments, dates out of range
├── RefusedFailure      3    a command can't do what the rules refuse; carries the decision
├── CredentialFailure   4    credentials, TLS or origin
├── NotFoundFailure     5    unknown account, user or add-on
├── DataFailure         6    bad data; carries all problems
├── StorageFailure      7    storage or network failed, or the place isn't safe to write to
├── ConflictFailure     8    changed meanwhile, locked, another total
├── UnknownOutcome      9    it may have been recorded
└── Stopped           130    declined or interrupted
    └── Terminated    143    asked by the system to end

A failure carries data; its sentences are made in `output.wording` from its code: what happened
(`CODE`), why (`CODE.why`) and what to do (`CODE.hint`).
"""

from collections.abc import Callable, Sequence
from typing import ClassVar


class AddonctlError(Exception):
    """Stop with a code that scripts can rely on and the values that its sentences speak of.

    `problems` are the first findings in a data file, with the number of `more`, and `decision`
    the decision of a refusal; all go into the JSON error.
    """

    exit_code: ClassVar[int] = 70

    def __init__(
        self,
        code: str,
        /,
        *,
        problems: Sequence[object] = (),
        more: int = 0,
        decision: object = None,
        **values: object,
    ) -> None:
        """Take the code, what goes with it, and the values of its sentences."""
        super().__init__(code)
        self.code = code
        self.problems = tuple(problems)
        self.more = more
        self.decision = decision
        self.values = values
        self.told: Callable[[], None] | None = None
        """What else there is to say once it was told."""


class UsageFailure(AddonctlError):
    """Stop because the command line can't be carried out as it was written."""

    exit_code = 2


class RefusedFailure(AddonctlError):
    """Stop because the rules refuse what was to be done."""

    exit_code = 3


class CredentialFailure(AddonctlError):
    """Stop because of credentials, TLS or an origin."""

    exit_code = 4


class NotFoundFailure(AddonctlError):
    """Stop because a named account, user or add-on doesn't exist."""

    exit_code = 5


class DataFailure(AddonctlError):
    """Stop because a data file is missing, unreadable or wrong."""

    exit_code = 6


class StorageFailure(AddonctlError):
    """Stop because storage failed or isn't safe; nothing was changed."""

    exit_code = 7


class ConflictFailure(AddonctlError):
    """Stop because the world isn't as expected; nothing was changed."""

    exit_code = 8


class UnknownOutcome(AddonctlError):
    """Stop without knowing whether the change was recorded."""

    exit_code = 9


class Stopped(AddonctlError):
    """Stop because the person declined or interrupted."""

    exit_code = 130


class Terminated(Stopped):
    """Stop because the system asked the process to end."""

    exit_code = 143
