"""Show what was looked at and what was found, with what to do about it."""

import shlex
from collections.abc import Sequence
from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages.doctor import CHECK_NAMES, CHECK_STATES, COUNTED
from addonctl.model.upkeep import DoctorAnswer, DoctorCheck
from addonctl.output.blocks import Below, Cell, Column, Row, Style
from addonctl.output.page import Page
from addonctl.output.screens.check import more_line, problem_line
from addonctl.text.translator import Translator

_STYLES: Final[dict[str, Style]] = {
    "ok": "green",
    "warning": "yellow",
    "failed": "red",
    "not_checked": "dim",
}
_LEAST: Final = 24


def add_doctor(page: Page, answer: DoctorAnswer) -> None:
    """Add whether all is well, then each check with what was found."""
    say = page.say
    with page.as_answer():
        page.paragraph(_headline(answer, say), hang=2)
        where = N_("addonctl {version}, without an API")
        if answer.server is not None:
            where = N_("addonctl {version} and {server}")
        words = say(where, version=answer.version, server=answer.server or "")
        page.paragraph(words, hang=2)
        page.line()
        page.table(
            [
                *page.heads(N_("Check"), N_("State")),
                Column(head=say(N_("Found")), least=_LEAST),
            ],
            [_row(check, say) for check in answer.checks],
        )
    commands = [command for check in answer.checks for command in check.commands]
    if commands:
        page.heading(N_("To find out what became of it, and to end it:"))
    for command in commands:
        page.command(shlex.split(command))


def _headline(answer: DoctorAnswer, say: Translator) -> str:
    states = [check.state for check in answer.checks]
    parts = [
        say(template, count=states.count(state))
        for state, template in COUNTED.items()
        if state in states
    ]
    words = N_("Nothing is wrong: {counts}.") if answer.ok else N_("Something is wrong: {counts}.")
    return say(words, counts=", ".join(parts))


def _row(check: DoctorCheck, say: Translator) -> Row:
    *others, last = map(say.say, check.found)
    found = "\n".join((*(_going_on(text, say) for text in others), last))
    return Row(
        cells=(
            Cell(say(CHECK_NAMES[check.name])),
            Cell(say(CHECK_STATES[check.state]), _STYLES[check.state]),
            Cell(found),
        ),
        below=tuple(Below(text=text, hang=2) for text in _below(check, say)),
    )


def _going_on(text: str, say: Translator) -> str:
    """End a text that another follows, where it doesn't end a sentence."""
    return text if text.endswith((".", "?")) else say(N_("{text};"), text=text)


def _below(check: DoctorCheck, say: Translator) -> Sequence[str]:
    """Say each problem after its place, and what to do, after the code by which more is told."""
    lines = [problem_line(problem, say) for problem in check.problems]
    if check.more:
        lines.append(more_line(check.more, say))
    if check.code is not None:
        hint = N_("{code}: {hint}") if check.hint else N_("{code}: addonctl explain {code}")
        lines.append(say(hint, code=check.code, hint=check.hint or ""))
    return lines
