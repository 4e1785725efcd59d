"""Show who may do what: a matrix of add-ons, one add-on with all actions, or decisions.

One add-on is `addon`'s, decisions and their reasons are `why`'s.
"""

from addonctl.model.answers import EligibilityAnswer
from addonctl.model.marking import N_
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.policy import ACTIONS
from addonctl.model.views import AddonStatus, DecisionView, EligibilityView
from addonctl.output.blocks import Cell, Column
from addonctl.output.screens.eligibility.addon import add_addon
from addonctl.output.screens.eligibility.sheet import NOT_ALLOWED, Sheet
from addonctl.output.screens.eligibility.why import add_decisions
from addonctl.output.screens.role_table import RoleTable
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
from addonctl.text.phrases import account_heading
from addonctl.text.translator import Translator


def render_eligibility(
    answer: EligibilityAnswer,
    view: EligibilityView,
    say: Translator,
    features: StreamFeatures,
    *,
    why: bool,
) -> str:
    """Show the decisions that were asked for, with every reason where `why` is asked."""
    sheet = Sheet(view, say)
    if not answer.decisions:
        sheet.page.paragraph(account_heading(view.context, say))
        sheet.page.line()
        sheet.page.paragraph(say(N_("Nobody is on this account: there is nothing to decide.")))
    elif why or len(answer.decisions) == 1:
        add_decisions(sheet, why=why)
    elif len(view.statuses) == 1:
        add_addon(sheet)
    else:
        _add_matrix(sheet)
    return written(sheet.page, features, say.colon)


def _add_matrix(sheet: Sheet) -> None:
    """Add the matrix: for each set of roles and each add-on, what may be done."""
    page, say, view = sheet.page, sheet.say, sheet.view
    page.paragraph(account_heading(view.context, say))
    page.line()
    heads = [_head(sheet, status, is_wide=False) for status in view.statuses]
    wide_heads = [_head(sheet, status, is_wide=True) for status in view.statuses]
    cells = [[_cell(sheet, decisions) for decisions in row.decisions] for row in view.rows]
    table = RoleTable([row.row for row in view.rows], say)
    table.add(page, heads, cells, wide=table.named(wide_heads, cells))
    page.line()
    page.paragraph(_legend(sheet, cells), indent=2, hang=4)
    sheet.add_notes()
    page.line()
    words = view.context.invocation.shown_command("eligibility", "ADDON", user="USER")
    page.pointer(say(N_("Why:")), (*words, "--why"))


def _head(sheet: Sheet, status: AddonStatus, *, is_wide: bool) -> Column:
    """Say which add-on a column is about, where it stands and how it is bought."""
    parts = (
        sheet.say.clean(status.addon.name),
        sheet.state(status, is_wide=is_wide),
        sheet.route(status),
    )
    lines = [part for part in parts if part]
    return Column(head="\n".join(lines), name=", ".join(lines))


def _cell(sheet: Sheet, decisions: tuple[DecisionView, ...]) -> Cell:
    """Name what may be done; a mark says where the documents contradict each other."""
    allowed = [
        sheet.say(ACTION_NOUNS[each.decision.action]) for each in decisions if each.decision.allowed
    ]
    marks = sheet.contested_marks(*decisions)
    if allowed:
        return Cell(", ".join(allowed) + marks, "green")
    return Cell(NOT_ALLOWED + marks, "yellow" if marks else "")


def _legend(sheet: Sheet, cells: list[list[Cell]]) -> str:
    """Say what a dash means, and what it means that an action isn't listed."""
    has_dash = any(cell.text.startswith(NOT_ALLOWED) for row in cells for cell in row)
    if sheet.view.actions != ACTIONS:
        return sheet.say(
            N_("– not allowed; only what was asked about is listed.")
            if has_dash
            else N_("Only what was asked about is listed.")
        )
    return sheet.say(
        N_("– may do nothing; what isn't listed isn't allowed.")
        if has_dash
        else N_("What isn't listed isn't allowed.")
    )
