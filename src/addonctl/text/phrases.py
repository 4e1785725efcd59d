"""Word what several screens say alike: headings, people, states, prices' places, notes.

Sentences of one screen alone stand in its module, those of codes in `model.messages`.
"""

import datetime as dt
from collections.abc import Sequence

from addonctl.model.account import Role, User
from addonctl.model.answers import Price, RouteReason
from addonctl.model.context import Context
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import ROLE_NAMES, STATE_NAMES
from addonctl.model.policy import ROLES, Conflict, Reading
from addonctl.model.views import AddonStatus, RoleRow
from addonctl.text.translator import Translator

MOST_NAMED = 2
"""How many people of a row are named before the others are counted."""


def sentence(words: str) -> str:
    """Make a sentence of words that could also be a part of one."""
    return f"{words[:1].upper()}{words[1:]}."


def as_of(context: Context, say: Translator) -> str:
    """Say for which date an answer holds, and whether that is today."""
    template = N_("as of {date}, today") if context.invocation.as_of is None else N_("as of {date}")
    return say(template, date=context.as_of)


def of_account(template: Template, context: Context, say: Translator, **values: object) -> str:
    """Say something of an account by its name and id, and for which date it holds."""
    account = context.account
    day = as_of(context, say)
    return say(template, account=account.name, id=account.id, as_of=day, **values)


def account_heading(context: Context, say: Translator) -> str:
    """Say for which account, on which plan and for which date an answer holds."""
    plan = context.catalog.plan(context.account.plan).name
    return of_account(N_("{account} ({id}) · {plan} · {as_of}"), context, say, plan=plan)


def named(who: User | str | Message, say: Translator) -> str:
    """Name a person, by their id where they have left the account."""
    return say("{who}", who=who.display_name if isinstance(who, User) else who)


def person(who: User | str | Message, say: Translator) -> str:
    """Name a person with the strongest of their roles, where these are known."""
    if not isinstance(who, User):
        return named(who, say)
    role = next(role for role in ROLES if role in who.roles)
    return say(N_("{name} ({role})"), name=who.display_name, role=phrase(ROLE_NAMES[role]))


def roles_words(roles: Sequence[Role], say: Translator) -> str:
    """Name the roles of a row, the strongest first."""
    return ", ".join(say(ROLE_NAMES[role]) for role in roles)


def counted_people(row: RoleRow, say: Translator) -> str:
    """Name the one person of a row, or count the people."""
    if len(row.users) == 1:
        return say.clean(row.users[0].display_name)
    return say(plural("{count} person", "{count} people"), count=len(row.users))


def named_people(row: RoleRow, say: Translator) -> str:
    """Name the people of a row: both of two, else the first and how many more."""
    names = [say.clean(user.display_name) for user in row.users]
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    others = len(names) - 1
    return say(plural("{name} and {count} more"), name=names[0], count=others)


def state_words(status: AddonStatus, say: Translator, *, year: int | None = None) -> str:
    """Say where an add-on stands on an account; a trial is named by its last day.

    Dates of the given `year` are written without it.
    """

    def day(date: dt.date) -> str:
        return say.numbers.date(date, style="short" if date.year == year else "")

    if status.state == "trial_running" and status.trial_end is not None:
        return say(N_("trial to {date}"), date=day(status.trial_end - dt.timedelta(days=1)))
    if status.state == "purchased" and status.purchased is not None:
        return say(N_("bought {date}"), date=day(status.purchased.date))
    return say(STATE_NAMES[status.state])


def route_note(reason: RouteReason, context: Context, say: Translator) -> str:
    """Say which account factor was assumed to decide how the account buys."""
    return say.say(
        Message(
            f"{reason.code}.assumed",
            currency=context.account.currency,
            plan=context.catalog.plan(context.account.plan).name,
        )
    )


def contested_words(
    conflict: Conflict, reading: Reading, say: Translator, *, names_sources: bool
) -> str:
    """Say what in the documents contests an answer, and which of them where it is asked for."""
    side = next(side for side in conflict.reading if side.name == reading)
    text = side.contested_by if names_sources else side.contested
    if text is not None:
        return say.data(text)
    return say(N_("Contested: {question}"), question=say.data(conflict.question))


def price_place(price: Price, say: Translator) -> str:
    """Say where a price comes from: the contract, or a row of the price book."""
    if price.origin == "account" and price.source is None:
        return say(N_("the account's contract"))
    if price.origin == "account":
        return say(N_("the account's contract ({source})"), source=price.source)
    template = (
        N_("price book {file}, valid from {date}")
        if price.source is None
        else N_("price book {file}, valid from {date} ({source})")
    )
    return say(template, file=price.file or "", date=price.valid_from, source=price.source)
