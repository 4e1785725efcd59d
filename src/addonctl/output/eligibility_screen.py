"""Show who may do what: a matrix of add-ons, one add-on with all actions, or decisions.

One add-on is `eligibility_addon`'s, decisions and their reasons are `eligibility_why`'s.
"""

from addonctl.model.answers import EligibilityAnswer
from addonctl.model.messages import Message
from addonctl.model.policy import ACTIONS
from addonctl.model.subject import Subject
from addonctl.output.eligibility_addon import add_addon
from addonctl.output.eligibility_view import NOT_ALLOWED, EligibilityView
from addonctl.output.eligibility_why import add_decisions
from addonctl.output.grounds import command
from addonctl.output.layout import Cell, Column, Row
from addonctl.output.marker import mark as _
from addonctl.output.phrases import account_heading
from addonctl.output.role_rows import RoleRow, counted_people, named_people, roles_words
from addonctl.output.streams import Look
from addonctl.output.wording import Wording
from addonctl.rules.standing import Standing


def render_eligibility(
    answer: EligibilityAnswer, subject: Subject, say: Wording, look: Look, *, why: bool
) -> str:
    """Show the decisions that were asked for, with every reason where `why` is asked."""
    view = EligibilityView(answer, subject, say, look)
    if not answer.decisions:
        view.page.paragraph(account_heading(subject, say))
        view.page.line()
        view.page.paragraph(say(_("Nobody is on this account: there is nothing to decide.")))
    elif why or len(answer.decisions) == 1:
        add_decisions(view, why=why)
    elif len(view.standings) == 1:
        add_addon(view)
    else:
        _add_matrix(view)
    return view.page.text()


def _add_matrix(view: EligibilityView) -> None:
    """Add the matrix: for each set of roles and each add-on, what may be done."""
    page, say, look = view.page, view.say, view.look
    page.paragraph(account_heading(view.subject, say))
    page.line()
    columns, rows = _table(view, is_wide=look.is_wide)
    if look.width is not None and look.is_wide:
        if page.table_width(columns, rows) + 2 > look.width:
            columns, rows = _table(view, is_wide=False)
    page.table(columns, rows)
    page.line()
    page.paragraph(_legend(view, rows), indent=2, hang=4)
    view.add_notes()
    page.line()
    words = command(view.subject, "eligibility", "ADDON", user="USER")
    page.pointer(say(_("Why:")), (*words, "--why"))


def _table(view: EligibilityView, *, is_wide: bool) -> tuple[list[Column], list[Row]]:
    """Make the columns and rows; where it is wide, with names and years."""
    columns = [Column(), Column()]
    columns += [_column(view, standing, is_wide=is_wide) for standing in view.standings]
    return columns, [_row(view, row, is_wide=is_wide) for row in view.rows]


def _column(view: EligibilityView, standing: Standing, *, is_wide: bool) -> Column:
    parts = (
        view.say.clean(standing.addon.name),
        view.state(standing, is_wide=is_wide),
        view.route(standing),
    )
    lines = [part for part in parts if part]
    return Column(head="\n".join(lines), name=", ".join(lines))


def _row(view: EligibilityView, row: RoleRow, *, is_wide: bool) -> Row:
    people = named_people(row, view.say) if is_wide else counted_people(row, view.say)
    cells = [_cell(view, row, standing) for standing in view.standings]
    return Row(cells=(Cell(roles_words(row.roles, view.say)), Cell(people), *cells))


def _cell(view: EligibilityView, row: RoleRow, standing: Standing) -> Cell:
    """Name what may be done; a mark says where the documents contradict each other."""
    decisions = [view.decision(row, standing, action) for action in view.actions]
    allowed = [
        view.say.say(Message(f"DO.{decision.action}"))
        for decision in decisions
        if decision.allowed
    ]
    marks = view.contested_marks(*decisions)
    if allowed:
        return Cell(", ".join(allowed) + marks, "green")
    return Cell(NOT_ALLOWED + marks, "yellow" if marks else "")


def _legend(view: EligibilityView, rows: list[Row]) -> str:
    """Say what a dash means, and what it means that an action isn't listed."""
    has_dash = any(cell.text.startswith(NOT_ALLOWED) for row in rows for cell in row.cells[2:])
    if view.actions != ACTIONS:
        return view.say(
            _("– not allowed; only what was asked about is listed.")
            if has_dash
            else _("Only what was asked about is listed.")
        )
    return view.say(
        _("– may do nothing; what isn't listed isn't allowed.")
        if has_dash
        else _("What isn't listed isn't allowed.")
    )
