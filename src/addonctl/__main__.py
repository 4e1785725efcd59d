"""Run addonctl as `python -m addonctl`."""

from addonctl.entry import run

run()
