"""Word what is said alike in several places: headings, people, states, prices' places, notes.

So is what a decision stands on: terminal, JSON and errors say the same of it. Sentences of one
screen alone stand in its module, those of codes in `model.messages`. Nothing is decided here.
"""

import datetime as dt
from collections.abc import Iterable, Sequence

from addonctl.model.account import Role, User
from addonctl.model.answers import Price, RouteReason
from addonctl.model.context import Context
from addonctl.model.marking import N_, Template, plural
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import (
    ACTION_ON_ADDON,
    MAY_DO,
    MAY_NOT_DO,
    ROLE_NAMES,
    STATE_NAMES,
)
from addonctl.model.policy import ROLES, Citation, Conflict, Document, Policy, Reading
from addonctl.model.views import AddonStatus, DecisionView, ReasonView, RoleRow, StepView
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
    return say(template, account=account.name, id=account.id, as_of=as_of(context, say), **values)


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
    return say(plural("{name} and {count} more"), name=names[0], count=len(names) - 1)


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
    plan = context.catalog.plan(context.account.plan).name
    currency = context.account.currency
    return say.say(Message(f"{reason.code}.assumed", currency=currency, plan=plan))


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
    """Say where a price comes from: the contract, the purchase, or a row of the price book."""
    if price.origin == "recorded":
        return say(N_("as recorded with the purchase of {date}"), date=price.valid_from)
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


def prevented_words(views: Iterable[StepView | DecisionView], say: Translator) -> tuple[str, ...]:
    """Say why commands are left out, each reason once."""
    prevented = (view.prevented for view in views)
    return tuple(dict.fromkeys(say.say(reason) for reason in prevented if reason is not None))


def may_words(view: DecisionView, say: Translator) -> str:
    """Say who may or may not do what, as a part of a sentence."""
    decision, row = view.decision, view.row
    return say(
        MAY_DO if decision.allowed else MAY_NOT_DO,
        count=len(row.users),
        person=view.user.display_name if len(row.users) == 1 else named_people(row, say),
        roles=roles_words(row.roles, say),
        action=phrase(ACTION_ON_ADDON[decision.action], addon=view.status.addon.name),
    )


def refusal_words(view: DecisionView, say: Translator) -> str:
    """Say who may not do what; first that a price is missing, where that alone decides it."""
    words = may_words(view, say)
    if view.price_step is None:
        return words
    currency = view.context.account.currency
    return say(N_("no price in {currency} is known: {words}"), currency=currency, words=words)


def account_file(view: DecisionView) -> str | Message:
    """Name the account's file, or say that it is the account's where it has no name."""
    return view.context.invocation.reference or Message("ITS_FILE")


def contested_sentences(view: DecisionView, say: Translator) -> tuple[str, ...]:
    """Say what contests a decision, and in which documents."""
    reading = view.context.reading
    return tuple(contested_words(c, reading, say, names_sources=True) for c in view.conflicts)


def grounds(
    reason: ReasonView, view: DecisionView, say: Translator, *, names_code: bool = False
) -> tuple[str, ...]:
    """Say what a reason stands on: documents and sections, or what it was concluded from.

    `names_code` names the account factor that decided the route by its code, too.
    """
    sources = sources_words(reason.reason.source, view.context.policy.document, say)
    if reason.is_of_route:
        route = route_words(view, say, names_code=names_code)
        return (route,) if reason.reason.basis == "inferred" else (route, *sources)
    return sources if reason.inferred is None else (say.data(reason.inferred),)


def citation(reason: ReasonView, view: DecisionView, say: Translator) -> str:
    """Say a reason as a part of a sentence, with its code and the first of its grounds."""
    first = grounds(reason, view, say, names_code=True)[0]
    template = (
        N_("{reason} ({code}; {ground})")
        if reason.reason.basis == "stated"
        else N_("{reason} ({code}; assumed: {ground})")
    )
    words = say.short(reason.reason.message)
    return say(template, reason=words, code=reason.reason.code, ground=first)


def vendor_words(policy: Policy, say: Translator) -> list[str]:
    """Say who changes what was bought, with the code and the first of its grounds."""
    return [
        say(
            N_("{reason} ({code}; {ground})")
            if row.basis == "stated"
            else N_("{reason} ({code}; assumed: {ground})"),
            reason=say.short(Message(f"{row.code}.change")),
            code=row.code,
            ground=say.data(row.inferred)
            if row.inferred is not None
            else sources_words(row.source[:1], policy.document, say)[0],
        )
        for row in policy.vendor
    ]


def sources_words(
    sources: Iterable[Citation], documents: Iterable[Document], say: Translator
) -> tuple[str, ...]:
    """Name sources as people read them: `English article, purchase permissions`."""
    titles = {document.id: document.title for document in documents}
    return tuple(
        say(
            N_("{document}, {section}"),
            document=say.data(titles.get(source.document, source.document)),
            section=say.data(source.section),
        )
        for source in sources
    )


def route_words(view: DecisionView, say: Translator, *, names_code: bool = False) -> str:
    """Say which factor of the account decided the route.

    Its code is named, too, where a missing price alone stands against a yes.
    """
    account, code = view.context.account, view.status.route_reason.code
    plan = view.context.catalog.plan(account.plan).name
    words = say.short(Message(code, currency=account.currency, plan=plan))
    if names_code or view.price_step is not None:
        return say(N_("{words}, {code}"), words=words, code=code)
    return words
