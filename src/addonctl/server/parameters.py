"""Read what stands in an address and in the conditions of a request's header."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from addonctl.errors import AddonctlError, ConflictFailure, StorageFailure
from addonctl.model.messages import phrase
from addonctl.model.messages.api.problems import REQUIREMENTS
from addonctl.model.wire import LISTED, MOST_LISTED
from addonctl.server.exchange import Asked
from addonctl.server.storage.stored import Stored

_ETAG: Final = re.compile(r'\s*((?:W/)?"[\x21\x23-\x7e\x80-\xff]*")\s*(?:,|$)')
MOST_PARAMETERS: Final = 20


def invalid(name: str, value: str, what: str, **values: object) -> AddonctlError:
    """Say that a parameter is wrong, and what it may be."""
    expected = phrase(REQUIREMENTS[what], **values)
    return AddonctlError("PARAMETER_INVALID", name=name, value=value, expected=expected)


def parameters(asked: Asked, *known: str) -> dict[str, str]:
    """Read the parameters of an address, each at most once.

    Raises:
        AddonctlError: PARAMETER_INVALID.
    """
    try:
        pairs = parse_qsl(
            asked.query,
            keep_blank_values=True,
            max_num_fields=MOST_PARAMETERS,
            errors="strict",
        )
    except ValueError:
        raise invalid("?", asked.query, "known", known=known) from None
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            raise invalid(name, value, "known", known=known)
        if name in found:
            raise invalid(name, value, "once")
        found[name] = value
    return found


def refuse_parameters(asked: Asked) -> None:
    """Stop where an address has parameters and takes none."""
    if asked.query:
        name, _, value = asked.query.partition("=")
        raise invalid(name, value, "none")


def limit_of(given: dict[str, str]) -> int:
    """Read how many are to be listed: 1 to 500, else 100.

    Raises:
        AddonctlError: PARAMETER_INVALID.
    """
    text = given.get("limit", str(LISTED))
    if re.fullmatch(r"[0-9]{1,4}", text, re.ASCII) and 1 <= int(text) <= MOST_LISTED:
        return int(text)
    raise invalid("limit", text, "count", least=1, most=MOST_LISTED)


def etags(header: str, name: str) -> list[str] | None:
    """Read the ETags of a condition, `None` for *, which holds for anything that is there.

    Raises:
        AddonctlError: PARAMETER_INVALID.
    """
    if header.strip() == "*":
        return None
    found, rest = [], header
    while rest.strip():
        match = _ETAG.match(rest)
        if match is None:
            raise invalid(name, header, "condition")
        found.append(match[1])
        rest = rest[match.end() :]
    if not found:
        raise invalid(name, header, "condition")
    return found


def is_known(asked: Asked, etag: str) -> bool:
    """Say whether who asks has these bytes already (If-None-Match, compared weakly)."""
    header = asked.headers.get("if-none-match")
    if header is None:
        return False
    try:
        known = etags(header, "If-None-Match")
    except AddonctlError:  # what can't be read is no condition: the answer is sent
        return False
    return known is None or etag in [each.removeprefix("W/") for each in known]


class Condition:
    """Say under which condition an account is written: a version that was seen, or none is there.

    Raises:
        StorageFailure: PRECONDITION_NEEDED.
        AddonctlError: PARAMETER_INVALID.
    """

    def __init__(self, asked: Asked, *, is_needed: bool = True) -> None:
        """Read the headers; where none `is_needed` and none is given it always holds."""
        match, none_match = (asked.headers.get(name) for name in ("if-match", "if-none-match"))
        if is_needed and match is None and none_match is None:
            raise StorageFailure("PRECONDITION_NEEDED")
        self._account_id = asked.account_id
        self._is_new = none_match is not None
        self._seen: Sequence[str] | None = None
        self._has_match = match is not None
        if match is not None:
            self._seen = etags(match, "If-Match")
        if none_match is not None and etags(none_match, "If-None-Match") is not None:
            raise invalid("If-None-Match", none_match, "condition")

    def __call__(self, stored: Stored | None, /) -> None:
        """See that it holds; ETags are compared strongly, a weak one is never the same.

        Raises:
            ConflictFailure: CHANGED_MEANWHILE.
        """
        is_wrong = self._is_new and stored is not None
        if self._has_match:
            is_wrong |= stored is None
            if stored is not None and self._seen is not None:
                is_wrong |= stored.etag not in self._seen
        if is_wrong:
            raise ConflictFailure("CHANGED_MEANWHILE", file=self._account_id)
