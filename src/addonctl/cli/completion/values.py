"""List the values that a parameter of a command may have, for completion.

Those of data come from the account, the catalogue and the accounts folder of the line; nothing is
read from standard input.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Final, get_args

from addonctl.cli.completion.line import FILES, Candidate
from addonctl.cli.error_format import COLORS, LANGUAGES
from addonctl.cli.printer import FORMS
from addonctl.cli.runtime import Runtime
from addonctl.cli.session import Session, SharedOptions
from addonctl.model.account import Frequency
from addonctl.model.policy import ACTIONS, READINGS
from addonctl.stores.files.reading import STANDARD_INPUT
from addonctl.stores.locate import account_ids
from addonctl.stores.packaged import load_policy

FILE_PARAMETERS: Final = frozenset({"file", "config", "note"})
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "action": ACTIONS,
    "color": COLORS,
    "frequency": get_args(Frequency),
    "lang": LANGUAGES,
    "reading": READINGS,
}
"""The parameters whose words are the same for every command."""


def values_of(
    command: str, parameter: str | None, given: dict[str, str], runtime: Runtime
) -> Iterator[Candidate]:
    """List the values of a parameter, none where they can't be known."""
    if parameter in FILE_PARAMETERS:
        yield FILES
    elif parameter in WORDS:
        yield from map(Candidate, WORDS[parameter])
    elif parameter in {"account", "addon", "as_user", "code", "person", "plan"}:
        shared = SharedOptions(account=given.get("account"), config=given.get("config"))
        yield from _from_data(parameter, Session(runtime, shared))
    elif parameter is not None:
        module = import_module(f"addonctl.cli.commands.{command.replace('-', '_')}")
        others = FORMS if parameter == "output" else ()
        yield from map(Candidate, getattr(module, "WORDS", {}).get(parameter, others))


def _from_data(parameter: str, session: Session) -> Iterator[Candidate]:
    if parameter == "account":
        folder = session.preferences.accounts
        yield from map(Candidate, account_ids(folder) if folder else ())
        yield FILES
    elif parameter == "addon":
        yield from (Candidate(addon.id) for addon in session.catalog.addons)
    elif parameter == "code":
        from addonctl.actions.codes import known_codes  # noqa: PLC0415  # for one command

        yield from map(Candidate, known_codes(load_policy(session.preferences.policy)))
    elif parameter == "plan":
        yield from (Candidate(plan.id) for plan in session.catalog.plans)
    elif session.account_path != STANDARD_INPUT:
        for user in session.account.users:
            yield Candidate(user.id, ", ".join(user.roles))
