"""Find all problems of a parsed file at once, each with its place. Runs only on a fault.

The types are walked as the model states them, so that nothing is written twice; what can't be
said in types comes from the modules on meaning.
"""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import inspect

from addonctl.model.account import Role
from addonctl.model.messages import Message, Problem
from addonctl.stores.positions import Places
from addonctl.stores.syntax import BareNumber
from addonctl.stores.tokens import Format
from addonctl.stores.tree import Found, Path, Tree
from addonctl.stores.values import NUMBERS, excerpt, fits, path_text, unfit, unknown

MAX_GUESSES: Final = 200
"""Beyond so many problems nobody needs to be told what was meant, and guessing is slow."""


def find_problems(
    tree: Tree,
    kind: type[msgspec.Struct],
    meaning: Iterable[Found],
    *,
    text: str,
    text_format: Format,
    file: str | None,
) -> list[Problem]:
    """List everything that is wrong with a tree, in the file's order.

    `meaning` is what is wrong beyond types; it isn't repeated where the type is wrong already.
    A file of a newer schema has that one problem: what else it holds is never guessed.
    """
    walk = _Walk(text_format)
    schema = tree.get("schema")
    if isinstance(schema, int) and schema > 1:
        found: list[Found] = [(("schema",), Message("NEWER_SCHEMA", value=excerpt(schema)))]
    else:
        walk.check(inspect.type_info(kind), tree, (), ())
        wrong = {path for path, _ in walk.found}
        found = walk.found + [
            (path, message)
            for path, message in meaning
            if not any(path[:length] in wrong for length in range(1, len(path) + 1))
        ]
    return place_problems(found, text=text, text_format=text_format, file=file)


def place_problems(
    found: Iterable[Found], *, text: str, text_format: Format, file: str | None
) -> list[Problem]:
    """Say where in a text each thing stands that was found, in the file's order."""
    places = Places(text, text_format)
    problems = []
    for path, message in sorted(found, key=lambda each: places.offset(each[0])):
        line, column = places.line_and_column(places.offset(path))
        problems.append(
            Problem(file=file, path=path_text(path), line=line, column=column, message=message)
        )
    return problems


class _Walk:
    """Walk over a type and a value together and collect where they differ.

    `choices` are the words of a closed list in the order in which the model states them:
    msgspec sorts them.
    """

    def __init__(self, text_format: Format) -> None:
        self.found: list[Found] = []
        self._format = text_format

    def check(
        self, kind: inspect.Type, value: object, path: Path, choices: tuple[object, ...]
    ) -> None:
        match kind:
            case inspect.UnionType():
                inner = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
                if value is not None or len(inner) == len(kind.types):
                    self.check(inner[0], value, path, choices)
            case inspect.StructType():
                self._struct(kind, value, path)
            case inspect.DictType():
                if self._is(dict, value, path, "EXPECTED_TABLE") and isinstance(value, dict):
                    for key, item in value.items():
                        self.check(kind.value_type, item, (*path, key), choices)
            case inspect.VarTupleType():
                self._list(kind, value, path, choices)
            case inspect.LiteralType():
                self._choice(value, path, choices)
            case _:
                self._scalar(kind, value, path)

    def _scalar(self, kind: inspect.Type, value: object, path: Path) -> None:
        match kind:
            case inspect.StrType():
                self._text(kind, value, path)
            case inspect.IntType():
                self._integer(kind, value, path)
            case inspect.BoolType():
                self._is(bool, value, path, "EXPECTED_BOOLEAN")
            case inspect.DateType():
                self._moment(dt.date, value, path, "EXPECTED_DATE")
            case inspect.DateTimeType():
                self._moment(dt.datetime, value, path, "EXPECTED_INSTANT")
            case _:
                raise NotImplementedError(kind)

    def _note(self, path: Path, code: str, **values: object) -> None:
        self.found.append((path, Message(code, **values)))

    def _is(self, kind: type, value: object, path: Path, code: str) -> bool:
        if not isinstance(value, kind):
            self._note(path, code)
            return False
        return True

    def _struct(self, kind: inspect.StructType, value: object, path: Path) -> None:
        if not isinstance(value, dict):
            self._note(path, "EXPECTED_TABLE")
            return
        fields = {field.encode_name: field for field in kind.fields}
        missing = [name for name, field in fields.items() if field.required and name not in value]
        for key, item in value.items():
            if key in fields:
                choices = _choices(kind.cls, fields[key].name)
                self.check(fields[key].type, item, (*path, key), choices)
                continue
            words = tuple(fields) if len(self.found) < MAX_GUESSES else ()
            message = unknown("UNKNOWN_KEY", key, words)
            self.found.append(((*path, key), message))
            if message.values.get("meant") in missing:
                missing.remove(str(message.values["meant"]))
        for name in missing:
            self._note((*path, name), "MISSING_KEY")

    def _list(
        self,
        kind: inspect.VarTupleType,
        value: object,
        path: Path,
        choices: tuple[object, ...],
    ) -> None:
        if not isinstance(value, list):
            is_table = isinstance(value, dict) and isinstance(kind.item_type, inspect.StructType)
            if is_table and self._format == "TOML":
                name = ".".join(excerpt(part) for part in path if isinstance(part, str))
                self._note(path, "EXPECTED_LIST_OF_TABLES", key=name)
            else:
                self._note(path, "EXPECTED_LIST")
            return
        if kind.min_length is not None and len(value) < kind.min_length:
            self._note(path, "TOO_FEW", least=str(kind.min_length))
        if kind.max_length is not None and len(value) > kind.max_length:
            self._note(path, "TOO_MANY", most=str(kind.max_length))
        for number, item in enumerate(value):
            self.check(kind.item_type, item, (*path, number), choices)

    def _choice(self, value: object, path: Path, choices: tuple[object, ...]) -> None:
        words = tuple(str(choice) for choice in choices)
        if not all(isinstance(choice, str) for choice in choices):
            if type(value) not in {type(choice) for choice in choices} or value not in choices:
                self._note(path, "EXPECTED_NUMBER", known=words)
        elif not isinstance(value, str):
            self._note(path, "EXPECTED_TEXT")
        elif value not in choices:
            code = "UNKNOWN_ROLE" if choices == get_args(Role) else "NOT_ONE_OF"
            self.found.append((path, unknown(code, value, words)))

    def _text(self, kind: inspect.StrType, value: object, path: Path) -> None:
        if not isinstance(value, str):
            text = str(value)
            is_number = isinstance(value, (int, BareNumber)) and not isinstance(value, bool)
            if is_number and kind.pattern in NUMBERS and fits(kind.pattern, text):
                self._note(path, "BARE_NUMBER", value=excerpt(text))
            elif is_number and kind.pattern in NUMBERS:
                self.found.append((path, unfit(kind.pattern, text)))
            else:
                self._note(path, "EXPECTED_TEXT")
        elif kind.pattern is not None and not fits(kind.pattern, value):
            self.found.append((path, unfit(kind.pattern, value)))
        elif kind.min_length is not None and len(value) < kind.min_length:
            self._note(path, "EMPTY_TEXT")
        elif kind.max_length is not None and len(value) > kind.max_length:
            self._note(path, "TEXT_TOO_LONG", limit=str(kind.max_length))

    def _integer(self, kind: inspect.IntType, value: object, path: Path) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            self._note(path, "EXPECTED_INTEGER")
        elif (kind.ge is not None and value < kind.ge) or (kind.le is not None and value > kind.le):
            self._note(path, "OUT_OF_RANGE", least=str(kind.ge), most=str(kind.le))

    def _moment(self, kind: type, value: object, path: Path, code: str) -> None:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            self._note(path, code)


@lru_cache(maxsize=256)
def _choices(struct: type, field: str) -> tuple[object, ...]:
    """Return the words of a field's closed list in the model's order, none for other fields."""
    return _literal(get_type_hints(struct)[field])


def _literal(hint: Any) -> tuple[object, ...]:  # noqa: ANN401  # a type hint has no better type
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next((found for arg in get_args(hint) if (found := _literal(arg))), ())
