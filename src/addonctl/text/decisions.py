"""Word what a decision stands on: its reasons, their sources, the route, and what prevents it.

Terminal, JSON and errors say the same here; nothing of it knows Rich, and nothing is decided.
"""

from collections.abc import Iterable

from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import ACTION_ON_ADDON, MAY_DO, MAY_NOT_DO
from addonctl.model.policy import Article, Citation
from addonctl.model.views import DecisionView, ReasonView, StepView
from addonctl.text.phrases import contested_words, named_people, roles_words
from addonctl.text.translator import Translator


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


def sources_words(
    sources: Iterable[Citation], documents: Iterable[Article], say: Translator
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
