"""Answer the question about one account, as the single command does: the same actions.

What a row of the answer looks like belongs to `rows`.
"""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from addonctl.actions.catalog import describe_catalog
from addonctl.actions.eligibility import decide_eligibility
from addonctl.actions.find import find_addon, find_user
from addonctl.actions.next_invoice import preview_next
from addonctl.actions.people import list_people, list_requests
from addonctl.actions.preview import preview_purchase
from addonctl.actions.previews import preview_purchases
from addonctl.actions.record import list_history
from addonctl.actions.variants import Variation
from addonctl.errors import AddonctlError
from addonctl.model.account import Account, User
from addonctl.model.answers import Answer, WhatIf
from addonctl.model.context import Context, Invocation
from addonctl.rules.days import NEXT_CYCLE, Cycles, cycles_of, date_of
from addonctl.stores.files.documents import ParsedFile
from addonctl.sweep.bare import bare
from addonctl.sweep.figures import ABOUT_ACCOUNT, OF_QUESTION, Swept
from addonctl.sweep.question import Question


def swept_of(account: Account, document: ParsedFile | None, question: Question) -> Swept:
    """Make the account that is asked about of the one that was read.

    Raises:
        UsageFailure: SET_INVALID, this account can't be so.
    """
    if document is None or not question.is_supposing:
        return Swept(account)
    from addonctl.sweep.supposing import supposed_of  # noqa: PLC0415  # seldom

    return supposed_of(account, document.tree, question)


class Answerer:
    """Answer one question about account after account."""

    def __init__(self, question: Question) -> None:
        """Take the question."""
        self.question = question
        self.today: Callable[[str | None], dt.date] = cache(self._today)
        self._on = cache(self._of_zone)

    def context(self, account: Account, what_if: tuple[WhatIf, ...] = ()) -> Context:
        """Gather what the question is about, as for an account from standard input."""
        question, billing = self.question, account.billing
        cycles = cycles_of(billing) if question.as_of == NEXT_CYCLE else None
        today, as_of, invocation = self._on(account.time_zone, cycles)
        return Context(
            account=account,
            catalog=question.catalog.with_addons_of(account),
            policy=question.policy,
            reading=question.reading,
            as_of=as_of,
            today=today,
            invocation=invocation,
            what_if=what_if,
        )

    def date_in(self, time_zone: str | None) -> dt.date:
        """Return the date asked about in a time zone, where it follows from no account's cycles."""
        return self._on(time_zone, None)[1]

    def _of_zone(
        self, time_zone: str | None, cycles: Cycles | None
    ) -> tuple[dt.date, dt.date, Invocation]:
        """Return today in a time zone, the date asked about there, and how that was given."""
        question, today = self.question, self.today(time_zone)
        day = 0 if question.as_of is None else question.as_of
        as_of = date_of(day, today, cycles, option="--as-of")
        invocation = Invocation(
            reference=None,
            as_of=None if as_of == today else as_of,
            reading=question.reading_given,
            config=question.config,
            profile=question.profile,
            supposed=tuple(each.word for each in question.suppositions),
        )
        return today, as_of, invocation

    def answer(
        self, context: Context, variations: tuple[Variation, ...] = ()
    ) -> Answer | AddonctlError:
        """Answer about one account; a refusal and a missing price are answers here.

        Raises:
            AddonctlError: the question can't be answered about any account.
        """
        try:
            word = self.question.user
            user = None if word is None else find_user(context.account, word, context.invocation)
            if self.question.command == "invoice-preview":
                return _preview(self.question, context, user, variations)
            return _ANSWERS[self.question.command](self.question, context, user)
        except ABOUT_ACCOUNT as failure:
            if failure.code in OF_QUESTION:
                raise
            return bare(failure)

    def _today(self, time_zone: str | None) -> dt.date:
        now = self.question.now
        return (now if time_zone is None else now.astimezone(ZoneInfo(time_zone))).date()


def _catalog(_question: Question, context: Context, user: User | None) -> Answer:
    return describe_catalog(context, user=user).answer


def _eligibility(question: Question, context: Context, user: User | None) -> Answer:
    catalog = context.catalog
    one = None if question.addon is None else find_addon(catalog, question.addon)
    return decide_eligibility(
        context,
        addons=catalog.addons if one is None else (one,),
        users=context.account.users if user is None else (user,),
        actions=question.actions,
    ).answer


def _preview(
    question: Question,
    context: Context,
    user: User | None,
    variations: tuple[Variation, ...],
) -> Answer:
    cycles, until = question.cycles, question.until
    if question.addons:
        return preview_purchases(
            context,
            addons=[context.catalog.addon(addon) for addon in question.addons],
            user=user,
            licenses=question.licenses,
            cycles=cycles,
            until=until,
        )
    if question.is_joint:
        return preview_next(context, cycles=cycles, until=until)
    return preview_purchase(
        context,
        addon=find_addon(context.catalog, question.addon or ""),
        user=user,
        licenses=question.licenses,
        cycles=cycles,
        until=until,
        compare_dates=question.compare_dates,
        variations=variations,
    )


def _requests(_question: Question, context: Context, user: User | None) -> Answer:
    return list_requests(context, user=user)


def _history(_question: Question, context: Context, user: User | None) -> Answer:
    return list_history(context, user=user)


def _people(question: Question, context: Context, user: User | None) -> Answer:
    return list_people(context, user=user, text=question.person)


_ANSWERS: Final[dict[str, Callable[[Question, Context, User | None], Answer]]] = {
    "catalog": _catalog,
    "eligibility": _eligibility,
    "request": _requests,
    "history": _history,
    "people": _people,
}
