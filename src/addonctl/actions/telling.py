"""Say what a person does after a change, and whom a server tells of it so that nobody has to.

Pure. What is told is worded in `actions.record`; telling it is a person's, or `server.notes`'.
"""

from collections.abc import Mapping, Sequence

from addonctl.actions.change import Prepared
from addonctl.model.account import User
from addonctl.model.answers import Invoice
from addonctl.model.context import Context
from addonctl.model.marking import Template
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.next_steps import NEXT, STEP_NO_OWNER, WOULD


def next_for_people(prepared: Prepared, *, would: bool) -> tuple[Message, ...]:
    """Say what a person does next, or `would` do; nothing was charged or started at the vendor."""
    says = WOULD if would else NEXT
    action = prepared.change.action
    if action == "subscribe" and prepared.invoice is not None:
        now, later = prepared.invoice.now, prepared.invoice.next
        remarks = (phrase(says["remark"], remarks=now.remarks),) if now.remarks else ()
        return (
            to_invoice(says, "invoice", now),
            to_invoice(says, "invoice_later", later),
            *remarks,
            phrase(NEXT["final"]),
        )
    if action == "quote":
        is_told = prepared.context.tells.account_manager
        return (phrase(says["server_tells_manager" if is_told else "send_quote"]),)
    if action == "trial":
        return (phrase(says["start_trial"], addon=prepared.change.addon.name),)
    return _tell_owners(prepared.context, would=would)


def _tell_owners(context: Context, *, would: bool) -> tuple[Message, ...]:
    """Say which owners the server tells, and which a person has to."""
    says = WOULD if would else NEXT
    if not context.account.users_with("owner"):
        return (phrase(WOULD["tell_nobody"] if would else STEP_NO_OWNER),)
    told, left = told_and_left(context)
    by_whom = (("server_tells_owners", told), ("tell_owners", left))
    return tuple(phrase(says[key], owners=names_of(owners)) for key, owners in by_whom if owners)


def told_and_left(context: Context) -> tuple[tuple[User, ...], tuple[User, ...]]:
    """Return the owners whom the server tells of a request, and those whom a person has to."""
    owners, tells = context.account.users_with("owner"), context.tells
    if not tells.owners:
        return (), tuple(owners)
    if not tells.needs_address:
        return tuple(owners), ()
    from addonctl.model.mail import mail_address  # noqa: PLC0415  # most servers tell nobody

    told = tuple(each for each in owners if each.email and mail_address(each.email) is not None)
    return told, tuple(each for each in owners if each not in told)


def names_of(owners: Sequence[User]) -> tuple[str, ...]:
    """Name owners as a sentence does."""
    return tuple(owner.display_name for owner in owners)


def to_invoice(says: Mapping[str, Template], key: str, invoice: Invoice) -> Message:
    """Say what to invoice: the total, and with credit what is taken of it and what is due."""
    return phrase(
        says[f"{key}.credit" if invoice.credit.minor else key],
        total=invoice.total_words,
        credit=invoice.credit,
        due=invoice.amount_due,
        date=invoice.issue_date,
    )
