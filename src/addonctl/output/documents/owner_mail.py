"""Write the note for the owners as a mail that any mail program opens.

It is in the account's language. Sending it is a person's, or later the API's.
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from addonctl.model.account import User
from addonctl.model.answers import RequestAnswer
from addonctl.model.context import Context
from addonctl.model.mail import mail_address
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.text.translator import Translator, for_people


def write_letter(answer: RequestAnswer, context: Context) -> bytes:
    """Return the mail to the account's owners; owners without one that works are left out."""
    account = context.account
    say = for_people(account.language or "en")
    mail = EmailMessage(policy=SMTP)
    addon = context.catalog.addon(answer.event.addon).name
    mail["Subject"] = say(
        N_("{addon} is asked for at {account}"), addon=addon, account=account.name
    )
    mail["To"] = [
        address for owner in account.users_with("owner") if (address := _address(owner, say))
    ]
    if answer.event.at is not None:
        mail["Date"] = format_datetime(answer.event.at)
    text = [] if answer.notify is None else [say.say(answer.notify.message)]
    text.append(say.say(Message("WHERE_IN_DASHBOARD")))
    mail.set_content("\n\n".join(text) + "\n")
    return mail.as_bytes()


def unreachable_owners(context: Context) -> list[User]:
    """List the owners who have an address that no letter can be sent to."""
    return [
        owner
        for owner in context.account.users_with("owner")
        if owner.email is not None and mail_address(owner.email) is None
    ]


def _address(owner: User, say: Translator) -> Address | None:
    """Return an owner's address, `None` where the account has none that a mail can hold."""
    address = None if owner.email is None else mail_address(owner.email)
    if address is None:
        return None
    return Address(say.clean(owner.display_name), address.local, address.domain)
