"""`addonctl amend`: record a change of what was bought, by who does it at the vendor."""

from collections.abc import Iterator
from typing import Annotated

import typer

from addonctl.cli.options import Completes, DryRun, NewKey, NoInput, Yes, takes, words
from addonctl.cli.recording.carry_out import carry_out
from addonctl.cli.recording.of_vendor import ChangeByVendor, WantedAmendment
from addonctl.cli.registry import Candidate
from addonctl.cli.session import Session


def _bought(session: Session) -> Iterator[Candidate]:
    """List the add-ons that are bought."""
    from addonctl.rules.holdings import holding_of  # noqa: PLC0415  # names do without

    if session.located.file is not None:
        context = session.context()
        for addon in context.catalog.addons:
            if holding_of(context, addon, context.as_of) is not None:
                yield Candidate(addon.id)


def _events(session: Session) -> Iterator[Candidate]:
    """List the events that count, by the numbers that history shows."""
    from addonctl.rules.purchases import voids_among  # noqa: PLC0415  # names do without

    if session.located.file is None:
        return
    events = session.account.events
    voids = voids_among(events)
    for number, event in enumerate(events):
        if event.kind != "voided" and number not in voids:
            yield Candidate(str(number + 1), f"{event.date} {event.addon} {event.kind}")


BoughtAddon = Annotated[
    str,
    typer.Argument(metavar="ADDON", help="An add-on that is bought, by id, alias or name."),
    Completes(_bought),
]
NewLicenses = Annotated[
    str | None, takes("--licenses", "N", "How many licences are assigned from then on.")
]
CreditNote = Annotated[
    bool, typer.Option("--credit-note", help="Let fewer licences hold, and be credited, at once.")
]
End = Annotated[
    str | None,
    takes("--end", "WHEN", "End it: cycle, or the first day without it. Nothing is refunded."),
    words(("cycle",)),
]
Void = Annotated[
    str | None,
    takes("--void", "EVENT", "Let a record made by mistake count for nothing: its number or id."),
    Completes(_events),
]
Operator = Annotated[
    str | None, takes("--operator", "NAME", "Who records it. [default: the setting operator]")
]
Reason = Annotated[str | None, takes("--reason", "TEXT", "Why it is changed.")]
Why = Annotated[bool, typer.Option("--why", help="Show who says so, and all that was assumed.")]
ExpectTotal = Annotated[
    str | None, takes("--expect-total", "AMOUNT", "Record only where now's total is this amount.")
]


def run(
    session: Session,
    addon: BoughtAddon,
    *,
    licenses: NewLicenses = None,
    credit_note: CreditNote = False,
    end: End = None,
    void: Void = None,
    operator: Operator = None,
    reason: Reason = None,
    why: Why = False,
    expect_total: ExpectTotal = None,
    dry_run: DryRun = False,
    new_key: NewKey = False,
    no_input: NoInput = False,
    yes: Yes = False,
) -> int:
    """Record a change of what was bought: its licences, its end, or that it was a mistake.

    The account manager or the success team does this; with --dry-run it is a preview for
    everybody. More licences are billed from the day on, fewer hold from the next cycle on. Of an
    add-on on all licences the account's total holds, so that nothing more is given.

    It asks. In scripts --expect-total answers where something is invoiced or credited now,
    elsewhere --yes.

    \b
    Examples:
      addonctl new --example nordwind > nordwind.toml
      addonctl amend analytics-plus -a nordwind.toml --end cycle --dry-run
      addonctl amend analytics-plus -a nordwind.toml --void 1 --yes \\
        --operator "Anna Weber" --reason "bought for another account"
    """
    wanted = WantedAmendment(
        addon=addon,
        licenses=licenses,
        credit_note=credit_note,
        end=end,
        void=void,
        operator=operator,
        reason=reason,
        expected_total=expect_total,
        dry_run=dry_run,
        new_key=new_key,
        no_input=no_input,
        is_yes=yes,
        why=why,
    )
    return carry_out(session, wanted, lambda: ChangeByVendor(session, wanted))
