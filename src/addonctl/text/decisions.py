"""Word what a decision stands on: its reasons, their sources, the route, and the commands to use.

Terminal, JSON and errors say the same here; nothing of it knows Rich.
"""

from collections.abc import Iterable
from typing import Final

from addonctl.model.account import User
from addonctl.model.answers import Decision, NextStep, Reason
from addonctl.model.context import Context, Invocation
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.messages.vocabulary import MAY_DO, MAY_NOT_DO
from addonctl.model.policy import ROLES, Action, Citation, ReasonCode
from addonctl.rules.decisions import ROUTE_CODES
from addonctl.rules.policy import counted_roles
from addonctl.rules.recording import what_prevents
from addonctl.text.roles import roles_words
from addonctl.text.translator import Translator

FILL_IN_FILE: Final = "FILE"
"""What stands for the account in a command where it came from standard input."""
_TELLING: Final[tuple[ReasonCode, ...]] = (
    "ROLE_NO_ACCESS",
    "ADDON_NOT_OFFERED",
    "INCLUDED_IN_PLAN",
    "ALREADY_PURCHASED",
    "ROLE_OWNER_ONLY",
    "ROLE_OWNER_OR_ADMIN_ONLY",
    "ACCOUNT_NEEDS_QUOTE",
    "QUOTE_NOT_OFFERED",
    "TRIAL_RUNNING",
    "TRIAL_USED",
    "OWNER_ACTS_DIRECTLY",
)
"""The codes of refusals, the one that settles most first."""
WHEN_READ: Final = frozenset({"eligibility", "quote"})
"""The commands whose answer depends on the reading of the documents."""


def command(
    context: Context, name: str, *arguments: str, user: str | None = None
) -> tuple[str, ...]:
    """Return the words of a command about the same account, date and reading."""
    return asked_command(context.invocation, name, *arguments, user=user)


def asked_command(
    invocation: Invocation, name: str, *arguments: str, user: str | None = None
) -> tuple[str, ...]:
    """Return the words of a command about what was asked, where no more of it is known."""
    words = invocation.command(
        name, *arguments, user=user, reading=invocation.reading if name in WHEN_READ else None
    )
    if invocation.source is not None:
        return words
    end_of_arguments = 2 + len(arguments)
    return (*words[:end_of_arguments], "-a", FILL_IN_FILE, *words[end_of_arguments:])


def user_of(context: Context, user_id: str) -> User:
    """Look up a user who is known to exist."""
    return next(user for user in context.account.users if user.id == user_id)


def acting_user(decision: Decision, step: NextStep, context: Context) -> User:
    """Return the user who may act once a step is taken."""
    return user_of(context, step.who or step.change.user or decision.user)


def acting_action(decision: Decision, step: NextStep) -> Action:
    """Return the action that is open once a step is taken."""
    return step.change.action or decision.action


def step_command(
    decision: Decision, step: NextStep, context: Context, *, user: str | None = None
) -> tuple[str, ...] | None:
    """Return the command by which a user of the account takes a step, where it would work."""
    return change_command(
        context, acting_action(decision, step), decision.addon, user or step.who or decision.user
    )


def change_command(
    context: Context, action: Action, addon_id: str, user: str
) -> tuple[str, ...] | None:
    """Return the command that records an action, `None` where it can't on the date asked about.

    A command that is printed can be run.
    """
    if what_prevents(context, addon_id, action) is not None:
        return None
    return command(context, action, addon_id, user=user)


def prevented_words(
    context: Context, addon_id: str, actions: Iterable[Action], say: Translator
) -> tuple[str, ...]:
    """Say why commands of actions are left out, each reason once."""
    reasons = (what_prevents(context, addon_id, action) for action in actions)
    return tuple(dict.fromkeys(say.say(reason) for reason in reasons if reason is not None))


def may_words(
    decision: Decision, context: Context, say: Translator, *, people: str = "", count: int = 1
) -> str:
    """Say who may or may not do what, as a part of a sentence.

    `people`, `count` of them, are named instead of the decision's user where it holds for several.
    """
    return say(
        (MAY_DO if decision.allowed else MAY_NOT_DO)[decision.action],
        count=count,
        person=people or user_of(context, decision.user).display_name,
        roles=roles_words([role for role in ROLES if role in decision.roles], say),
        addon=context.catalog.addon(decision.addon).name,
    )


def price_step(decision: Decision) -> NextStep | None:
    """Return the step by which a price alone turns the answer to the same question into a yes."""
    own = (step for step in decision.next_steps if not (step.change.user or step.change.action))
    return next((step for step in own if step.missing_price is not None), None)


def refusal_words(decision: Decision, context: Context, say: Translator) -> str:
    """Say who may not do what; first that a price is missing, where that alone decides it."""
    words = may_words(decision, context, say)
    if price_step(decision) is None:
        return words
    currency = context.account.currency
    return say(N_("no price in {currency} is known: {words}"), currency=currency, words=words)


def account_file(context: Context) -> str | Message:
    """Name the account's file, or say that it is the account's where it has no name."""
    return context.invocation.source or Message("ITS_FILE")


def manager_words(step: NextStep, say: Translator) -> str:
    """Say in few words what the account manager can do."""
    return say.short(step.message)


def shown_reasons(decision: Decision, context: Context) -> tuple[Reason, ...]:
    """Choose the reasons for people: those of the strongest role, each sentence once.

    Where that role isn't the one that allows, all reasons are shown. The firmer come first, and
    of those the more telling.
    """
    strongest = counted_roles(decision.roles)[0]
    policy = context.policy
    rules = {rule.id for rule in (*policy.forbid, *policy.permit) if strongest in rule.when.role}
    reasons = [reason for reason in decision.reasons if reason.rule in rules]
    firmest = sorted(
        reasons or decision.reasons,
        key=lambda reason: (reason.basis != "stated", how_telling(reason)),
    )
    once = {reason.message.code: reason for reason in reversed(firmest)}
    return tuple(reversed(once.values()))


def how_telling(reason: Reason) -> int:
    """Rank a reason among those of one refusal, the most telling lowest."""
    return _TELLING.index(reason.code) if reason.code in _TELLING else len(_TELLING)


def grounds(
    reason: Reason,
    decision: Decision,
    context: Context,
    say: Translator,
    *,
    names_code: bool = False,
) -> tuple[str, ...]:
    """Say what a reason stands on: documents and sections, or what it was concluded from.

    `names_code` names the account factor that decided the route by its code, too.
    """
    sources = tuple(source_words(source, context, say) for source in reason.source)
    if reason.code in ROUTE_CODES:
        route = route_words(decision, context, say, names_code=names_code)
        return (route,) if reason.basis == "inferred" else (route, *sources)
    rule = next(
        rule for rule in (*context.policy.forbid, *context.policy.permit) if rule.id == reason.rule
    )
    return sources if rule.inferred is None else (say.data(rule.inferred),)


def citation(reason: Reason, decision: Decision, context: Context, say: Translator) -> str:
    """Say a reason as a part of a sentence, with its code and the first of its grounds."""
    first = grounds(reason, decision, context, say, names_code=True)[0]
    template = (
        N_("{reason} ({code}; {ground})")
        if reason.basis == "stated"
        else N_("{reason} ({code}; assumed: {ground})")
    )
    return say(template, reason=because(reason, say), code=reason.code, ground=first)


def because(reason: Reason, say: Translator) -> str:
    """Say a reason in few words, as a part of a sentence."""
    return say.short(reason.message)


def source_words(source: Citation, context: Context, say: Translator) -> str:
    """Name a source as people read it: `English article, purchase permissions`."""
    titles = {document.id: document.title for document in context.policy.document}
    return say(
        N_("{document}, {section}"),
        document=say.data(titles.get(source.document, source.document)),
        section=say.data(source.section),
    )


def route_words(
    decision: Decision, context: Context, say: Translator, *, names_code: bool = False
) -> str:
    """Say which factor of the account decided the route.

    Its code is named, too, where a missing price alone stands against a yes.
    """
    account, code = context.account, decision.route_reason.code
    words = say.short(
        Message(
            code,
            currency=account.currency,
            plan=context.catalog.plan(account.plan).name,
        )
    )
    if names_code or price_step(decision) is not None:
        return say(N_("{words}, {code}"), words=words, code=code)
    return words
