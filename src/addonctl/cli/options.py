"""Declare the options that commands share, once, and the command that takes them.

A command is declared by its own parameters; `declared` adds the shared ones and hands over a
`Session`. Options are words here: `cli.values` and `cli.session` make values of them. What one
completes stands beside its help.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, Final, NamedTuple, get_args, get_origin

import typer

from addonctl.cli.printer import COLORS
from addonctl.cli.registry import API, COMMANDS, FILES, FORMS, SWEEP_FORMS, Candidate, Entry, run_of
from addonctl.cli.session import Session
from addonctl.cli.values import forms_of
from addonctl.errors import AddonctlError
from addonctl.model.account import LANGUAGES
from addonctl.model.context import SUPPOSING
from addonctl.model.policy import READINGS
from addonctl.model.preferences import SharedOptions

Shared = Mapping[str, tuple[Any, object]]
"""Options by their parameter: how each is declared, and its default."""


class Completes(NamedTuple):
    """What may stand for an option or an argument, found in what its line says.

    Nothing is read from standard input, and whatever goes wrong, there is nothing to complete.
    """

    candidates: Callable[[Session], Iterable[Candidate]]


class Parameter(NamedTuple):
    """An option or an argument of a command, as completion sees it.

    `words` are those that name an option, none for an argument; a switch takes no value; it
    `is_repeated` where it may be given again.
    """

    name: str
    words: tuple[str, ...]
    help: str
    is_switch: bool
    is_repeated: bool
    completes: Completes | None


def takes(word: str, value: str, text: str, *short: str) -> Any:
    """Declare an option that takes a value, which help calls `value`."""
    return typer.Option(word, *short, metavar=value, help=text)


def words(choices: Iterable[str]) -> Completes:
    """Complete one of a few words."""
    known = tuple(map(Candidate, choices))
    return Completes(lambda _session: known)


def _accounts(session: Session) -> Iterator[Candidate]:
    from addonctl.stores.locate import account_ids  # noqa: PLC0415  # names do without

    folder = session.preferences.accounts
    if session.preferences.api_url is not None:
        yield from map(Candidate, session.servers.account_ids())
    else:
        yield from map(Candidate, account_ids(folder) if folder else ())
    yield FILES


def _people(session: Session) -> Iterator[Candidate]:
    if session.located.file is not None:
        for user in session.account.users:
            yield Candidate(user.id, ", ".join(user.roles))


def _addons(session: Session) -> Iterator[Candidate]:
    """List the add-ons of the catalogue in force; an account that can't be found has no part."""
    try:
        catalog = session.catalog
    except AddonctlError:
        if session.preferences.api_url is not None:
            raise
        catalog = session.own_catalog
    yield from (Candidate(each.id) for each in catalog.addons)


ADDONS: Final = Completes(_addons)
PEOPLE: Final = Completes(_people)
FILE: Final = Completes(lambda _session: (FILES,))

Account = Annotated[
    str | None,
    takes(
        "--account",
        "SOURCE",
        "The account: a file, - for standard input, an address, or an id.",
        "-a",
    ),
    Completes(_accounts),
]
AsUser = Annotated[
    str | None, takes("--as", "USER", "A user of the account, by id, e-mail or name."), PEOPLE
]
AsOf = Annotated[
    str | None,
    takes(
        "--as-of",
        "DATE",
        "The date of the answer: YYYY-MM-DD, tomorrow, +7d or next-cycle. [default: today]",
    ),
    words(("tomorrow", "next-cycle")),
]
Lang = Annotated[
    str | None, takes("--lang", "LANG", f"{' or '.join(LANGUAGES)}."), words(LANGUAGES)
]
Color = Annotated[str | None, takes("--color", "WHEN", "auto, always or never."), words(COLORS)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print the answer and nothing else.")]
Verbose = Annotated[
    int,
    typer.Option("--verbose", "-v", count=True, help="Say on standard error what was used."),
]
Addon = Annotated[
    str, typer.Argument(metavar="ADDON", help="An add-on, by id, alias or name."), ADDONS
]
AnyAddon = Annotated[
    str | None, typer.Argument(metavar="[ADDON]", help="An add-on, by id, alias or name."), ADDONS
]
LicensesOption = Annotated[
    str | None, takes("--licenses", "N", "How many licences are to be assigned.")
]
WhySources = Annotated[bool, typer.Option("--why", help="Show where each row is stated.")]
ReadingOption = Annotated[
    str | None,
    takes("--reading", "READING", "strict or fr-table, where the articles disagree."),
    words(READINGS),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", "-n", help="Do everything but record; never ask.")
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")]
NewKey = Annotated[
    bool,
    typer.Option("--new-key", help="Give up what an earlier run sent to a server in vain."),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Answer yes where a yes is asked for.")]
Config = Annotated[str | None, takes("--config", "FILE", "The settings file to use."), FILE]
Profile = Annotated[
    str | None,
    takes("--profile", "NAME", "The profile of the settings file to use."),
    Completes(lambda session: map(Candidate, session.preferences.profiles)),
]


def _keys(session: Session) -> Iterator[Candidate]:
    from addonctl.cli.supposing import key_candidates  # noqa: PLC0415  # only where one is completed

    yield from key_candidates(session)


KEYS: Final = Completes(_keys)
Suppose = Annotated[
    list[str] | None,
    takes(
        "--set",
        "KEY=VALUE",
        "Answer as if a key of the account were that, such as licenses.standard=20. May be"
        " repeated.",
    ),
    KEYS,
]


def _sources(session: Session) -> Iterator[Candidate]:
    if session.preferences.api_url is not None:
        yield Candidate(API, "all accounts of the API that is set")
    yield FILES


Accounts = Annotated[
    str | None,
    takes(
        "--accounts",
        "SOURCE",
        "Many accounts: a folder, a .jsonl or .jsonl.gz file, - for standard input, an address,"
        " or api for the API that is set.",
    ),
    Completes(_sources),
]
Problems = Annotated[
    str | None, takes("--problems", "FILE", "Write what can't be read to a file, as jsonl."), FILE
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Fail at the end where an account can't be read.")
]
Jobs = Annotated[str | None, takes("--jobs", "N", "Answer in N processes. [default: 1]")]
After = Annotated[str | None, takes("--after", "ID", "Go on behind an account of the API.")]
CsvDialect = Annotated[
    str | None,
    takes("--csv-dialect", "DIALECT", "rfc4180, or excel-fr for a French spreadsheet."),
    words(("rfc4180", "excel-fr")),
]

EVERYWHERE: Final[Shared] = {
    "lang": (Lang, None),
    "color": (Color, None),
    "config": (Config, None),
    "profile": (Profile, None),
    "quiet": (Quiet, False),
    "verbose": (Verbose, 0),
}
ACCOUNT: Final[Shared] = {
    "account": (Account, None),
    "as_user": (AsUser, None),
    "as_of": (AsOf, None),
}
SWEEP: Final[Shared] = {
    "accounts": (Accounts, None),
    "problems": (Problems, None),
    "strict": (Strict, False),
    "jobs": (Jobs, None),
    "after": (After, None),
    "csv_dialect": (CsvDialect, None),
}
"""The options of commands that also answer about many accounts."""


def declared(name: str) -> Callable[..., int]:
    """Make the function that Typer calls for a command: its own parameters and the shared ones."""
    run, entry = run_of(name), COMMANDS[name]
    own = inspect.signature(run).parameters
    shared = {key: known for key, known in _shared_by(name, entry).items() if key not in own}

    def invoke(ctx: typer.Context, **values: Any) -> int:  # as Typer hands them over
        options = SharedOptions(**{key: values.pop(key) for key in shared})
        session = Session(
            ctx.obj, options, forms=entry.forms or FORMS, has_account=entry.has_account
        )
        if options.get:
            from addonctl.cli.getting import prepare  # noqa: PLC0415  # seldom

            if prepare(session, name):
                return 0
        code = run(session, **values)
        if session.has_remarks:
            from addonctl.cli.remarks import remark  # noqa: PLC0415  # seldom

            remark(session)
        return code

    context = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    parameters = [context, *_parameters(run, shared)]
    invoke.__doc__ = run.__doc__
    invoke.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    invoke.__annotations__ = {each.name: each.annotation for each in parameters}
    return invoke


def parameters_of(name: str) -> list[Parameter]:
    """List what a command takes, in the order of its help."""
    parameters = []
    run = run_of(name)
    own = inspect.signature(run).parameters
    shared = {k: known for k, known in _shared_by(name, COMMANDS[name]).items() if k not in own}
    for each in _parameters(run, shared):
        kind, (option, *completes) = each.annotation.__origin__, each.annotation.__metadata__
        parameters.append(
            Parameter(
                each.name,
                _words_of(option),
                option.help or "",
                is_switch=kind is bool or bool(getattr(option, "count", False)),
                is_repeated=any(get_origin(part) is list for part in (kind, *get_args(kind))),
                completes=completes[0] if completes else None,
            )
        )
    return parameters


def _shared_by(name: str, entry: Entry) -> Shared:
    account = {key: known for key, known in ACCOUNT.items() if entry.has_user or key != "as_user"}
    return {
        **(account if entry.has_account else {}),
        **(SWEEP if entry.is_swept else {}),
        **({"output": (_output_option(entry), entry.forms[0])} if entry.forms else {}),
        **({"get": (_get_option(name), None)} if "json" in entry.forms[1:] else {}),
        **({"suppose": (Suppose, None)} if name in SUPPOSING else {}),
        **EVERYWHERE,
    }


def _parameters(run: Callable[..., int], shared: Shared) -> list[inspect.Parameter]:
    own = list(inspect.signature(run).parameters.values())[1:]
    added = [
        inspect.Parameter(key, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for key, (kind, default) in shared.items()
    ]
    return [*own, *added]


def _words_of(option: Any) -> tuple[str, ...]:
    """Return the words that name an option; Typer takes the first one for the default."""
    named = (option.default, *(option.param_decls or ()))
    return tuple(word for word in named if isinstance(word, str))


def _get_option(name: str) -> object:
    def paths(_session: Session) -> Iterator[Candidate]:
        from addonctl.cli.getting import HELP, Paths  # noqa: PLC0415  # only where one is completed

        yield Candidate(HELP, "list the paths")
        yield from map(Candidate, Paths(name).all())

    text = "Print a value of the JSON answer, such as account.id; help lists all. May be repeated."
    return Annotated[list[str] | None, takes("--get", "PATH", text), Completes(paths)]


def _output_option(entry: Entry) -> object:
    forms = entry.forms
    text = " or ".join(part for part in (", ".join(forms[:-1]), forms[-1]) if part)
    if not entry.is_swept:
        return Annotated[str, takes("--output", "FORM", f"{text}.", "-o"), words(forms)]
    text += f"; of many accounts also {' or '.join(SWEEP_FORMS)}."
    completes = Completes(
        lambda session: map(Candidate, forms_of(forms, is_sweep=session.is_sweep))
    )
    return Annotated[str, takes("--output", "FORM", text, "-o"), completes]


SHARED_WORDS: Final = frozenset(
    word
    for kind, _default in _shared_by("catalog", Entry("")).values()
    for word in _words_of(kind.__metadata__[0])
)
"""The options that people put before the command, although they belong behind it."""
