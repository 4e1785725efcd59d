"""Build the table of an account's add-ons, and the notes that its cells point to.

Two variants: with a column for each role where there is room, else with a line under each add-on.
"""

from collections.abc import Sequence
from typing import Final, cast

from addonctl.model.account import Role, RouteName
from addonctl.model.answers import AddonView
from addonctl.model.context import Context
from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import ACTION_NOUNS, ROLE_NAMES, ROUTE_NAMES
from addonctl.model.policy import ACTIONS, OPEN_STATES, ROLES, Action, State
from addonctl.output.screens.catalog.prices import price_head, price_text
from addonctl.output.screens.shared import Notes
from addonctl.output.terminal.page import Cell, Column, Row
from addonctl.output.terminal.wrapping import wrap_parts
from addonctl.rules.policy import Question, Verdict, counted_roles, decide
from addonctl.text.phrases import state_words
from addonctl.text.translator import Translator

_DASH: Final = "–"
_LEAD: Final = "  "


class AddonTable:
    """The columns and rows of the add-ons; `notes` collects the marks in reading order.

    `idle_roles` are those on the account that may do nothing with any add-on; `has_dashes` says
    that a cell means so for one. `unpriced` are the add-ons bought by quote for want of a price.
    """

    def __init__(
        self, addons: Sequence[AddonView], context: Context, say: Translator, *, is_wide: bool
    ) -> None:
        """Take the add-ons, and whether each role has a column."""
        self.notes = Notes()
        self.is_wide = is_wide
        self.has_dashes = False
        self.unpriced: list[str] = []
        self._addons = addons
        self._subject = context
        self._say = say
        # A decision depends on a person's roles, so that people with the same ones are one case.
        asked_about = {user_id for addon in addons for user_id in addon.actions}
        people = [user for user in context.account.users if user.id in asked_about]
        self._held = {counted_roles(user.roles) for user in people}
        roles = tuple(role for role in ROLES if any(role in held for held in self._held))
        self.idle_roles = tuple(role for role in roles if self._is_idle(role))
        self._roles = tuple(role for role in roles if role not in self.idle_roles)
        self.is_idle = not self._roles

    def columns(self) -> list[Column]:
        """List the columns: what it is, what it costs, how to buy it, and who may."""
        say, currency = self._say, self._subject.account.currency
        price = say(N_("Price")) if self.is_wide else price_head(self._addons, currency, say)
        columns = [
            Column(head=say(N_("Add-on"))),
            Column(head=say(N_("State"))),
            Column(head=price, is_number=True),
            Column(head=say(N_("Licences"))),
            Column(head=say(N_("How to buy"))),
        ]
        if self.is_wide:
            columns += [Column(head=say(ROLE_NAMES[role])) for role in self._roles]
        return columns

    def rows(self, width: int | None) -> list[Row]:
        """List the add-ons; the lines under them are broken where they are wider than `width`."""
        rows = []
        for addon in self._addons:
            cells = [
                Cell(self._say("{name}", name=addon.name)),
                Cell(self._state(addon)),
                Cell(price_text(addon, self._addons, self._say)),
                Cell(self._licenses(addon)),
                Cell(self._route(addon)),
            ]
            below: list[str] = []
            if self.is_wide:
                cells += [self._role_cell(addon, role) for role in self._roles]
            else:
                parts = self._actions(addon)
                room = None if width is None else width - len(_LEAD)
                below = [_LEAD + line for line in wrap_parts(parts, " · ", room)]
            rows.append(Row(cells=tuple(cells), below=tuple(below)))
        return rows

    def _state(self, addon: AddonView) -> str:
        state = state_words(
            cast("State", addon.state),
            self._say,
            trial_end=addon.trial_end,
            purchased_on=addon.purchased_on,
        )
        if not addon.requests:
            return state
        template = plural("{state}, {count} request", "{state}, {count} requests")
        return self._say(template, state=state, count=addon.requests)

    def _licenses(self, addon: AddonView) -> str:
        if addon.basis is None:
            return ""
        if addon.basis == "assigned":
            return self._say(N_("assigned"))
        return self._say(plural("all {count}"), count=self._subject.account.licenses.total)

    def _route(self, addon: AddonView) -> str:
        """Say how it is bought where it still may be; an assumed quote has a note."""
        if addon.route is None or addon.state not in OPEN_STATES:
            return ""
        words = self._say(ROUTE_NAMES[addon.route])
        reason = addon.route_reason
        if addon.route == "quote" and reason is not None and reason.basis == "inferred":
            if reason.code == "NO_PRICE_KNOWN":
                self.unpriced.append(addon.id)
            return f"{words} {self.notes.mark(reason.code)}"
        return words

    def _actions(self, addon: AddonView) -> list[str]:
        """Say for each action which roles may take it."""
        parts = []
        for action in ACTIONS:
            roles = [role for role in self._roles if self._verdict(addon, action, role).allowed]
            contested = [
                conflict
                for role in self._roles
                for conflict in self._contested(addon, action, role)
            ]
            if not roles and not contested:
                continue
            words = [self._say(ROLE_NAMES[role]) for role in roles]
            part = self._say(
                N_("{action}: {roles}"),
                action=phrase(ACTION_NOUNS[action]),
                roles=", ".join(words) if words else Message("NOBODY"),
            )
            parts.append(self._marked(part, contested))
        return parts

    def _role_cell(self, addon: AddonView, role: Role) -> Cell:
        """Say what a role may do with an add-on."""
        words = [
            self._say(ACTION_NOUNS[action])
            for action in ACTIONS
            if self._verdict(addon, action, role).allowed
        ]
        contested = [
            conflict for action in ACTIONS for conflict in self._contested(addon, action, role)
        ]
        self.has_dashes |= not words
        return Cell(
            self._marked(", ".join(words) if words else _DASH, contested),
            "green" if words else "",
        )

    def _marked(self, text: str, conflicts: Sequence[str]) -> str:
        return " ".join([text, *dict.fromkeys(self.notes.mark(known) for known in conflicts)])

    def _is_idle(self, role: Role) -> bool:
        return not any(
            self._verdict(addon, action, role).allowed or self._contested(addon, action, role)
            for addon in self._addons
            for action in ACTIONS
        )

    def _contested(self, addon: AddonView, action: Action, role: Role) -> list[str]:
        """List the conflicts that decide for this role and for a person who holds it."""
        for_people = {
            conflict.id
            for held in self._held
            if role in held
            for conflict in self._verdict(addon, action, *held).contested
        }
        contested = self._verdict(addon, action, role).contested
        return [conflict.id for conflict in contested if conflict.id in for_people]

    def _verdict(self, addon: AddonView, action: Action, *roles: Role) -> Verdict:
        # About an account every add-on has a state and a route.
        question = Question(
            action=action,
            state=cast("State", addon.state),
            route=cast("RouteName", addon.route),
        )
        return decide(self._subject.policy, self._subject.reading, roles, question)
