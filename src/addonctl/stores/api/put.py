"""Put an account in its place in the API, on one state of it and no other."""

import msgspec
from msgspec import Struct

from addonctl.errors import (
    AddonctlError,
    ConflictFailure,
    DataFailure,
    StorageFailure,
    UnknownByMistake,
)
from addonctl.model.account import Account
from addonctl.model.messages import Message
from addonctl.model.wire import ProblemDocument
from addonctl.stores.api.accounts import MOST_ACCOUNT_BYTES, ApiAccounts
from addonctl.stores.api.client import Delivery
from addonctl.stores.api.etags import strong
from addonctl.stores.api.replies import Reply, problems_of
from addonctl.stores.files.reading import MAX_BYTES


class Put(Struct, frozen=True, kw_only=True):
    """What is put where: without an ETag only where nothing is."""

    account: Account
    server: str
    address: str
    file: str
    etag: str | None

    def no_etag(self) -> StorageFailure:
        """Say that nothing is written blind."""
        return StorageFailure("API_NO_ETAG", server=self.server, address=self.address)

    def changed(self) -> ConflictFailure:
        """Say that it isn't as it was when the file was pulled."""
        account_id = self.account.id
        return ConflictFailure("CHANGED_MEANWHILE", kind="push", file=self.address, id=account_id)

    def conflict(self, code: str) -> ConflictFailure:
        """Say what stands against it."""
        account_id = self.account.id
        return ConflictFailure(code, address=self.address, file=self.file, id=account_id)


def put_account(store: ApiAccounts, put: Put) -> str | None:
    """Put the account there and return the ETag of its new state.

    Raises:
        CredentialFailure, StorageFailure: nothing was changed.
        DataFailure: ACCOUNT_INVALID, the server finds problems; ACCOUNT_TOO_LARGE.
        ConflictFailure: ACCOUNT_EXISTS, CHANGED_MEANWHILE or HISTORY_DIFFERS.
        UnknownOutcome: it may have been put; also where a mistake of ours came after it was sent.
    """
    delivery = Delivery()
    try:
        return _put(store, put, delivery)
    except AddonctlError:
        raise
    except Exception as error:
        if not delivery.is_unclear:
            raise
        reason = Message("CHANGE_UNKNOWN.mistake")
        server = store.server.client.server
        raise UnknownByMistake("PUSH_UNKNOWN", server=server, reason=reason) from error


def _put(store: ApiAccounts, put: Put, delivery: Delivery) -> str | None:
    client = store.server.client
    condition = ("If-None-Match", "*") if put.etag is None else ("If-Match", put.etag)
    reply = client.put(
        store.server.path("accounts", put.account.id),
        msgspec.json.encode(put.account),
        condition=condition,
        delivery=delivery,
        most_bytes=MOST_ACCOUNT_BYTES,
    )
    if reply.is_answer:
        return strong(reply.answer.headers.get("ETag"))
    raise _failure(store, put, reply)


def _failure(store: ApiAccounts, put: Put, reply: Reply) -> AddonctlError:
    match reply.meaning:
        case "HISTORY_DIFFERS":
            return put.conflict("HISTORY_DIFFERS")
        case "ACCOUNT_INVALID" if reply.problem is not None:
            return _invalid(put, reply.problem)
        case "ACCOUNT_TOO_LARGE":
            limit = str(MAX_BYTES)
            return DataFailure("ACCOUNT_TOO_LARGE", reference=put.account.id, limit=limit)
        case "CHANGED_MEANWHILE":
            return put.conflict("ACCOUNT_EXISTS") if put.etag is None else put.changed()
        case "PRECONDITION_NEEDED":
            return put.no_etag()
        case _:
            return store.server.client.failure(reply)


def _invalid(put: Put, problem: ProblemDocument) -> DataFailure:
    problems = problems_of(problem.problems, put.file)
    count = len(problems) + problem.more
    return DataFailure(
        "ACCOUNT_INVALID",
        problems=problems,
        more=problem.more,
        file=put.file,
        count=count,
        advice=Message("CORRECT_AND_PUSH", count=count),
    )
