"""Word roles and the people who hold them."""

from collections.abc import Sequence

from addonctl.model.account import Role
from addonctl.model.marking import plural
from addonctl.model.messages.vocabulary import ROLE_NAMES
from addonctl.model.views import RoleRow
from addonctl.text.translator import Translator

MOST_NAMED = 2
"""How many people of a row are named before the others are counted."""


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
