"""Build the table of an account's add-ons, and the notes that its cells point to.

Two variants: with a column for each role where there is room, else with a line under each add-on.
"""

from collections.abc import Sequence
from typing import Final

from addonctl.model.account import Role
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import ACTION_NOUNS, ROLE_NAMES, ROUTE_NAMES
from addonctl.model.policy import ACTIONS
from addonctl.model.views import AddonStatus, CatalogRow, CatalogView
from addonctl.output.blocks import Below, Cell, Column, Row
from addonctl.output.screens.catalog.prices import price_head, price_text
from addonctl.output.screens.shared import Notes
from addonctl.text.phrases import state_words
from addonctl.text.translator import Translator

_DASH: Final = "–"
_BETWEEN: Final = " · "


class AddonTable:
    """The columns and rows of the add-ons; `notes` collects the marks in reading order.

    `has_dashes` says that a cell means that a role may do nothing with one. `unpriced` are the ids
    of the add-ons bought by quote for want of a price.
    """

    def __init__(self, view: CatalogView, say: Translator, *, is_wide: bool) -> None:
        """Take the add-ons, and whether each role has a column."""
        self.notes = Notes()
        self.is_wide = is_wide
        self.has_dashes = False
        self.unpriced: list[str] = []
        self._view = view
        self._say = say

    def columns(self) -> list[Column]:
        """List the columns: what it is, what it costs, how to buy it, and who may."""
        say, currency = self._say, self._view.context.account.currency
        price = (
            say(N_("Price"))
            if self.is_wide
            else price_head(self._view.answer.addons, currency, say)
        )
        columns = [
            Column(head=say(N_("Add-on"))),
            Column(head=say(N_("State"))),
            Column(head=price, is_number=True),
            Column(head=say(N_("Licences"))),
            Column(head=say(N_("How to buy"))),
        ]
        if self.is_wide:
            columns += [Column(head=say(ROLE_NAMES[role])) for role in self._view.roles]
        return columns

    def rows(self) -> list[Row]:
        """List the add-ons."""
        return [self._row(row) for row in self._view.rows]

    def _row(self, row: CatalogRow) -> Row:
        cells = [
            Cell(self._say("{name}", name=row.addon.name)),
            Cell(self._state(row)),
            Cell(price_text(row.addon, self._view.answer.addons, self._say)),
            Cell(self._licenses(row)),
            Cell(self._route(row.status)),
        ]
        if self.is_wide:
            cells += [self._role_cell(row, role) for role in self._view.roles]
            return Row(cells=tuple(cells))
        actions = _BETWEEN.join(self._actions(row))
        below = (Below(text=actions, separator=_BETWEEN),) if actions else ()
        return Row(cells=tuple(cells), below=below)

    def _state(self, row: CatalogRow) -> str:
        state = state_words(
            row.status.state,
            self._say,
            trial_end=row.addon.trial_end,
            purchased_on=row.addon.purchased_on,
        )
        if not row.addon.requests:
            return state
        template = plural("{state}, {count} request", "{state}, {count} requests")
        return self._say(template, state=state, count=row.addon.requests)

    def _licenses(self, row: CatalogRow) -> str:
        if row.addon.basis is None:
            return ""
        if row.addon.basis == "assigned":
            return self._say(N_("assigned"))
        total = self._view.context.account.licenses.total
        return self._say(plural("all {count}"), count=total)

    def _route(self, status: AddonStatus) -> str:
        """Say how it is bought where it still may be; an assumed quote has a note."""
        if not status.is_open:
            return ""
        words, code = self._say(ROUTE_NAMES[status.route]), status.route_reason.code
        if not status.is_quote_assumed:
            return words
        if code == "NO_PRICE_KNOWN":
            self.unpriced.append(status.addon.id)
        return f"{words} {self.notes.mark(code)}"

    def _actions(self, row: CatalogRow) -> list[str]:
        """Say for each action which roles may take it."""
        parts = []
        for action in ACTIONS:
            may = [(role, row.may[role]) for role in self._view.roles]
            words = [self._say(ROLE_NAMES[role]) for role, its in may if action in its.actions]
            contested = [conflict for _role, its in may for conflict in its.contested[action]]
            if not words and not contested:
                continue
            part = self._say(
                N_("{action}: {roles}"),
                action=phrase(ACTION_NOUNS[action]),
                roles=", ".join(words) if words else Message("NOBODY"),
            )
            parts.append(self._marked(part, contested))
        return parts

    def _role_cell(self, row: CatalogRow, role: Role) -> Cell:
        """Say what a role may do with an add-on."""
        may = row.may[role]
        words = [self._say(ACTION_NOUNS[action]) for action in may.actions]
        contested = [conflict for action in ACTIONS for conflict in may.contested[action]]
        self.has_dashes |= not words
        text = self._marked(", ".join(words) if words else _DASH, contested)
        return Cell(text, "green" if words else "")

    def _marked(self, text: str, conflicts: Sequence[str]) -> str:
        return " ".join([text, *dict.fromkeys(self.notes.mark(known) for known in conflicts)])
