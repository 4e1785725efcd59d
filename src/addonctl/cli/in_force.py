"""Find what an answer is made by: the account's store, and the catalogue and policy in force there.

Those of a server win over those of the settings.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from addonctl.cli.registry import API
from addonctl.cli.runtime import Run
from addonctl.cli.settled import Settled
from addonctl.cli.values import parse_choice
from addonctl.errors import UsageFailure
from addonctl.model.catalog import Catalog
from addonctl.model.context import NOBODY_TOLD, Tells
from addonctl.model.policy import READINGS, Policy, Reading
from addonctl.model.preferences import SharedOptions

if TYPE_CHECKING:  # nothing has to load it
    from addonctl.cli.servers import Servers
    from addonctl.stores.api.server import Server
    from addonctl.stores.locate import Located


class InForce(Settled):
    """The rules of a run, and where its account is."""

    def __init__(self, run: Run, shared: SharedOptions, *, has_account: bool) -> None:
        """Load nothing yet."""
        super().__init__(run, shared, has_account=has_account)
        self.loaded: set[str] = set()
        """What of account, catalogue and policy an answer was made from."""

    @cached_property
    def located(self) -> "Located":
        """Find the account's store.

        Raises:
            UsageFailure: NO_ACCOUNT, or the word can't be an account.
            NotFoundFailure: there is no such account.
        """
        if self.reference is None:
            raise UsageFailure("NO_ACCOUNT")
        stdin = self.runtime.stdin
        from addonctl.stores.locate import locate_account  # noqa: PLC0415  # names do without

        return (self.runtime.locate or locate_account)(
            self.reference,
            folder=self.preferences.accounts,
            catalog=lambda: self.catalog,
            stdin=None if stdin is None else stdin.buffer,
            api_url=self.preferences.api_url,
            server_at=lambda address: self.servers.at(address),  # noqa: PLW0108  # files do without
        )

    @cached_property
    def catalog(self) -> Catalog:
        """Load the catalogue in force: the server's where it prescribes one."""
        prescribed = None if self.server is None else self.server.catalog
        catalog = self.own_catalog if prescribed is None else prescribed
        self.loaded.add("catalog")
        return catalog

    @cached_property
    def policy(self) -> Policy:
        """Load the policy in force: the server's where it prescribes one.

        Raises:
            DataFailure: POLICY_INCOMPLETE, one that isn't packaged leaves a question open.
        """
        prescribed = None if self.server is None else self.server.rulebook.policy
        from addonctl.stores.packaged import load_policy  # noqa: PLC0415  # names do without

        policy = load_policy(self.preferences.policy) if prescribed is None else prescribed
        if (file := self.file_in_force("policy")) is not None:
            from addonctl.actions.policy import refuse_gaps  # noqa: PLC0415  # the packaged one has none

            refuse_gaps(policy, file=file, is_prescribed=prescribed is not None)
        self.loaded.add("policy")
        return policy

    def file_in_force(self, kind: Literal["catalog", "policy"]) -> str | None:
        """Name what the catalogue or the policy comes from, `None` for what is packaged."""
        if self.server is not None and getattr(self.server.rulebook, kind) is not None:
            return self.server.rulebook_address
        file: str | None = getattr(self.preferences, kind)
        return file

    def reading(self, option: str | None) -> Reading:
        """Choose the reading: the option, the server's, the settings, else the default."""
        if option is not None:
            return parse_choice(option, READINGS, option="--reading")
        if self.server is not None:
            return self.server.rulebook.reading
        return self.preferences.reading or READINGS[0]

    @property
    def tells(self) -> Tells:
        """Return whom the server tells of changes: a file tells nobody, nor does an older one."""
        return (self.server and self.server.rulebook.tells) or NOBODY_TOLD

    @cached_property
    def servers(self) -> "Servers":
        """Find servers; files do without."""
        from addonctl.cli.servers import Servers  # noqa: PLC0415

        return Servers(self._run, self.preferences, own_catalog=lambda: self.own_catalog)

    @cached_property
    def server(self) -> "Server | None":
        """Find the server whose rules hold: the account's, without one that of the settings."""
        if self.reference is not None:
            return self.located.server
        if self.shared.accounts is not None:
            return self.servers.of_sweep(self.shared.accounts) if self._is_api_swept else None
        return None if self.preferences.api_url is None else self.servers.of_settings

    @property
    def _is_api_swept(self) -> bool:
        """Say whether the accounts of a sweep are behind an API."""
        from addonctl.stores.locate import is_address  # noqa: PLC0415  # names do without

        word = self.shared.accounts
        return word is not None and (word == API or is_address(word))

    @property
    def servers_asked(self) -> "tuple[Server, ...]":
        """Return the servers that were asked by what they decide."""
        return self.servers.asked if "servers" in self.__dict__ else ()
