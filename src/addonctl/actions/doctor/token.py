"""Check the token: where it is, whose it is, whether the server takes it, what it may do."""

import contextlib
import os
from collections.abc import Iterator
from typing import Final

import msgspec

from addonctl.actions.doctor.asked import Asked, unknown
from addonctl.actions.doctor.findings import Finding, failed, not_checked, passed
from addonctl.errors import AddonctlError
from addonctl.model.marking import N_
from addonctl.model.messages import Message, phrase
from addonctl.model.preferences import TOKEN_VARIABLE, Preferences, TokenPlace
from addonctl.model.wire import TokenAbout
from addonctl.stores.api.documents import parse_json
from addonctl.stores.api.server import Server
from addonctl.stores.api.tokens import place_of_token

MOST_BYTES: Final = 65_536


def check_token(asked: Asked, preferences: Preferences) -> Finding:
    """Say where the token is, that it belongs to the server, and whether that takes it."""
    place = place_of_token(asked.server.address.origin, preferences.token_places)
    found = list(_place_words(place, asked, preferences))
    if asked.is_of_token and asked.failure is not None:
        return failed("token", asked.failure, found=found)
    if asked.reply is None or not asked.reply.is_answer:
        return not_checked("token", *found, unknown(asked))
    if place is None:
        return passed("token", *found, phrase(N_("the server asks for none")))
    return passed("token", *found, phrase(N_("the server takes it")), *_about(asked.server))


def _about(server: Server) -> Iterator[Message]:
    """Say what the token may do and until when, where the server says so: most have no such path.

    Whether a token is taken is known already, so that nothing is wrong where this isn't known.
    """
    try:
        reply = server.client.get(server.path("token"), most_bytes=MOST_BYTES)
        if not reply.is_answer:
            raise server.client.failure(reply)
        tree = parse_json(reply.answer.body, str(server.address)).tree
        about = msgspec.convert(tree, TokenAbout)
    except (AddonctlError, msgspec.ValidationError):
        yield phrase(N_("what it may do isn't known: the server doesn't say"))
        return
    words = N_("it is {name:excerpt}, with the scope {scope}")
    yield phrase(words, name=about.name, scope=about.scope)
    if about.expires_at is not None:
        yield phrase(N_("it expires on {date:excerpt}"), date=about.expires_at)


def _place_words(
    place: TokenPlace | None, asked: Asked, preferences: Preferences
) -> Iterator[Message]:
    server = asked.origin
    if place is None:
        if asked.failure is None or asked.failure.code != "TOKEN_MISSING":  # which says it
            yield phrase(N_("none is set for {server}"), server=server)
        if preferences.token_places:
            yield phrase(N_("the one that is set belongs to another server, and goes to no other"))
        return
    where = TOKEN_VARIABLE if place.file is None else place.file
    words, mode = N_("in {where}, for {server} alone"), ""
    if place.file is not None:
        with contextlib.suppress(OSError, ValueError):  # what can't be read is a failure itself
            mode = f"{os.stat(place.file).st_mode & 0o7777:04o}"  # noqa: PTH116  # shown as set
            words = N_("in {where} (mode {mode}), for {server} alone")
    yield phrase(words, where=where, mode=mode, server=server)
