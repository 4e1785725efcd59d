"""Show the permission rules as people read them: what each role may, what refuses, and why."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from addonctl.model.account import Role, RouteName
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.messages.vocabulary import ACTION_NOUNS, ROLE_NAMES, ROUTE_NAMES, STATE_NAMES
from addonctl.model.policy import (
    ACTIONS,
    OPEN_STATES,
    ROLES,
    ROUTES,
    STATES,
    Action,
    Citation,
    State,
    sentence_code,
)
from addonctl.model.reports import PolicyAnswer, PolicyCell, PolicyConflict, PolicyRule
from addonctl.output.blocks import Below, Cell, Column, Row
from addonctl.output.document import Document
from addonctl.output.screens.shared import Notes
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
from addonctl.text.translator import Translator


class _May(Struct, frozen=True, kw_only=True):
    """What a role may, or might in another reading: an action where and while it is open."""

    role: Role
    action: Action
    routes: tuple[RouteName, ...]
    states: tuple[State, ...]
    allowed: bool
    contested: tuple[str, ...]
    rules: tuple[str, ...]


def render_policy(
    answer: PolicyAnswer,
    say: Translator,
    features: StreamFeatures,
    *,
    sources: tuple[str, ...] | None,
) -> str:
    """Show the allowed cells as a table, then what refuses the others and what is contested.

    Every row has its grounds beside it, unless `sources` is the command that shows them.
    """
    why = sources is None
    page, notes = Document(), Notes()
    page.paragraph(_heading(answer, say), hang=2)
    page.line()
    columns = [
        Column(head=say(N_("Role"))),
        Column(head=say(N_("May"))),
        Column(head=say(N_("Route"))),
        Column(head=say(N_("Add-on"))),
    ]
    page.begin_answer()
    page.table(columns, [_row(may, answer, notes, say, why=why) for may in _all(answer.cells)])
    page.end_answer()
    page.line()
    page.paragraph(say(N_("Not bought yet: available, trial running or trial used.")), indent=2)
    if any(cell.contested and not cell.allowed for cell in answer.cells):
        text = N_("In brackets: not allowed in the reading {reading}.")
        page.paragraph(say(text, reading=answer.reading), indent=2)
    for conflict in answer.conflicts:
        if conflict.id in notes.keys:
            _add_contested(page, conflict, answer, notes, say, why=why)
    page.line()
    page.line(say(N_("Everything else is refused:")))
    forbids = [rule for rule in answer.rules if rule.effect == "forbid"]
    refusals = [_refusal(rule, answer, say, why=why) for rule in forbids]
    for refusal in dict.fromkeys(refusals):
        page.paragraph(refusal, indent=2, hang=4)
    _add_routes(page, answer, say)
    if sources is not None:
        page.line()
        page.pointer(say(N_("Sources:")), sources)
    return written(page, features, say.colon)


def _add_routes(page: Document, answer: PolicyAnswer, say: Translator) -> None:
    """Add what decides how an account buys, in the order in which it is asked."""
    steps: tuple[tuple[str, bool], ...] = (
        (N_("How an account buys is decided first by this:"), True),
        (N_("then by the account's own purchase_path, else by this, else by itself:"), False),
    )
    page.line()
    for heading, before_path in steps:
        page.paragraph(say(heading), hang=2)
        for row in answer.routes:
            if row.enabled and row.before_path == before_path:
                words = say(
                    N_("{reason} ({code}: {route})"),
                    reason=say.data(row.inferred),
                    code=row.code,
                    route=phrase(ROUTE_NAMES[row.route]),
                )
                page.paragraph(words, indent=2, hang=4)


def _heading(answer: PolicyAnswer, say: Translator) -> str:
    if answer.file is None:
        return say(
            N_("Who may do what with an add-on · packaged policy · reading {reading}"),
            reading=answer.reading,
        )
    return say(
        N_("Who may do what with an add-on · {file} · reading {reading}"),
        file=answer.file,
        reading=answer.reading,
    )


def _all(cells: Sequence[PolicyCell]) -> Iterator[_May]:
    """Bring the allowed and the contested cells together, a role without any as one of nothing."""
    for role in ROLES:
        for action in ACTIONS:
            chosen = [
                cell
                for cell in cells
                if (cell.role, cell.action) == (role, action) and (cell.allowed or cell.contested)
            ]
            yield from _groups(chosen)
        if not any(cell.allowed for cell in cells if cell.role == role):
            yield _May(
                role=role,
                action="request",
                routes=(),
                states=(),
                allowed=False,
                contested=(),
                rules=(),
            )


def _groups(cells: Iterable[PolicyCell]) -> Iterator[_May]:
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
            first = members[0]
            yield _May(
                role=first.role,
                action=first.action,
                routes=routes,
                states=tuple(state for state, those in routes_of.items() if those == routes),
                allowed=first.allowed,
                contested=first.contested,
                rules=first.rules,
            )


def _row(may: _May, answer: PolicyAnswer, notes: Notes, say: Translator, *, why: bool) -> Row:
    role = say(ROLE_NAMES[may.role])
    if not may.routes:
        return Row(cells=(Cell(role), Cell(say(N_("nothing"))), Cell(""), Cell("")))
    action = say(ACTION_NOUNS[may.action])
    action = action if may.allowed else f"({action})"
    marks = "".join(notes.mark(conflict) for conflict in may.contested)
    routes = say(N_("either way")) if may.routes == ROUTES else say(ROUTE_NAMES[may.routes[0]])
    grounds = [
        Below(text=_grounds(rule, answer, say))
        for rule in answer.rules
        if why and rule.id in may.rules and may.allowed
    ]
    return Row(
        cells=(
            Cell(role),
            Cell(f"{action} {marks}".strip(), "yellow" if marks else "green"),
            Cell(routes),
            Cell(_states(may.states, say)),
        ),
        below=tuple(grounds),
    )


def _states(states: tuple[State, ...], say: Translator) -> str:
    if states == OPEN_STATES:
        return say(N_("not bought yet"))
    return say(N_("{states:or}"), states=tuple(phrase(STATE_NAMES[state]) for state in states))


def _refusal(rule: PolicyRule, answer: PolicyAnswer, say: Translator, *, why: bool) -> str:
    """Say what a forbid row refuses, to whom where it isn't everybody; asked why, its grounds."""
    text = _refused(rule, say)
    return (
        say(N_("{text}: {ground}"), text=text, ground=_grounds(rule, answer, say)) if why else text
    )


def _refused(rule: PolicyRule, say: Translator) -> str:
    values = {
        "reason": say.short(Message(sentence_code(rule.code, rule.action))),
        "code": rule.code,
    }
    if rule.action == ACTIONS:
        return say(N_("{reason} ({code})"), **values)
    actions = tuple(phrase(ACTION_NOUNS[action]) for action in rule.action)
    return say(N_("{reason} ({code}, {actions:or})"), actions=actions, **values)


def _grounds(rule: PolicyRule, answer: PolicyAnswer, say: Translator) -> str:
    if rule.inferred is not None:
        return say(N_("assumed: {ground}"), ground=say.data(rule.inferred))
    return _sources(rule.source, answer, say)


def _sources(sources: Sequence[Citation], answer: PolicyAnswer, say: Translator) -> str:
    titles = {document.id: document.title for document in answer.documents}
    return say.sequence(
        say(
            N_("{document}, {section}"),
            document=say.data(titles.get(source.document, source.document)),
            section=say.data(source.section),
        )
        for source in sources
    )


def _add_contested(
    page: Document,
    conflict: PolicyConflict,
    answer: PolicyAnswer,
    notes: Notes,
    say: Translator,
    *,
    why: bool,
) -> None:
    """Say what the documents contest, and asked why what each reading follows."""
    text = say(
        N_("{mark} Contested ({id}): {question}"),
        mark=notes.mark(conflict.id),
        id=conflict.id,
        question=say.data(conflict.question),
    )
    page.paragraph(text, indent=2, hang=4)
    for reading in conflict.readings if why else ():
        sources = _sources(reading.source, answer, say)
        text = say(N_("{reading} follows {sources}."), reading=reading.name, sources=sources)
        page.paragraph(text, indent=4, hang=6)
