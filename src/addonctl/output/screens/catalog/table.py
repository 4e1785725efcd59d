"""Build the table of an account's add-ons, and the notes that its cells point to.

Two variants: with a column for each role where there is room, else with a line under each add-on.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from addonctl.model.account import Role
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import ACTION_NOUNS, ROLE_NAMES, ROUTE_NAMES
from addonctl.model.policy import ACTIONS, Conflict
from addonctl.model.views import AddonStatus, CatalogRow, CatalogView
from addonctl.output.blocks import Below, Cell, Column, Row, row
from addonctl.output.document import Document
from addonctl.output.screens.catalog.prices import Prices
from addonctl.output.screens.shared import Notes
from addonctl.text.phrases import state_words

_DASH: Final = "–"
_BETWEEN: Final = " · "


class AddonTable:
    """The table of the add-ons; `notes` collects the marks in reading order.

    `has_dashes` says that a cell means that a role may do nothing with one. `unpriced` are the ids
    of the add-ons bought by quote for want of a price.
    """

    def __init__(self, page: Document, view: CatalogView, *, is_wide: bool) -> None:
        """Add the table, with a column for each role where `is_wide`."""
        self.notes = Notes()
        self.is_wide = is_wide
        self.has_dashes = False
        self.unpriced: list[str] = []
        self.prices = Prices(view, page.say)
        self._view, self._say = view, page.say
        price = self._say(N_("Price")) if is_wide else self.prices.head
        with page.as_answer():
            page.table(
                [
                    *page.heads(N_("Add-on"), N_("State")),
                    Column(head=price, is_number=True),
                    *page.heads(N_("Licences"), N_("How to buy")),
                    *page.heads(*(ROLE_NAMES[role] for role in view.roles if is_wide)),
                ],
                [self._row(each) for each in view.rows],
            )

    def _row(self, line: CatalogRow) -> Row:
        cells: list[str | Cell] = [
            self._say("{name}", name=line.addon.name),
            self._state(line),
            self.prices.text(line.addon),
            self._licenses(line),
            self._route(line.status),
        ]
        if self.is_wide:
            return row(*cells, *(self._role_cell(line, role) for role in self._view.roles))
        actions = _BETWEEN.join(self._actions(line))
        return row(*cells, below=[Below(text=actions, separator=_BETWEEN)] if actions else ())

    def _state(self, line: CatalogRow) -> str:
        addon = line.addon
        state = state_words(
            line.status.state,
            self._say,
            trial_end=addon.trial_end,
            purchased_on=addon.purchased_on,
        )
        if not addon.requests:
            return state
        template = plural("{state}, {count} request", "{state}, {count} requests")
        return self._say(template, state=state, count=addon.requests)

    def _licenses(self, line: CatalogRow) -> str:
        if line.addon.basis is None:
            return ""
        if line.addon.basis == "assigned":
            return self._say(N_("assigned"))
        return self._say(plural("all {count}"), count=self._view.context.account.licenses.total)

    def _route(self, status: AddonStatus) -> str:
        """Say how it is bought where it still may be; an assumed quote has a note."""
        if not status.is_open:
            return ""
        words, code = self._say(ROUTE_NAMES[status.route]), status.route_reason.code
        if not status.is_quote_assumed:
            return words
        if code == "NO_PRICE_KNOWN":
            self.unpriced.append(status.addon.id)
        return f"{words} {self.notes.mark(status.route_reason)}"

    def _actions(self, line: CatalogRow) -> Iterator[str]:
        """Say for each action which roles may take it."""
        for action in ACTIONS:
            may = [(role, line.may[role]) for role in self._view.roles]
            words = [self._say(ROLE_NAMES[role]) for role, its in may if action in its.actions]
            contested = [conflict for _role, its in may for conflict in its.contested[action]]
            if words or contested:
                part = self._say(
                    N_("{action}: {roles}"),
                    action=phrase(ACTION_NOUNS[action]),
                    roles=", ".join(words) if words else Message("NOBODY"),
                )
                yield self._marked(part, contested)

    def _role_cell(self, line: CatalogRow, role: Role) -> Cell:
        """Say what a role may do with an add-on."""
        may = line.may[role]
        words = [self._say(ACTION_NOUNS[action]) for action in may.actions]
        contested = [conflict for action in ACTIONS for conflict in may.contested[action]]
        self.has_dashes |= not words
        text = self._marked(", ".join(words) if words else _DASH, contested)
        return Cell(text, "green" if words else "")

    def _marked(self, text: str, conflicts: Sequence[Conflict]) -> str:
        return " ".join([text, *dict.fromkeys(self.notes.mark(known) for known in conflicts)])
