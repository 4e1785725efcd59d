"""Walk over the pages of a list: never to the same twice, to another server, or without end."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import msgspec

from addonctl.errors import AddonctlError, CredentialFailure, StorageFailure
from addonctl.model.messages import Message
from addonctl.model.wire import BASE, MOST_LISTED, MOST_OF_PAGE, AccountsPage, ListedAccount
from addonctl.stores.api.documents import parse_json
from addonctl.stores.api.origin import origin_of
from addonctl.stores.api.replies import Reply
from addonctl.stores.api.server import Server

MOST_PAGES: Final = 2000


def list_accounts(
    server: Server, *, behind: str = "", limit: int = MOST_LISTED, most_pages: int = MOST_PAGES
) -> Iterator[ListedAccount]:
    """List the accounts of a server by id, those `behind` one; a fault on the way is one of all.

    Raises:
        CredentialFailure: API_OTHER_ORIGIN, a page leads to another server.
        StorageFailure: API_NO_LIST; API_PAGES, the pages have no end or tell an account twice.
    """
    path = server.path("accounts")
    query = f"?limit={limit}"
    seen: set[str] = set()
    ids: set[str] = set()
    after = f"&after={quote(behind, safe='')}" if behind else ""
    while True:
        if after in seen or len(seen) >= most_pages:
            raise endless(server, "again" if after in seen else "many")
        seen.add(after)
        reply = server.client.get(path + query + after, most_bytes=MOST_OF_PAGE * 2)
        page = _page(server, reply)
        for account in page.accounts:
            if account.id in ids:
                raise endless(server, "twice")
            ids.add(account.id)
            yield account
        if page.next is None:
            return
        check_origin(server, page.next)
        after = f"&after={quote(page.next, safe='')}"


def check_page(server: Server, reply: Reply) -> None:
    """See that a reply is a page, and leads to no other server.

    Raises:
        CredentialFailure: API_OTHER_ORIGIN, or the server doesn't let us.
        StorageFailure: API_NO_LIST, or another answer.
    """
    if reply.status == 404 or _is_folder(server, reply):  # noqa: PLR2004
        raise StorageFailure("API_NO_LIST", server=server.client.server)
    if not reply.is_answer:
        raise server.client.failure(reply)
    for link in reply.answer.headers.get("Link", "").split(","):
        target, _, relation = link.partition(">")
        if "next" in relation:
            check_origin(server, target.strip().removeprefix("<"))


def endless(server: Server, form: str) -> AddonctlError:
    """Make the failure of pages that have no end, tell an account twice or lead back."""
    reason = Message(f"API_PAGES.{form}")
    return StorageFailure("API_PAGES", server=server.client.server, reason=reason)


def _page(server: Server, reply: Reply) -> AccountsPage:
    check_page(server, reply)
    address = f"{server.address}{BASE}/accounts"
    try:
        return msgspec.convert(parse_json(reply.answer.body, address).tree, AccountsPage)
    except msgspec.ValidationError as error:
        reason = Message("API_NOT_JSON.shape")
        raise StorageFailure("API_NOT_JSON", server=address, reason=reason) from error


def _is_folder(server: Server, reply: Reply) -> bool:
    """Say whether what lists accounts is but a folder of files, which web servers lead to."""
    target = reply.answer.headers.get("Location", "")
    return reply.is_redirect and target.partition("?")[0].endswith(f"{server.path('accounts')}/")


def check_origin(server: Server, target: str) -> None:
    """See that what leads on leads to the same server: a token goes to no other.

    Raises:
        CredentialFailure: API_OTHER_ORIGIN.
    """
    own = server.address.origin
    found = origin_of(target, beside=str(own))
    if found != own:
        shown = "?" if found is None else str(found)
        raise CredentialFailure("API_OTHER_ORIGIN", server=str(own), target=shown)
