"""`addonctl explain`: what a code means, where it comes from, what to do."""

from typing import Annotated, Final

import typer

from addonctl.actions.explain import CODES, explain_codes
from addonctl.cli.options import command
from addonctl.cli.session import Session
from addonctl.errors import DataFailure, NotFoundFailure
from addonctl.model.policy import Policy
from addonctl.output.streams import Look
from addonctl.output.wording import Wording
from addonctl.stores.packaged import load_policy
from addonctl.stores.values import guess

WORDS: Final = {"code": CODES}
Code = Annotated[
    str | None, typer.Argument(metavar="[CODE]", help="A code, such as ROLE_OWNER_ONLY.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    command(app, "explain", run, has_account=False)


def run(session: Session, code: Code = None) -> int:
    """Explain a code of an answer or an error; without one, list them all.

    \b
    Examples:
      addonctl explain ROLE_OWNER_ONLY
      addonctl explain
    """
    chosen = CODES if code is None else (code.strip().upper(),)
    if code is not None and chosen[0] not in CODES:
        raise NotFoundFailure("UNKNOWN_CODE", value=code, nearest=guess(code, CODES))
    policy = _policy(session)
    answer = explain_codes(policy, chosen, session.as_of())

    def table(say: Wording, look: Look) -> str:
        from addonctl.output.explain_screen import render_codes, render_list  # noqa: PLC0415

        render = render_list if code is None else render_codes
        return render(answer, policy, say, look)

    session.show(answer, table=table)
    return 0


def _policy(session: Session) -> Policy:
    """Return the policy in force; one that is wrong must not keep its own codes unexplained."""
    try:
        return session.policy
    except DataFailure:
        return load_policy()
