"""Find the servers that a run speaks with, and say how their rules bear on an answer."""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from functools import cached_property

from msgspec import Struct, structs

from addonctl.cli.runtime import Run
from addonctl.errors import AddonctlError, NotFoundFailure
from addonctl.model.answers import View
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Notice, notice
from addonctl.model.preferences import Preferences
from addonctl.model.wire import MOST_LISTED, RULES
from addonctl.stores.api.accounts import ApiAccounts
from addonctl.stores.api.origin import ApiAddress, read_account, read_api
from addonctl.stores.api.pages import list_accounts
from addonctl.stores.api.server import Server
from addonctl.stores.api.waiting import HASTY, PATIENT
from addonctl.stores.locate import check_id, is_address


class Servers:
    """The servers of one run, by its settings and its environment."""

    def __init__(
        self, run: Run, preferences: Preferences, *, own_catalog: Callable[[], Catalog]
    ) -> None:
        """Take the run, its settings, and the catalogue where a server prescribes none."""
        self._run = run
        self._preferences = preferences
        self._own_catalog = own_catalog
        self._at: dict[ApiAddress, Server] = {}

    def at(self, address: ApiAddress) -> Server:
        """Return the server at an address, the same each time."""
        runtime = self._run.runtime
        if address not in self._at:
            self._at[address] = Server(
                address,
                preferences=self._preferences,
                environ=runtime.environ,
                now=runtime.now,
                waits=runtime.waits,
                patience=runtime.patience
                or self._run.patience
                or (HASTY if self._run.is_hasty else PATIENT),
            )
        return self._at[address]

    @property
    def asked(self) -> tuple[Server, ...]:
        """Return those that said what they decide by."""
        return tuple(server for server in self._at.values() if server.is_asked)

    @cached_property
    def of_settings(self) -> Server:
        """Return the server that is set.

        Raises:
            NotFoundFailure: NO_API.
            CredentialFailure, DataFailure: the address can't be used.
        """
        api_url = self._preferences.api_url
        if api_url is None:
            raise NotFoundFailure("NO_API")
        return self.at(read_api(api_url))

    def amended(self, shown: Struct) -> Struct:
        """Return an answer, alone or in its view, with a warning where a server's rules differ."""
        if isinstance(shown, View):
            return structs.replace(shown, answer=self.amended(shown.answer))
        warnings: tuple[Notice, ...] | None = getattr(shown, "warnings", None)
        if warnings is None:
            return shown
        found = (differs for server in self.asked for differs in rules_differ(server))
        return structs.replace(shown, warnings=tuple(dict.fromkeys((*warnings, *found))))

    def of_sweep(self, word: str) -> Server:
        """Return the server whose accounts are all asked about: by their address, or that set.

        Raises:
            UsageFailure: NO_API or BAD_ACCOUNTS_ADDRESS.
            CredentialFailure, DataFailure: the address can't be used.
        """
        from addonctl.stores.sweeping.pages import LASTING, read_accounts_address  # noqa: PLC0415  # one

        self._run.patience = LASTING
        return self.at(read_accounts_address(word)) if is_address(word) else self.of_settings

    def account_ids(self) -> list[str]:
        """List the first ids of the server that is set, none where it can't be asked."""
        with contextlib.suppress(AddonctlError):
            first = itertools.islice(list_accounts(self.of_settings), MOST_LISTED)
            return [account.id for account in first]
        return []

    def accounts(self, server: Server) -> ApiAccounts:
        """Open the accounts of a server."""
        return ApiAccounts(server, catalog=lambda: server.catalog or self._own_catalog())

    def find(self, word: str) -> tuple[ApiAccounts, str]:
        """Find an account by its id or its address.

        Raises:
            NotFoundFailure: NO_API.
            UsageFailure: the word is neither.
            CredentialFailure, DataFailure: the address can't be used.
        """
        if is_address(word):
            address, account_id = read_account(word)
            return self.accounts(self.at(address)), account_id
        check_id(word)
        return self.accounts(self.of_settings), word


def rules_differ(server: Server) -> Iterator[Notice]:
    """Warn where a server decides by other rules."""
    rules = server.rulebook.rules
    if rules != RULES:
        name = str(server.address.origin)
        yield notice("RULES_DIFFER", server=name, theirs=str(rules), ours=str(RULES))


def unused_settings(preferences: Preferences, server: Server) -> Iterator[Notice]:
    """Warn once of all settings that have no effect, because the server prescribes these."""
    rulebook = server.rulebook
    prescribed = {
        "catalog": rulebook.catalog is not None,
        "policy": rulebook.policy is not None,
        "reading": preferences.reading != rulebook.reading,
    }
    unused = tuple(
        name for name, is_so in prescribed.items() if is_so and getattr(preferences, name)
    )
    if unused:
        yield notice("SETTINGS_UNUSED", server=str(server.address.origin), names=unused)
