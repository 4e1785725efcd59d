"""Ask a person, on standard error and at a terminal alone: standard output holds the answer."""

from typing import Final

from addonctl.cli.session import Session
from addonctl.errors import Stopped, UsageFailure

YES: Final = {"y", "yes", "o", "oui"}
MOST_TYPED: Final = 1000


def require_terminal(session: Session, *, no_input: bool, flag: str) -> None:
    """See that a question can be asked.

    Raises:
        UsageFailure: QUESTION_NEEDS_FLAG, naming the option that answers it.
    """
    stdin = session.runtime.stdin
    if no_input or stdin is None or stdin.closed or not stdin.isatty():
        raise UsageFailure("QUESTION_NEEDS_FLAG", flag=flag)


def ask_yes_or_no(session: Session, question: str) -> None:
    """Ask for a yes, in English or French.

    Raises:
        Stopped: anything else was typed.
    """
    if ask(session, question, answer="yes").casefold() not in YES:
        raise Stopped("DECLINED")
    session.printer.tell("\n")


def ask(session: Session, question: str, *, answer: str) -> str:
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
