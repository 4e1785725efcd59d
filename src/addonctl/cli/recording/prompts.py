"""Ask a person on the terminal, on standard error: standard output holds the answer alone."""

from typing import Final

from addonctl.cli.runtime import Runtime
from addonctl.cli.session import Session
from addonctl.errors import Stopped, UsageFailure
from addonctl.model.marking import N_

YES: Final = {"y", "yes", "o", "oui"}
MOST_TYPED: Final = 1000


def require_terminal(runtime: Runtime, *, no_input: bool, flag: str) -> None:
    """Stop where a question can't be asked.

    Raises:
        UsageFailure: QUESTION_NEEDS_FLAG, naming the option that answers it.
    """
    stdin = runtime.stdin
    if no_input or stdin is None or stdin.closed or not stdin.isatty():
        raise UsageFailure("QUESTION_NEEDS_FLAG", flag=flag)


def ask_for_id(session: Session, account_id: str) -> None:
    """Ask for the account's id.

    Raises:
        Stopped: anything else was typed.
    """
    question = session.printer.translator(
        N_("Type the account's id to record it, anything else to stop: ")
    )
    typed = _ask(session, question, answer=account_id)
    if typed != account_id:
        raise Stopped("WRONG_ID", typed=typed, account_id=account_id)
    session.printer.tell("\n")


def ask_yes_or_no(session: Session) -> None:
    """Ask for a yes, in English or French.

    Raises:
        Stopped: anything but a yes was typed.
    """
    question = session.printer.translator(N_("Record it? [y/N] "))
    if _ask(session, question, answer="yes").casefold() not in YES:
        raise Stopped("DECLINED")
    session.printer.tell("\n")


def _ask(session: Session, question: str, *, answer: str) -> str:
    """Ask, and return what was typed without blanks around it; an ended input is a no."""
    stdin = session.runtime.stdin
    try:
        session.printer.tell(_broken(session, question, len(answer)))
        typed = stdin.readline(MOST_TYPED) if stdin else ""
    except (KeyboardInterrupt, ValueError, OSError) as error:
        session.printer.tell("\n")
        raise Stopped("DECLINED") from error
    if not typed.endswith("\n"):
        session.printer.tell("\n")
    if not typed:
        raise Stopped("DECLINED")
    return typed.strip()


def _broken(session: Session, question: str, room: int) -> str:
    """Break a question between words, with `room` for the answer behind the last of them."""
    from addonctl.output.terminal.wrapping import KEPT, wrap  # noqa: PLC0415  # loads rich

    width = session.printer.error_features.width
    if width is None:
        return question
    lines = wrap(question.rstrip() + KEPT + "_" * room, width - 1, width - 1)
    return "\n".join(lines).removesuffix("_" * room)
