"""Run the examples in the docstrings: they are part of what the code promises."""

import doctest
import importlib
import pkgutil

import pytest

import addonctl

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(addonctl.__path__, "addonctl.")
    if not module.name.endswith(("__main__", "migrations.env"))  # alembic runs the latter
)
WITH_ARITHMETIC = ("addonctl.model.money", "addonctl.rules.cycle")


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    """Every example of the module gives what it says."""
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize("name", WITH_ARITHMETIC)
def test_arithmetic_has_examples(name: str) -> None:
    """Where money and dates are computed, the docstrings show it."""
    assert doctest.testmod(importlib.import_module(name)).attempted > 0
