"""Show how a field is written: a wrong value put right where that is plain, else an example.

The form follows from the field's type as the model states it, so that no field is left out; only
the examples stand here. Runs only on a fault. What is wrong is `types`' to say.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

from msgspec import inspect

from addonctl.model.messages import Message
from addonctl.model.money import MINOR_DIGITS
from addonctl.stores.parsing.examples import (
    ALSO,
    BY_PATTERN,
    DAY,
    EXAMPLES,
    MOMENT,
    NAMES,
    TEXT,
    Write,
)
from addonctl.stores.parsing.mending import (
    NOTHING,
    mend_date,
    mend_number,
    mend_text,
    mend_truth,
    mend_word,
)
from addonctl.stores.parsing.raw import Path, Tree
from addonctl.stores.parsing.suggestions import IDENTIFIER, excerpt

Known: TypeAlias = Mapping[str, tuple[str, ...]]
"""Words that the fields of a file may hold, by key."""


class Field(NamedTuple):
    """A field as the model states it: its table, its key, and the words of a closed list.

    The words stand in the model's order: msgspec sorts them.
    """

    table: str
    key: str
    choices: tuple[object, ...] = ()


NO_FIELD: Final = Field("", "")


def fields_of(kind: inspect.StructType) -> dict[str, tuple[Field, inspect.Type]]:
    """Lead from each key of a table to its field and type."""
    return {
        field.encode_name: (
            Field(kind.cls.__name__, field.encode_name, _choices(kind.cls, field.name)),
            field.type,
        )
        for field in kind.fields
    }


class Forms:
    """Show the right form of fields of one file; `known` holds its own words, by key."""

    def __init__(self, write: Write, known: Known | None = None) -> None:
        """Take how a value is written at its place, and which words this file may hold."""
        self._write = write
        self._known: Known = {"currency": tuple(MINOR_DIGITS), **(known or {})}

    def show(self, kind: inspect.Type, field: Field, path: Path, value: object) -> Message:
        """Show the form of a field: its value put right, else an example.

        A value is put right only where that is no guess, and where it is short enough to show.
        """
        mended = self._mend(kind, field, value)
        if mended is not NOTHING and excerpt(value) == str(value):
            return Message("FORM.mended", form=self._write(path, mended))
        return self.example(kind, field, path)

    def example(self, kind: inspect.Type, field: Field, path: Path) -> Message:
        """Show an example of a field."""
        return Message("FORM.example", form=self._write(path, self._example(kind, field)))

    def _example(self, kind: inspect.Type, field: Field, number: int = 0) -> object:
        match kind:
            case inspect.UnionType():
                return self._example(_inner(kind), field, number)
            case inspect.StructType():
                return self._table(kind, number)
            case inspect.DictType():
                return {self._named(field) or "my-key": self._example(kind.value_type, field)}
            case inspect.VarTupleType():
                count = max(kind.min_length or 0, 1)
                return [self._example(kind.item_type, field, index) for index in range(count)]
            case inspect.LiteralType():
                return field.choices[number % len(field.choices)]
            case _:
                return self._scalar(kind, field)

    def _scalar(self, kind: inspect.Type, field: Field) -> object:
        named = self._named(field)
        match kind:
            case inspect.StrType():
                example = BY_PATTERN.get(kind.pattern or "", TEXT)
                return named if isinstance(named, str) else example
            case inspect.IntType():
                return named if isinstance(named, int) else min(10, kind.le or 10)
            case inspect.DateTimeType():
                return MOMENT
            case inspect.DateType():
                return named or DAY
            case _:
                return True

    def _named(self, field: Field) -> object:
        """Return our example of a field, or a known word where ours isn't one."""
        ours = EXAMPLES.get(f"{field.table}.{field.key}") or EXAMPLES.get(field.key)
        known = self._known.get(field.key, ())
        return known[0] if known and ours not in known else ours

    def _table(self, kind: inspect.StructType, number: int = 0) -> Tree:
        """Write a table with what it needs; one that needs nothing, with its first key."""
        fields = fields_of(kind)
        needed = [field.encode_name for field in kind.fields if field.required]
        needed += ALSO.get(kind.cls.__name__, ())
        return {
            key: self._example(fields[key][1], fields[key][0], number)
            for key in needed or [kind.fields[0].encode_name]
        }

    def _mend(self, kind: inspect.Type, field: Field, value: object) -> object:
        """Put a value right, or return NOTHING where that would be a guess."""
        if isinstance(value, list) and len(value) == 1 and not _is_container(kind):
            value = value[0]
        match kind:
            case inspect.UnionType():
                return self._mend(_inner(kind), field, value)
            case inspect.StructType():
                return self._mend_table(kind, value)
            case inspect.VarTupleType():
                return self._mend_list(kind, field, value)
            case _:
                return self._mend_scalar(kind, field, value)

    def _mend_scalar(self, kind: inspect.Type, field: Field, value: object) -> object:
        mended: object = NOTHING
        match kind:
            case inspect.LiteralType():
                mended = mend_word(value, field.choices)
            case inspect.StrType() if field.key in NAMES:
                mended = mend_word(value, self._known.get(field.key, ()))
            case inspect.StrType():
                pattern = IDENTIFIER if field.key == "id" else kind.pattern
                mended = mend_text(value, pattern=pattern)
            case inspect.IntType():
                mended = mend_number(value, least=kind.ge, most=kind.le)
            case inspect.BoolType():
                mended = mend_truth(value)
            case inspect.DateType():
                mended = mend_date(value)
            case _:
                pass
        return mended

    def _mend_list(self, kind: inspect.VarTupleType, field: Field, value: object) -> object:
        """Put a single value in a list, and take words with commas between them apart."""
        if isinstance(value, list | dict):
            return NOTHING
        is_words = isinstance(value, str) and not isinstance(kind.item_type, inspect.StructType)
        parts = str(value).split(",") if is_words else [value]
        items = [
            self._mend(kind.item_type, field, part.strip() if isinstance(part, str) else part)
            for part in parts
        ]
        is_enough = len(items) >= (kind.min_length or 0)
        return items if is_enough and NOTHING not in items else NOTHING

    def _mend_table(self, kind: inspect.StructType, value: object) -> object:
        """Put a single value into the key of a table that takes it: numbers and words first."""
        if isinstance(value, list | dict) or not value:
            return NOTHING
        table = self._table(kind)
        fields = fields_of(kind)
        keys = sorted(table, key=lambda key: _is_free_text(fields[key][1]))
        others = [] if kind.fields[0].required else [key for key in fields if key not in table]
        for key in (*keys, *others):
            field, inner = fields[key]
            mended = self._mend(inner, field, value)
            if mended is not NOTHING:
                return {**(table if key in table else {}), key: mended}
        return NOTHING


def _inner(kind: inspect.UnionType) -> inspect.Type:
    """Return what a field holds where it holds something."""
    return next(each for each in kind.types if not isinstance(each, inspect.NoneType))


def _is_container(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.UnionType | inspect.VarTupleType | inspect.DictType)


def _is_free_text(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.StrType) and kind.pattern is None


@lru_cache(maxsize=256)
def _choices(struct: type, field: str) -> tuple[object, ...]:
    """Return the words of a field's closed list in the model's order, none for other fields."""
    return _literal(get_type_hints(struct)[field])


def _literal(hint: Any) -> tuple[object, ...]:  # noqa: ANN401  # a type hint has no better type
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next((found for arg in get_args(hint) if (found := _literal(arg))), ())
