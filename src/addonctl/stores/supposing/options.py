"""Read what is supposed of an account from the options that say so, or find all that is wrong.

What no account can take is found here, by the types of its file; what this account can't take, in
`accounts`.
"""

import shlex
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from addonctl.errors import UsageFailure
from addonctl.model.messages import Message, Problem
from addonctl.stores.parsing.raw import Path
from addonctl.stores.parsing.suggestions import excerpt, path_text
from addonctl.stores.parsing.types import value_findings
from addonctl.stores.supposing.keys import NoTarget, Target, find_target, key_name, split_key
from addonctl.stores.supposing.values import NoValue, read_value, split_values, write_option

MOST_VALUES: Final = 100
_EXAMPLES: Final = {
    "--set": "licenses.standard=20",
    "--compare": "billing.frequency=monthly,annual",
}
_PARTS: Final = {"--set": "KEY=VALUE", "--compare": "KEY=V1,V2,…"}


class Supposition(NamedTuple):
    """What is supposed: the value that stands at a path; `option` says so where it is wrong.

    `word` is what was given to the option.
    """

    path: Path
    value: object
    option: str
    word: str

    @property
    def key(self) -> str:
        """Return the path as people write it."""
        return path_text(self.path) or ""

    def problem(self, message: Message, field: str | None = None) -> Problem:
        """Say that something is wrong by it, perhaps in another field."""
        path = None if field in {self.key, ""} else field
        return Problem(file=self.option, path=path, line=None, column=None, message=message)


def read_suppositions(words: Iterable[str]) -> tuple[Supposition, ...]:
    """Read the values of `--set`.

    Raises:
        UsageFailure: BAD_PARTS; SET_INVALID, with all that no account can take; REPEATED_OPTION or
            SET_WITHIN, one is about what another one is about.
    """
    read: list[Supposition] = []
    problems: list[Problem] = []
    for word in words:
        parts, text = _split(word, "--set")
        option = f"--set {key_name(parts)}"
        try:
            target = find_target(parts)
            option = f"--set {path_text(target.path)}"
            found = Supposition(target.path, read_value(text, target.kind), option, word)
        except (NoTarget, NoValue) as wrong:
            problems.append(_unread(option, wrong.message))
            continue
        problems += _problems(found, target)
        read.append(found)
    if problems:
        raise UsageFailure("SET_INVALID", problems=problems)
    refuse_overlaps(read)
    return tuple(read)


def read_variants(word: str, *, beside: Sequence[Supposition] = ()) -> tuple[Supposition, ...]:
    """Read the value of `--compare`: one supposition a value, in their order, each once.

    Raises:
        UsageFailure: BAD_PARTS; TOO_MANY_VALUES; SET_INVALID, with all that no account can take;
            REPEATED_OPTION or SET_WITHIN, what is supposed `beside` them is about the same.
    """
    parts, text = _split(word, "--compare")
    texts = list(dict.fromkeys(split_values(text)))
    if len(texts) > MOST_VALUES:
        raise UsageFailure("TOO_MANY_VALUES", option="--compare", most=MOST_VALUES)
    try:
        target = find_target(parts)
    except NoTarget as wrong:
        problem = _unread(f"--compare {key_name(parts)}", wrong.message)
        raise UsageFailure("SET_INVALID", problems=[problem]) from wrong
    read: list[Supposition] = []
    problems: list[Problem] = []
    for each in texts:
        option = f"--compare {path_text(target.path)}={excerpt(each)}"
        try:
            found = Supposition(target.path, read_value(each, target.kind), option, word)
        except NoValue as wrong:
            problems.append(_unread(option, wrong.message))
            continue
        problems += _problems(found, target)
        if all(found.value != other.value for other in read):
            read.append(found)
    if problems:
        raise UsageFailure("SET_INVALID", problems=problems)
    refuse_overlaps((*beside, read[0]))
    return tuple(read)


def refuse_overlaps(given: Sequence[Supposition]) -> None:
    """Stop where two suppositions are about the same key, or one is about a part of the other.

    Rule: as in TOML, a key is given once.

    Raises:
        UsageFailure: REPEATED_OPTION or SET_WITHIN.
    """
    for number, each in enumerate(given):
        for other in given[:number]:
            shorter, longer = sorted((other, each), key=lambda one: len(one.path))
            if longer.path[: len(shorter.path)] != shorter.path:
                continue
            if longer.path == shorter.path:
                raise UsageFailure("REPEATED_OPTION", option=f"--set {each.key}")
            raise UsageFailure("SET_WITHIN", option=longer.key, other=shorter.key)


def _split(word: str, option: str) -> tuple[list[str], str]:
    split = split_key(word)
    if split is None:
        form = f"{option} {shlex.quote(_EXAMPLES[option])}"
        raise UsageFailure("BAD_PARTS", option=option, value=word, parts=_PARTS[option], form=form)
    return split


def _unread(option: str, message: Message) -> Problem:
    return Problem(file=option, path=None, line=None, column=None, message=message)


def _problems(found: Supposition, target: Target) -> list[Problem]:
    """Find what no account can take: a value of the wrong type, an unknown key in a table."""
    wrong = value_findings(target.kind, found.value, target.path, target.field, write=write_option)
    return [found.problem(_made(message), path_text(path)) for path, message in wrong]


def _made(message: Message) -> Message:
    """Make the values of a message that nobody needed before."""
    values = {name: value() if callable(value) else value for name, value in message.values.items()}
    return Message(message.code, **values)
