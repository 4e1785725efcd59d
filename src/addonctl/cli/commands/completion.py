"""`addonctl completion`: the completion script of a shell."""

from importlib import resources
from typing import Annotated, Final

import typer

from addonctl.cli.options import words
from addonctl.cli.session import Session
from addonctl.cli.values import parse_choice

SHELLS: Final = ("bash", "zsh", "fish")
Shell = Annotated[str, typer.Argument(metavar="SHELL", help="bash, zsh or fish."), words(SHELLS)]


def run(session: Session, shell: Shell) -> int:
    """Print the completion script of a shell; nothing is installed or changed.

    \b
    Examples:
      addonctl completion bash > ~/.addonctl.bash   # source it in ~/.bashrc
      addonctl completion zsh > ~/.addonctl.zsh     # source it in ~/.zshrc, after compinit
      mkdir -p ~/.config/fish/completions
      addonctl completion fish > ~/.config/fish/completions/addonctl.fish
    """
    name = f"addonctl.{parse_choice(shell, SHELLS, option='SHELL')}"
    script = resources.files("addonctl") / "data" / "completion" / name
    session.printer.print(script.read_text("utf-8"))
    return 0
