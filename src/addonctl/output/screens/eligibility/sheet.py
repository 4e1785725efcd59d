"""Hold what the shapes of the eligibility screen share: the document, its notes and marks."""

from typing import Final

from addonctl.model.messages.vocabulary import ROUTE_NAMES
from addonctl.model.views import AddonStatus, DecisionView, EligibilityView
from addonctl.output.document import Document
from addonctl.output.screens.quotes import add_quotes
from addonctl.output.screens.shared import Notes, add_contested, add_warnings
from addonctl.text.phrases import route_note, state_words
from addonctl.text.translator import Translator

NOT_ALLOWED: Final = "–"


class Sheet:
    """What is shown of an answer, and the document that it is written into."""

    def __init__(self, view: EligibilityView, say: Translator) -> None:
        """Take what to show, and how."""
        self.view = view
        self.context = view.context
        self.say = say
        self.page = Document()
        self.notes = Notes()
        self._contested: set[str] = set()

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
        if not status.is_open:
            return ""
        words = self.say(ROUTE_NAMES[status.route])
        note = self.assumed(status)
        return f"{words} {self.notes.mark(note)}" if note else words

    def assumed(self, status: AddonStatus) -> str:
        """Say which account factor was assumed to decide the route, where one was."""
        if not status.is_quote_assumed:
            return ""
        return route_note(status.route_reason, self.context, self.say)

    def contested_marks(self, *decisions: DecisionView) -> str:
        """Return the marks of the contradictions that decide a cell, after a blank."""
        conflicts = dict.fromkeys(
            contested.conflict for each in decisions for contested in each.decision.contested
        )
        self._contested.update(conflicts)
        return "".join(f" {self.notes.mark(conflict)}" for conflict in conflicts)

    def add_notes(self) -> None:
        """Add the notes that the marks point to, then the other assumptions and the warnings."""
        for note in self.notes.keys:
            mark = self.notes.mark(note)
            if note in self._contested:
                add_contested(self.page, mark, note, self.context, self.say)
            else:
                self.page.paragraph(f"{mark} {note}", indent=2, hang=4)
        self.add_notices()

    def add_notices(self) -> None:
        """Add the assumptions that no mark points to, the pending quotes and the warnings."""
        answer = self.view.answer
        for notice in answer.assumptions:
            if notice.code == "TIME_ZONE_UTC":
                self.page.paragraph(self.say.say(notice.message), indent=2)
        if answer.pending_quotes:
            self.page.line()
            add_quotes(self.page, answer.pending_quotes, self.context, self.say)
        if answer.warnings:
            self.page.line()
            add_warnings(self.page, answer.warnings, self.say)
