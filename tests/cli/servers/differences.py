"""Say what may differ between answers from files and from servers, and overlook that alone."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from tests.cli.program import Ran
from tests.cli.servers.places import KINDS


class Difference(NamedTuple):
    """What may differ: how a file says it, how servers do, and which; as what it is compared.

    Where it `may_be_same` a server may say it as a file does, too.
    """

    file: str
    server: str
    servers: tuple[str, ...] = KINDS
    compared: str = "…"
    may_be_same: bool = False


class Asked(NamedTuple):
    """What a run was about: the account, and the kind and address of a server, none of a file."""

    account_id: str
    kind: str
    url: str | None = None


def alike(differences: Mapping[str, Difference], ran: Ran, asked: Asked, hit: set[str]) -> Ran:
    """Return what a run came to, with one name for each thing that may differ."""
    out, err = ran.out, ran.err
    for name, difference in differences.items():
        if asked.kind not in difference.servers:
            continue
        given = difference.file if asked.url is None else difference.server
        patterns = [given, *([difference.file] if difference.may_be_same else [])]
        for number, each in enumerate(patterns):
            pattern = each.format(id=re.escape(asked.account_id), url=re.escape(asked.url or ""))
            if number == 0 and re.search(pattern, ran.out + ran.err + out + err):
                hit.add(name)
            out, err = (re.sub(pattern, difference.compared, text) for text in (out, err))
    return Ran(ran.code, out, err)
