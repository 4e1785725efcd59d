"""Explain a failure: what happened, why, what to do, and what can be pasted.

The same for terminal and JSON, so nothing here knows Rich. The sentences of most codes are taken
from `model.messages`; a refusal's are made from its decision.
"""

import datetime as dt
import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from addonctl.errors import (
    AddonctlError,
    BeforeFirstCycle,
    DateBeforeEvents,
    NoPrice,
    Refused,
    SeveralUsers,
    Told,
    TotalDiffers,
    UnknownUser,
    UserNeeded,
)
from addonctl.model.escaping import shell_words
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, Problem, phrase
from addonctl.model.messages.api.sending import DECIDED_THERE
from addonctl.model.messages.every import HINTS
from addonctl.model.messages.vocabulary import ACTION_VERBS
from addonctl.model.money import decimal_text
from addonctl.model.policy import PURCHASES, TextPair
from addonctl.model.views import DecisionView
from addonctl.text.phrases import (
    account_file,
    citation,
    contested_sentences,
    person,
    prevented_words,
    refusal_words,
    vendor_words,
)
from addonctl.text.toml import price_lines
from addonctl.text.translator import Translator

_DATE: Final = re.compile(
    r"(?<![\w\"'«`./:+-])\d{4}-\d{2}-\d{2}(?![\w\"'»`/:+-])(?!\.\w)", re.ASCII
)
MOST_NAMED = 3
"""How many colleagues a hint names before it counts the others."""


class Explanation(Struct, frozen=True, kw_only=True):
    """What is said of a failure; `lines` and `commands` stand below the hint, to be pasted."""

    what: str
    why: tuple[str, ...] = ()
    hint: str
    lines: tuple[str, ...] = ()
    commands: tuple[tuple[str, ...], ...] = ()

    @property
    def whole_hint(self) -> str:
        """Return the hint with what can be pasted below it, as one text."""
        return "\n".join((self.hint, *self.lines, *map(shell_words, self.commands)))


def explain(failure: AddonctlError, say: Translator) -> Explanation:
    """Say what happened, why, and what to do; there is always something to do."""
    told = failure.values.get("told")
    if isinstance(told, Told):
        return _told(told, failure.exit_code, say)
    match failure:
        case Refused():
            return _refusal(failure, say)
        case NoPrice():
            return _no_price(failure, say)
        case TotalDiffers():
            return _total_differs(failure, say)
        case DateBeforeEvents() | BeforeFirstCycle():
            return _on_another_day(failure, say)
        case _:
            return _explained(failure, say)


def _told(told: Told, exit_code: int, say: Translator) -> Explanation:
    """Explain what a server decided in its words; none of it is given to be pasted."""
    why = [_as_here(each, say) for each in (told.why, told.seen) if each is not None]
    why.append(say(DECIDED_THERE, server=told.server))
    hint = _as_here(told.hint, say)
    return Explanation(
        what=_as_here(told.what, say),
        why=tuple(each for each in why if each),
        hint=hint or say(HINTS[exit_code]),
    )


def _as_here(words: TextPair | Message, say: Translator) -> str:
    """Say what a server said, with its dates written as we do: on the wire they are for programs.

    What is quoted, or a part of a longer word such as an id, is no date of a sentence.
    """

    def date(found: re.Match[str]) -> str:
        try:
            return say.numbers.date(dt.date.fromisoformat(found[0]))
        except ValueError:
            return found[0]

    return _DATE.sub(date, say("{text}", text=words))


def _people(failure: AddonctlError) -> tuple[tuple[str, ...], ...]:
    """Point to the list of people; who can't be told apart by a name is, by that of its bearers."""
    match failure:
        case SeveralUsers(value=value) if not value.startswith("-"):
            return (failure.invocation.shown_command("people", value),)
        case SeveralUsers() | UnknownUser() | UserNeeded():
            return (failure.invocation.shown_command("people"),)
        case _:
            return ()


def _on_another_day(failure: DateBeforeEvents | BeforeFirstCycle, say: Translator) -> Explanation:
    """Explain that nothing is so early; no advice leads to a day that hasn't come."""
    place = f"events[{failure.number}]" if isinstance(failure, DateBeforeEvents) else ""
    for problem in failure.problems:
        if isinstance(problem, Problem):
            place = _place(problem, say)
    return _explained(
        failure, say, f"{failure.code}.ahead" if failure.is_ahead else "", place=place
    )


def _explained(
    failure: AddonctlError, say: Translator, code: str = "", **values: object
) -> Explanation:
    """Explain a failure by the sentences of its code, or of a form of it."""
    what, why, hint = say.failure(failure, code, **values)
    usage = failure.values.get("usage")
    return Explanation(
        what=what,
        why=() if why is None else (why,),
        hint=hint or say(HINTS[failure.exit_code]),
        commands=_people(failure),
        lines=() if usage is None else (str(usage),),
    )


def _place(problem: Problem, say: Translator) -> str:
    """Name a line of a file, the field where the line isn't known."""
    if problem.file is None or problem.line is None:
        return say.clean(problem.path or "")
    return f"{say.clean(problem.file)}:{problem.line}"


def _refusal(failure: Refused, say: Translator) -> Explanation:
    """Explain a refusal by its decision: every reason, who may instead, what is open."""
    view = failure.view
    what = None if failure.headline is None else say.say(failure.headline)
    if view is None:
        return Explanation(what=what or say.say(Message("REFUSED")), hint=say(HINTS[3]))
    why = [citation(reason, view, say) for reason in view.reasons]
    why += contested_sentences(view, say)
    own = [step for step in view.steps if step.step.by == "self"]
    commands = tuple(step.command for step in own if step.command is not None)
    why += prevented_words(own, say)
    hint = _what_to_do(view, say)
    if view.status.state == "purchased" and view.decision.action in PURCHASES:
        why += vendor_words(view.context.policy, say)
        commands += _change(view)
    by_price = view.price_step
    addon_id = None if by_price is None else by_price.step.missing_price
    file = view.context.invocation.reference
    lines = () if addon_id is None else price_lines(addon_id, file, say)
    return Explanation(
        what=what or refusal_words(view, say),
        why=tuple(why),
        hint=say(N_("{hint}:"), hint=hint) if commands or lines else hint,
        lines=lines,
        commands=commands,
    )


def _change(view: DecisionView) -> tuple[tuple[str, ...], ...]:
    """Return the command that shows what a change of what is bought comes to, if any can be made.

    It is one of licences; where the account has those that are bought, all that is left is the end.
    Nothing changes what is only supposed, or before a recorded event.
    """
    context, status = view.context, view.status
    account, catalog = context.account, context.catalog
    if context.what_if or any(event.date > context.as_of for event in account.events):
        return ()
    addon, bought = status.addon, status.bought
    licenses = end = None
    if addon.basis == "assigned" and addon.id not in catalog.discontinued:
        licenses = "N"
    elif bought is None or bought.quantity in {None, account.licenses.total}:
        end = "cycle"
    shown = view.context.invocation.shown_command
    return (shown("amend", addon.id, licenses=licenses, end=end, dry_run=True),)


def _what_to_do(view: DecisionView, say: Translator) -> str:
    """Join what would change a refusal: what is open to the user, who may, who can change it."""
    steps, by_price = view.steps, view.price_step
    options = [say.say(step.step.message) for step in steps if step.step.by == "nobody"]
    options += [say(ACTION_VERBS[step.action]) for step in steps if step.step.by == "self"]
    options += _ask_colleagues(view, say)
    for step in steps:
        if step.manager is not None:
            template = (
                N_("ask the account manager to {what} and add it to {file}")
                if step is by_price
                else N_("ask the account manager to {what}")
            )
            options.append(say(template, what=say.short(step.manager), file=account_file(view)))
    joined = options[0]
    for option in options[1:]:
        joined = say(N_("{first}, or {second}"), first=joined, second=option)
    return joined


def _ask_colleagues(view: DecisionView, say: Translator) -> list[str]:
    """Say which colleagues may do it, or what they may do instead: the first by name."""
    steps = [step for step in view.steps if step.step.by == "colleague"]
    people = [person(step.person, say) for step in steps if step.person is not None]
    if not people:
        return []
    others = len(people[MOST_NAMED:]) + sum(step.step.more for step in steps)
    people = people[:MOST_NAMED]
    if others:
        people.append(say(plural("{count} more"), count=others))
    template = N_("ask {people:or} to {action}") if steps[0].is_other else N_("ask {people:or}")
    return [say(template, people=people, action=phrase(ACTION_VERBS[steps[0].action]))]


def _no_price(failure: NoPrice, say: Translator) -> Explanation:
    """Explain a missing price with the lines that give it, in the form of the account's file."""
    reference, book = failure.reference, failure.price_book
    what, looked = "NO_PRICE", "book" if book is not None else "no_book"
    if failure.option == "--compare-dates":
        what = "NO_PRICE.on_date"
    elif failure.bought_on is not None:
        what, looked = "NO_PRICE.bought", f"bought_{looked}"
    hint = "NO_PRICE.hint_paste" if reference is None else "NO_PRICE.hint_file"
    return Explanation(
        what=say.say(Message(what, **failure.values)),
        why=(say.say(Message(f"NO_PRICE.{looked}", book=book)),),
        hint=say.say(Message(hint, file=reference)),
        lines=price_lines(failure.addon_id, reference, say),
    )


def _total_differs(failure: TotalDiffers, say: Translator) -> Explanation:
    """Explain another total with both figures; the expected one may be finer."""
    total, currency = failure.total, failure.total.currency
    explained = _explained(
        failure,
        say,
        total=total,
        amount=str(total),
        expected=say.numbers.money(decimal_text(failure.expected, currency), currency),
    )
    given = () if failure.figure is None else (say.say(failure.figure),)
    return replace(explained, why=(*given, *explained.why))
