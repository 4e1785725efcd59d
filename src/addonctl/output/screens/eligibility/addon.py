"""Show one add-on: who may take which of the actions, and on a wide terminal why not."""

from typing import Final

from addonctl.model.answers import Decision
from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.policy import ACTIONS
from addonctl.output.screens.eligibility.view import NOT_ALLOWED, EligibilityView
from addonctl.output.terminal.page import Cell, Column
from addonctl.output.terminal.wrapping import wrap
from addonctl.rules.addon_status import AddonStatus
from addonctl.rules.policy import counted_roles
from addonctl.text.decisions import because, how_telling, shown_reasons
from addonctl.text.phrases import as_of
from addonctl.text.roles import RoleRow

LEAST_BECAUSE: Final = 24
"""How narrow the reasons may get before they are left out."""


def add_addon(view: EligibilityView) -> None:
    """Add the table of one add-on: yes or no for each set of roles and each action."""
    (status,) = view.statuses
    page, say, context = view.page, view.say, view.context
    page.paragraph(
        say(
            N_("{addon} at {account} ({id}) · {as_of}"),
            addon=status.addon.name,
            account=context.account.name,
            id=context.account.id,
            as_of=as_of(context, say),
        )
    )
    parts = (view.state(status, is_wide=True), view.route(status))
    page.paragraph(", ".join(part for part in parts if part))
    page.line()
    heads = [Column(head=say(ACTION_NOUNS[action])) for action in view.actions]
    cells = [
        [_cell(view, view.decision(row, status, action)) for action in view.actions]
        for row in view.rows
    ]
    if not (view.features.is_wide and _add_with_because(view, status, heads, cells)):
        view.table.add(heads, cells)
    page.line()
    if any(cell.text.startswith(NOT_ALLOWED) for row in cells for cell in row):
        page.paragraph(say(N_("– not allowed")), indent=2)
    view.add_notes()


def _cell(view: EligibilityView, decision: Decision) -> Cell:
    marks = view.contested_marks(decision)
    if decision.allowed:
        return Cell(view.say(N_("yes")) + marks, "green")
    return Cell(NOT_ALLOWED + marks, "yellow" if marks else "")


def _add_with_because(
    view: EligibilityView, status: AddonStatus, heads: list[Column], cells: list[list[Cell]]
) -> bool:
    """Add the table with a column of reasons; say whether there is room for it."""
    room = view.table.room(heads, cells)
    if room < LEAST_BECAUSE:
        return False
    wider = []
    for role_row, row in zip(view.rows, cells, strict=True):
        lines = wrap(_because(view, role_row, status), room, room)
        wider.append([*row, Cell("\n".join(lines), "dim")])
    view.table.add([*heads, Column(head=view.say(N_("because")))], wider)
    return True


def _because(view: EligibilityView, row: RoleRow, status: AddonStatus) -> str:
    """Say in few words why the row may not do the rest: one reason for each refused action."""
    decisions = [view.decision(row, status, action) for action in view.actions]
    reasons = [
        min(shown_reasons(decision, view.context), key=how_telling)
        for decision in decisions
        if not decision.allowed
    ]
    codes = {reason.code for reason in reasons}
    if (
        view.actions == ACTIONS
        and counted_roles(row.roles)[0] == "supervisor"
        and codes == {"ROLE_OWNER_ONLY", "ROLE_OWNER_OR_ADMIN_ONLY"}
    ):
        return view.say.say(Message("SUPERVISORS_ONLY_REQUEST"))
    owner_only = {r.message.code for r in reasons if r.code == "ROLE_OWNER_ONLY"}
    phrases = [
        because(reason, view.say)
        if reason.code == "ROLE_OWNER_ONLY" and len(owner_only) == 1
        else view.say.short(Message(reason.code))
        for reason in reasons
    ]
    return view.say.sequence(dict.fromkeys(phrases))
