"""Read what a request sends: within its limits, as JSON alone, with all that is wrong at once.

Accounts are as strict as files. The envelopes around what is asked take more than they know, so
that they can grow; what they know has to be right.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from addonctl.errors import AddonctlError, DataFailure
from addonctl.model.account import Account
from addonctl.model.catalog import Catalog
from addonctl.model.messages import Message, Problem
from addonctl.model.wire import JSON
from addonctl.stores.files.documents import ParsedFile, decode_account
from addonctl.stores.files.reading import MAX_BYTES
from addonctl.stores.parsing.raw import Tree
from addonctl.stores.parsing.syntax import parse
from addonctl.stores.parsing.types import find_problems

T = TypeVar("T", bound=msgspec.Struct)
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
BODY: Final = "body.json"
"""What a body is called where a parser asks: it is JSON by its name."""


class Disconnected(Exception):
    """Stop because nobody is there any more who could be answered."""


async def read_body(
    receive: Receive, headers: Mapping[str, str], *, most: int, code: str, seconds: int
) -> bytes:
    """Read a whole body, at most so many bytes within so many seconds.

    Raises:
        AddonctlError: NOT_JSON, `code` where it is too large, or BODY_TIMEOUT.
        Disconnected: the other side went away.
    """
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != JSON:
        raise AddonctlError("NOT_JSON")
    told = headers.get("content-length", "")
    if told.isascii() and told.isdigit() and int(told[:20]) > most:
        raise _too_large(code, most)
    try:
        async with asyncio.timeout(seconds):
            return await _read(receive, most, code)
    except TimeoutError:
        raise AddonctlError("BODY_TIMEOUT", count=seconds) from None


async def _read(receive: Receive, most: int, code: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise _too_large(code, most)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _too_large(code: str, most: int) -> AddonctlError:
    if code == "ACCOUNT_TOO_LARGE":
        return account_too_large("")
    return AddonctlError(code, limit=str(most))


def account_too_large(account_id: str) -> DataFailure:
    """Say that an account is larger than a file may be."""
    return DataFailure("ACCOUNT_TOO_LARGE", reference=account_id, limit=str(MAX_BYTES))


def parse_body(data: bytes) -> tuple[str, Tree]:
    """Parse a body, within the limits of account files, no key of it written twice.

    Raises:
        AddonctlError: BODY_SYNTAX, with the place.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        fault = Message("NOT_UNICODE")
        raise _syntax(fault, Message("NOT_UNICODE.rule"), None, line, column) from None
    try:
        return text, parse(text, BODY, text_format="JSON", kind="settings")
    except DataFailure as failure:
        problem = failure.problems[0]
        if not isinstance(problem, Problem):
            raise TypeError(problem) from None
        raise _syntax(
            failure.values["fault"],
            failure.values["expected"],
            problem.path,
            problem.line or 1,
            problem.column or 1,
        ) from None


def _syntax(
    fault: object, expected: object, path: str | None, line: int, column: int
) -> AddonctlError:
    problems = []
    if isinstance(fault, Message):
        problems.append(Problem(file=None, path=path, line=line, column=column, message=fault))
    return AddonctlError(
        "BODY_SYNTAX",
        problems=problems,
        fault=fault,
        expected=expected,
        line=str(line),
        column=str(column),
    )


def decode_envelope(data: bytes, kind: type[T]) -> T:
    """Read what is asked; what it doesn't know is left aside.

    Raises:
        AddonctlError: BODY_SYNTAX, or BODY_INVALID with all problems.
    """
    return convert_envelope(*parse_body(data), kind)


def convert_envelope(text: str, tree: Tree, kind: type[T]) -> T:
    """Read what is asked from a body that is parsed.

    Raises:
        AddonctlError: BODY_INVALID with all problems.
    """
    known = _keys_of(kind)
    asked = {key: value for key, value in tree.items() if key in known}
    try:
        return msgspec.convert(asked, kind)
    except msgspec.ValidationError:
        problems = find_problems(
            asked, kind, (), text=text, text_format="JSON", file=None, known=None
        )
    raise AddonctlError(
        "BODY_INVALID", problems=problems.listed, more=problems.more, count=problems.count
    )


@lru_cache
def _keys_of(kind: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(kind.__struct_encode_fields__)


def decode_account_body(data: bytes, account_id: str, *, catalog: Catalog) -> Account:
    """Read an account, as strictly as a file.

    Raises:
        AddonctlError: BODY_SYNTAX, ACCOUNT_INVALID with all problems, OTHER_ACCOUNT.
    """
    text, tree = parse_body(data)
    document = ParsedFile(
        reference=f"{account_id}.json",
        kind="account",
        data=data,
        text=text,
        text_format="JSON",
        tree=tree,
    )
    account = decode_account(document, catalog=catalog)
    if account.id != account_id:
        raise DataFailure("OTHER_ACCOUNT", reference=account_id, id=account.id)
    return account
