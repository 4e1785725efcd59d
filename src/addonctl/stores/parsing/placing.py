"""Say where in a text each thing stands that was found: file, field, line and column.

Runs only on a fault. What is found belongs to `types` and to the checks of each kind of file.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial

from addonctl.model.messages import MAX_PROBLEMS, Message, Problem, Problems
from addonctl.stores.parsing.json_places import JsonPlaces
from addonctl.stores.parsing.lexer import Format
from addonctl.stores.parsing.positions import Places
from addonctl.stores.parsing.raw import Found
from addonctl.stores.parsing.suggestions import path_text


def place_problems(
    found: Iterable[Found], *, text: str, text_format: Format, file: str | None
) -> Problems:
    """Say where in a text the first things stand that were found, in the file's order."""
    every = cache(partial(Places, text, text_format))
    places = JsonPlaces(text) if text_format == "JSON" else every()
    in_order = sorted(found, key=lambda each: places.offset(each[0]))
    problems = []
    for path, message in in_order[:MAX_PROBLEMS]:
        line, column = places.line_and_column(places.offset(path))
        field, whole = path_text(path), _whole(message, every)
        problems.append(Problem(file=file, path=field, line=line, column=column, message=whole))
    return Problems(listed=tuple(problems), more=len(in_order) - len(problems))


def _whole(message: Message, every: Callable[[], Places]) -> Message:
    """Make the values of a message that nobody needed before, and add lines to other places."""
    values = {
        name: _with_line(value() if callable(value) else value, every)
        for name, value in message.values.items()
    }
    return Message(message.code, **values)


def _with_line(value: object, every: Callable[[], Places]) -> object:
    """Add its line to another place in the file that is named in a sentence."""
    if not isinstance(value, Message) or value.code != "PLACE":
        return value
    path, places = str(value.values["path"]), every()
    offsets = (offset for known, offset in places.offsets.items() if path_text(known) == path)
    offset = next(offsets, None)
    if offset is None:
        return value
    return Message("PLACE.line", path=path, line=str(places.line_and_column(offset)[0]))
