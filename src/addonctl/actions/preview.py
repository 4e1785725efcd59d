"""Preview a purchase: both invoices, what a day later costs, who may take which step.

Pure, and the same numbers as `subscribe` records: both call `rules.invoice`.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Any

import msgspec

from addonctl.actions.account_warnings import preview_warnings
from addonctl.actions.assumptions import preview_assumptions
from addonctl.actions.terms import (
    check_until,
    compare_purchases,
    day_later,
    purchase_terms,
    refuse_what_is_not_for_sale,
)
from addonctl.actions.variants import Variation, Wanted, compare_variants
from addonctl.model.account import User
from addonctl.model.answers import (
    BilledCycle,
    Invoice,
    InvoicePreview,
    PreviewedPurchase,
    Purchase,
    Refusal,
    name_of,
)
from addonctl.model.catalog import Addon
from addonctl.model.context import Context
from addonctl.model.escaping import shell_words
from addonctl.model.messages import EnglishText
from addonctl.model.messages.vocabulary import NOT_INCLUDED_NAMES
from addonctl.model.money import Money, minor_text
from addonctl.model.policy import Action
from addonctl.model.views import AddonStatus, Offer
from addonctl.rules.addon_status import status_of
from addonctl.rules.cycle import cycle_at, days_billed
from addonctl.rules.decisions import decide_action, refused_codes
from addonctl.rules.invoice import Terms, sums_until, write_invoices
from addonctl.rules.policy import Permissions, Question
from addonctl.rules.pricing import discount_of
from addonctl.rules.recording import check_amounts, check_day, later_event, what_prevents

NOT_INCLUDED = tuple(EnglishText.of(words) for words in NOT_INCLUDED_NAMES.values())


def preview_purchase(
    context: Context,
    *,
    addon: Addon,
    user: User | None = None,
    licenses: int | None = None,
    cycles: int = 0,
    until: dt.date | None = None,
    compare_dates: Sequence[dt.date] = (),
    variations: Sequence[Variation] = (),
) -> InvoicePreview:
    """Answer with both invoices of buying `addon`, and the schedule and comparisons asked for.

    It is as long as the answer: one field after the other.

    Raises:
        RefusedFailure: it is purchased, included or not offered: there is nothing to buy.
        DataFailure: no price is known, a date lies before the first cycle, or the purchase
            couldn't be recorded (BEYOND_LIMIT).
        UsageFailure: `licenses` doesn't fit the add-on or the account; UNTIL_PAST;
            CLOCK_OUT_OF_RANGE.
    """
    check_day(context.as_of)
    check_until(context, until)
    status = status_of(context, addon)
    refuse_what_is_not_for_sale(context, status, user)
    terms = purchase_terms(context, addon, status.price, licenses)
    invoices = _invoices(terms, context.as_of, cycles, until)
    now, following, *schedule = invoices
    check_amounts(now)
    later = day_later(context, addon, terms)
    purchase = purchase_view(context, status, user)
    command = purchase_command(
        context,
        "subscribe",
        addon.id,
        [user.id] if user is not None and user.id in purchase.allowed else purchase.allowed,
        licenses=licenses,
        total=now.total,
    )
    return InvoicePreview(
        as_of=context.as_of,
        account=name_of(context.account),
        assumptions=preview_assumptions(
            context,
            status,
            terms,
            invoices,
            later=later,
            compared=compare_dates,
        ),
        warnings=preview_warnings(
            context,
            status,
            until=max((now, following, *schedule)[-1].issue_date, until or now.issue_date),
        ),
        addon=addon.id,
        quantity=terms.quantity,
        price=terms.price,
        purchase=purchase,
        cycle=billed_cycle(terms, context.as_of),
        now=now,
        next=following,
        schedule=tuple(schedule),
        until=None if until is None else sums_until(context.account, invoices, until),
        comparison=compare_purchases(context, addon, licenses, compare_dates),
        preview_id=preview_id(context, addon, terms),
        not_included=NOT_INCLUDED,
        day_later=later,
        subscribe_command=None if command is None else shell_words(command),
        variants=compare_variants(context, Wanted(addon, user, licenses), variations, charge=terms),
        what_if=context.what_if,
    )


def _invoices(terms: Terms, as_of: dt.date, cycles: int, until: dt.date | None) -> list[Invoice]:
    """Write now and next, and the `cycles` after them or those dated until a day."""
    invoices = write_invoices(terms, as_of)
    pair = list(islice(invoices, 2))
    if until is None:
        return [*pair, *islice(invoices, cycles)]
    return [*pair, *takewhile(lambda invoice: invoice.issue_date <= until, invoices)]


def billed_cycle(terms: Terms, as_of: dt.date) -> BilledCycle:
    """Say in which cycle a purchase lies, and how many of its days are billed."""
    cycle = cycle_at(terms.anchor, terms.frequency, as_of)
    return BilledCycle(
        frequency=cycle.frequency,
        start=cycle.start,
        end=cycle.end,
        last_day=cycle.last_day,
        days=cycle.days,
        days_billed=days_billed(cycle, as_of),
    )


def purchase_view(context: Context, status: AddonStatus, asking: User | None) -> Purchase:
    """Say for every user of the account whether they may subscribe, and why not.

    Who is asked about gets a whole decision, on the step by which this account buys.
    """
    step: Action = "quote" if status.route == "quote" else "subscribe"
    policy, reading, basis = context.policy, context.reading, status.route_reason.basis
    question = Question(action="subscribe", route=status.route, state=status.state)
    allowed, refused = [], []
    for user in context.account.users:
        why = refused_codes(policy, reading, user.roles, question, basis)
        if why is None:
            allowed.append(user.id)
        else:
            refused.append(Refusal(user=user.id, codes=why))
    return Purchase(
        state=status.state,
        route=status.route,
        allowed=tuple(allowed),
        refused=tuple(refused),
        decision=None if asking is None else decide_action(context, status, asking, step).decision,
    )


def preview_id(context: Context, addon: Addon, terms: Terms) -> str:
    """Return a short hash of everything that the amounts depend on, users and events aside."""
    cycle = cycle_at(terms.anchor, terms.frequency, context.as_of)
    parts = [
        context.account.id,
        addon.id,
        terms.quantity,
        terms.price.unit_price,
        terms.price.per,
        terms.currency,
        terms.discount,
        terms.taxes,
        minor_text(terms.credit, terms.currency),
        cycle.start,
        cycle.end,
        context.as_of,
    ]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()[:16]


def describe_offer(context: Context, answer: InvoicePreview) -> Offer:
    """Say who may buy what a preview shows, and how."""
    return Offer(
        answer=answer,
        context=context,
        **step_of_buying(context, answer, [each.code for each in answer.assumptions]),
    )


def step_of_buying(
    context: Context, answer: InvoicePreview | PreviewedPurchase, codes: Sequence[str]
) -> dict[str, Any]:
    """Gather the fields of the step by which an add-on is bought; `codes` are assumed."""
    addon = context.catalog.addon(answer.addon)
    status = status_of(context, addon)
    reason = status.route_reason
    is_quote = answer.purchase.route == "quote"
    action: Action = "quote" if is_quote else "subscribe"
    permissions = Permissions(context, status)
    users, decision = context.account.users, answer.purchase.decision
    asking = next((user for user in users if decision and user.id == decision.user), None)
    may = tuple(user for user in users if permissions.verdict(user.roles, action).allowed)
    people = (asking,) if asking is not None and asking in may else may
    is_told = not context.what_if and later_event(context) is not None
    return {
        "addon": addon,
        "action": action,
        "asking": None if asking is None else decide_action(context, status, asking, action),
        "people": people,
        "has_owner": bool(context.account.users_with("owner")),
        "command": purchase_command(
            context,
            action,
            answer.addon,
            [person.id for person in people],
            licenses=answer.quantity.assigned,
            total=answer.now.total,
        ),
        "prevented": None if is_told else what_prevents(context, answer.addon, action),
        "assumption": codes.index(reason.code) + 1 if is_quote and reason.code in codes else None,
        "discount": discount_of(context.account, answer.addon),
    }


def purchase_command(
    context: Context,
    action: Action,
    addon_id: str,
    people: Sequence[str],
    *,
    licenses: int | None,
    total: Money,
) -> tuple[str, ...] | None:
    """Return the command for the first who may, where it would record anything.

    A purchase is for exactly the amount that was shown.
    """
    is_recordable = what_prevents(context, addon_id, action) is None
    if not people or not is_recordable or context.invocation.reference is None:
        return None
    return context.invocation.command(
        action,
        addon_id,
        user=people[0],
        licenses=None if licenses is None else str(licenses),
        expect_total=str(total) if action == "subscribe" else None,
    )
