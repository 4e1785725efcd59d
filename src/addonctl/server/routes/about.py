"""Answer about the server itself: its rulebook, whether it lives and is ready, its document."""

import functools

import msgspec

from addonctl.errors import StorageFailure
from addonctl.model.wire import TokenAbout
from addonctl.server.document.docs_page import HTML, POLICY, docs_page
from addonctl.server.document.openapi import openapi_document
from addonctl.server.exchange import Answered, Asked, written
from addonctl.server.parameters import is_known, refuse_parameters
from addonctl.server.storage.schema import is_current


def get_rulebook(asked: Asked) -> Answered:
    """Answer with what the server decides by, or with nothing where who asks has it."""
    refuse_parameters(asked)
    body, etag = asked.site.rulebook
    headers = (("ETag", etag),)
    if is_known(asked, etag):
        return Answered(status=304, headers=headers)
    return Answered(body=body, headers=headers)


def get_token(asked: Asked) -> Answered:
    """Answer with what the token is that asks; the token itself is nowhere."""
    refuse_parameters(asked)
    bearer = asked.bearer
    if bearer is None:
        raise TypeError(asked.path)
    about = TokenAbout(name=bearer.name, scope=bearer.scope, expires_at=bearer.expires_at)
    return Answered(body=written(about))


def get_health(_asked: Asked) -> Answered:
    """Answer that the process lives."""
    return Answered(body=b'{"status":"ok"}')


def get_ready(asked: Asked) -> Answered:
    """Answer whether the database can be reached and has the right schema.

    Raises:
        StorageFailure: NOT_READY.
    """
    if not is_current(asked.site.database):
        raise StorageFailure("NOT_READY")
    return Answered(body=b'{"status":"ready"}')


def get_document(_asked: Asked) -> Answered:
    """Answer with the OpenAPI document."""
    return Answered(body=_document())


def get_docs(_asked: Asked) -> Answered:
    """Show the API to a person, without loading anything from elsewhere."""
    return Answered(
        body=docs_page().encode(), media=HTML, headers=(("Content-Security-Policy", POLICY),)
    )


@functools.cache
def _document() -> bytes:
    return msgspec.json.encode(openapi_document())
