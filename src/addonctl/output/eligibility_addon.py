"""Show one add-on: who may take which of the actions, and on a wide terminal why not."""

from typing import Final

from addonctl.model.answers import Decision, Reason
from addonctl.model.messages import Message
from addonctl.model.policy import ACTIONS, ReasonCode
from addonctl.output.eligibility_view import NOT_ALLOWED, EligibilityView
from addonctl.output.grounds import because, shown_reasons
from addonctl.output.layout import GAP, Cell, Column, Row, wrap
from addonctl.output.marker import mark as _
from addonctl.output.phrases import as_of
from addonctl.output.role_rows import RoleRow, counted_people, roles_words
from addonctl.rules.policy import counted_roles
from addonctl.rules.standing import Standing

LEAST_BECAUSE: Final = 24
"""How narrow the reasons may get before they are left out."""
_TELLING: Final[tuple[ReasonCode, ...]] = (
    "ROLE_NO_ACCESS",
    "ADDON_NOT_OFFERED",
    "INCLUDED_IN_PLAN",
    "ALREADY_PURCHASED",
    "ROLE_OWNER_ONLY",
    "ROLE_OWNER_OR_ADMIN_ONLY",
    "ACCOUNT_NEEDS_QUOTE",
    "QUOTE_NOT_OFFERED",
    "TRIAL_RUNNING",
    "TRIAL_USED",
    "OWNER_ACTS_DIRECTLY",
)
"""The codes of refusals, the one that tells most about a row first."""


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
    columns = [Column(), Column()]
    columns += [Column(head=say.say(Message(f"DO.{action}"))) for action in view.actions]
    rows = [_row(view, row, standing) for row in view.rows]
    page.table(*_with_because(view, standing, columns, rows))
    page.line()
    if any(cell.text.startswith(NOT_ALLOWED) for row in rows for cell in row.cells[2:]):
        page.paragraph(say(_("– not allowed")), indent=2)
    view.add_notes()


def _row(view: EligibilityView, row: RoleRow, standing: Standing) -> Row:
    cells = [
        _cell(view, view.decision(row, standing, action)) for action in view.actions
    ]
    people = counted_people(row, view.say)
    return Row(cells=(Cell(roles_words(row.roles, view.say)), Cell(people), *cells))


def _cell(view: EligibilityView, decision: Decision) -> Cell:
    marks = view.contested_marks(decision)
    if decision.allowed:
        return Cell(view.say(_("yes")) + marks, "green")
    return Cell(NOT_ALLOWED + marks, "yellow" if marks else "")


def _with_because(
    view: EligibilityView, standing: Standing, columns: list[Column], rows: list[Row]
) -> tuple[list[Column], list[Row]]:
    """Add the column of reasons where there is room for it."""
    width = view.look.width
    if width is None or not view.look.is_wide:
        return columns, rows
    room = width - GAP - view.page.table_width(columns, rows) - GAP
    if room < LEAST_BECAUSE:
        return columns, rows
    wider = []
    for role_row, row in zip(view.rows, rows, strict=True):
        lines = wrap(_because(view, role_row, standing), room, room)
        wider.append(Row(cells=(*row.cells, Cell("\n".join(lines), "dim"))))
    return [*columns, Column(head=view.say(_("because")))], wider


def _because(view: EligibilityView, row: RoleRow, standing: Standing) -> str:
    """Say in few words why the row may not do the rest: one reason for each refused action."""
    decisions = [view.decision(row, standing, action) for action in view.actions]
    reasons = [
        min(shown_reasons(decision, view.subject), key=_how_telling)
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
        view.say.say(Message("BECAUSE.ROLE_OWNER_ONLY"))
        if reason.code == "ROLE_OWNER_ONLY" and len(owner_only) > 1
        else because(reason, view.say)
        for reason in reasons
    ]
    return "; ".join(dict.fromkeys(phrases))


def _how_telling(reason: Reason) -> int:
    return _TELLING.index(reason.code)
