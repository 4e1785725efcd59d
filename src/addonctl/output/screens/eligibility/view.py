"""Hold what the shapes of the eligibility screen share: decisions by cell, rows, notes, marks."""

from functools import cached_property
from typing import Final

from addonctl.model.answers import Decision, EligibilityAnswer
from addonctl.model.context import Context
from addonctl.model.messages.vocabulary import ROUTE_NAMES
from addonctl.model.policy import ACTIONS, OPEN_STATES, Action
from addonctl.output.formats.markdown import new_page
from addonctl.output.screens.quotes import add_quotes
from addonctl.output.screens.role_table import RoleTable
from addonctl.output.screens.shared import Notes, add_warnings, contested_note
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.rules.addon_status import AddonStatus, status_of
from addonctl.text.phrases import route_note, state_words
from addonctl.text.roles import RoleRow, role_rows
from addonctl.text.translator import Translator

NOT_ALLOWED: Final = "–"


class EligibilityView:
    """An answer, looked at as a table of role rows, add-ons and actions."""

    def __init__(
        self, answer: EligibilityAnswer, context: Context, say: Translator, features: StreamFeatures
    ) -> None:
        """Take the answer, what it is about, and how to show it."""
        self.answer = answer
        self.context = context
        self.say = say
        self.features = features
        self.page = new_page(features, say.colon)
        self.notes = Notes()
        self._contested: set[str] = set()
        self._decisions = {(d.user, d.addon, d.action): d for d in answer.decisions}

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """List the actions that were asked about."""
        invocation = {decision.action for decision in self.answer.decisions}
        return tuple(action for action in ACTIONS if action in invocation)

    @cached_property
    def statuses(self) -> tuple[AddonStatus, ...]:
        """Say where each add-on stands that was asked about."""
        context = self.context
        invocation = dict.fromkeys(decision.addon for decision in self.answer.decisions)
        return tuple(status_of(context, context.catalog.addon(addon_id)) for addon_id in invocation)

    @cached_property
    def rows(self) -> tuple[RoleRow, ...]:
        """List the sets of roles of the people who were asked about."""
        invocation = {decision.user for decision in self.answer.decisions}
        return role_rows(user for user in self.context.account.users if user.id in invocation)

    def decision(self, row: RoleRow, status: AddonStatus, action: Action) -> Decision:
        """Return the decision that holds for everybody in a row."""
        return self._decisions[row.users[0].id, status.addon.id, action]

    @cached_property
    def table(self) -> RoleTable:
        """Lay out tables of these rows."""
        return RoleTable(self.page, self.rows, self.say)

    def state(self, status: AddonStatus, *, is_wide: bool) -> str:
        """Say where an add-on stands; where room is short without the year of the answer."""
        purchased = status.purchased
        return state_words(
            status.state,
            self.say,
            trial_end=status.trial_end,
            purchased_on=None if purchased is None else purchased.date,
            year=None if is_wide else self.context.as_of.year,
        )

    def route(self, status: AddonStatus) -> str:
        """Say how the account buys, with a mark where that is assumed; nothing once it's bought."""
        if not is_open(status):
            return ""
        words = self.say(ROUTE_NAMES[status.route])
        note = self.assumed(status)
        return f"{words} {self.notes.mark(note)}" if note else words

    def assumed(self, status: AddonStatus) -> str:
        """Say which account factor was assumed to decide the route, where one was."""
        reason = status.route_reason
        if is_open(status) and status.route == "quote" and reason.basis == "inferred":
            return route_note(reason, self.context, self.say)
        return ""

    def contested_marks(self, *decisions: Decision) -> str:
        """Return the marks of the contradictions that decide a cell, after a blank."""
        notes = dict.fromkeys(
            contested_note(contested.conflict, self.context, self.say, self.features)
            for decision in decisions
            for contested in decision.contested
        )
        self._contested.update(notes)
        return "".join(f" {self.notes.mark(note)}" for note in notes)

    def add_notes(self) -> None:
        """Add the notes that the marks point to, then the other assumptions and the warnings."""
        for note in self.notes.keys:
            self.page.paragraph(
                f"{self.notes.mark(note)} {note}",
                indent=2,
                hang=4,
                style="yellow" if note in self._contested else "",
            )
        self.add_notices()

    def add_notices(self) -> None:
        """Add the assumptions that no mark points to, the pending quotes and the warnings."""
        for notice in self.answer.assumptions:
            if notice.code == "TIME_ZONE_UTC":
                self.page.paragraph(self.say.say(notice.message), indent=2)
        if self.answer.pending_quotes:
            self.page.line()
            add_quotes(self.page, self.answer.pending_quotes, self.context, self.say)
        if self.answer.warnings:
            self.page.line()
            add_warnings(self.page, self.answer.warnings, self.say)


def is_open(status: AddonStatus) -> bool:
    """Say whether an add-on may still be bought."""
    return status.state in OPEN_STATES
