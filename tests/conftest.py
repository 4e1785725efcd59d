"""Keep every test away from the settings, colours and languages of whoever runs it."""

import os
import signal
from collections.abc import Iterator

import pytest

from addonctl.stores.interrupts import HELD_SIGNALS
from tests.draws import forget_environment, register_profiles

register_profiles()

KEPT = {"PATH", "HOME", "TMPDIR", "PYTHONPATH", "SYSTEMROOT", "VIRTUAL_ENV", "LD_PRELOAD"}
KEPT_PREFIXES = ("PYTEST_", "COVERAGE_", "COV_", "ANOTHER_DAY")
"""The last with LD_PRELOAD: the day that `.ci/full` pretends it is."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option for where everything is there that tests need."""
    parser.addoption("--no-skips", action="store_true", help="fail where a test is skipped")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Don't measure what goes over everything once more: it reaches no line that others don't."""
    for item in items:
        if item.get_closest_marker("once"):
            item.add_marker("no_cover")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a skipped test fail the whole run where that was asked for."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("no_skips") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


def pytest_sessionstart() -> None:
    """Begin with the profile that was asked for."""
    forget_environment()


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Start every test without the caller's environment, in an empty home."""
    for name in list(os.environ):
        if name not in KEPT and not name.startswith(KEPT_PREFIXES):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(autouse=True, scope="session")
def interrupts_act() -> None:
    """Undo what a shell does to jobs in its background, whose children would ignore interrupts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(autouse=True)
def interrupts_let_through() -> Iterator[None]:
    """Undo what a process does that has recorded something: an interrupt would end it with 0."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    handlers = {number: signal.getsignal(number) for number in HELD_SIGNALS}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted: `record_property("counted", "...")`."""
    if terminalreporter.config.getoption("no_skips") and terminalreporter.stats.get("skipped"):
        terminalreporter.section("skipped, but nothing may be", red=True)
        for report in terminalreporter.stats["skipped"]:
            terminalreporter.write_line(f"{report.nodeid}: {report.longrepr[2]}")
    counted = [
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "counted"
    ]
    if counted:
        terminalreporter.section("counted")
        terminalreporter.write_line("\n".join(counted))
