"""Read and write single values on a command line: as TOML does, texts and amounts also bare. Pure.

What a value may be is the model's to say; whether it may stand there is checked as in a file.
"""

import re
import shlex
import tomllib
from typing import Final

from msgspec import inspect

from addonctl.model.escaping import is_held
from addonctl.model.messages import Message
from addonctl.stores.parsing.examples import writer
from addonctl.stores.parsing.lexer import TOKENS, over_limits
from addonctl.stores.parsing.mending import NOTHING
from addonctl.stores.parsing.raw import Path
from addonctl.stores.parsing.suggestions import path_text
from addonctl.stores.parsing.syntax import BareNumber
from addonctl.stores.supposing.keys import choices_of

_QUOTES: Final = ('"', "'")
_BRACKETS: Final = ("[", "{")
_BARE: Final = re.compile(r"[^\s\"'\[\]{},#]+(?: [^\s\"'\[\]{},#]+)*")
"""What is read as itself where a text is expected, and isn't taken for anything else."""
_in_toml: Final = writer("TOML")


class NoValue(Exception):
    """Say that a word writes no value."""

    def __init__(self, message: Message) -> None:
        """Take why it doesn't."""
        super().__init__(message.code)
        self.message = message


def read_value(text: str, kind: inspect.Type) -> object:
    """Read the value that a key is given; `kind` is what may stand there.

    Rule: a value is what TOML reads, but where a text is expected, anything that isn't in quotes
    or brackets is that text: a bare word, and an amount. What isn't TOML and no text is expected
    is a text, too, so that the checks say what is expected.

    Raises:
        NoValue: it begins like TOML and isn't, or passes a limit of files.
    """
    text = text.strip()
    if not is_held(text):
        raise NoValue(Message("NOT_UNICODE"))
    kinds = choices_of(kind)
    value = _in_toml_or_not(text)
    is_text = any(_is_text(each) for each in kinds)
    is_number = any(isinstance(each, inspect.IntType) for each in kinds)
    if value is NOTHING and text.startswith(_QUOTES if is_text else (*_QUOTES, *_BRACKETS)):
        raise NoValue(Message("SUPPOSED_NOT_TOML"))
    if value is NOTHING or (
        is_text
        and not isinstance(value, str | list | dict)
        and not (is_number and type(value) is int)
    ):
        return _bare(text)
    return value


def split_values(text: str) -> list[str]:
    """Split values at the commas between them; those in quotes and brackets divide nothing.

    >>> split_values('essentials,"a, b", {standard = 1, additional = 2}')
    ['essentials', '"a, b"', '{standard = 1, additional = 2}']
    """
    values = []
    while True:
        end = _end_of_first(text)
        values.append(text[:end].strip())
        if end >= len(text):
            return values
        text = text[end + 1 :]


def write_value(value: object) -> str:
    """Write a value as `read_value` takes it where it is one that is expected: texts bare if plain.

    >>> write_value("12.00"), write_value(20), write_value(["owner"])
    ('12.00', '20', '["owner"]')
    """
    if isinstance(value, str) and _BARE.fullmatch(value):
        return value
    return _in_toml((0,), value)


def write_option(path: Path, value: object) -> str:
    """Write the option that gives a key a value, as a shell takes it."""
    return f"--set {shlex.quote(f'{path_text(path)}={write_value(value)}')}"


def _is_text(kind: inspect.Type) -> bool:
    if isinstance(kind, inspect.LiteralType):
        return all(isinstance(word, str) for word in kind.values)
    return isinstance(kind, inspect.StrType)


def _bare(text: str) -> str:
    """Take a text as it is, within the limits of files: what it holds is no mark of TOML's."""
    fault = over_limits(text.replace("\\", "").replace('"', "").join('""'), "TOML")
    if fault is not None:
        raise NoValue(fault.what)
    return text


def _in_toml_or_not(text: str) -> object:
    """Read a text as the one value of a TOML file, NOTHING where it isn't that."""
    fault = over_limits(text, "TOML")
    if fault is not None and text.startswith((*_QUOTES, *_BRACKETS)):
        raise NoValue(fault.what)
    try:
        tree = {} if fault else tomllib.loads(f"value = {text}", parse_float=BareNumber)
    except ValueError:
        return NOTHING
    return tree["value"] if tree.keys() == {"value"} else NOTHING


def _end_of_first(text: str) -> int:
    """Find the comma behind the first value, or the end."""
    if not text.lstrip().startswith((*_QUOTES, *_BRACKETS)):
        return text.find(",") if "," in text else len(text)
    depth = 0
    for found in re.finditer(TOKENS["TOML"], text):
        depth += (found[0] in _BRACKETS) - (found[0] in {"]", "}"})
        if found[0] == "," and depth == 0:
            return found.start()
    return len(text)
