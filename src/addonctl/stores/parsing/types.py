"""Find all problems of a parsed file at once, each with its place. Runs only on a fault.

The types are walked as the model states them, so that nothing is written twice; what can't be
said in types comes from the modules on meaning.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any, Final, get_args

import msgspec
from msgspec import inspect

from addonctl.model.account import Role
from addonctl.model.messages import Message, Problems
from addonctl.stores.parsing.examples import ALSO, Write, writer
from addonctl.stores.parsing.forms import NO_FIELD, Field, Forms, Known, fields_of
from addonctl.stores.parsing.lexer import Format
from addonctl.stores.parsing.placing import place_problems
from addonctl.stores.parsing.raw import READ_WITH_CARE, Found, Path, Tree, is_of
from addonctl.stores.parsing.suggestions import (
    AMOUNT,
    NUMBERS,
    SIGNED_AMOUNT,
    excerpt,
    fits,
    unfit,
    unknown,
)
from addonctl.stores.parsing.syntax import BareNumber

MOST_KEYS: Final = 12
"""So many keys of a table are named where an unknown one is like none of them."""
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
    known: Known | None = None,
    write: Write | None = None,
) -> Problems:
    """Find everything that is wrong with a tree, in the file's order.

    `meaning` is what is wrong beyond types; it isn't repeated where the type is wrong already.
    `known` are words that this file may hold, by key, and `write` shows a value where it isn't
    a file that holds it.
    A file of a newer schema has that one problem: what else it holds is never guessed.
    """
    write = write or writer(text_format)
    is_plain = not any(mark in text for mark in READ_WITH_CARE)
    walk = _Walk(text_format, Forms(write, known), is_plain=is_plain)
    schema = tree.get("schema")
    if isinstance(schema, int) and schema > 1:
        found: list[Found] = [(("schema",), Message("NEWER_SCHEMA", value=excerpt(schema)))]
    else:
        walk.check(_type_info(kind), tree, (), NO_FIELD)
        wrong = {path for path, _ in walk.found}
        found = walk.found + [
            (path, _with_form(write, path, message))
            for path, message in meaning
            if not any(path[:length] in wrong for length in range(1, len(path) + 1))
        ]
    return place_problems(found, text=text, text_format=text_format, file=file)


def value_findings(
    kind: inspect.Type, value: object, path: Path, field: Field, *, write: Write
) -> list[Found]:
    """Find everything that is wrong with a single value, whatever stands beside it.

    So an amount may begin with a minus, as on a credit note.
    """
    walk = _Walk("TOML", Forms(write), is_plain=False, is_credit_note=True)
    walk.check(kind, value, path, field)
    return walk.found


def _with_form(write: Write, path: Path, message: Message) -> Message:
    """Write the example that goes with a message as the file at hand would hold it."""
    example = message.values.get("example")
    if example is None:
        return message
    form = Message("FORM.example", form=write(path, example))
    return Message(message.code, **(message.values | {"form": form}))


_FIELDS: Final[dict[type, dict[str, tuple[Field, inspect.Type]]]] = {}
"""The fields of the model's tables, as far as they were needed."""


class _Walk:
    """Walk over a type and a value together and collect where they differ.

    A form to write is made only for what is listed in the end.
    """

    def __init__(
        self, text_format: Format, forms: Forms, *, is_plain: bool, is_credit_note: bool = False
    ) -> None:
        self.found: list[Found] = []
        self._format = text_format
        self._is_plain = is_plain
        self._forms = forms
        self._is_credit_note = is_credit_note

    def check(self, kind: inspect.Type, value: object, path: Path, field: Field) -> None:
        CHECKS[type(kind)](self, kind, value, path, field)

    def union(self, kind: inspect.UnionType, value: object, path: Path, field: Field) -> None:
        inner = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
        if value is not None or len(inner) == len(kind.types):
            tables = [each for each in inner if isinstance(each, inspect.StructType)]
            numbers = [each for each in inner if isinstance(each, inspect.IntType)]
            fitting: list[inspect.Type] = [*tables] if isinstance(value, dict) else []
            fitting += numbers if type(value) is int else []
            self.check((fitting or inner)[0], value, path, field)

    def table(self, kind: inspect.DictType, value: object, path: Path, field: Field) -> None:
        if not isinstance(value, dict):
            self._mistyped("EXPECTED_TABLE", kind, value, path, field)
            return
        for key, item in value.items():
            self.check(kind.value_type, item, (*path, key), field)

    def _note(self, path: Path, code: str, **values: object) -> None:
        self.found.append((path, Message(code, **values)))

    def _mistyped(
        self, code: str, kind: inspect.Type, value: object, path: Path, field: Field
    ) -> None:
        """Note a value of the wrong type with the form to write."""
        self._note(path, code, form=partial(self._forms.show, kind, field, path, value))

    def struct(self, kind: inspect.StructType, value: object, path: Path, field: Field) -> None:
        if not isinstance(value, dict):
            self._mistyped("EXPECTED_TABLE", kind, value, path, field)
            return
        fields = _FIELDS.get(kind.cls) or _FIELDS.setdefault(kind.cls, fields_of(kind))
        # What a table with credit notes may hold depends on more than its types.
        if self._is_plain and "credit_note" not in fields and is_of(value, kind.cls):
            return
        missing = [
            known.encode_name
            for known in kind.fields
            if known.required and known.encode_name not in value
        ]
        for key, item in value.items():
            if key in fields:
                inner, inner_kind = fields[key]
                self._is_credit_note = value.get("credit_note") is True
                self.check(inner_kind, item, (*path, key), inner)
                continue
            message = self._unknown_key(kind, key, path, field)
            self.found.append(((*path, key), message))
            if message.values.get("meant") in missing:
                missing.remove(str(message.values["meant"]))
        for name in missing:
            inner, inner_kind = fields[name]
            form = partial(self._forms.example, inner_kind, inner, (*path, name))
            self._note((*path, name), "MISSING_KEY", form=form)

    def _unknown_key(self, kind: inspect.StructType, key: str, path: Path, field: Field) -> Message:
        """Say which key was probably meant, else those that the table takes, if they aren't many.

        Where it takes one of several, the table is shown whole.
        """
        words = tuple(each.encode_name for each in kind.fields)
        if len(self.found) >= MAX_GUESSES:
            return Message("UNKNOWN_KEY")
        message = unknown("UNKNOWN_KEY", key, words)
        if "meant" in message.values or len(words) > MOST_KEYS:
            return message
        if kind.cls.__name__ in ALSO and not any(each.required for each in kind.fields):
            return Message("UNKNOWN_KEY.one", form=partial(self._forms.example, kind, field, path))
        return Message("UNKNOWN_KEY.known", known=words)

    def items(self, kind: inspect.VarTupleType, value: object, path: Path, field: Field) -> None:
        if not isinstance(value, list):
            is_table = isinstance(value, dict) and isinstance(kind.item_type, inspect.StructType)
            if is_table and self._format == "TOML":
                name = ".".join(excerpt(part) for part in path if isinstance(part, str))
                self._note(path, "EXPECTED_LIST_OF_TABLES", key=name)
            else:
                self._mistyped("EXPECTED_LIST", kind, value, path, field)
            return
        form = partial(self._forms.example, kind, field, path)
        if kind.min_length is not None and len(value) < kind.min_length:
            self._note(path, "TOO_FEW", least=str(kind.min_length), has=str(len(value)), form=form)
        if kind.max_length is not None and len(value) > kind.max_length:
            self._note(path, "TOO_MANY", most=str(kind.max_length), has=str(len(value)), form=form)
        for number, item in enumerate(value):
            self.check(kind.item_type, item, (*path, number), field)

    def choice(self, kind: inspect.LiteralType, value: object, path: Path, field: Field) -> None:
        choices = field.choices
        words = tuple(str(choice) for choice in choices)
        if not all(isinstance(choice, str) for choice in choices):
            if type(value) not in {type(choice) for choice in choices} or value not in choices:
                form = partial(self._forms.show, kind, field, path, value)
                self._note(path, "EXPECTED_NUMBER", known=words, form=form)
        elif not isinstance(value, str):
            self._mistyped("EXPECTED_TEXT", kind, value, path, field)
        elif value not in choices:
            code = "UNKNOWN_ROLE" if choices == get_args(Role) else "NOT_ONE_OF"
            self.found.append((path, unknown(code, value, words)))

    def text(self, kind: inspect.StrType, value: object, path: Path, field: Field) -> None:
        pattern = kind.pattern
        if pattern == SIGNED_AMOUNT and not self._is_credit_note:
            pattern = AMOUNT
        if not isinstance(value, str):
            text = str(value)
            is_number = isinstance(value, (int, BareNumber)) and not isinstance(value, bool)
            if is_number and pattern in NUMBERS and fits(pattern, text):
                self._note(path, "BARE_NUMBER", value=excerpt(text))
            elif is_number and pattern in NUMBERS:
                self.found.append((path, unfit(pattern, text)))
            else:
                self._mistyped("EXPECTED_TEXT", kind, value, path, field)
        elif pattern is not None and not fits(pattern, value):
            self.found.append((path, unfit(pattern, value)))
        elif kind.min_length is not None and len(value) < kind.min_length:
            self._mistyped("EMPTY_TEXT", kind, value, path, field)
        elif kind.max_length is not None and len(value) > kind.max_length:
            self._note(path, "TEXT_TOO_LONG", limit=str(kind.max_length), has=str(len(value)))

    def integer(self, kind: inspect.IntType, value: object, path: Path, field: Field) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            self._mistyped("EXPECTED_INTEGER", kind, value, path, field)
        elif (kind.ge is not None and value < kind.ge) or (kind.le is not None and value > kind.le):
            form = partial(self._forms.example, kind, field, path)
            limits = {"least": str(kind.ge), "most": str(kind.le)}
            self._note(path, "OUT_OF_RANGE", value=excerpt(value), form=form, **limits)

    def instant(self, kind: inspect.DateTimeType, value: object, path: Path, field: Field) -> None:
        """Find what isn't a moment, or is one at no place: a time without its offset."""
        try:
            moment = msgspec.convert(value, dt.datetime)
        except msgspec.ValidationError:
            self._mistyped("EXPECTED_INSTANT", kind, value, path, field)
        else:
            if kind.tz and moment.tzinfo is None:
                form = partial(self._forms.example, kind, field, path)
                self._note(path, "NO_OFFSET", value=excerpt(value), form=form)

    def date(self, kind: inspect.Type, value: object, path: Path, field: Field) -> None:
        try:
            msgspec.convert(value, dt.date)
        except msgspec.ValidationError:
            self._mistyped("EXPECTED_DATE", kind, value, path, field)

    def truth(self, kind: inspect.Type, value: object, path: Path, field: Field) -> None:
        if not isinstance(value, bool):
            self._mistyped("EXPECTED_BOOLEAN", kind, value, path, field)


CHECKS: Final[dict[type[inspect.Type], Callable[[_Walk, Any, object, Path, Field], None]]] = {
    inspect.UnionType: _Walk.union,
    inspect.StructType: _Walk.struct,
    inspect.DictType: _Walk.table,
    inspect.VarTupleType: _Walk.items,
    inspect.LiteralType: _Walk.choice,
    inspect.StrType: _Walk.text,
    inspect.IntType: _Walk.integer,
    inspect.BoolType: _Walk.truth,
    inspect.DateType: _Walk.date,
    inspect.DateTimeType: _Walk.instant,
}
"""What checks a value of each type."""
_type_info = lru_cache(inspect.type_info)
