"""Write the note for the owners as a mail that any mail program opens.

It is in the account's language. Sending it is a person's, or later the API's.
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from addonctl.model.answers import RequestAnswer
from addonctl.model.context import Context
from addonctl.model.mail import mail_address
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.text.translator import for_people


def write_mail(answer: RequestAnswer, context: Context) -> tuple[bytes, tuple[str, ...]]:
    """Return the mail to the account's owners, and whom it leaves out: no letter reaches them."""
    account, say = context.account, for_people(context.account.language or "en")
    reached, left_out = [], []
    for owner in account.users_with("owner"):
        address = None if owner.email is None else mail_address(owner.email)
        if address is not None:
            reached.append(Address(say.clean(owner.display_name), address.local, address.domain))
        elif owner.email is not None:
            left_out.append(owner.display_name)
    mail = EmailMessage(policy=SMTP)
    subject = N_("{addon} is asked for at {account}")
    addon = context.catalog.addon(answer.event.addon).name
    mail["Subject"] = say(subject, addon=addon, account=account.name)
    mail["To"] = reached
    if answer.event.at is not None:
        mail["Date"] = format_datetime(answer.event.at)
    messages = [] if answer.notify is None else [answer.notify.message]
    text = "\n\n".join(map(say.say, (*messages, Message("WHERE_IN_DASHBOARD"))))
    mail.set_content(f"{text}\n")
    return mail.as_bytes(), tuple(left_out)
