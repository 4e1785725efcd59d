"""Ask a person on the terminal, on standard error: standard output holds the answer alone."""

from typing import Final

from addonctl.cli.session import Session
from addonctl.errors import Stopped, UsageFailure
from addonctl.model.answers import ChangeAnswer, SubscribeAnswer
from addonctl.model.marking import N_
from addonctl.model.views import AccountView

YES: Final = {"y", "yes", "o", "oui"}
MOST_TYPED: Final = 1000


def confirm(session: Session, view: AccountView[ChangeAnswer], *, no_input: bool) -> None:
    """Show what is about to be recorded, and ask: of a purchase for the account's id, else a yes.

    Raises:
        UsageFailure: QUESTION_NEEDS_FLAG, there is no terminal or no question is wanted; it names
            the option that answers it.
        Stopped: anything else was typed.
    """
    from addonctl.output.screens.change.question import render_question  # noqa: PLC0415

    is_purchase = isinstance(view.answer, SubscribeAnswer)
    printer, stdin = session.printer, session.runtime.stdin
    if no_input or stdin is None or stdin.closed or not stdin.isatty():
        flag = "--expect-total AMOUNT" if is_purchase else "--yes"
        raise UsageFailure("QUESTION_NEEDS_FLAG", flag=flag)
    say = printer.translator
    printer.tell(render_question(view, say, printer.error_features))
    if is_purchase:
        account_id = view.context.account.id
        question = say(N_("Type the account's id to record it, anything else to stop: "))
        typed = _ask(session, question, answer=account_id)
        if typed != account_id:
            raise Stopped("WRONG_ID", typed=typed, account_id=account_id)
    elif _ask(session, say(N_("Record it? [y/N] ")), answer="yes").casefold() not in YES:
        raise Stopped("DECLINED")
    printer.tell("\n")


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
