"""Read the secrets of deliveries from files that nobody else can read, anew for each delivery.

So a new one holds without a new start, and two of a webhook hold side by side while one is
replaced. A secret is kept in no setting and shown nowhere.
"""

import base64
import binascii
import re
from typing import Final

from addonctl.errors import CredentialFailure
from addonctl.model.messages import Message
from addonctl.stores.api.tokens import read_private

PREFIX: Final = "whsec_"
LEAST_BYTES, MOST_BYTES = 24, 64
MOST_SECRETS: Final = 2
_PASSWORD: Final = re.compile(r"[\x20-\x7e]{1,1024}")


def read_password(path: str) -> str:
    """Read the password of a mail server.

    Raises:
        CredentialFailure: SECRET_FILE_OPEN, SECRET_FILE_UNREADABLE, SECRET_MALFORMED.
    """
    password = _read(path)
    if _PASSWORD.fullmatch(password) is None:
        raise _malformed(path, "password")
    return password


def read_hook_secrets(path: str) -> tuple[bytes, ...]:
    """Read the secrets of a webhook, one or two.

    Raises:
        CredentialFailure: SECRET_FILE_OPEN, SECRET_FILE_UNREADABLE, SECRET_MALFORMED.
    """
    lines = _read(path).split("\n")
    secrets = tuple(_hook_secret(line.removesuffix("\r"), path) for line in lines)
    if len(secrets) > MOST_SECRETS:
        raise _malformed(path, "webhook")
    return secrets


def _hook_secret(line: str, path: str) -> bytes:
    try:
        secret = base64.b64decode(line.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if not line.startswith(PREFIX) or not LEAST_BYTES <= len(secret) <= MOST_BYTES:
        raise _malformed(path, "webhook")
    return secret


def _read(path: str) -> str:
    return read_private(path, is_open="SECRET_FILE_OPEN", unreadable="SECRET_FILE_UNREADABLE")


def _malformed(path: str, kind: str) -> CredentialFailure:
    return CredentialFailure(
        "SECRET_MALFORMED", file=path, form=Message(f"SECRET_MALFORMED.{kind}")
    )
