"""Nothing in the package imports in a circle, not even inside a function."""

import graphlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import grimp

import addonctl

SOURCE = Path(addonctl.__file__).parent
Imports = dict[str, set[str]]


def circle_in(imports: Mapping[str, set[str]]) -> list[str]:
    """Return the modules of a circle, the first one again at the end, none where there is none."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


@cache
def imports_of_package() -> Imports:
    """List who imports whom: in functions, too, and for type checkers alone."""
    graph = grimp.build_graph("addonctl", cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def test_no_module_imports_in_a_circle() -> None:
    """A module can be understood, moved and tested with those alone that it names."""
    imports = imports_of_package()
    assert len(imports) > 100
    assert circle_in(imports) == []


def test_no_folders_import_in_a_circle() -> None:
    """The rooms of the house lead one way, too: none needs one that needs it."""
    assert circle_in(_between_rooms(imports_of_package())) == []


def test_circle_is_found() -> None:
    """The checks above can fail."""
    imports = imports_of_package()
    assert "addonctl.model.account" in imports["addonctl.rules.cycle"]
    imports = imports | {"addonctl.model.account": {"addonctl.rules.cycle"}}
    assert circle_in(imports)
    assert circle_in(_between_rooms(imports))


def _between_rooms(imports: Imports) -> Imports:
    rooms: Imports = {}
    for module, others in imports.items():
        room = _room(module)
        rooms.setdefault(room, set()).update(set(map(_room, others)) - {room})
    return rooms


def _room(module: str) -> str:
    """Name the folder or the single file below the package that a module belongs to."""
    return ".".join(module.split(".")[:2])


def test_what_is_private_in_typer_stands_in_one_module() -> None:
    """A new release of Typer can break one file; the others use what it promises."""
    knowing = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if re.search(r"typer\.(core|main)|TyperException|click", path.read_text("utf-8"))
    }
    assert knowing == {"cli/typer_adapter.py"}


def test_clock_is_read_in_one_place() -> None:
    """Read twice around midnight, an answer would speak of two days."""
    reads = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        for _ in re.findall(
            r"date(time)?\.(now|today)\(|utcnow\(|runtime\.now\(|time\.time\(",
            path.read_text("utf-8"),
        )
    ]
    assert sorted(reads) == ["cli/runtime.py", "cli/session.py"]
