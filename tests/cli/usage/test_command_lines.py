"""The command lines that other tests loop over: no command without one."""

from addonctl.cli.registry import COMMANDS
from tests.cli.command_lines import (
    APART,
    CHANGING,
    CHANGING_QUESTIONS,
    NEED_SERVER,
    READING_QUESTIONS,
)


def test_every_command_is_asked() -> None:
    """A command that is added comes into every loop."""
    asked = READING_QUESTIONS.keys() | CHANGING_QUESTIONS.keys() | set(APART) | NEED_SERVER
    assert set(COMMANDS) <= asked
    assert tuple(CHANGING_QUESTIONS) == CHANGING


def test_no_question_is_about_a_command_that_is_gone() -> None:
    """A command that is removed leaves the loops."""
    assert READING_QUESTIONS.keys() | CHANGING_QUESTIONS.keys() <= set(COMMANDS)
