"""Show a failure on standard error: what, why, all problems with their places, what to do.

An error in JSON is `formats.json`'s.
"""

from typing import Final

from addonctl.errors import AddonctlError, Stopped
from addonctl.model.messages import Problem
from addonctl.output.page import Page
from addonctl.output.screens.check import more_line, problem_line
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.failures import explain
from addonctl.text.translator import Translator

TOLD: Final = frozenset({"CHECK_FAILED", "CHECK_WARNINGS"})
"""The failures whose problems were the answer."""


def render_failure(failure: AddonctlError, say: Translator, features: StreamFeatures) -> str:
    """Show a failure.

    That a person stopped is no error: it is told in a sentence. A syntax error says its only
    problem itself; where there are others, each is a line that editors turn into a link.
    """
    page = Page(say)
    if isinstance(failure, Stopped):
        page.paragraph(say.failure(failure)[0])
        return page.written(features)
    explained = explain(failure, say)
    page.paragraph(
        explained.what, lead=f"error[{failure.code}]:", lead_style="red", indent=0, hang=4
    )
    for reason in explained.why:
        page.item(reason, "dim")
    if failure.problems and not explained.why and failure.code not in TOLD:
        page.line()
        for problem in failure.problems:
            if isinstance(problem, Problem):
                page.paragraph(problem_line(problem, say), hang=4)
        if failure.more:
            page.paragraph(more_line(failure.more, say), hang=4)
        page.line()
    page.paragraph(explained.hint, lead="hint:", lead_style="dim", hang=6)
    for line in explained.lines:
        page.line(f"  {line}")
    for words in explained.commands:
        page.command(words)
    return page.written(features)
