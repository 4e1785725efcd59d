"""Show what a check found: a line a problem that editors turn into a link, a line a good file."""

from addonctl.model.marking import N_, plural
from addonctl.model.messages import Message, Problem, phrase
from addonctl.model.messages.vocabulary import FILE_KINDS
from addonctl.model.reports import CheckAnswer, CheckedFile, CheckedProblem
from addonctl.output.page import Page
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.text.translator import Translator


def add_check(page: Page, answer: CheckAnswer) -> None:
    """Add each file in the order given."""
    say = page.say
    page.title = say(N_("Checked files"))
    for file in answer.files:
        for warning in file.warnings:
            text = say(N_("warning: {text}"), text=_words(warning, say))
            page.paragraph(f"{_place(warning, say)}: {text}", hang=4, style="yellow")
        if file.more_warnings:
            page.paragraph(_more("warning", file, say), hang=4, style="yellow")
        if not file.problems:
            page.paragraph(_good(file, say), hang=4)
        for problem in file.problems:
            page.paragraph(problem_line(problem, say), hang=4)
            if problem.row is not None:
                page.code(say.clean(line) for line in problem.row.splitlines())
        if file.more:
            page.paragraph(_more("error", file, say), hang=4)


def annotations(answer: CheckAnswer, say: Translator, features: StreamFeatures) -> str:
    """Write each problem as a workflow command, which GitHub shows at its line."""
    del features
    lines = []
    for file in answer.files:
        for level, problems, more in (
            ("warning", file.warnings, file.more_warnings),
            ("error", file.problems, file.more),
        ):
            lines += [_annotation(problem, say, level=level) for problem in problems]
            if more:
                lines.append(f"::{level}::{_escaped(_more(level, file, say))}")
    return "".join(f"{line}\n" for line in lines)


def problem_line(problem: Problem | CheckedProblem, say: Translator) -> str:
    """Write a problem after its place, such as `acme.toml:4: plan: unknown plan`."""
    return f"{_place(problem, say)}: {_words(problem, say)}"


def _place(problem: Problem | CheckedProblem, say: Translator) -> str:
    name = _name(problem.file, say)
    return name if problem.line is None else f"{name}:{problem.line}"


def more_line(more: int, say: Translator) -> str:
    """Count the problems that aren't listed."""
    return say(plural("{count} more problem", "{count} more problems"), count=more)


def _more(level: str, file: CheckedFile, say: Translator) -> str:
    """Count what isn't listed of one file, after its name."""
    warnings = plural("{count} more warning", "{count} more warnings")
    words = (
        more_line(file.more, say) if level == "error" else say(warnings, count=file.more_warnings)
    )
    return f"{_name(file.file, say)}: {words}"


def _words(problem: Problem | CheckedProblem, say: Translator) -> str:
    path = "" if problem.path is None else f"{say.clean(problem.path)}: "
    return path + say.say(problem.message)


def _name(file: str | None, say: Translator) -> str:
    return say.say(Message("STANDARD_INPUT")) if file is None else say.clean(file) or '""'


def _good(file: CheckedFile, say: Translator) -> str:
    name, kind = _name(file.file, say), phrase(FILE_KINDS[str(file.kind)])
    if file.contested is None:
        return say(N_("{name}: ok ({kind})"), name=name, kind=kind)
    count = max(file.contested.values(), default=0)
    template = plural(
        "{name}: ok ({kind}, {count} contested answer)",
        "{name}: ok ({kind}, {count} contested answers)",
    )
    return say(template, name=name, kind=kind, count=count)


def _annotation(problem: CheckedProblem, say: Translator, *, level: str) -> str:
    """Write a problem in the syntax of workflow commands, its values escaped for it."""
    values = {
        "file": None if problem.file is None else say.clean(problem.file),
        "line": problem.line,
        "col": problem.column,
        "title": f"addonctl ({problem.code})",
    }
    properties = ",".join(
        f"{key}={_escaped(str(value), ':,')}" for key, value in values.items() if value is not None
    )
    message = "\n".join((_words(problem, say), *(problem.row or "").splitlines()))
    return f"::{level} {properties}::{_escaped(message)}"


def _escaped(text: str, also: str = "") -> str:
    """Escape what would end a line or a value of a workflow command."""
    return "".join(
        f"%{ord(character):02X}" if character in f"%\r\n{also}" else character for character in text
    )
