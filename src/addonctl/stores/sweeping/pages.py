"""Sweep over the accounts of an API, page by page, as fast as the server lets.

Pages are asked for behind the last id that was answered (a keyset), so that an account that comes
or goes meanwhile moves no other. While a page is answered the next one is on its way, in a thread
and never more than one. The server's rate is kept to by what it says: where `RateLimit` tells that
nothing is left, the next page waits until some is; `Retry-After` is the client's matter.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final
from urllib.parse import quote

import msgspec

from addonctl.errors import CredentialFailure, StorageFailure, UsageFailure
from addonctl.model.messages import Message
from addonctl.model.wire import BASE, MOST_LISTED, MOST_OF_PAGE
from addonctl.stores.api.keeping import Kept
from addonctl.stores.api.origin import ApiAddress, read_account
from addonctl.stores.api.pages import check_origin, check_page, endless
from addonctl.stores.api.replies import Reply
from addonctl.stores.api.server import Server
from addonctl.stores.api.waiting import Patience
from addonctl.stores.sweeping.blocks import Block, Item
from addonctl.stores.sweeping.meanwhile import Meanwhile

LASTING: Final = Patience(request=120.0, run=float("inf"), connect=3.0, sleep=90.0, tries=8)
"""A sweep has no end of its own: only a single page is given up."""
MOST_WAIT: Final = 60
_NUMBER: Final = re.compile(r";\s*([qwrt])\s*=\s*([0-9]{1,9})")
_ACCOUNTS: Final = f"{BASE}/accounts"
_SOME_ID: Final = "some-account"


class _Listed(msgspec.Struct, frozen=True):
    """An account of a page, as it was written."""

    id: str
    account: msgspec.Raw


class _Page(msgspec.Struct, frozen=True):
    """A page; what else it holds is left aside."""

    accounts: tuple[_Listed, ...]
    next: str | None


def read_accounts_address(text: str) -> ApiAddress:
    """Read the address of all accounts: `https://HOST/v1/accounts`.

    Raises:
        CredentialFailure: API_ADDRESS_SECRET; API_PLAIN_HTTP.
        UsageFailure: BAD_ACCOUNTS_ADDRESS.
    """
    place = text.rstrip("/")
    if place.endswith(_ACCOUNTS):
        try:
            return read_account(f"{place}/{_SOME_ID}")[0]
        except UsageFailure:
            pass
    elif "@" in text or "?" in text:
        raise CredentialFailure("API_ADDRESS_SECRET")
    raise UsageFailure("BAD_ACCOUNTS_ADDRESS", address=re.split("[?#]", text)[0])


class Pages:
    """The accounts of a server by id, those behind one where a sweep goes on."""

    size: int | None = None

    def __init__(self, server: Server, *, after: str | None, wait: Callable[[float], None]) -> None:
        """Take the server, the last account of an earlier sweep, and how to wait."""
        self.name = f"{server.address}{_ACCOUNTS}"
        self.after = after
        self.position = 0
        self._server = server
        self._wait = wait
        self._kept = Kept()

    def blocks(self) -> Iterator[Block]:
        """Yield each page as a block.

        Raises:
            CredentialFailure: the server doesn't let us, or a page leads to another server.
            StorageFailure: it can't be asked, lists no accounts, or its pages have no end.
        """
        last, seen = self.after, {self.after}
        coming = Meanwhile(partial(self._ask, self.after))
        while True:
            reply, page = coming.result()
            ids = [listed.id for listed in page.accounts]
            if len({*ids, last}) <= len(ids):
                raise endless(self._server, "twice")
            if page.next is not None:
                coming = Meanwhile(partial(self._ask_next, reply, page.next, seen))
            yield self._block(page)
            if page.next is None:
                return
            last = ids[-1] if ids else last

    def close(self) -> None:
        """End the connection; a page that is on its way comes to nothing."""
        self._kept.close()

    def _ask_next(self, before: Reply, behind: str, seen: set[str | None]) -> tuple[Reply, _Page]:
        """Ask for the page that another leads to, when the server lets."""
        check_origin(self._server, behind)
        if behind in seen:
            raise endless(self._server, "again")
        seen.add(behind)
        self._keep_to_rate(before)
        return self._ask(behind)

    def _ask(self, behind: str | None) -> tuple[Reply, _Page]:
        query = f"?limit={MOST_LISTED}&include=account"
        query += f"&after={quote(behind, safe='')}" if behind else ""
        client, path = self._server.client, self._server.path("accounts")
        reply = client.get(path + query, most_bytes=MOST_OF_PAGE * 2, kept=self._kept)
        check_page(self._server, reply)
        try:
            return reply, msgspec.json.decode(reply.answer.body, type=_Page)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            reason = Message("API_NOT_JSON.shape")
            raise StorageFailure("API_NOT_JSON", server=self.name, reason=reason) from error

    def _block(self, page: _Page) -> Block:
        address = self._server.address
        items = tuple(
            Item(
                number,
                bytes(listed.account),
                file=address.account(listed.id),
                account_id=listed.id,
            )
            for number, listed in enumerate(page.accounts, self.position + 1)
        )
        self.position += len(items)
        return Block(self.position - len(items) + 1, items=items)

    def _keep_to_rate(self, reply: Reply) -> None:
        """Wait where the server says that nothing is left of what it allows."""
        headers = reply.answer.headers
        policy = _numbers(headers.get("RateLimit-Policy", ""))
        now = _numbers(headers.get("RateLimit", ""))
        if now.get("r") != 0:
            return
        seconds = float(now.get("t", 1))
        if policy.get("q") and policy.get("w"):  # until there is one more, not all of them
            seconds = min(seconds, policy["w"] / policy["q"])
        self._wait(min(seconds, MOST_WAIT))


def _numbers(header: str) -> dict[str, int]:
    """Read the numbers of `"token";r=0;t=5`, of the first of several policies."""
    return {name: int(value) for name, value in _NUMBER.findall(header.partition(",")[0])}
