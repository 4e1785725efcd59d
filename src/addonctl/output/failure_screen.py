"""Show a failure on standard error: what, why, all problems with their places, what to do.

An error in JSON is `output.machine`'s.
"""

from addonctl.errors import AddonctlError, Stopped
from addonctl.model.messages import Message, Problem
from addonctl.output.explain import explain
from addonctl.output.layout import Page
from addonctl.output.streams import Look
from addonctl.output.wording import Wording


def render_failure(failure: AddonctlError, say: Wording, look: Look) -> str:
    """Show a failure.

    That a person stopped is no error: it is told in a sentence. A syntax error says its only
    problem itself; where there are others, each is a line that editors turn into a link.
    """
    page = Page(look)
    if isinstance(failure, Stopped):
        page.paragraph(say.failure(failure)[0])
        return page.text()
    explained = explain(failure, say)
    page.paragraph(
        explained.what, lead=f"error[{failure.code}]:", lead_style="red", indent=0, hang=4
    )
    for reason in explained.why:
        page.paragraph(reason, indent=2, hang=4, style="dim")
    if failure.problems and not explained.why:
        page.line()
        for problem in failure.problems:
            if isinstance(problem, Problem):
                page.paragraph(problem_words(problem, say), hang=4)
        page.line()
    page.paragraph(explained.hint, lead="hint:", lead_style="dim", hang=6)
    for words in explained.commands:
        page.command(words)
    for line in explained.lines:
        page.line(f"  {line}")
    return page.text()


def problem_words(problem: Problem, say: Wording) -> str:
    """Write a problem after its place, such as `acme.toml:4: plan: unknown plan`."""
    file = say.say(Message("STANDARD_INPUT")) if problem.file is None else say.clean(problem.file)
    place = file if problem.line is None else f"{file}:{problem.line}"
    path = "" if problem.path is None else f" {say.clean(problem.path)}:"
    return f"{place}:{path} {say.say(problem.message)}"
