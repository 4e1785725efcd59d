"""Take over what a server decided on a change, in its words, with what was seen before."""

from typing import Any, Final

from addonctl.errors import (
    AddonctlError,
    ConflictFailure,
    DataFailure,
    NotFoundFailure,
    RefusedFailure,
    Told,
    UsageFailure,
)
from addonctl.model.answers import Decision
from addonctl.model.messages import Message, phrase
from addonctl.model.policy import TextPair
from addonctl.model.wire import AmendIntent, AnyIntent, ProblemDocument, Words
from addonctl.stores.api.replies import KEY_IN_USE, Reply, problems_of

_KINDS: Final[dict[int, type[AddonctlError]]] = {
    kind.exit_code: kind
    for kind in (UsageFailure, RefusedFailure, NotFoundFailure, DataFailure, ConflictFailure)
}
"""What a server decides by its rules or finds in what it was sent, by exit code."""
_MOST_SIGNS: Final = 600
"""How much of a server's words is shown."""


def decided_by(reply: Reply, server: str, intent: AnyIntent, address: str) -> AddonctlError | None:
    """Make the failure of what a server decided, `None` where it came to no decision.

    Its code tells the exit code, as where we decide; lines of it that could be pasted are left
    out: a command is nobody else's to give.
    """
    problem = reply.problem
    if problem is None:
        return None
    from addonctl.model.messages.every import FAILURES  # noqa: PLC0415  # needed on a fault alone

    codes = (code for code, entries in FAILURES.items() if problem.code in entries)
    kind = _KINDS.get(next(codes, 0))
    if kind is None or problem.code == KEY_IN_USE:
        return None
    told = Told(
        server=server,
        what=_pair(problem.message, problem.code),
        why=None if problem.why is None else _pair(problem.why, ""),
        hint=_hint(problem),
        seen=_seen(problem.code, intent),
    )
    return kind(
        problem.code,
        problems=problems_of(problem.problems, address),
        more=problem.more,
        decision=_decision(problem.decision),
        told=told,
    )


def _hint(problem: ProblemDocument) -> TextPair | Message:
    from addonctl.model.messages.api.sending import HINTS  # noqa: PLC0415  # on a fault alone

    hint = HINTS.get(problem.code)
    return _pair(problem.hint, "") if hint is None else phrase(hint)


def _seen(code: str, intent: AnyIntent) -> Message | None:
    """Say what was seen here, or sent, before the server decided otherwise."""
    from addonctl.model.messages.api.sending import SEEN  # noqa: PLC0415  # on a fault alone

    template = SEEN.get(f"{code}.{intent.action}", SEEN.get(code))
    if template is None:
        return None
    known: dict[str, object] = {
        "total": intent.expected_total or "",
        "action": intent.action,
        "addon": intent.addon,
        "licenses": "-" if intent.licenses is None else str(intent.licenses),
    }
    if isinstance(intent, AmendIntent):
        return phrase(template, **known, change=intent.change, reason=intent.reason)
    return phrase(template, **known, user=intent.user, reading=intent.reading or "-")


def _decision(decision: dict[str, Any] | None) -> dict[str, Any] | None:
    """Take over a decision that has all that ours have."""
    is_whole = decision is not None and set(Decision.__struct_fields__) <= set(decision)
    return decision if is_whole else None


def _pair(words: Words, default: str) -> TextPair:
    """Take over the first line of a text, as long as one reads."""
    first = [
        (text.partition("\n")[0].strip().removesuffix(":").rstrip() or default)[:_MOST_SIGNS]
        for text in (words.en, words.fr)
    ]
    return TextPair(en=first[0], fr=first[1])
