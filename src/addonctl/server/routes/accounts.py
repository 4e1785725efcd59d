"""Answer with accounts: a page of them, one; and take one that is sent."""

from typing import Final

import msgspec

from addonctl.errors import NotFoundFailure
from addonctl.model.wire import BASE
from addonctl.server.bodies import decode_account_body
from addonctl.server.exchange import Answered, Asked
from addonctl.server.parameters import (
    Condition,
    invalid,
    is_known,
    limit_of,
    parameters,
    refuse_parameters,
)
from addonctl.server.storage.stored import Row, Stored
from addonctl.stores.files.reading import MAX_BYTES
from addonctl.stores.parsing.suggestions import IDENTIFIER, fits

_ENCODER: Final = msgspec.json.Encoder()


def read_account(asked: Asked) -> Stored:
    """Read the account that is asked about.

    Raises:
        NotFoundFailure: UNKNOWN_ACCOUNT, as for what can't be an id.
    """
    if not fits(IDENTIFIER, asked.account_id):
        raise NotFoundFailure("UNKNOWN_ACCOUNT", reference=asked.account_id)
    return asked.site.accounts.read(asked.account_id)


def get_account(asked: Asked) -> Answered:
    """Answer with an account, or with nothing where who asks has it as it is."""
    refuse_parameters(asked)
    stored = read_account(asked)
    headers = (("ETag", stored.etag),)
    if is_known(asked, stored.etag):
        return Answered(status=304, headers=headers)
    return Answered(body=stored.body, headers=headers)


def put_account(asked: Asked) -> Answered:
    """Create an account or replace it: its history may only grow.

    Order: condition given, shape, then the condition and the history, in the transaction.
    """
    refuse_parameters(asked)
    if not fits(IDENTIFIER, asked.account_id):
        raise invalid("account_id", asked.account_id, "account_id")
    condition = Condition(asked)
    account = decode_account_body(asked.body, asked.account_id, catalog=asked.site.rules.catalog)
    stored, is_new = asked.site.accounts.put(
        account, check=condition, imported_by=asked.operator, most=MAX_BYTES
    )
    headers = [("ETag", stored.etag)]
    if is_new:
        headers.append(("Location", f"{BASE}/accounts/{account.id}"))
    return Answered(body=stored.body, status=201 if is_new else 200, headers=tuple(headers))


def list_accounts(asked: Asked) -> Answered:
    """Answer with a page of accounts, in the order of their ids."""
    given = parameters(asked, "limit", "after", "include")
    limit, after = limit_of(given), given.get("after", "")
    if "after" in given and not fits(IDENTIFIER, after):
        raise invalid("after", after, "id")
    include = given.get("include")
    if include not in {None, "account"}:
        raise invalid("include", include or "", "include")
    rows, has_more = asked.site.accounts.page(
        after=after, limit=limit, is_whole=include is not None
    )
    following = rows[-1].id if has_more else None
    listed = b",".join(map(_listed, rows))
    body = b'{"accounts":[%b],"next":%b}' % (listed, _ENCODER.encode(following))
    headers: tuple[tuple[str, str], ...] = ()
    if following is not None:
        link = f"{BASE}/accounts?limit={limit}&after={following}"
        link += "&include=account" if include else ""
        headers = (("Link", f'<{link}>; rel="next"'),)
    return Answered(body=body, headers=headers)


def _listed(row: Row) -> bytes:
    """Write a row as `wire.ListedAccount`, an account in it as it is stored."""
    head = _ENCODER.encode(
        {"id": row.id, "name": row.name, "plan": row.plan, "version": row.version}
    )
    return head if row.stored is None else b'%b,"account":%b}' % (head[:-1], row.stored.body)
