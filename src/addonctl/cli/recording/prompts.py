"""Ask a person, on standard error and at a terminal alone: standard output holds the answer."""

from collections.abc import Callable
from typing import Final, TypeVar

from msgspec import Struct

from addonctl.cli.session import Session
from addonctl.errors import Stopped, UsageFailure
from addonctl.model.marking import N_
from addonctl.model.views import AccountView

V = TypeVar("V", bound=AccountView[Struct])
YES: Final = {"y", "yes", "o", "oui"}
MOST_TYPED: Final = 1000


def ask_whether(
    session: Session,
    view: V,
    render_question: Callable[..., str],
    *,
    no_input: bool,
    is_costly: bool,
) -> None:
    """Show what is about to be recorded, and ask: where it costs for the account's id, else a yes.

    Raises:
        UsageFailure: QUESTION_NEEDS_FLAG, there is no terminal or no question is wanted; it names
            the option that answers it.
        Stopped: anything else was typed.
    """
    flag = "--expect-total AMOUNT" if is_costly else "--yes"
    require_terminal(session, no_input=no_input, flag=flag)
    printer, say = session.printer, session.printer.translator
    server = session.located.server
    origin = None if server is None else str(server.address.origin)
    view = printer.amended(view)
    printer.tell(render_question(view, say, printer.error_features, server=origin))
    if not is_costly:
        ask_yes_or_no(session, say(N_("Record it? [y/N] ")))
        return
    account_id = view.context.account.id
    question = say(N_("Type the account's id to record it, anything else to stop: "))
    typed = ask(session, question, answer=account_id)
    if typed != account_id:
        raise Stopped("WRONG_ID", typed=typed, account_id=account_id)
    printer.tell("\n")


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
