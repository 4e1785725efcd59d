"""Find what is wrong with an account's recorded events, with its place; stop what would add to it.

Which events contradict each other belongs to `rules.event_checks`.
"""

from addonctl.errors import DataFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.messages import MAX_PROBLEMS, Problem, Problems
from addonctl.rules.event_checks import find_history_faults
from addonctl.stores.files.reading import STANDARD_INPUT
from addonctl.stores.interface import AccountText
from addonctl.stores.parsing.suggestions import path_text
from addonctl.stores.parsing.syntax import check_again


def find_event_problems(
    account: Account, catalog: Catalog, text: AccountText | None = None
) -> Problems:
    """List the events that can't have happened, with their lines where the text is known."""
    found = find_history_faults(account, catalog)
    if text is None or not found:
        listed = [
            Problem(file=None, path=path_text(path), line=None, column=None, message=message)
            for path, message in found[:MAX_PROBLEMS]
        ]
        return Problems(listed=tuple(listed), more=len(found) - len(listed))
    return text.place(found)


def refuse_faulty_history(
    account: Account, catalog: Catalog, text: AccountText | None = None, *, file: str | None = None
) -> None:
    """Stop where the events so far can't have happened: nothing is added to a faulty history.

    Raises:
        DataFailure: HISTORY_FAULTY, with all problems.
    """
    problems = find_event_problems(account, catalog, text)
    if problems.count:
        raise DataFailure(
            "HISTORY_FAULTY",
            problems=problems.listed,
            more=problems.more,
            account=account.id,
            count=problems.count,
            advice=check_again(file or STANDARD_INPUT, "account", problems.count),
        )
