"""Complete a command line for a shell: commands, options, and the values that options take.

The scripts under `data/completion` hand over the line as `COMP_WORDS` (a word a line) and the
number of the word to complete as `COMP_CWORD`; they read a candidate a line, behind it what it is
(not for bash), and `:files` where files fit, too. Whatever goes wrong, there is nothing to
complete: no message, no failure.
"""

import contextlib
import re
import shlex
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from addonctl.cli.registry import COMMANDS, FILES, Candidate
from addonctl.cli.runtime import Run, Runtime

if TYPE_CHECKING:  # the names of commands do without
    from addonctl.cli.options import Parameter

# What every shell reads as itself; another word would have to be quoted in the shell's own way.
_PLAIN: Final = re.compile(r"\w[\w.@+-]*=?")
_HELP: Final = Candidate("--help", "Show this message and exit.")


class Line(NamedTuple):
    """What the words of a command say, as far as they can be understood.

    `values` are those of options by their parameter, `used` the parameters that were given.
    Next comes the value of `option`, else, if it isn't an option, the `argument`.
    """

    values: dict[str, str]
    used: set[str]
    option: "Parameter | None"
    argument: "Parameter | None"


def complete(runtime: Runtime) -> int:
    """Print the candidates for the line in the environment; always return 0."""
    with contextlib.suppress(Exception):
        environ = runtime.environ
        words, incomplete = split_line(environ["COMP_WORDS"], int(environ["COMP_CWORD"]))
        is_bash = environ["_ADDONCTL_COMPLETE"] == "complete_bash"
        lines = [
            candidate.word if is_bash or not candidate.help else " ".join(candidate)
            for candidate in candidates(words, incomplete, runtime)
        ]
        if runtime.stdout is not None and lines:
            runtime.stdout.write("\n".join(lines) + "\n")
            runtime.stdout.flush()
    return 0


def split_line(text: str, number: int) -> tuple[list[str], str]:
    """Split a line into the words after the program's name, and the one to complete."""
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words += lexer
    except ValueError:  # a quote that isn't closed yet
        words.append(lexer.token.lstrip("'\""))
    incomplete = words[number] if number < len(words) else ""
    # bash makes three words of `--lang=fr`
    before = [word for word in words[1:number] if word != "="]
    return before, "" if incomplete == "=" else incomplete


def candidates(words: list[str], incomplete: str, runtime: Runtime) -> Iterator[Candidate]:
    """List what may stand for the incomplete word after `words`."""
    if not words:
        yield from _fitting(_first_words(), incomplete)
        return
    if words[0] not in COMMANDS:
        return
    from addonctl.cli.options import parameters_of  # noqa: PLC0415  # the names of commands do without

    parameters = parameters_of(words[0])
    line = read_line(parameters, words[1:])
    name, equals, value = incomplete.partition("=")
    if line.option is None and equals and name.startswith("--"):
        named = read_line(parameters, [*words[1:], name])
        for candidate in _fitting(_values(named.option, named, runtime), value):
            yield candidate._replace(word=f"{name}={candidate.word}")
    elif line.option is None and incomplete.startswith("-"):
        yield from _fitting(_options(parameters, line), incomplete)
    else:
        yield from _fitting(_values(line.option or line.argument, line, runtime), incomplete)


def read_line(parameters: "list[Parameter]", words: list[str]) -> Line:
    """Read the words of a command by its parameters."""
    options = {word: each for each in parameters for word in each.words}
    arguments = [each for each in parameters if not each.words]
    values: dict[str, str] = {}
    used: set[str] = set()
    awaiting: Parameter | None = None
    places = 0
    for word in words:
        name, equals, value = word.partition("=")
        if not word.startswith("--") and name not in options:
            name, equals, value = word[:2], word[2:], word[2:]
        if awaiting is not None:
            values[awaiting.name], awaiting = word, None
        elif name not in options:
            places += not word.startswith("--")
        else:
            used.add(options[name].name)
            if not options[name].is_switch:
                values[options[name].name] = value
                awaiting = None if equals else options[name]
    here = arguments[min(places, len(arguments) - 1)] if arguments else None
    is_open = here is not None and (places < len(arguments) or here.is_repeated)
    return Line(values, used, awaiting, here if is_open else None)


def _first_words() -> Iterator[Candidate]:
    for name, entry in COMMANDS.items():
        yield Candidate(name, entry.help)
    yield _HELP
    yield Candidate("--version", "Show the version and exit.")


def _options(parameters: "list[Parameter]", line: Line) -> Iterator[Candidate]:
    for parameter in parameters:
        for word in parameter.words:
            is_open = parameter.is_repeated or parameter.name not in line.used
            if word.startswith("--") and is_open:
                yield Candidate(word, parameter.help)
    yield _HELP


def _values(parameter: "Parameter | None", line: Line, runtime: Runtime) -> Iterator[Candidate]:
    """List the values of a parameter that can stand on a line as they are."""
    from addonctl.cli.session import Session  # noqa: PLC0415  # names do without
    from addonctl.model.preferences import SharedOptions  # noqa: PLC0415

    if parameter is None or parameter.completes is None:
        return
    given = line.values
    shared = SharedOptions(
        account=given.get("account"),
        accounts=given.get("accounts") or None,
        config=given.get("config"),
        profile=given.get("profile"),
    )
    for candidate in parameter.completes.candidates(Session(Run(runtime, is_hasty=True), shared)):
        if candidate == FILES or _PLAIN.fullmatch(candidate.word):
            yield candidate


def _fitting(found: Iterable[Candidate], incomplete: str) -> Iterator[Candidate]:
    for candidate in found:
        if candidate == FILES or candidate.word.startswith(incomplete):
            yield candidate
