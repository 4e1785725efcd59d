"""Answer a change of what was bought: what was recorded or would be, and what a person does next.

Or that its total isn't the expected one. Pure. What is recorded is prepared in `actions.amend`.
"""

from typing import Final

from msgspec import structs

from addonctl.actions.amend import PreparedAmendment
from addonctl.actions.record import recorded_event
from addonctl.actions.telling import to_invoice
from addonctl.errors import TotalDiffers
from addonctl.model.amendments import EndWanted, LicensesWanted
from addonctl.model.answers import AmendAnswer
from addonctl.model.escaping import shell_words
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.next_steps import NEXT, WOULD
from addonctl.model.messages.vocabulary import FIGURES
from addonctl.model.money import Money
from addonctl.model.views import AmendView

NAME: Final = "NAME"
TEXT: Final = "TEXT"
"""The words of a command that are the reader's to fill in."""


def answer_amendment(
    prepared: PreparedAmendment,
    *,
    dry_run: bool,
    recorded: bool,
    recorded_in: str | None,
    has_operator: bool = True,
) -> AmendAnswer:
    """Answer with what was recorded, or would be, and what a person does next.

    Where an account `has_operator` the command says who records it; a token says it by itself.
    """
    events, is_new = prepared.context.account.events, prepared.earlier is None
    command = command_of(prepared, has_operator=has_operator) if dry_run and is_new else None
    return structs.replace(
        prepared.answer,
        warnings=prepared.warnings,
        event=recorded_event(prepared.earlier or prepared.event),
        dry_run=dry_run,
        recorded=recorded,
        already=not is_new,
        recorded_in=recorded_in,
        next=_next(prepared.answer, would=dry_run),
        event_number=None if dry_run else len(events) + is_new,
        amend_command=None if command is None else shell_words(command),
    )


def view_amendment(
    prepared: PreparedAmendment, answer: AmendAnswer, *, has_operator: bool, why: bool
) -> AmendView:
    """Show a change with the command that records it, or why there is none."""
    command = command_of(prepared, has_operator=has_operator)
    context = prepared.context
    is_ahead = context.as_of > context.today
    return AmendView(
        answer=answer,
        context=context,
        command=command,
        prevented=Message("NOT_RECORDABLE.ahead", date=context.as_of) if is_ahead else None,
        why=why,
    )


def command_of(prepared: PreparedAmendment, *, has_operator: bool) -> tuple[str, ...] | None:
    """Return the command that records a change at exactly the amount that was shown.

    There is none for a day that hasn't come, or an account that can't be read again.
    """
    context, wanted, event = prepared.context, prepared.wanted, prepared.event
    if context.as_of > context.today or context.invocation.reference is None:
        return None
    options: dict[str, str | bool | None] = {}
    if isinstance(wanted, LicensesWanted):
        options["licenses"] = None if wanted.licenses is None else str(wanted.licenses)
        options["credit_note"] = wanted.credit_note
    elif isinstance(wanted, EndWanted):
        options["end"] = "cycle" if wanted.on is None else wanted.on.isoformat()
    else:
        options["void"] = wanted.event
    if has_operator:
        options["operator"] = event.operator or NAME
    options["reason"] = event.reason or TEXT
    if prepared.total is None or not prepared.total.minor:
        options["yes"] = True
    else:
        # A value that begins with a minus looks like an option where it stands alone.
        is_less = prepared.total.minor < 0
        options |= (
            {f"expect_total={prepared.total}": True}
            if is_less
            else {"expect_total": str(prepared.total)}
        )
    return context.invocation.command("amend", prepared.addon.id, **options)


def check_amended_total(prepared: PreparedAmendment, expected: int) -> None:
    """Stop where the total isn't the expected one, in millionths of a currency unit.

    Rule: what isn't invoiced or credited comes to nothing.

    Raises:
        ConflictFailure: TOTAL_DIFFERS, with both figures.
    """
    context, answer = prepared.context, prepared.answer
    total = prepared.total or Money(0, context.account.currency)
    if total.millionths == expected:
        return
    raise TotalDiffers(
        total=total,
        expected=expected,
        date=context.as_of,
        days=answer.cycle.days_billed,
        cycle_days=answer.cycle.days,
        figure=_figure_given(answer, expected),
    )


def _figure_given(answer: AmendAnswer, expected: int) -> Message | None:
    """Say which other figure of the answer was given as the total, the likeliest one first."""
    now, following = answer.invoice.now, answer.invoice.next
    figures: list[tuple[str, Money]] = []
    if now is not None:
        figures += [("due", now.amount_due), ("subtotal", now.subtotal), ("gross", now.gross)]
        figures += [("tax", tax.amount) for tax in now.charged_taxes]
    if following is not None:
        figures += [("next_total", following.total), ("next_subtotal", following.subtotal)]
    for name, amount in figures:
        if amount.minor and amount.millionths == expected:
            date = answer.as_of if following is None else following.issue_date
            credit = None if now is None else now.credit
            return phrase(FIGURES[name], amount=amount, credit=credit, date=date)
    return None


def _next(answer: AmendAnswer, *, would: bool) -> tuple[Message, ...]:
    """Say what a person does next, or would do; nothing was charged or changed at the vendor."""
    says = WOULD if would else NEXT
    now, following, steps = answer.invoice.now, answer.invoice.next, []
    if now is not None and answer.credited is not None:
        steps.append(phrase(says["credit_note"], total=answer.credited))
    elif now is not None:
        steps.append(to_invoice(says, "invoice", now))
    if following is not None:
        steps.append(to_invoice(says, "invoice_later", following))
    return (*steps, phrase(says[f"vendor.{answer.change}"], date=answer.effective))
