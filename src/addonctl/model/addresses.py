"""Write addresses without what may be a secret in them, however wrong they are written."""

import re
from typing import Final
from urllib.parse import unquote

MASK: Final = "***"
_ADDRESS: Final = re.compile(
    r"(?P<begin>\s*(?P<scheme>[a-z][a-z0-9+.-]*):(?P<slashes>[/\\]*))(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL | re.ASCII,
)
_WEB: Final = frozenset({"http", "https"})


def masked(text: str) -> str:
    """Write an address without its secrets; what is no address stays as it is.

    Rule: of the web nothing is shown before the host and behind the path, of anything else no
    password. What lacks a slash, or a scheme, hides as much: it may only be written wrong.

    >>> masked("https:/me:secret@host/v1?token=secret")
    'https:/***@host/v1***'
    >>> masked("postgresql://me:secret@host/db?password=secret&x=1")
    'postgresql://me:***@host/db?password=***&x=1'
    >>> masked("me:secret@host/v1"), masked("marie@acme.example"), masked("acme.toml")
    ('me:***@host/v1', 'marie@acme.example', 'acme.toml')
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return text
    begin, is_loose = found["begin"], not found["slashes"]
    user, sign, place = found["rest"].rpartition("@")
    if found["scheme"].lower() in _WEB:
        if is_loose and not sign:  # a name with a colon
            return text
        place = re.sub(r"[?#].*", MASK, place, flags=re.DOTALL)
        return begin + (MASK + sign if sign else "") + place
    if is_loose and re.search(r"\s", user):  # words and a colon, no address
        return text
    name, colon, _password = user.partition(":")
    if colon and "/" not in name:
        user = f"{name}:{MASK}"
    elif is_loose and sign:
        user = MASK
    return begin + user + sign + _without_passwords(place)


def holds_password(text: str) -> bool:
    """Say whether a word is an address with a name or a password before its host."""
    return "@" in text and masked(text) != text


def _without_passwords(place: str) -> str:
    before, sign, query = place.partition("?")
    parts = (part.partition("=") for part in query.split("&")) if sign else ()
    shown = (
        f"{key}={MASK}" if equals and "password" in unquote(key).lower() else key + equals + value
        for key, equals, value in parts
    )
    return before + sign + "&".join(shown)
