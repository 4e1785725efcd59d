"""Hold what the shapes of the eligibility screen share: decisions by cell, rows, notes, marks."""

from functools import cached_property
from typing import Final

from addonctl.model.answers import Decision, EligibilityAnswer
from addonctl.model.context import Subject
from addonctl.model.messages import Message
from addonctl.model.policy import ACTIONS, OPEN_STATES, Action
from addonctl.output.formats.markdown import new_page
from addonctl.output.screens.quotes import add_quotes
from addonctl.output.screens.role_table import RoleTable
from addonctl.output.screens.shared import Notes, add_warnings, contested_note
from addonctl.output.terminal.streams import Look
from addonctl.rules.addon_status import Standing, stand
from addonctl.text.phrases import route_note, state_words
from addonctl.text.roles import RoleRow, role_rows
from addonctl.text.translator import Wording

NOT_ALLOWED: Final = "–"


class EligibilityView:
    """An answer, looked at as a table of role rows, add-ons and actions."""

    def __init__(
        self, answer: EligibilityAnswer, subject: Subject, say: Wording, look: Look
    ) -> None:
        """Take the answer, what it is about, and how to show it."""
        self.answer = answer
        self.subject = subject
        self.say = say
        self.look = look
        self.page = new_page(look, say.colon)
        self.notes = Notes()
        self._contested: set[str] = set()
        self._decisions = {(d.user, d.addon, d.action): d for d in answer.decisions}

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """List the actions that were asked about."""
        asked = {decision.action for decision in self.answer.decisions}
        return tuple(action for action in ACTIONS if action in asked)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Say where each add-on stands that was asked about."""
        subject = self.subject
        asked = dict.fromkeys(decision.addon for decision in self.answer.decisions)
        return tuple(stand(subject, subject.catalog.addon(addon_id)) for addon_id in asked)

    @cached_property
    def rows(self) -> tuple[RoleRow, ...]:
        """List the sets of roles of the people who were asked about."""
        asked = {decision.user for decision in self.answer.decisions}
        return role_rows(user for user in self.subject.account.users if user.id in asked)

    def decision(self, row: RoleRow, standing: Standing, action: Action) -> Decision:
        """Return the decision that holds for everybody in a row."""
        return self._decisions[row.users[0].id, standing.addon.id, action]

    @cached_property
    def table(self) -> RoleTable:
        """Lay out tables of these rows."""
        return RoleTable(self.page, self.rows, self.say)

    def state(self, standing: Standing, *, is_wide: bool) -> str:
        """Say where an add-on stands; where room is short without the year of the answer."""
        purchased = standing.purchased
        return state_words(
            standing.state,
            self.say,
            trial_end=standing.trial_end,
            purchased_on=None if purchased is None else purchased.date,
            year=None if is_wide else self.subject.as_of.year,
        )

    def route(self, standing: Standing) -> str:
        """Say how the account buys, with a mark where that is assumed; nothing once it's bought."""
        if not is_open(standing):
            return ""
        words = self.say.say(Message(f"ROUTE.{standing.route}"))
        note = self.assumed(standing)
        return f"{words} {self.notes.mark(note)}" if note else words

    def assumed(self, standing: Standing) -> str:
        """Say which account factor was assumed to decide the route, where one was."""
        reason = standing.route_reason
        if is_open(standing) and standing.route == "quote" and reason.basis == "inferred":
            return route_note(reason, self.subject, self.say)
        return ""

    def contested_marks(self, *decisions: Decision) -> str:
        """Return the marks of the contradictions that decide a cell, after a blank."""
        notes = dict.fromkeys(
            contested_note(contested.conflict, self.subject, self.say, self.look)
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
            add_quotes(self.page, self.answer.pending_quotes, self.subject, self.say)
        if self.answer.warnings:
            self.page.line()
            add_warnings(self.page, self.answer.warnings, self.say)


def is_open(standing: Standing) -> bool:
    """Say whether an add-on may still be bought."""
    return standing.state in OPEN_STATES
