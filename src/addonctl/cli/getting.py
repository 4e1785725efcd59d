"""Know what can be asked for of a command's answers: the paths of its JSON documents.

`output.formats.values` follows them. Whether a path can be there is read off the
schema before anything is done: nothing is recorded for a value that can't be printed.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from addonctl.cli.schemas import answers_of
from addonctl.cli.session import Session
from addonctl.errors import UsageFailure
from addonctl.output.formats.json import schema_parts
from addonctl.stores.parsing.suggestions import guess

HELP: Final = "help"
"""The word that lists the paths instead."""
Node = dict[str, Any]
"""A part of a JSON Schema."""


class Paths:
    """What can be asked for of a command's answers."""

    def __init__(self, command: str, *, is_sweep: bool = False) -> None:
        """Take the command; of many accounts, failures stand among the answers."""
        kinds = answers_of(command, is_sweep=is_sweep)
        self._roots, self._parts = schema_parts(kinds, ref_template="{name}")

    def check(self, paths: Iterable[str]) -> None:
        """See that each path can be there; of a document of no type none is refused.

        Raises:
            UsageFailure: UNKNOWN_PATH, with the path that was probably meant.
        """
        for path in paths:
            if self._roots and not any(self._leads(root, path.split(".")) for root in self._roots):
                raise UsageFailure("UNKNOWN_PATH", value=path, nearest=self._nearest(path))

    def all(self) -> list[str]:
        """List the paths in the order of the document; `*` stands for any key."""
        return list(
            dict.fromkeys(path for root in self._roots for path in self._below(root, "", ()))
        )

    def _nearest(self, path: str) -> str | None:
        """Find what was meant: people know the last key, and not where it stands."""
        known = self.all()
        return next((each for each in known if each.endswith(f".{path}")), None) or guess(
            path, tuple(known)
        )

    def _variants(self, node: Node) -> Iterator[Node]:
        """Yield what a part of the schema may be, behind references and alternatives."""
        if "$ref" in node:
            yield from self._variants(self._parts[node["$ref"]])
        elif "anyOf" in node:
            for each in node["anyOf"]:
                yield from self._variants(each)
        else:
            yield node

    def _leads(self, node: Node, keys: Sequence[str]) -> bool:
        """Say whether keys can lead on from a part of the schema."""
        if not keys:
            return True
        key, *rest = keys
        for each in self._variants(node):
            items, known, free = each.get("items"), each.get("properties", {}), _free(each)
            if items and (
                (key.isdecimal() and self._leads(items, rest)) or self._leads(items, keys)
            ):
                return True
            if key in known and self._leads(known[key], rest):
                return True
            if free and any(self._leads(free, keys[end:]) for end in range(1, len(keys) + 1)):
                return True
        return False

    def _below(self, node: Node, path: str, above: tuple[str, ...]) -> Iterator[str]:
        """List the paths below one; what holds itself is gone through once."""
        name = node.get("$ref", "")
        if name in above:
            return
        inside = (*above, name) if name else above
        for each in self._variants(node):
            if "items" in each:
                yield from self._below(each["items"], path, inside)
            free = _free(each)
            for key, part in (
                *each.get("properties", {}).items(),
                *([("*", free)] if free else ()),
            ):
                inner = f"{path}.{key}".removeprefix(".")
                yield inner
                yield from self._below(part, inner, inside)


def prepare(session: Session, command: str) -> bool:
    """See that what is asked for can be there, or list what can be; say whether that was all.

    Raises:
        UsageFailure: UNKNOWN_PATH.
    """
    asked = session.printer.paths
    paths = Paths(command, is_sweep=session.is_sweep)
    if HELP in asked:
        session.printer.print("".join(f"{path}\n" for path in paths.all()))
        return True
    paths.check(asked)
    return False


def _free(node: Node) -> Node | None:
    """Return what stands under keys that the schema doesn't name."""
    part = node.get("additionalProperties")
    return part if isinstance(part, dict) else None
