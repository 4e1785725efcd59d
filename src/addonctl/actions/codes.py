"""Explain codes: what kind each is, and the rows of the policy that a reason comes from. Pure."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from addonctl.model.messages import Message, Outline, phrase
from addonctl.model.messages.every import ENTRIES, FAILURES, KINDS
from addonctl.model.messages.vocabulary import ACTION_NOUNS, ROLE_NAMES, ROUTE_NAMES, STATE_NAMES
from addonctl.model.policy import Conflict, Policy, RouteRule, Rule, VendorRule
from addonctl.model.reports import CodeKind, CodeList, ExplainAnswer, ExplainedCode, ExplainedRule
from addonctl.stores.parsing.suggestions import guess

CODES: Final = tuple(ENTRIES)
"""Every code of the program once, ordered by its first kind; a policy has ids of its own."""
OF_PROGRAM: Final[frozenset[CodeKind]] = frozenset({"assumption", "warning", "problem", "failure"})
"""The kinds of codes that no policy has a part in."""
_Row: TypeAlias = Rule | RouteRule | VendorRule
MOST_NEAR: Final = 3
ALMOST: Final = 0.8
"""How alike a word and a code are at least: the ends of two codes are often the same."""


def explain_all(policy: Policy, as_of: dt.date) -> CodeList:
    """Explain every code by kind, then the ids of the policy in its own order."""
    return CodeList(as_of=as_of, account=None, codes=tuple(_all(policy)))


def explain_word(policy: Policy, word: str, as_of: dt.date) -> ExplainAnswer:
    """Explain a code, a word of answers or an id of the policy, also as an error shows it.

    In any case, but a state and its reason differ in case alone: trial_used, TRIAL_USED. The
    answer is empty where there is none; an id may be the same as a code.
    """
    copied = bare_code(word)
    found = [code for code in _all(policy) if code.code.casefold() == copied.casefold()]
    if copied in CODES:
        found = [code for code in found if code.code == copied or code.code not in CODES]
    return ExplainAnswer(as_of=as_of, account=None, codes=tuple(found))


def is_of_program(word: str) -> bool:
    """Say whether a word is a code that no policy has a part in, such as an error's."""
    return any(bare_code(word).upper() in KINDS[kind] for kind in OF_PROGRAM)


def bare_code(word: str) -> str:
    """Take a code out of `error[CODE]:`, quotes or brackets.

    >>> bare_code("error[NO_PRICE]: "), bare_code("(C1)")
    ('NO_PRICE', 'C1')
    """
    inside = re.fullmatch(r"error\[(.*)\]:?", word.strip(), re.DOTALL)
    return (inside[1] if inside else word).strip(" \t\"'`()[].,:;")


def known_codes(policy: Policy) -> tuple[str, ...]:
    """List what can be explained: the codes of the program and the ids of the policy."""
    return tuple(dict.fromkeys(code.code for code in _all(policy)))


def nearest_codes(policy: Policy, word: str) -> tuple[str, ...]:
    """Return what was probably meant: the code that is almost the word, else those that hold it."""
    known, asked = known_codes(policy), bare_code(word).casefold()
    near = guess(asked, known, cutoff=ALMOST)
    if near is not None:
        return (near,)
    part = f"_{_joined(asked)}_"
    holding = [code for code in known if part != "__" and part in f"_{_joined(code)}_"]
    return tuple(sorted(holding, key=len)[:MOST_NEAR])


def _joined(code: str) -> str:
    return re.sub(r"[-\s]+", "_", code.casefold())


def _all(policy: Policy) -> Iterator[ExplainedCode]:
    rows: tuple[_Row, ...] = (*policy.permit, *policy.forbid, *policy.route, *policy.vendor)
    for code in CODES:
        yield _explained(
            code,
            *(kind for kind, known in KINDS.items() if code in known),
            message=phrase(ENTRIES[code].means or Outline(ENTRIES[code])),
            exit_code=next((exits for exits, known in FAILURES.items() if code in known), None),
            rules=tuple(_ground(row) for row in rows if row.code == code),
        )
    for conflict in policy.conflict:
        yield _conflict(conflict)
    for rule in policy.permit:
        yield _row(rule, "POLICY_ROW.permit", policy)
    for rule in policy.forbid:
        yield _row(rule, "POLICY_ROW.forbid", policy)
    for route in policy.route:
        text = "POLICY_ROUTE.first" if route.before_path else "POLICY_ROUTE.later"
        message = Message(text, route=phrase(ROUTE_NAMES[route.route]), code=route.code)
        yield _explained(route.id, "rule", message=message, rules=(_ground(route),))
    for row in policy.vendor:
        message = Message("POLICY_VENDOR", code=row.code)
        yield _explained(row.id, "rule", message=message, rules=(_ground(row),))
    for document in policy.document:
        message = Message("POLICY_DOCUMENT", title=document.title, address=document.address)
        yield _explained(document.id, "document", message=message)


def _explained(
    code: str,
    *kinds: CodeKind,
    message: Message,
    exit_code: int | None = None,
    rules: tuple[ExplainedRule, ...] = (),
) -> ExplainedCode:
    return ExplainedCode(code=code, kinds=kinds, exit_code=exit_code, message=message, rules=rules)


def _conflict(conflict: Conflict) -> ExplainedCode:
    """Explain a contradiction of the documents: what each of its readings follows."""
    default, other = conflict.reading
    return _explained(
        conflict.id,
        "conflict",
        message=Message(
            "POLICY_CONFLICT",
            question=conflict.question,
            default=default.name,
            other=other.name,
            why=conflict.why,
        ),
        rules=tuple(
            ExplainedRule(id=side.name, basis="stated", source=side.source, inferred=None)
            for side in conflict.reading
        ),
    )


def _row(rule: Rule, effect: str, policy: Policy) -> ExplainedCode:
    """Explain a row of the policy: what it holds for, what it stands on, who leaves it out."""
    message = Message(
        "POLICY_ROW",
        effect=Message(effect, code=rule.code),
        roles=tuple(phrase(ROLE_NAMES[role]) for role in rule.when.role),
        actions=tuple(phrase(ACTION_NOUNS[action]) for action in rule.when.action),
        routes=tuple(phrase(ROUTE_NAMES[route]) for route in rule.when.route),
        states=tuple(phrase(STATE_NAMES[state]) for state in rule.when.state),
    )
    for conflict in policy.conflict:
        for side in conflict.reading:
            if rule.id in side.disables:
                message = Message(
                    "POLICY_ROW.left_out", row=message, reading=side.name, conflict=conflict.id
                )
    return _explained(rule.id, "rule", message=message, rules=(_ground(rule),))


def _ground(row: _Row) -> ExplainedRule:
    if isinstance(row, RouteRule):
        return ExplainedRule(id=row.id, basis="inferred", source=(), inferred=row.inferred)
    return ExplainedRule(id=row.id, basis=row.basis, source=row.source, inferred=row.inferred)
