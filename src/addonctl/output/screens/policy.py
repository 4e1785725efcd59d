"""Show the permission rules as people read them: what each role may, what refuses, and why."""

from collections.abc import Iterable, Iterator
from itertools import groupby, starmap

from addonctl.model.account import RouteName
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import ACTION_NOUNS, ROLE_NAMES, ROUTE_NAMES, STATE_NAMES
from addonctl.model.policy import ACTIONS, OPEN_STATES, ROLES, ROUTES, STATES, State, sentence_code
from addonctl.model.reports import (
    PolicyCell,
    PolicyConflict,
    PolicyConflictReading,
    PolicyRule,
    PolicyVendor,
    PolicyView,
)
from addonctl.output.blocks import Below, Cell, Row, row
from addonctl.output.page import Page
from addonctl.output.screens.shared import Notes, add_warnings
from addonctl.text.phrases import sources_words


def add_policy(page: Page, view: PolicyView) -> None:
    """Add the allowed cells as a table, then what refuses the others and what is contested.

    Every row has its grounds beside it, unless the command that shows them does.
    """
    _PolicyScreen(page, view).add()


class _PolicyScreen:
    """The screen of the rules; `notes` are the contradictions that cells point to."""

    def __init__(self, page: Page, view: PolicyView) -> None:
        self._page, self._say, self._answer = page, page.say, view.answer
        self._sources, self._why = view.sources, view.sources is None
        self._notes = Notes()

    def add(self) -> None:
        """Add all of it."""
        page, say, answer = self._page, self._say, self._answer
        heading = (
            N_("Who may do what with an add-on · packaged policy · reading {reading}")
            if answer.file is None
            else N_("Who may do what with an add-on · {file} · reading {reading}")
        )
        page.paragraph(say(heading, file=answer.file or "", reading=answer.reading), hang=2)
        add_warnings(page, answer.warnings)
        page.line()
        columns = page.heads(N_("Role"), N_("May"), N_("Route"), N_("Add-on"))
        with page.as_answer():
            page.table(columns, list(self._rows()))
        page.line()
        page.paragraph(say(N_("Not bought yet: available, trial running or trial used.")), indent=2)
        if any(cell.contested and not cell.allowed for cell in answer.cells):
            text = N_("In brackets: not allowed in the reading {reading}.")
            page.paragraph(say(text, reading=answer.reading), indent=2)
        for conflict in answer.conflicts:
            if conflict.id in self._notes.keys:
                self._add_contested(conflict)
        page.heading(N_("Everything else is refused:"))
        refusals = [self._refusal(rule) for rule in answer.rules if rule.effect == "forbid"]
        for refusal in dict.fromkeys(refusals):
            page.item(refusal)
        self._add_vendor()
        self._add_routes()
        if self._sources is not None:
            page.pointer(N_("Sources:"), self._sources)

    def _add_vendor(self) -> None:
        """Add what no role does; asked why, with its grounds."""
        page, say = self._page, self._say
        if self._answer.vendor:
            page.line()
            words = N_("What was bought is changed by the vendor's people alone:")
            page.paragraph(say(words), hang=2)
        for rule in self._answer.vendor:
            reason = say.short(Message(rule.code))
            text = say(N_("{reason} ({code})"), reason=reason, code=rule.code)
            if self._why:
                text = say(N_("{text}: {ground}"), text=text, ground=self._grounds(rule))
            page.item(text)

    def _add_routes(self) -> None:
        """Add what decides how an account buys, in the order in which it is asked."""
        steps: tuple[tuple[str, bool], ...] = (
            (N_("How an account buys is decided first by this:"), True),
            (N_("then by the account's own purchase_path, else by this, else by itself:"), False),
        )
        page, say = self._page, self._say
        page.line()
        for heading, before_path in steps:
            page.paragraph(say(heading), hang=2)
            for rule in self._answer.routes:
                if rule.enabled and rule.before_path == before_path:
                    words = say(
                        N_("{reason} ({code}: {route})"),
                        reason=say.data(rule.inferred),
                        code=rule.code,
                        route=phrase(ROUTE_NAMES[rule.route]),
                    )
                    page.item(words)

    def _rows(self) -> Iterator[Row]:
        """Bring allowed and contested cells together, a role without any as one of nothing."""
        for role in ROLES:
            own = [cell for cell in self._answer.cells if cell.role == role]
            for action in ACTIONS:
                chosen = [c for c in own if c.action == action and (c.allowed or c.contested)]
                yield from starmap(self._row, _groups(chosen))
            if not any(cell.allowed for cell in own):
                yield row(self._say(ROLE_NAMES[role]), self._say(N_("nothing")), "", "")

    def _row(
        self, cell: PolicyCell, routes: tuple[RouteName, ...], those: tuple[State, ...]
    ) -> Row:
        """Say what a role may, or might in another reading: one of alike cells, where and while."""
        say = self._say
        action = say(ACTION_NOUNS[cell.action])
        action = action if cell.allowed else f"({action})"
        marks = "".join(self._notes.mark(conflict) for conflict in cell.contested)
        states = tuple(phrase(STATE_NAMES[state]) for state in those)
        return row(
            say(ROLE_NAMES[cell.role]),
            Cell(f"{action} {marks}".strip(), "yellow" if marks else "green"),
            say(N_("either way") if routes == ROUTES else ROUTE_NAMES[routes[0]]),
            say(
                N_("not bought yet") if those == OPEN_STATES else N_("{states:or}"),
                states=states,
            ),
            below=[
                Below(text=self._grounds(rule))
                for rule in self._answer.rules
                if self._why and rule.id in cell.rules and cell.allowed
            ],
        )

    def _refusal(self, rule: PolicyRule) -> str:
        """Say what a forbid row refuses, of which actions unless of all; asked why, its grounds."""
        is_all = rule.action == ACTIONS
        text = self._say(
            N_("{reason} ({code})") if is_all else N_("{reason} ({code}, {actions:or})"),
            reason=self._say.short(Message(sentence_code(rule.code, rule.action))),
            code=rule.code,
            actions=tuple(phrase(ACTION_NOUNS[action]) for action in rule.action),
        )
        if not self._why:
            return text
        return self._say(N_("{text}: {ground}"), text=text, ground=self._grounds(rule))

    def _grounds(self, rule: PolicyRule | PolicyVendor) -> str:
        if rule.inferred is not None:
            return self._say(N_("assumed: {ground}"), ground=self._say.data(rule.inferred))
        return self._cited(rule)

    def _cited(self, rule: PolicyRule | PolicyVendor | PolicyConflictReading) -> str:
        return self._say.sequence(sources_words(rule.source, self._answer.documents, self._say))

    def _add_contested(self, conflict: PolicyConflict) -> None:
        """Say what the documents contest, and asked why what each reading follows."""
        say, mark = self._say, self._notes.mark(conflict.id)
        text = N_("{mark} Contested ({id}): {question}")
        words = say(text, mark=mark, id=conflict.id, question=say.data(conflict.question))
        self._page.item(words)
        for reading in conflict.readings if self._why else ():
            text = N_("{reading} follows {sources}.")
            words = say(text, reading=reading.name, sources=self._cited(reading))
            self._page.paragraph(words, indent=4, hang=6)


def _groups(
    cells: Iterable[PolicyCell],
) -> Iterator[tuple[PolicyCell, tuple[RouteName, ...], tuple[State, ...]]]:
    """Join the states that are open on the same routes, for the same reasons."""

    def alike(cell: PolicyCell) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
        return cell.allowed, cell.contested, cell.rules

    for _key, group in groupby(sorted(cells, key=alike), alike):
        members = list(group)
        routes_of = {
            state: tuple(cell.route for cell in members if cell.state == state)
            for state in STATES
            if any(cell.state == state for cell in members)
        }
        for routes in dict.fromkeys(routes_of.values()):
            states = tuple(state for state, those in routes_of.items() if those == routes)
            yield members[0], routes, states
