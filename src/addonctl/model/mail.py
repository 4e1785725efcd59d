"""Say what an e-mail address is, as far as a letter needs it. Whether it works nobody knows."""

import re
from typing import Final, NamedTuple

# The dot-atom of RFC 5322: what mail programs write without quotes.
_ATOM: Final = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL: Final = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LABEL: Final = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
_DOMAIN: Final = re.compile(rf"{_LABEL}(\.{_LABEL})*")
MOST_OF_LOCAL: Final = 64
MOST_OF_DOMAIN: Final = 253
MOST: Final = 254
"""How long an address may be as a whole: what a mail server takes between its brackets."""


class MailAddress(NamedTuple):
    """The two parts of an address, in ASCII."""

    local: str
    domain: str

    def __str__(self) -> str:
        """Write it as mail servers do."""
        return f"{self.local}@{self.domain}"


def mail_address(text: str) -> MailAddress | None:
    """Read an address such as `marie@acme.example`, `None` where no letter can be sent to it.

    A domain in another script is written as the names of the internet are.

    >>> mail_address("marie@société.example")
    MailAddress(local='marie', domain='xn--socit-esab.example')
    >>> mail_address("Marie <marie@acme.example>")
    """
    local, _, domain = text.partition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    fits = len(local) <= MOST_OF_LOCAL and len(domain) <= MOST_OF_DOMAIN and "=?" not in local
    fits = fits and len(local) + 1 + len(domain) <= MOST
    if fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain):
        return MailAddress(local, domain)
    return None
