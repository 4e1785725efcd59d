"""Show one add-on: who may take which of the actions, and on a wide terminal why not."""

from typing import Final

from addonctl.model.answers import Decision
from addonctl.model.marking import mark as _
from addonctl.model.messages import Message
from addonctl.model.policy import ACTIONS
from addonctl.output.screens.eligibility.view import NOT_ALLOWED, EligibilityView
from addonctl.output.terminal.page import Cell, Column
from addonctl.output.terminal.wrapping import wrap
from addonctl.rules.addon_status import Standing
from addonctl.rules.policy import counted_roles
from addonctl.text.decisions import because, how_telling, shown_reasons
from addonctl.text.phrases import as_of
from addonctl.text.roles import RoleRow

LEAST_BECAUSE: Final = 24
"""How narrow the reasons may get before they are left out."""


def add_addon(view: EligibilityView) -> None:
    """Add the table of one add-on: yes or no for each set of roles and each action."""
    (standing,) = view.standings
    page, say, subject = view.page, view.say, view.subject
    page.paragraph(
        say(
            _("{addon} at {account} ({id}) · {as_of}"),
            addon=standing.addon.name,
            account=subject.account.name,
            id=subject.account.id,
            as_of=as_of(subject, say),
        )
    )
    parts = (view.state(standing, is_wide=True), view.route(standing))
    page.paragraph(", ".join(part for part in parts if part))
    page.line()
    heads = [Column(head=say.say(Message(f"DO.{action}"))) for action in view.actions]
    cells = [
        [_cell(view, view.decision(row, standing, action)) for action in view.actions]
        for row in view.rows
    ]
    if not (view.look.is_wide and _add_with_because(view, standing, heads, cells)):
        view.table.add(heads, cells)
    page.line()
    if any(cell.text.startswith(NOT_ALLOWED) for row in cells for cell in row):
        page.paragraph(say(_("– not allowed")), indent=2)
    view.add_notes()


def _cell(view: EligibilityView, decision: Decision) -> Cell:
    marks = view.contested_marks(decision)
    if decision.allowed:
        return Cell(view.say(_("yes")) + marks, "green")
    return Cell(NOT_ALLOWED + marks, "yellow" if marks else "")


def _add_with_because(
    view: EligibilityView, standing: Standing, heads: list[Column], cells: list[list[Cell]]
) -> bool:
    """Add the table with a column of reasons; say whether there is room for it."""
    room = view.table.room(heads, cells)
    if room < LEAST_BECAUSE:
        return False
    wider = []
    for role_row, row in zip(view.rows, cells, strict=True):
        lines = wrap(_because(view, role_row, standing), room, room)
        wider.append([*row, Cell("\n".join(lines), "dim")])
    view.table.add([*heads, Column(head=view.say(_("because")))], wider)
    return True


def _because(view: EligibilityView, row: RoleRow, standing: Standing) -> str:
    """Say in few words why the row may not do the rest: one reason for each refused action."""
    decisions = [view.decision(row, standing, action) for action in view.actions]
    reasons = [
        min(shown_reasons(decision, view.subject), key=how_telling)
        for decision in decisions
        if not decision.allowed
    ]
    codes = {reason.code for reason in reasons}
    if (
        view.actions == ACTIONS
        and counted_roles(row.roles)[0] == "supervisor"
        and codes == {"ROLE_OWNER_ONLY", "ROLE_OWNER_OR_ADMIN_ONLY"}
    ):
        return view.say.say(Message("BECAUSE.SUPERVISOR"))
    owner_only = {r.message.code for r in reasons if r.code == "ROLE_OWNER_ONLY"}
    phrases = [
        because(reason, view.say)
        if reason.code == "ROLE_OWNER_ONLY" and len(owner_only) == 1
        else view.say.say(Message(f"BECAUSE.{reason.code}"))
        for reason in reasons
    ]
    return view.say.sequence(dict.fromkeys(phrases))
