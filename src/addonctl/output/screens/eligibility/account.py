"""Show who may do what: a matrix of add-ons, one add-on with all actions, or decisions.

Decisions and their reasons are `why`'s.
"""

from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import Message
from addonctl.model.messages.vocabulary import ACTION_NOUNS
from addonctl.model.policy import ACTIONS, sentence_code
from addonctl.model.views import AddonStatus, EligibilityRow, EligibilityView
from addonctl.output.blocks import Cell, Column
from addonctl.output.page import Page
from addonctl.output.screens.eligibility.sheet import NOT_ALLOWED, Cells, Sheet
from addonctl.output.screens.eligibility.why import add_decisions
from addonctl.output.screens.shared import listed_words
from addonctl.output.screens.supposing import add_what_if
from addonctl.text.phrases import account_heading, counted_people, named_people, of_account

LEAST_BECAUSE: Final = 24
"""How narrow the reasons may get before they are left out."""


def add_eligibility(page: Page, view: EligibilityView) -> None:
    """Add the decisions that were asked for, with every reason where that is asked."""
    sheet, decisions = Sheet(page, view), view.answer.decisions
    if not decisions:
        page.paragraph(account_heading(view.context, page.say), hang=2)
        add_what_if(page, view.answer.what_if)
        page.line()
        page.paragraph(page.say(N_("Nobody is on this account: there is nothing to decide.")))
    elif view.why or len(decisions) == 1:
        add_decisions(sheet)
    elif len(view.statuses) == 1:
        _add_addon(sheet)
    else:
        _add_matrix(sheet)


def _add_matrix(sheet: Sheet) -> None:
    """Add the matrix: for each set of roles and each add-on, what may be done."""
    page, say, view = sheet.page, sheet.say, sheet.view
    page.paragraph(account_heading(view.context, say), hang=2)
    add_what_if(page, view.answer.what_if)
    page.line()
    heads, wide_heads = (
        [_head(sheet, status, is_wide=is_wide) for status in view.statuses]
        for is_wide in (False, True)
    )
    cells = [
        [
            sheet.cell(
                ", ".join(
                    say(ACTION_NOUNS[each.decision.action])
                    for each in decisions
                    if each.decision.allowed
                ),
                decisions,
            )
            for decisions in row.decisions
        ]
        for row in view.rows
    ]
    sheet.add_table(heads, cells, people=named_people, wide_heads=wide_heads, wide_cells=cells)
    page.line()
    page.item(_legend(sheet, cells))
    sheet.add_notes()
    words = view.context.invocation.shown_command("eligibility", "ADDON", user="USER")
    page.pointer(N_("Why:"), (*words, "--why"))


def _head(sheet: Sheet, status: AddonStatus, *, is_wide: bool) -> Column:
    """Say which add-on a column is about, where it stands and how it is bought."""
    name, state = sheet.say.clean(status.addon.name), sheet.state(status, is_wide=is_wide)
    lines = [part for part in (name, state, sheet.route(status)) if part]
    return Column(head="\n".join(lines), name=", ".join(lines))


def _has_dash(cells: Cells) -> bool:
    return any(cell.text.startswith(NOT_ALLOWED) for row in cells for cell in row)


def _legend(sheet: Sheet, cells: Cells) -> str:
    """Say what a dash means, and what it means that an action isn't listed."""
    if sheet.view.actions != ACTIONS:
        return sheet.say(
            N_("– not allowed; only what was asked about is listed.")
            if _has_dash(cells)
            else N_("Only what was asked about is listed.")
        )
    return listed_words(sheet.say, has_dash=_has_dash(cells))


def _add_addon(sheet: Sheet) -> None:
    """Add the table of one add-on: yes or no for each set of roles and each action."""
    view, page, say = sheet.view, sheet.page, sheet.say
    (status,) = view.statuses
    heading = N_("{addon} at {account} ({id}) · {as_of}")
    page.paragraph(of_account(heading, view.context, say, addon=status.addon.name), hang=2)
    add_what_if(page, view.answer.what_if)
    parts = (sheet.state(status, is_wide=True), sheet.route(status))
    page.paragraph(", ".join(part for part in parts if part))
    page.line()
    heads = page.heads(*(ACTION_NOUNS[action] for action in view.actions))
    yes = say(N_("yes"))
    cells = [
        [sheet.cell(yes if each.decision.allowed else "", [each]) for each in row.decisions[0]]
        for row in view.rows
    ]
    sheet.add_table(
        heads,
        cells,
        people=counted_people,
        wide_heads=[*heads, Column(head=say(N_("because")), least=LEAST_BECAUSE)],
        wide_cells=[
            [*line, Cell(_because(sheet, row), "dim")]
            for line, row in zip(cells, view.rows, strict=True)
        ],
    )
    page.line()
    if _has_dash(cells):
        page.paragraph(say(N_("– not allowed")), indent=2)
    sheet.add_notes()


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
