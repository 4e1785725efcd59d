"""`addonctl explain`: what a code means, where it comes from, what to do."""

import contextlib
from typing import Annotated

import typer

from addonctl.actions.codes import explain_all, explain_word, known_codes, nearest_codes
from addonctl.cli.options import Completes
from addonctl.cli.registry import Candidate
from addonctl.cli.session import Session
from addonctl.errors import DataFailure, NotFoundFailure
from addonctl.model.policy import Policy
from addonctl.model.reports import ExplainView
from addonctl.stores.packaged import load_policy

Code = Annotated[
    str | None,
    typer.Argument(
        metavar="[CODE]",
        help="A code or word of an answer, or an id of the policy, such as C1.",
    ),
    Completes(lambda session: map(Candidate, known_codes(load_policy(session.preferences.policy)))),
]


def run(session: Session, code: Code = None) -> int:
    """Explain a code of an answer or an error, a word, an id of the policy; or list them all.

    \b
    Examples:
      addonctl explain ROLE_OWNER_ONLY
      addonctl explain trial_used
      addonctl explain C1
      addonctl explain
    """
    policy, as_of = _policy(session), session.as_of()
    answer = explain_all(policy, as_of) if code is None else explain_word(policy, code, as_of)
    if code is not None and not answer.codes:
        raise NotFoundFailure("UNKNOWN_CODE", value=code, nearest=nearest_codes(policy, code))
    session.printer.show(ExplainView(answer=answer, documents=policy.document))
    return 0


def _policy(session: Session) -> Policy:
    """Return the policy in force, even with gaps; where it can't be read, the packaged one.

    A policy that is wrong must not keep its own codes unexplained.
    """
    with contextlib.suppress(DataFailure):
        return load_policy(session.preferences.policy)
    return load_policy()
