"""Ask a person on the terminal. The question goes to standard error, standard output stays clean."""

from addonctl.cli.surroundings import Surroundings
from addonctl.errors import Stopped, UsageFailure
from addonctl.output.streams import escape_unsafe, write


def require_terminal(surroundings: Surroundings, *, no_input: bool, flag: str) -> None:
    """Stop where a question can't be asked.

    Raises:
        UsageFailure: QUESTION_NEEDS_FLAG, naming the option that answers it.
    """
    stdin = surroundings.stdin
    if no_input or stdin is None or stdin.closed or not stdin.isatty():
        raise UsageFailure("QUESTION_NEEDS_FLAG", flag=flag)


def ask(surroundings: Surroundings, question: str) -> str:
    """Ask, and return what was typed without its line end.

    Raises:
        Stopped: the input ended or was interrupted.
    """
    write(surroundings.stderr, question)
    try:
        typed = surroundings.stdin.readline(1000) if surroundings.stdin else ""
    except (KeyboardInterrupt, UnicodeDecodeError, OSError) as error:
        write(surroundings.stderr, "\n")
        raise Stopped("DECLINED") from error
    if not typed.endswith("\n"):
        write(surroundings.stderr, "\n")
    if not typed:
        raise Stopped("DECLINED")
    return typed.strip()


def ask_for_id(surroundings: Surroundings, question: str, account_id: str) -> None:
    """Ask for the account's id.

    Raises:
        Stopped: anything else was typed.
    """
    typed = ask(surroundings, question)
    if typed != account_id:
        raise Stopped("WRONG_ID", typed=escape_unsafe(typed), account_id=account_id)


def ask_yes_or_no(surroundings: Surroundings, question: str) -> None:
    """Ask for a yes, in English or French.

    Raises:
        Stopped: anything but a yes was typed.
    """
    if ask(surroundings, question).casefold() not in {"y", "yes", "o", "oui"}:
        raise Stopped("DECLINED")
