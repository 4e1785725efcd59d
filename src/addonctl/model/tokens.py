"""Hold what a token of the account API may do. How tokens are listed is in `model.upkeep`."""

from typing import Final, Literal

Scope = Literal["read", "act", "manage", "admin"]
SCOPES: Final[tuple[Scope, ...]] = ("read", "act", "manage", "admin")
"""What a token may do; each holds those before it."""
