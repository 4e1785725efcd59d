"""Tell what a reply is: an answer, a problem, a server that is busy, or nothing that can be used.

Whoever branches does so on the code of a problem; where there is none, the status has to do.
"""

import datetime as dt
import email.utils
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec

from addonctl.errors import AddonctlError, CredentialFailure, StorageFailure
from addonctl.model.messages import Message, Problem, phrase
from addonctl.model.wire import ProblemDocument, WireProblem
from addonctl.stores.api.documents import parse_json
from addonctl.stores.api.http import Answer
from addonctl.stores.api.origin import origin_of

KEY_IN_USE: Final = "KEY_IN_USE"
"""The code of a change that the server is at work on by the same key."""
_UNAVAILABLE: Final = 503
_BUSY: Final = frozenset({429, _UNAVAILABLE})
"""The statuses of a server that did nothing and may do it a moment later."""
_OURS: Final = (
    *("ACCOUNT_", "CHANGED_", "HISTORY_", "METHOD_", "PRECONDITION_", "SCOPE_", "TOKEN_"),
    *("UNKNOWN_", "BODY_", "NOT_JSON", "NO_SUCH_", "PARAMETER_"),
)
"""How codes of the contract begin."""
_MEANT: Final = {
    401: "TOKEN_INVALID",
    403: "SCOPE_MISSING",
    404: "UNKNOWN_ACCOUNT",
    405: "METHOD_NOT_ALLOWED",
    412: "CHANGED_MEANWHILE",
    428: "PRECONDITION_NEEDED",
    501: "METHOD_NOT_ALLOWED",
}
"""What a status stands for where no code of the contract says it; 501 is that of plain files."""
_MISTAKES: Final = (
    "BODY_SYNTAX",
    "BODY_INVALID",
    "BODY_TOO_LARGE",
    "NOT_JSON",
    "PARAMETER_INVALID",
    "KEY_INVALID",
    "KEY_NEEDED",
)
"""What is wrong with a request, which only a mistake of this program can be."""


class Reply(NamedTuple):
    """What a server said: the answer, and the problem that it is, where it is one."""

    answer: Answer
    problem: ProblemDocument | None = None

    @property
    def status(self) -> int:
        """Return the status."""
        return self.answer.status

    @property
    def code(self) -> str:
        """Return the code of the problem, nothing where there is none."""
        return "" if self.problem is None else self.problem.code

    @property
    def meaning(self) -> str:
        """Return the contract's code for it: its own, else that which its status stands for."""
        return self.code if self.code.startswith(_OURS) else _MEANT.get(self.status, self.code)

    @property
    def wait(self) -> int | None:
        """Return for how many seconds it asks to wait; a moment counts from that of the answer."""
        text = self.answer.headers.get("Retry-After", "").strip()
        if re.fullmatch("[0-9]{1,9}", text):
            return int(text)
        until, answered = moment_of(text), moment_of(self.answer.headers.get("Date", ""))
        if until is None or answered is None:
            return None
        return max(0, int((until - answered).total_seconds()))

    @property
    def is_answer(self) -> bool:
        """Say whether it is what was asked for."""
        return self.status in {200, 201}

    @property
    def is_busy(self) -> bool:
        """Say whether it did nothing, and may do it later."""
        return self.status in _BUSY or self.code == "BUSY"

    @property
    def is_redirect(self) -> bool:
        """Say whether it leads elsewhere; a 304 that nobody asked for leads nowhere."""
        return 300 <= self.status < 400 and "Location" in self.answer.headers  # noqa: PLR2004

    @property
    def is_refused(self) -> bool:
        """Say whether nothing was done and nothing will be, unlike where it is being done."""
        is_refusal = 400 <= self.status < 500 or self.status in _MEANT  # noqa: PLR2004
        return is_refusal and self.code != KEY_IN_USE

    @property
    def says_undone(self) -> bool:
        """Say whether it says that nothing was done.

        A 503 without a problem may be of somebody on the way, who had passed the request on.
        """
        is_certain = self.problem is not None or self.status != _UNAVAILABLE
        return self.is_refused or (self.is_busy and is_certain)

    @property
    def is_unclear(self) -> bool:
        """Say whether it isn't known what a write came to: neither done nor refused in words."""
        return not (self.is_answer or self.is_refused or self.is_busy)


def moment_of(text: str) -> dt.datetime | None:
    """Read a date of a header, `None` where it is none."""
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment


def failure_of(reply: Reply, server: str, *, has_token: bool) -> AddonctlError:
    """Make the failure of a reply that isn't the answer."""
    if reply.meaning.startswith("TOKEN_"):
        return CredentialFailure("TOKEN_INVALID" if has_token else "TOKEN_MISSING", server=server)
    if reply.meaning.startswith("SCOPE_"):
        return CredentialFailure("SCOPE_MISSING", server=server)
    if reply.is_redirect:
        target = _origin_of(reply.answer.headers.get("Location", ""))
        return CredentialFailure("API_REDIRECT", server=server, target=target)
    return _unusable(reply, server)


def _unusable(reply: Reply, server: str) -> AddonctlError:
    if reply.is_busy:
        form = "API_BUSY.now" if reply.wait is None else "API_BUSY.wait"
        return StorageFailure("API_BUSY", server=server, when=Message(form, count=reply.wait))
    if reply.meaning == "METHOD_NOT_ALLOWED":
        reason = Message("API_READ_ONLY.put")
        return StorageFailure("API_READ_ONLY", server=server, reason=reason)
    if reply.problem is not None:
        text = reply.problem.message.pair
        if reply.code in _MISTAKES:
            return AddonctlError("API_MISTAKE", server=server, problem=reply.code, text=text)
        return StorageFailure("API_PROBLEM", server=server, problem=reply.code, text=text)
    return StorageFailure("API_STATUS", server=server, status=str(reply.status))


def problem_of(answer: Answer) -> ProblemDocument | None:
    """Read a problem; what isn't one is told by the status alone."""
    try:
        return msgspec.convert(parse_json(answer.body, "").tree, ProblemDocument)
    except (AddonctlError, msgspec.ValidationError):
        return None


def problems_of(found: Sequence[WireProblem], file: str) -> list[Problem]:
    """Take over what a server found; its places are those of what was sent, not of the file."""
    return [
        Problem(
            file=file,
            path=each.path,
            line=None,
            column=None,
            message=phrase("{text}", text=each.message.pair),
        )
        for each in found
    ]


def _origin_of(address: str) -> str:
    """Name where an address leads without what may be a secret in it."""
    origin = origin_of(address)
    if origin is not None:
        return str(origin)
    path = re.split("[?#]", address)[0]
    return path if re.fullmatch(r"(?!//)[^@:]*", path) else "?"
