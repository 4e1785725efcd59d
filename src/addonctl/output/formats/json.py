"""Write answers and failures as JSON: one document, the same bytes in any language and locale.

Amounts are strings with exactly the currency's decimals, dates ISO 8601, every message is in
every language, and nothing in it can steer a terminal.
"""

import inspect
import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec

from addonctl.errors import AddonctlError
from addonctl.model.account import LANGUAGES, Language
from addonctl.model.escaping import HIDDEN, escape_bytes
from addonctl.model.messages import EnglishText, Message
from addonctl.model.money import Money
from addonctl.text.translator import for_machines

_HIDDEN: Final = re.compile(f"[{HIDDEN}]")
_PLAIN: Final = bytes(range(0x7F))
"""What most documents are made of; whether anything is hidden is seen by the few others."""
MOST_INDENTED: Final = 1_000_000
"""How many bytes of a document are indented at most; nobody reads more, and blanks double it."""


Texts = dict[Language, str]


class Told(NamedTuple):
    """What is said of a failure, in every language: what, perhaps why, and a hint."""

    message: Texts
    why: Texts
    hint: Texts


class JsonWriter:
    """Encode values whose messages are spoken in every language."""

    def __init__(self) -> None:
        self._speakers = {language: for_machines(language) for language in LANGUAGES}
        self._encoder = msgspec.json.Encoder(enc_hook=self._encode)
        self._said: dict[str | int, tuple[Message, dict[Language, str]]] = {}

    def encode(self, value: object, *, encoding: str = "utf-8") -> str:
        """Write one document, escaped where the encoding or a terminal would need it."""
        document = self._encoded(value)
        if len(document) <= MOST_INDENTED:
            document = msgspec.json.format(document, indent=2)
        return f"{as_held(_shown(document), encoding)}\n"

    def line(self, value: object) -> str:
        """Write one of many documents as a line; what was said of the one before is forgotten.

        Kept are the sentences without values, which are the same in all of them.
        """
        text = _shown(self._encoded(value))
        self._said = {key: said for key, said in self._said.items() if isinstance(key, str)}
        return f"{text}\n"

    def failure(self, failure: AddonctlError) -> dict[str, object]:
        """Lay a failure out as the one JSON object of standard error."""
        told = self.told(failure)
        return {
            "error": {
                "code": failure.code,
                "message": told.message,
                "why": told.why or None,
                "hint": told.hint,
                "problems": failure.problems,
                "decision": failure.decision,
                **({"more": failure.more} if failure.more else {}),
            }
        }

    def told(self, failure: AddonctlError) -> Told:
        """Tell a failure in every language."""
        from addonctl.text.failures import explain  # noqa: PLC0415  # most answers are no failure

        said = {language: explain(failure, say) for language, say in self._speakers.items()}
        return Told(
            message={language: each.what for language, each in said.items()},
            why={
                language: self._speakers[language].sequence(each.why)
                for language, each in said.items()
                if each.why
            },
            hint={language: each.whole_hint for language, each in said.items()},
        )

    def _encoded(self, value: object) -> bytes:
        """Encode a value; the bytes of names that aren't text are written as on screens."""
        try:
            return self._encoder.encode(value)
        except UnicodeEncodeError:
            tree = msgspec.to_builtins(value, enc_hook=self._encode)
            return self._encoder.encode(_with_names_escaped(tree))

    def _encode(self, value: object) -> object:
        if isinstance(value, Money):
            return str(value)
        if isinstance(value, EnglishText):
            return self._speakers["en"].say(value)
        if isinstance(value, Message):
            return self._say(value)
        raise NotImplementedError(type(value))

    def _say(self, message: Message) -> dict[Language, str]:
        """Speak every language, once for a message that stands in many places."""
        key = id(message) if message.values or message.words else message.code
        if key not in self._said:
            said = {language: say.say(message) for language, say in self._speakers.items()}
            self._said[key] = message, said  # with the message, or another might get its id
        return self._said[key][1]


def _shown(document: bytes) -> str:
    """Escape in JSON what can steer a terminal or hide in it, although JSON leaves it raw."""
    text = document.decode()
    if _HIDDEN.search(document.translate(None, _PLAIN).decode()):
        return _HIDDEN.sub(lambda found: _escape(found.group()), text)
    return text


def as_held(text: str, encoding: str) -> str:
    """Escape in JSON what an encoding can't hold."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(c if c.isascii() else _escape(c) for c in text)
    return text


def json_schema(*kinds: type) -> dict[str, Any]:
    """Return the JSON Schema of an answer or a file, or of either of several."""
    schemas, components = schema_parts(kinds, ref_template="#/$defs/{name}")
    chosen = schemas[0] if len(schemas) == 1 else {"anyOf": list(schemas)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **chosen,
        "$defs": components,
    }


def schema_parts(
    kinds: Sequence[object], *, ref_template: str
) -> tuple[tuple[dict[str, Any], ...], dict[str, dict[str, Any]]]:
    """Return the schemas of types and those of all that they are made of, by name.

    Descriptions are docstrings, which Python before 3.13 leaves indented.
    """
    schemas, components = msgspec.json.schema_components(
        kinds, schema_hook=_schema_of, ref_template=ref_template
    )
    for part in components.values():
        if "description" in part:
            part["description"] = inspect.cleandoc(part["description"])
    return schemas, components


def _schema_of(kind: type) -> dict[str, Any]:
    """Return the schema of what a value becomes that JSON doesn't have."""
    if kind is Money:
        return {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
    if kind is Message:
        texts = {language: {"type": "string"} for language in LANGUAGES}
        return {"type": "object", "properties": texts, "required": list(LANGUAGES)}
    if kind is EnglishText:
        return {"type": "string"}
    raise NotImplementedError(kind)


def _with_names_escaped(tree: Any) -> Any:  # noqa: ANN401  # JSON of any shape
    match tree:
        case str():
            return escape_bytes(tree)
        case dict():
            return {escape_bytes(key): _with_names_escaped(value) for key, value in tree.items()}
        case list() | tuple():
            return [_with_names_escaped(value) for value in tree]
        case _:
            return tree


def _escape(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
