"""Write the notes for owners and account managers as mails that any mail program opens.

They are in the account's language. Sending them is a person's, or a server's (`server.notes`).
"""

import datetime as dt
import re
from collections.abc import Sequence
from email import message_from_string
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final, Literal

from addonctl.model.answers import RequestAnswer
from addonctl.model.context import Context
from addonctl.model.mail import mail_address
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.text.translator import for_people

SUBJECTS: Final = {
    "request": N_("{addon} is asked for at {account}"),
    "quote": N_("A quote for {addon} is requested at {account}"),
}
_POLICY: Final = SMTP.clone(refold_source="none")
_PLAIN: Final = re.compile(r"(?!.*=\?)[ -~]{0,60}")
"""What stands in a header as it is: short, in ASCII, and nothing that a reader would decode."""


def write_mail(answer: RequestAnswer, context: Context) -> tuple[bytes, tuple[str, ...]]:
    """Return the mail to the account's owners, and whom it leaves out: no letter reaches them.

    Owners whom a server tells aren't among its readers.
    """
    reached, left_out = [], []
    for owner in context.account.users_with("owner"):
        if answer.notify is not None and owner.id not in (answer.notify.to_tell or ()):
            continue
        address = addressed(owner.display_name, owner.email, context)
        if address is not None:
            reached.append(address)
        elif owner.email is not None:
            left_out.append(owner.display_name)
    messages = [] if answer.notify is None else [answer.notify.message]
    event = answer.event
    mail = mail_of("request", messages, context, addon_id=event.addon, to=reached, at=event.at)
    return mail.as_bytes(), tuple(left_out)


def mail_of(
    kind: Literal["request", "quote"],
    messages: Sequence[Message],
    context: Context,
    *,
    addon_id: str,
    to: Sequence[Address],
    at: dt.datetime | None,
    is_ascii: bool = False,
) -> EmailMessage:
    """Write a note to its readers; owners are told where the vendor's dashboard has the add-on.

    `is_ascii` keeps it to what every mail server takes.
    """
    account, say = context.account, for_people(context.account.language or "en")
    addon = context.catalog.addon(addon_id).name
    subject = _text(say(SUBJECTS[kind], addon=addon, account=account.name))
    readers = ",\r\n ".join(map(_reader, to))
    # Set one by one they would be decoded first, and lose quotes where a line is folded.
    headers = f"Subject: {subject}\r\nTo: {readers}\r\n"
    policy = _POLICY.clone(cte_type="7bit") if is_ascii else _POLICY
    mail = message_from_string(f"{headers}\r\n", policy=policy)
    if at is not None:
        mail["Date"] = format_datetime(at)
    where = (Message("WHERE_IN_DASHBOARD"),) if kind == "request" else ()
    text = "\n\n".join(map(say.say, (*messages, *where)))
    mail.set_content(f"{text}\n")
    return mail


def addressed(name: str, email: str | None, context: Context) -> Address | None:
    """Return the address of somebody by name, `None` where no letter reaches them."""
    address = None if email is None else mail_address(email)
    if address is None:
        return None
    say = for_people(context.account.language or "en")
    return Address(say.clean(name), address.local, address.domain)


def _text(text: str) -> str:
    """Write text into a header so that it is read as it is, whatever stands in it."""
    if _PLAIN.fullmatch(text):
        return text
    return Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")


def _reader(reader: Address) -> str:
    """Write a reader's name and address: nothing in a name is another address.

    >>> _reader(Address("Duval, Marie <eve@evil.example>", "marie", "acme.example"))
    '"Duval, Marie <eve@evil.example>" <marie@acme.example>'
    """
    name = reader.display_name
    if not name:
        return reader.addr_spec
    if _PLAIN.fullmatch(name):
        quoted = re.sub(r'(["\\])', r"\\\1", name)
        return f'"{quoted}" <{reader.addr_spec}>'
    return f"{_text(name)} <{reader.addr_spec}>"
