"""Show who may do what: a matrix of add-ons, one add-on with all actions, or decisions.

One add-on is `eligibility_addon`'s, decisions and their reasons are `eligibility_why`'s.
"""

from addonctl.model.answers import EligibilityAnswer
from addonctl.model.context import Context
from addonctl.model.marking import N_
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.policy import ACTIONS
from addonctl.output.screens.eligibility.addon import add_addon
from addonctl.output.screens.eligibility.view import NOT_ALLOWED, EligibilityView
from addonctl.output.screens.eligibility.why import add_decisions
from addonctl.output.terminal.page import Cell, Column
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.rules.addon_status import AddonStatus
from addonctl.text.decisions import command
from addonctl.text.phrases import account_heading
from addonctl.text.roles import RoleRow
from addonctl.text.translator import Translator


def render_eligibility(
    answer: EligibilityAnswer,
    context: Context,
    say: Translator,
    features: StreamFeatures,
    *,
    why: bool,
) -> str:
    """Show the decisions that were asked for, with every reason where `why` is asked."""
    view = EligibilityView(answer, context, say, features)
    if not answer.decisions:
        view.page.paragraph(account_heading(context, say))
        view.page.line()
        view.page.paragraph(say(N_("Nobody is on this account: there is nothing to decide.")))
    elif why or len(answer.decisions) == 1:
        add_decisions(view, why=why)
    elif len(view.statuses) == 1:
        add_addon(view)
    else:
        _add_matrix(view)
    return view.page.text()


def _add_matrix(view: EligibilityView) -> None:
    """Add the matrix: for each set of roles and each add-on, what may be done."""
    page, say = view.page, view.say
    page.paragraph(account_heading(view.context, say))
    page.line()
    heads = _heads(view, is_wide=False)
    cells = [[_cell(view, row, status) for status in view.statuses] for row in view.rows]
    if not (view.features.is_wide and view.table.add_named(_heads(view, is_wide=True), cells)):
        view.table.add(heads, cells)
    page.line()
    page.paragraph(_legend(view, cells), indent=2, hang=4)
    view.add_notes()
    page.line()
    words = command(view.context, "eligibility", "ADDON", user="USER")
    page.pointer(say(N_("Why:")), (*words, "--why"))


def _heads(view: EligibilityView, *, is_wide: bool) -> list[Column]:
    return [_head(view, status, is_wide=is_wide) for status in view.statuses]


def _head(view: EligibilityView, status: AddonStatus, *, is_wide: bool) -> Column:
    """Say which add-on a column is about, where it stands and how it is bought."""
    parts = (
        view.say.clean(status.addon.name),
        view.state(status, is_wide=is_wide),
        view.route(status),
    )
    lines = [part for part in parts if part]
    return Column(head="\n".join(lines), name=", ".join(lines))


def _cell(view: EligibilityView, row: RoleRow, status: AddonStatus) -> Cell:
    """Name what may be done; a mark says where the documents contradict each other."""
    decisions = [view.decision(row, status, action) for action in view.actions]
    allowed = [
        view.say(ACTION_NOUNS[decision.action]) for decision in decisions if decision.allowed
    ]
    marks = view.contested_marks(*decisions)
    if allowed:
        return Cell(", ".join(allowed) + marks, "green")
    return Cell(NOT_ALLOWED + marks, "yellow" if marks else "")


def _legend(view: EligibilityView, cells: list[list[Cell]]) -> str:
    """Say what a dash means, and what it means that an action isn't listed."""
    has_dash = any(cell.text.startswith(NOT_ALLOWED) for row in cells for cell in row)
    if view.actions != ACTIONS:
        return view.say(
            N_("– not allowed; only what was asked about is listed.")
            if has_dash
            else N_("Only what was asked about is listed.")
        )
    return view.say(
        N_("– may do nothing; what isn't listed isn't allowed.")
        if has_dash
        else N_("What isn't listed isn't allowed.")
    )
