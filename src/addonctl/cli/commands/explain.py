"""`addonctl explain`: what a code means, where it comes from, what to do."""

import contextlib
from typing import Annotated

import typer
from msgspec import structs

from addonctl.actions.codes import (
    OF_PROGRAM,
    explain_all,
    explain_word,
    is_of_program,
    known_codes,
    nearest_codes,
)
from addonctl.cli.options import Completes
from addonctl.cli.registry import Candidate
from addonctl.cli.session import Session
from addonctl.errors import AddonctlError, DataFailure, NotFoundFailure
from addonctl.model.messages import Message
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
    policy, file = _policy(session, code)
    as_of = session.as_of()
    answer = explain_all(policy, as_of) if code is None else explain_word(policy, code, as_of)
    if any(OF_PROGRAM.isdisjoint(each.kinds) for each in answer.codes):
        answer = structs.replace(answer, file=file)
    if code is not None and not answer.codes:
        raise NotFoundFailure("UNKNOWN_CODE", value=code, nearest=nearest_codes(policy, code))
    session.printer.show(ExplainView(answer=answer, documents=policy.document))
    return 0


def _policy(session: Session, code: str | None) -> tuple[Policy, str | None]:
    """Return the policy in force, even with gaps, and what it comes from.

    A policy that is wrong, or a server that can't be asked, must not keep a code unexplained: then
    it is the packaged one. Errors and warnings are explained without asking anybody, and come from
    no file.
    """
    path = session.preferences.policy
    if code is None or not is_of_program(code):
        try:
            server = session.server
            if server is not None and server.rulebook.policy is not None:
                return server.rulebook.policy, server.rulebook_address
        except AddonctlError as failure:
            session.printer.warn(Message("SERVER_NOT_ASKED", code=failure.code))
    with contextlib.suppress(DataFailure):
        return load_policy(path), path
    return load_policy(), None
