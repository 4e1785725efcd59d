"""Show one add-on: who may take which of the actions, and on a wide terminal why not."""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.policy import ACTIONS, sentence_code
from addonctl.model.views import DecisionView, EligibilityRow
from addonctl.output.blocks import Cell, Column
from addonctl.output.screens.eligibility.sheet import NOT_ALLOWED, Sheet
from addonctl.output.screens.role_table import RoleTable
from addonctl.text.phrases import as_of

LEAST_BECAUSE: Final = 24
"""How narrow the reasons may get before they are left out."""


def add_addon(sheet: Sheet) -> None:
    """Add the table of one add-on: yes or no for each set of roles and each action."""
    view, page, say, context = sheet.view, sheet.page, sheet.say, sheet.context
    (status,) = view.statuses
    page.paragraph(
        say(
            N_("{addon} at {account} ({id}) · {as_of}"),
            addon=status.addon.name,
            account=context.account.name,
            id=context.account.id,
            as_of=as_of(context, say),
        )
    )
    parts = (sheet.state(status, is_wide=True), sheet.route(status))
    page.paragraph(", ".join(part for part in parts if part))
    page.line()
    heads = [Column(head=say(ACTION_NOUNS[action])) for action in view.actions]
    cells = [[_cell(sheet, each) for each in row.decisions[0]] for row in view.rows]
    because = Column(head=say(N_("because")), least=LEAST_BECAUSE)
    with_because = [
        [*line, Cell(_because(sheet, row), "dim")]
        for line, row in zip(cells, view.rows, strict=True)
    ]
    table = RoleTable([row.row for row in view.rows], say)
    table.add(page, heads, cells, wide=table.counted([*heads, because], with_because))
    page.line()
    if any(cell.text.startswith(NOT_ALLOWED) for row in cells for cell in row):
        page.paragraph(say(N_("– not allowed")), indent=2)
    sheet.add_notes()


def _cell(sheet: Sheet, view: DecisionView) -> Cell:
    marks = sheet.contested_marks(view)
    if view.decision.allowed:
        return Cell(sheet.say(N_("yes")) + marks, "green")
    return Cell(NOT_ALLOWED + marks, "yellow" if marks else "")


def _because(sheet: Sheet, row: EligibilityRow) -> str:
    """Say in few words why the row may not do the rest: one reason for each refused action."""
    refused = [each for each in row.decisions[0] if not each.decision.allowed]
    codes = [each.main_reason.code for each in refused]
    if (
        sheet.view.actions == ACTIONS
        and refused
        and refused[0].roles[0] == "supervisor"
        and set(codes) == {"ROLE_OWNER_ONLY", "ROLE_OWNER_OR_ADMIN_ONLY"}
    ):
        return sheet.say.say(Message("SUPERVISORS_ONLY_REQUEST"))
    owners_actions = [
        each.decision.action for each in refused if each.main_reason.code == "ROLE_OWNER_ONLY"
    ]
    phrases = [sheet.say.short(Message(sentence_code(code, owners_actions))) for code in codes]
    return sheet.say.sequence(dict.fromkeys(phrases))
