"""Hold one server for one run: who it is, what it decides by, and what is asked of it."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from addonctl.errors import StorageFailure
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message
from addonctl.model.preferences import Preferences
from addonctl.model.wire import BASE, Rulebook
from addonctl.stores.api.client import Client
from addonctl.stores.api.connecting import Way
from addonctl.stores.api.documents import read_rulebook
from addonctl.stores.api.origin import ApiAddress, read_api, read_proxy
from addonctl.stores.api.replies import Reply
from addonctl.stores.api.tokens import find_token
from addonctl.stores.api.trust import trusted
from addonctl.stores.api.waiting import PATIENT, Patience, SystemWaits, Waits
from addonctl.stores.packaged import catalog_of, load_catalog

if TYPE_CHECKING:  # reading does without
    from addonctl.stores.api.journal import Journal

MOST_RULEBOOK_BYTES: Final = 2_097_152


class Server:
    """A server at an address; nothing is asked before it is needed, and the rulebook once."""

    def __init__(
        self,
        address: ApiAddress,
        *,
        preferences: Preferences,
        environ: Mapping[str, str],
        now: Callable[[], dt.datetime],
        waits: Waits | None = None,
        patience: Patience = PATIENT,
    ) -> None:
        """Take where it is, the settings and what tests replace."""
        self.address = address
        self._preferences = preferences
        self._environ = environ
        self._now = now
        self._waits = waits or SystemWaits()
        self._patience = patience

    @cached_property
    def client(self) -> Client:
        """Make what speaks with it, with the token that belongs to it.

        Raises:
            CredentialFailure: the token can't be used, or an address holds a secret.
            DataFailure: CA_FILE_INVALID or PROXY_INVALID.
        """
        origin, preferences = self.address.origin, self._preferences
        context = trusted(preferences.ca_file) if origin.scheme == "https" else None
        proxy = None if preferences.proxy is None else read_proxy(preferences.proxy)
        return Client(
            Way(origin, context, proxy),
            token=find_token(origin, preferences.token_places, self._environ),
            waits=self._waits,
            patience=self._patience,
        )

    @cached_property
    def journal(self) -> "Journal":
        """Open the journal of what is sent to it."""
        from addonctl.stores.api.entries import state_folder  # noqa: PLC0415  # reading does without
        from addonctl.stores.api.journal import Journal  # noqa: PLC0415

        return Journal(state_folder(self._environ), server=str(self.address), now=self._now)

    @property
    def is_of_settings(self) -> bool:
        """Say whether it is the server that is set, or none is."""
        api_url = self._preferences.api_url
        return api_url is None or read_api(api_url).origin == self.address.origin

    @property
    def rulebook_address(self) -> str:
        """Return where the rulebook is."""
        return f"{self.address}{BASE}/rulebook"

    @property
    def is_asked(self) -> bool:
        """Say whether it said what it decides by."""
        return "rulebook" in self.__dict__

    @cached_property
    def rulebook_reply(self) -> Reply:
        """Ask for the rulebook, once; the reply may be anything.

        Raises:
            CredentialFailure, StorageFailure: there is no reply.
        """
        return self.client.get(self.path("rulebook"), most_bytes=MOST_RULEBOOK_BYTES)

    @cached_property
    def rulebook(self) -> Rulebook:
        """Return what the server decides by.

        Raises:
            StorageFailure: API_NO_RULEBOOK, it has none; or the server can't be asked.
            DataFailure: RULEBOOK_INVALID, with all problems.
        """
        reply, address = self.rulebook_reply, self.rulebook_address
        if reply.status == 404:  # noqa: PLR2004
            reason = Message("API_NO_RULEBOOK.missing")
            raise StorageFailure("API_NO_RULEBOOK", address=address, reason=reason)
        if not reply.is_answer:
            raise self.client.failure(reply)
        return read_rulebook(reply.answer.body, address, packaged=self._packaged)

    @cached_property
    def catalog(self) -> Catalog | None:
        """Return the catalogue that the server prescribes, `None` where it prescribes none."""
        file = self.rulebook.catalog
        if file is None:
            return None
        return catalog_of(file, self.rulebook_address, packaged=self._packaged)

    @cached_property
    def _packaged(self) -> Catalog:
        """Load the packaged catalogue, of which a rulebook replaces lists."""
        return load_catalog()

    def path(self, *parts: str) -> str:
        """Return a path of the API."""
        return "/".join((f"{self.address.path}{BASE}", *parts))
