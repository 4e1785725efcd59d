"""Group the people of an account by the roles that they hold: a decision depends on no more."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from addonctl.model.account import Role, User
from addonctl.model.marking import plural
from addonctl.model.messages.vocabulary import ROLE_NAMES
from addonctl.model.policy import ROLES
from addonctl.text.translator import Translator

MOST_NAMED = 2
"""How many people of a row are named before the others are counted."""


class RoleRow(Struct, frozen=True, kw_only=True):
    """The users who hold exactly these roles, in the account's order."""

    roles: tuple[Role, ...]
    users: tuple[User, ...]


def role_rows(users: Iterable[User]) -> tuple[RoleRow, ...]:
    """Make one row for each set of roles, the strongest first."""
    rows: dict[tuple[Role, ...], list[User]] = {}
    for user in users:
        rows.setdefault(tuple(role for role in ROLES if role in user.roles), []).append(user)
    return tuple(
        RoleRow(roles=roles, users=tuple(rows[roles]))
        for roles in sorted(rows, key=lambda roles: [ROLES.index(role) for role in roles])
    )


def roles_words(roles: Sequence[Role], say: Translator) -> str:
    """Name the roles of a row, the strongest first."""
    return ", ".join(say(ROLE_NAMES[role]) for role in roles)


def counted_people(row: RoleRow, say: Translator) -> str:
    """Name the one person of a row, or count the people."""
    if len(row.users) == 1:
        return say.clean(row.users[0].display_name)
    return say(plural("{count} person", "{count} people"), count=len(row.users))


def named_people(row: RoleRow, say: Translator) -> str:
    """Name the people of a row: both of two, else the first and how many more."""
    names = [say.clean(user.display_name) for user in row.users]
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    others = len(names) - 1
    return say(plural("{name} and {count} more"), name=names[0], count=others)
