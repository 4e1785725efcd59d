"""Read addresses of the API: the origin that a token belongs to, the place below it, the account.

An address holds neither a password nor a query. Whether a word is an address at all is `locate`'s.
"""

import contextlib
import ipaddress
import re
from typing import Final, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from addonctl.errors import CredentialFailure, DataFailure, UsageFailure
from addonctl.model.wire import BASE
from addonctl.stores.parsing.suggestions import IDENTIFIER, fits

_HOST: Final = (
    r"(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
)
_ADDRESS: Final = re.compile(
    rf"(?P<scheme>https?)://{_HOST}(?P<path>(?:/[a-z0-9._~-]+)*)/?",
    re.ASCII | re.IGNORECASE,
)
_HOOK: Final = re.compile(
    rf"(?P<scheme>https?)://{_HOST}(?P<path>/[a-z0-9._~!$&'()*+,;=:%/-]*)?",
    re.ASCII | re.IGNORECASE,
)
_MAIL_SERVER: Final = re.compile(
    rf"(?P<scheme>smtps?)://(?:(?P<user>[a-z0-9._~!$&'*+=%-]+)@)?{_HOST}/?",
    re.ASCII | re.IGNORECASE,
)
_LOOPBACK: Final = re.compile(r"localhost|127(?:\.[0-9]{1,3}){3}|::1")
_PORTS: Final = {"http": 80, "https": 443, "smtp": 25, "smtps": 465}
_MOST_PORT: Final = 65_535
_ACCOUNTS: Final = f"{BASE}/accounts/"


class Origin(NamedTuple):
    """Whom one talks to: the scheme, the host in lower case and the port."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        """Write it as browsers do."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self._bracketed}{port}"

    @property
    def authority(self) -> str:
        """Name host and port, both always."""
        return f"{self._bracketed}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """Say whether it names this machine."""
        return _LOOPBACK.fullmatch(self.host) is not None

    @property
    def _bracketed(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


class ApiAddress(NamedTuple):
    """Where an API is: its origin and the path below which it answers, without /v1."""

    origin: Origin
    path: str = ""

    def __str__(self) -> str:
        """Write it as the setting holds it."""
        return f"{self.origin}{self.path}"

    def account(self, account_id: str) -> str:
        """Return the address of an account."""
        return f"{self}{BASE}/accounts/{account_id}"


def read_api(text: str) -> ApiAddress:
    """Read the address of an API, as the setting api_url holds it.

    Raises:
        CredentialFailure: API_ADDRESS_SECRET, it has a password or a query; API_PLAIN_HTTP.
        DataFailure: API_URL_INVALID.
    """
    if "@" in text or "?" in text:
        raise CredentialFailure("API_ADDRESS_SECRET")
    address = _parsed(text)
    if address is None:
        raise DataFailure("API_URL_INVALID", address=text.partition("#")[0])
    return _checked(address)


def read_account(text: str) -> tuple[ApiAddress, str]:
    """Read the address of an account: where its API is, and its id.

    Raises:
        CredentialFailure: API_ADDRESS_SECRET; API_PLAIN_HTTP.
        UsageFailure: BAD_ACCOUNT_ADDRESS, or BAD_ACCOUNT_ID.
    """
    place, _, account_id = text.partition(_ACCOUNTS)
    # A password may hold what ends a host, and then isn't where one is looked for.
    if "@" in place:
        raise CredentialFailure("API_ADDRESS_SECRET")
    # What follows may be a secret: it isn't shown.
    shown = re.split("[?#]", text)[0]
    address = _parsed(place)
    if address is None or not account_id:
        raise UsageFailure("BAD_ACCOUNT_ADDRESS", address=shown)
    if not fits(IDENTIFIER, account_id):
        raise UsageFailure("BAD_ACCOUNT_ID", reference=shown.partition(_ACCOUNTS)[2])
    return _checked(address), account_id


def read_proxy(text: str) -> Origin:
    """Read the address of a proxy, which learns no more than the host that is spoken to.

    Raises:
        CredentialFailure: API_ADDRESS_SECRET.
        DataFailure: PROXY_INVALID.
    """
    if "@" in text or "?" in text:
        raise CredentialFailure("API_ADDRESS_SECRET")
    address = _parsed(text)
    if address is None or address.path or address.origin.scheme != "http":
        raise DataFailure("PROXY_INVALID", address=text.partition("#")[0])
    return address.origin


def read_hook(text: str) -> tuple[Origin, str]:
    """Read the address of a webhook: its origin and its path.

    Raises:
        CredentialFailure: NOTES_ADDRESS_SECRET, it has a password or a query; API_PLAIN_HTTP.
        DataFailure: WEBHOOK_URL_INVALID.
    """
    if "@" in text or "?" in text:
        raise CredentialFailure("NOTES_ADDRESS_SECRET", name="webhook_url")
    found = _HOOK.fullmatch(text)
    origin = None if found is None else _origin(found)
    if found is None or origin is None:
        raise DataFailure("WEBHOOK_URL_INVALID", address=text.partition("#")[0])
    return _checked(ApiAddress(origin)).origin, found["path"] or "/"


def read_mail_server(text: str) -> tuple[Origin, str | None]:
    """Read the address of a mail server, and the user who logs in there, if there is one.

    Raises:
        CredentialFailure: NOTES_ADDRESS_SECRET, it has a password or a query.
        DataFailure: SMTP_URL_INVALID.
    """
    if "?" in text or ":" in text.partition("://")[2].rpartition("@")[0]:
        raise CredentialFailure("NOTES_ADDRESS_SECRET", name="smtp_url")
    found = _MAIL_SERVER.fullmatch(text)
    origin = None if found is None else _origin(found)
    if found is None or origin is None:
        raise DataFailure("SMTP_URL_INVALID", address=text.rpartition("@")[2])
    return origin, None if found["user"] is None else unquote(found["user"])


def origin_of(target: str, *, beside: str = "") -> Origin | None:
    """Return where an address of an answer leads, `None` where that can't be told for certain.

    Rule: the usual port may be named, a host may be in capitals and an IPv6 address longer than it
    need be; a host with a dot at its end is another, as for browsers. One that is relative leads to
    the server that it stands `beside`.
    """
    try:
        given, parts = urlsplit(target), urlsplit(urljoin(f"{beside}/", target))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    # Browsers read a backslash as a slash, and look for a host behind any number of them.
    is_loose = "\\" in target or (bool(given.scheme or target[:2] == "//") and not given.netloc)
    if is_loose or parts.scheme not in _PORTS or not host or "@" in parts.netloc:
        return None
    return _made(parts.scheme, host, port if port is not None else _PORTS[parts.scheme])


def _origin(found: re.Match[str]) -> Origin | None:
    scheme = found["scheme"].lower()
    port = int(found["port"] or _PORTS[scheme])
    return _made(scheme, found["host"].strip("[]"), port)


def _made(scheme: str, host: str, port: int) -> Origin | None:
    """Make an origin; one that is the same is written in the same way."""
    if not 0 < port <= _MOST_PORT:
        return None
    host = host.lower()
    if ":" in host:
        with contextlib.suppress(ValueError):
            host = str(ipaddress.IPv6Address(host))
    return Origin(scheme, host, port)


def _parsed(text: str) -> ApiAddress | None:
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    origin = _origin(found)
    parts = found["path"].split("/")
    if origin is None or {".", ".."} & set(parts) or parts[-1] == BASE[1:]:
        return None
    return ApiAddress(origin, found["path"])


def _checked(address: ApiAddress) -> ApiAddress:
    """Keep what is plain to read on the way from leaving this machine."""
    if address.origin.scheme == "http" and not address.origin.is_loopback:
        raise CredentialFailure("API_PLAIN_HTTP", server=str(address.origin))
    return address
