"""Find the add-on and the person that somebody named, or say which was probably meant."""

from typing import Final

from addonctl.errors import NotFoundFailure, SeveralUsers, UnknownUser
from addonctl.model.account import Account, User
from addonctl.model.catalog import Addon, Catalog
from addonctl.model.context import Invocation
from addonctl.model.names import as_read, as_typed
from addonctl.stores.parsing.suggestions import guess

MOST_IDS: Final = 10
"""How many people of one name are told by their ids."""


def find_addon(catalog: Catalog, word: str) -> Addon:
    """Find an add-on by id, alias or name, in any case.

    Raises:
        NotFoundFailure: UNKNOWN_ADDON, with the nearest id.
    """
    addon = catalog.find_addon(word)
    if addon is not None:
        return addon
    ids = tuple(addon.id for addon in catalog.addons)
    known = (*ids, *(alias for addon in catalog.addons for alias in addon.aliases))
    raise NotFoundFailure("UNKNOWN_ADDON", value=word, nearest=guess(word, known), known=ids)


def find_user(account: Account, word: str, invocation: Invocation) -> User:
    """Find a user by exact id, else by e-mail in any case, else by a name that only one has.

    Names are compared as people read them.

    Raises:
        NotFoundFailure: UNKNOWN_USER, with the nearest; SEVERAL_USERS, with the ids of all who
            have that name.
    """
    for user in account.users:
        if word == user.id:
            return user
    for user in account.users:
        if user.email and word.casefold() == user.email.casefold():
            return user
    name = as_read(word)
    named = [user for user in account.users if user.name and name and as_read(user.name) == name]
    if len(named) == 1:
        return named[0]
    if named:
        ids = [user.id for user in named]
        raise SeveralUsers(
            value=word,
            account=account.name,
            count=len(ids),
            ids=(*ids[:MOST_IDS], *(("…",) if ids[MOST_IDS:] else ())),
            invocation=invocation,
        )
    raise UnknownUser(
        value=word,
        account=account.name,
        nearest=_nearest_user(account, word),
        invocation=invocation,
    )


def _nearest_user(account: Account, word: str) -> str | None:
    """Return the id or e-mail that is nearest, that of the nearest name, of the one part of one."""
    ids = {user.name: user.id for user in account.users if user.name}
    ids |= {user.email: user.email for user in account.users if user.email}
    ids |= {user.id: user.id for user in account.users}
    near = guess(word, tuple(ids))
    if near is not None:
        return ids[near]
    part = as_typed(word)
    meant = {user.id for user in account.users if part and part in as_typed(user.display_name)}
    return meant.pop() if len(meant) == 1 else None
