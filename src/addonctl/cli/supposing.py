"""Complete what `--set` takes: the keys of an account, those that this one has first."""

import contextlib
from collections.abc import Iterator

from addonctl.cli.registry import Candidate
from addonctl.cli.session import Session
from addonctl.errors import AddonctlError
from addonctl.stores.parsing.raw import Tree
from addonctl.stores.parsing.suggestions import path_text
from addonctl.stores.supposing.keys import keys_below


def key_candidates(session: Session) -> Iterator[Candidate]:
    """List the keys of the account that is named, of an account's file where none is."""
    for path in keys_below(_tree(session)):
        name = ".".join(str(path_text((part,)) if isinstance(part, str) else part) for part in path)
        yield Candidate(f"{name}=")


def _tree(session: Session) -> Tree:
    """Read the account as it stands, nothing where it can't be read."""
    with contextlib.suppress(AddonctlError):
        if session.reference is not None and session.located.file is not None:
            return session.read.tree
    return {}
